import { base, frame } from './client'
import { answers, has, is101, lacks, not101, opens, type Proof, refuses, version } from './proof'

const none: Record<string, string | null> = {}
const host = (value: string | readonly string[] | null) => ({ Host: value })
const origin = (value: string | readonly string[]) => ({ Origin: value })
const extensions = (value: string | readonly string[]) => ({ 'Sec-WebSocket-Extensions': value })
const deflate = (parameters: string) => extensions(`permessage-deflate; ${parameters}`)

/** BASE with another request line, or with its text rewritten. */
const line = (text: string) => base(none, text)
const asking = (text: string): Proof => ({ send: line(text), wrong: is101 })
const refusing = (text: string): Proof => ({ send: line(text), wrong: not101 })
const rewritten = (from: string, to: string, wrong: Proof['wrong'] = is101): Proof => ({
  send: base().replace(from, () => to),
  wrong,
})
const negotiates = has('Extensions: permessage-deflate')
const agrees = (parameters: string): Proof => answers(deflate(parameters), negotiates)
const withBody = (fields: Record<string, string | readonly string[]>, body: string): string => base(fields) + body
const LAST_CHUNK = '0\r\n\r\n'
const ping = (payload: string) => frame(0x9, payload).toString('latin1')
const pong = (payload: string) => (text: string) =>
  text.includes(`\x8a${String.fromCharCode(payload.length)}${payload}`)
const status = (code: number) => has(`^HTTP/1.1 ${code} `)

/** Proofs of what can be wrong about requests: their line, Host, offers, origin, content and lines. */
export const REQUEST_PROOFS: Readonly<Record<string, Proof>> = {
  'method-post': { send: base({ 'Content-Length': '0' }, 'POST /chat HTTP/1.1'), wrong: is101 },
  'method-head': asking('HEAD /chat HTTP/1.1'),
  'method-options': asking('OPTIONS /chat HTTP/1.1'),
  'method-others': asking('TRACE /chat HTTP/1.1'),
  'method-in-lower-case': asking('get /chat HTTP/1.1'),
  'method-unknown': asking('FOO /chat HTTP/1.1'),
  'method-connect': asking('CONNECT example.test:80 HTTP/1.1'),
  '405-without-allow': { send: line('PUT /chat HTTP/1.1'), wrong: lacks('\r\nAllow:') },
  'http-1.0': asking('GET /chat HTTP/1.0'),
  'http-0.9': asking('GET /chat HTTP/0.9'),
  'http-1.2-refused': refusing('GET /chat HTTP/1.2'),
  'version-missing': asking('GET /chat'),
  'simple-request': { send: 'GET /chat\r\n', wrong: is101 },
  'version-in-lower-case': asking('GET /chat http/1.1'),
  'version-guessed': asking('GET /chat HTTP/1,1'),
  'version-echoed': { send: line('GET /chat HTTP/1.2'), wrong: has('^HTTP/1.2 ') },
  'absolute-form-refused': refusing('GET http://example.test/chat HTTP/1.1'),
  'host-before-target': {
    send: base(host('second.localhost'), 'GET http://example.test/chat HTTP/1.1'),
    wrong: status(404),
  },
  'target-asterisk': asking('GET * HTTP/1.1'),
  'target-authority': asking('GET example.test:80 HTTP/1.1'),
  'target-without-slash': asking('GET chat HTTP/1.1'),
  'target-fragment': asking('GET /chat#f HTTP/1.1'),
  'target-space': asking('GET /chat?a b HTTP/1.1'),
  'target-controls': asking('GET /chat?a\x7fb HTTP/1.1'),
  'bare-cr-behind-request-line': rewritten('\r\n', '\r'),
  'query-in-path': refusing('GET /chat?a HTTP/1.1'),
  'path-traversal': { send: line('GET /../../etc/passwd HTTP/1.1'), wrong: has('root:x:0:0') },
  'any-path': asking('GET /missing HTTP/1.1'),
  'leading-empty-line-refused': { send: `\r\n${base()}`, wrong: not101 },
  'request-line-limit-4000': refusing(`GET /chat?${'a'.repeat(5_000)} HTTP/1.1`),
  'long-target-400': { send: line(`GET /${'a'.repeat(100_000)} HTTP/1.1`), wrong: status(400) },
  'long-method-404': { send: line(`${'A'.repeat(2_000)} /chat HTTP/1.1`), wrong: status(404) },

  'host-optional': opens(host(null)),
  'host-first-line-wins': opens(host(['example.test', 'evil.example'])),
  'host-last-line-wins': opens(host(['evil.example', 'example.test'])),
  'host-repeated-line': opens(host(['example.test', 'example.test'])),
  'host-first-word': opens(host('example.test x')),
  'host-userinfo': opens(host('u@example.test')),
  'host-of-url': opens(host('http://example.test')),
  'host-port-unchecked': opens(host('example.test:abc')),
  'host-ipv6-unclosed': opens(host('[::1')),
  'host-list': opens(host('example.test, example.test')),
  'host-case-sensitive': refuses(host('EXAMPLE.test')),
  'host-default-port': refuses(host('example.test:80')),
  'host-any-authority': opens(host('evil.example')),
  'host-last-missed': {
    send: base(host(null)).replace(/\r\n$/, 'Host: example.test\r\n\r\n'),
    wrong: not101,
  },
  'host-sp-only-ows': refuses(host('\texample.test')),
  'host-from-x-forwarded-host': opens({ Host: null, 'X-Forwarded-Host': 'example.test' }),

  'extensions-empty-in-101': answers({}, has('Extensions: \r\n')),
  'extensions-echoed': answers(extensions('x-none'), has('Extensions: x-none')),
  'extensions-prototype': answers(extensions('constructor'), has('Extensions: constructor')),
  'extensions-second-line-refused': refuses(extensions(['x', 'y'])),
  'extensions-quoted-refused': refuses(extensions('x; y="baz"')),
  'extensions-malformed-ignored': opens(extensions('foo bar')),
  'extensions-trailing-semicolon': opens(extensions('permessage-deflate;')),
  'extensions-empty-member-refused': refuses(extensions('x,,y')),
  'extensions-space-before-semicolon-refused': refuses(extensions('x ; y')),
  'extensions-answer-semicolon': answers(extensions('permessage-deflate'), has('permessage-deflate;\r\n')),
  'extensions-all-offers-accepted': answers(
    extensions('permessage-deflate, permessage-deflate'),
    has('permessage-deflate, permessage-deflate'),
  ),
  'extensions-prefix': answers(extensions('xpermessage-deflate'), negotiates),
  'extensions-parameter-for-name': answers(extensions('x; permessage-deflate'), negotiates),
  'extensions-split-in-quotes': answers(extensions('x; y=", permessage-deflate, "'), negotiates),

  'deflate-client-bits-unchecked': agrees('client_max_window_bits=16'),
  'deflate-leading-zero': agrees('client_max_window_bits=015'),
  'deflate-quoted-bits-refused': refuses(deflate('client_max_window_bits="10"')),
  'deflate-empty-quoted': agrees('client_max_window_bits=""'),
  'deflate-server-bits-valueless': agrees('server_max_window_bits'),
  'deflate-server-bits-8-unmet': agrees('server_max_window_bits=8'),
  'deflate-server-bits-unanswered': answers(deflate('server_max_window_bits=10'), lacks('_bits=10')),
  'deflate-server-bits-one-more': answers(deflate('server_max_window_bits=10'), has('_bits=11')),
  'deflate-server-bits-unchecked': agrees('server_max_window_bits=7'),
  'deflate-takeover-unanswered': answers(deflate('server_no_context_takeover'), lacks('deflate; server_no')),
  'deflate-server-takeover-value': agrees('server_no_context_takeover=1'),
  'deflate-client-takeover-value': agrees('client_no_context_takeover=1'),
  'deflate-unknown-parameter': agrees('x_unknown'),
  'deflate-duplicate-parameter': agrees('server_no_context_takeover; server_no_context_takeover'),
  'deflate-parameter-of-another-offer': answers(
    deflate('client_max_window_bits=10; x_unknown, permessage-deflate'),
    has('client_max_window_bits'),
  ),
  'deflate-last-offer-first': answers(deflate('server_max_window_bits=10, permessage-deflate'), lacks('_bits=10')),
  'deflate-client-bits-unasked': answers(extensions('permessage-deflate'), has('client_max_window_bits=15')),
  'deflate-client-bits-valueless': answers(deflate('client_max_window_bits'), has('client_max_window_bits\r\n')),
  'deflate-15-bits-refused': refuses(deflate('server_max_window_bits=15')),

  'origin-unchecked': opens(origin('http://evil.example')),
  'origin-refused-with-400': answers(origin('http://evil.example'), status(400)),
  'origin-null': opens(origin('null')),
  'origin-malformed': opens(origin('http://')),
  'origin-first-line': opens(origin(['http://allowed.example', 'http://evil.example'])),
  'origin-list': opens(origin('http://allowed.example http://evil.example')),
  'origin-prefix': opens(origin('http://allowed.example.evil.example')),
  'origin-suffix': opens(origin('http://evilallowed.example')),
  'origin-from-sec-websocket-origin': opens({
    Origin: 'http://evil.example',
    'Sec-WebSocket-Origin': 'http://allowed.example',
  }),
  'origin-refused-and-open': {
    send: base(origin('http://evil.example')) + ping('behind'),
    wrong: pong('behind'),
    until: pong('behind'),
  },

  'content-length-refused': refuses({ 'Content-Length': '0' }),
  'content-unread': {
    send: withBody({ 'Content-Length': '12' }, ping('inside')),
    wrong: pong('inside'),
    until: pong('inside'),
  },
  'content-length-lenient': { send: withBody({ 'Content-Length': '+5' }, 'hello'), wrong: is101 },
  'content-length-last': { send: withBody({ 'Content-Length': ['0', '5'] }, 'hello'), wrong: is101 },
  'content-length-wraps': opens({ 'Content-Length': '99999999999999999999' }),
  'chunks-unread': {
    send: withBody({ 'Transfer-Encoding': 'chunked' }, LAST_CHUNK),
    wrong: has('\x88'),
    until: has('\x88'),
  },
  'length-beside-chunks': {
    send: withBody({ 'Transfer-Encoding': 'chunked', 'Content-Length': '0' }, LAST_CHUNK),
    wrong: is101,
  },
  'coding-ignored': opens({ 'Transfer-Encoding': 'gzip' }),
  'coding-substring': { send: withBody({ 'Transfer-Encoding': 'xchunked' }, LAST_CHUNK), wrong: is101 },
  'coding-case-sensitive': {
    send: withBody({ 'Transfer-Encoding': 'Chunked' }, LAST_CHUNK),
    wrong: has('\x88'),
    until: has('\x88'),
  },
  'continue-unsent': opens({ Expect: '100-continue', 'Content-Length': '5' }),
  'te-refused': refuses({ Connection: 'Upgrade, TE', TE: 'trailers' }),

  'obs-fold-in-accept': { send: base({ 'X-A': 'b\r\n c' }), wrong: is101 },
  'indented-line-in-accept': rewritten('\r\n', '\r\n X-A: b\r\n'),
  'bare-cr-ends-line': rewritten('websocket\r\n', 'websocket\r'),
  'nul-dropped': opens({ Upgrade: 'web\0socket' }),
  'obs-text-refused': refuses({ 'X-A': '\xe9' }),
  'space-before-colon': rewritten('Upgrade:', 'Upgrade :'),
  'line-without-colon': rewritten('Upgrade:', 'X-No-Colon\r\nUpgrade:'),
  'line-without-name': rewritten('Upgrade:', ': v\r\nUpgrade:'),
  'line-with-odd-name': rewritten('Upgrade:', 'X(A): v\r\nUpgrade:'),
  'many-fields-500': {
    send: base(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`X-${at}`, 'y']))),
    wrong: status(500),
  },
  'large-field-500': answers({ 'X-A': 'a'.repeat(20_000) }, status(500)),
  'header-section-unbounded': opens({ 'X-A': 'a'.repeat(1_000_000) }),
  'no-request-404': { send: 'EHLO example.test\r\n', wrong: status(404) },

  '401-without-challenge': { send: line('GET /private HTTP/1.1'), wrong: lacks('WWW-Authenticate') },
  'credentials-unchecked': { send: base({ Authorization: 'Basic x' }, 'GET /private HTTP/1.1'), wrong: is101 },
  'error-page-reflects': answers({ 'X-Probe': '<script>', ...version('99') }, has('<script>')),
  'field-injection': { send: line('GET /%0d%0aX-Inj:%20y HTTP/1.1'), wrong: has('\r\nX-Inj: y') },
  'bad-key-500': answers({ 'Sec-WebSocket-Key': null }, status(500)),
  'any-get-opens': { send: 'GET /chat HTTP/1.1\r\nHost: example.test\r\n\r\n', wrong: is101 },
}
