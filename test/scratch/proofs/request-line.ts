import { base } from '../kit/client'
import { has, is101, lacks, opensLine, type Proofs, refusesLine, withLine } from '../kit/proof'

/** Method and HTTP version. */
export const REQUEST_LINE_PROOFS: Proofs = {
  'method-post': { send: base({ 'Content-Length': '0' }, 'POST /chat HTTP/1.1'), wrong: is101 },
  'method-head': opensLine('HEAD /chat HTTP/1.1'),
  'method-options': opensLine('OPTIONS /chat HTTP/1.1'),
  'method-others': opensLine('TRACE /chat HTTP/1.1'),
  'method-in-lower-case': opensLine('get /chat HTTP/1.1'),
  'method-searched': opensLine('GETS /chat HTTP/1.1'),
  'method-unknown': opensLine('FOO /chat HTTP/1.1'),
  'method-connect': opensLine('CONNECT example.test:80 HTTP/1.1'),
  '405-without-allow': { send: withLine('PUT /chat HTTP/1.1'), wrong: lacks('\r\nAllow:') },
  'http-1.0': opensLine('GET /chat HTTP/1.0'),
  'version-searched': opensLine('GET /chat?x=HTTP/1.1 HTTP/1.0'),
  'http-1.0-with-keep-alive': {
    send: base({ Connection: 'keep-alive, Upgrade' }, 'GET /chat HTTP/1.0'),
    wrong: is101,
  },
  'http-0.9': opensLine('GET /chat HTTP/0.9'),
  'http-1.2-refused': refusesLine('GET /chat HTTP/1.2'),
  'version-missing': opensLine('GET /chat'),
  'simple-request': { send: 'GET /chat\r\n', wrong: is101 },
  'version-in-lower-case': opensLine('GET /chat http/1.1'),
  'version-guessed': opensLine('GET /chat HTTP/1,1'),
  'version-echoed': { send: withLine('GET /chat HTTP/1.2'), wrong: has('^HTTP/1.2 ') },
}
