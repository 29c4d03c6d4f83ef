import type { HostileTarget } from '../kit/hostile-target'
import { endlessly, onRequest } from '../kit/serving'

/** A target that refuses every handshake with this response. */
function refusing(name: string, response: string): HostileTarget {
  return { name, fate: 'unjudged', serve: (socket) => onRequest(socket, () => void socket.write(response, 'latin1')) }
}

/** A target whose response begins so and never ends. */
function endless(name: string, start: string, piece: string): HostileTarget {
  return {
    name,
    fate: 'unjudged',
    serve: (socket) =>
      onRequest(socket, () => {
        socket.write(start)
        endlessly(socket, () => piece)
      }),
  }
}

/** What breaks a page, a terminal, XML, Markdown or a CI log, where it is not escaped. */
export const MARKUP = '<script>alert(1)</script>"\'`](javascript:alert(1))|##[error]]]>&amp;'
export const ESCAPES = '\x1b[2J\x1b]0;owned\x07\x9b31m\x00\x08'
/** U+202E RIGHT-TO-LEFT OVERRIDE and U+2066 LEFT-TO-RIGHT ISOLATE in UTF-8, as Latin-1 text. */
export const BIDI = '\xe2\x80\xae gnihtemos \xe2\x81\xa6'

function everywhere(name: string, text: string): HostileTarget {
  const lines = [`HTTP/1.1 403 ${text}`, `Server: ${text}`, `X-${name}: ${text}`, `Content-Length: ${text.length}`]
  return refusing(name, `${lines.join('\r\n')}\r\n\r\n${text}`)
}

/** Targets whose HTTP responses are a burden. */
export const RESPONSES: readonly HostileTarget[] = [
  refusing('refuses-with-503', 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n'),
  refusing('refuses-with-429', 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 99999\r\nContent-Length: 0\r\n\r\n'),
  refusing('absurd-content-length', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 999999999999999999999\r\n\r\nno'),
  refusing('negative-content-length', 'HTTP/1.1 403 Forbidden\r\nContent-Length: -1\r\n\r\nno'),
  refusing('content-length-too-long', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\nno'),
  refusing('two-content-lengths', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\nno'),
  refusing('absurd-chunk', 'HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nno'),
  refusing('chunk-lies', 'HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nno\r\nxyz\r\n'),
  refusing(
    'redirects-to-itself',
    `HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1/${MARKUP}\r\nContent-Length: 0\r\n\r\n`,
  ),
  refusing(
    'giant-challenge',
    `HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="${'x'.repeat(60_000)}"\r\nContent-Length: 0\r\n\r\n`,
  ),
  everywhere('markup', MARKUP),
  everywhere('escapes', ESCAPES),
  everywhere('bidi', BIDI),
  everywhere('invalid-utf-8', '\xff\xfe\xc3\x28\xf0\x28\x8c\x28'),
  endless('endless-header-line', 'HTTP/1.1 200 OK\r\nX-Endless: ', 'a'.repeat(16_384)),
  endless('endless-header-lines', 'HTTP/1.1 200 OK\r\n', 'X-Line: a\r\n'.repeat(1024)),
  endless('endless-1xx', '', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(256)),
  endless('endless-body', 'HTTP/1.1 200 OK\r\n\r\n', 'b'.repeat(65_536)),
  endless(
    'endless-chunks',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    `4000\r\n${'c'.repeat(16_384)}\r\n`,
  ),
  endless('endless-reason', 'HTTP/1.1 101 ', 'r'.repeat(16_384)),
]
