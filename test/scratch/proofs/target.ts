import { base } from '../kit/client'
import { has, host, not101, opensLine, opensRewritten, type Proofs, refusesLine, status, withLine } from '../kit/proof'

/** The request target. */
export const TARGET_PROOFS: Proofs = {
  'absolute-form-refused': refusesLine('GET http://example.test/chat HTTP/1.1'),
  'host-before-target': {
    send: base(host('second.localhost'), 'GET http://example.test/chat HTTP/1.1'),
    wrong: status(404),
  },
  'target-asterisk': opensLine('GET * HTTP/1.1'),
  'target-authority': opensLine('GET example.test:80 HTTP/1.1'),
  'target-without-slash': opensLine('GET chat HTTP/1.1'),
  'target-fragment': opensLine('GET /chat#f HTTP/1.1'),
  'target-space': opensLine('GET /chat?a b HTTP/1.1'),
  'target-controls': opensLine('GET /chat?a\x7fb HTTP/1.1'),
  'bare-cr-behind-request-line': opensRewritten('\r\n', '\r'),
  'query-in-path': refusesLine('GET /chat?a HTTP/1.1'),
  'path-traversal': { send: withLine('GET /../../etc/passwd HTTP/1.1'), wrong: has('root:x:0:0') },
  'two-slashes-500': { send: withLine('GET // HTTP/1.1'), wrong: status(500) },
  'any-path': opensLine('GET /missing HTTP/1.1'),
  'leading-empty-line-refused': { send: `\r\n${base()}`, wrong: not101 },
  'request-line-limit-4000': refusesLine(`GET /chat?${'a'.repeat(5_000)} HTTP/1.1`),
  'long-target-400': { send: withLine(`GET /${'a'.repeat(100_000)} HTTP/1.1`), wrong: status(400) },
  'long-method-404': { send: withLine(`${'A'.repeat(2_000)} /chat HTTP/1.1`), wrong: status(404) },
}
