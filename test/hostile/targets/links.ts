import { deflateRawSync } from 'node:zlib'
import { type HostileTarget, noise } from '../kit/hostile-target'
import { endlessly, onRequest, switching } from '../kit/serving'
import { BIDI, ESCAPES, MARKUP } from './responses'

/** A frame of a server. RFC 6455 5.2. */
function frame(first: number, payload: Buffer | string): Buffer {
  const body = Buffer.from(payload as string)
  if (body.length < 126) return Buffer.concat([Buffer.from([first, body.length]), body])
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(body.length))
  return Buffer.concat([Buffer.from([first, 127]), length, body])
}

/** A target that accepts every request, and then writes something. */
function accepting(name: string, after: Buffer | string, lines: readonly string[] = []): HostileTarget {
  return {
    name,
    fate: 'faulty',
    serve: (socket) =>
      onRequest(socket, (request) => {
        socket.write(Buffer.concat([switching(request, ...lines), Buffer.from(after as string)]))
        socket.resume()
      }),
  }
}

/** A target that accepts every request, and then never stops writing. */
function flooding(name: string, piece: Buffer, everyMs = 0): HostileTarget {
  return {
    name,
    fate: 'faulty',
    serve: (socket) =>
      onRequest(socket, (request) => {
        socket.write(switching(request))
        socket.resume()
        endlessly(socket, () => piece, everyMs)
      }),
  }
}

/** A target that accepts every request, and ends the connection at once. */
function ending(name: string, reset: boolean): HostileTarget {
  return {
    name,
    fate: 'faulty',
    serve: (socket) =>
      onRequest(socket, (request) => {
        if (reset) socket.write(switching(request), () => socket.resetAndDestroy())
        else socket.end(switching(request))
      }),
  }
}

const BOMB = deflateRawSync(Buffer.alloc(64 * 1024 * 1024), { finishFlush: 2 }).subarray(0, -4)
const MANY_COOKIES = Array.from({ length: 1000 }, (_, at) => `Set-Cookie: c${at}=${'v'.repeat(20)}`)

/** Targets that accept everything and misbehave on the link. */
export const LINKS: readonly HostileTarget[] = [
  accepting('mute-link', ''),
  accepting('noise-after-101', noise(8192)),
  accepting('http-after-101', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'),
  accepting('absurd-frame-length', Buffer.from([0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255])),
  accepting('half-a-frame', Buffer.from([0x81, 100, 0x68])),
  accepting(
    'reserved-opcodes',
    Buffer.concat([3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((code) => frame(0x80 + code, 'x'))),
  ),
  accepting('masked-frames', Buffer.from([0x81, 0x82, 1, 2, 3, 4, 0x69, 0x6b])),
  accepting('long-control-frame', frame(0x89, 'p'.repeat(4096))),
  accepting(
    'endless-fragments-begin',
    Buffer.concat([frame(0x01, 'a'), ...Array.from({ length: 2000 }, () => frame(0x00, 'b'))]),
  ),
  accepting('decompression-bomb', frame(0xc2, BOMB), ['Sec-WebSocket-Extensions: permessage-deflate']),
  accepting('markup-in-101', frame(0x81, MARKUP), [`X-Markup: ${MARKUP}`, `Sec-WebSocket-Protocol: ${MARKUP}`]),
  accepting('escapes-in-101', frame(0x81, ESCAPES), [`X-Escapes: ${ESCAPES}`, `X-Bidi: ${BIDI}`]),
  accepting('thousand-cookies', '', MANY_COOKIES),
  accepting('wrong-protocol-and-extension', '', ['Sec-WebSocket-Protocol: a, b', 'Sec-WebSocket-Extensions: ;;=,']),
  accepting('5-mb-greeting', frame(0x82, Buffer.alloc(5_000_000, 7))),
  ending('closes-after-101', false),
  ending('resets-after-101', true),
  flooding('floods-tiny-frames', Buffer.from([0x81, 0x01, 0x78])),
  flooding('floods-large-writes', frame(0x82, Buffer.alloc(65_536, 1))),
  flooding('floods-pings', Buffer.concat(Array.from({ length: 500 }, () => frame(0x89, 'again')))),
  flooding('drips-a-frame', Buffer.from([0x81]), 50),
]
