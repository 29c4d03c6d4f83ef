import { R } from '../../../suites/requirements'
import { type Action, EndpointLayer } from '../endpoint'
import { asciiLower } from '../http/fields'
import { broken } from '../http/refusal'
import { OPCODE, writeFrame } from '../websocket/frames'
import type { Defect } from './defect'
import { wrappingLink } from './kit-link'

const BUFFERS: readonly number[] = [1024, 2048, 4096, 8192]

/** Waits for more where a read fills a buffer exactly. */
class FullBuffer extends EndpointLayer {
  #held: Buffer = Buffer.alloc(0)

  override feed(bytes: Uint8Array): Action[] {
    const all = Buffer.concat([this.#held, bytes])
    const waits = this.state === 'head' && this.unread.length === 0 && BUFFERS.includes(all.length)
    this.#held = waits ? all : Buffer.alloc(0)
    return waits ? [] : this.inner.feed(all)
  }
}

/** How many bytes the first frame of some bytes has; all of them where it is not complete. */
function firstFrameLength(bytes: Uint8Array): number {
  const short = (bytes[1] ?? 0) & 0x7f
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0
  if (extended > 0) return bytes.length
  return 2 + (((bytes[1] ?? 0) & 0x80) > 0 ? 4 : 0) + short
}

const TOO_LONG = broken(431, 'The cookie is too long.', 'RFC 6585 5')

/** What does not fit into one read, or fits exactly. */
export const BUFFER_DEFECTS: readonly Defect[] = [
  {
    name: 'key-in-last-line-lost',
    breaks: [R.elementsReadAsDefined],
    says: 'does not find Sec-WebSocket-Key in the last field line',
    clause: 'RFC 6455 4.2.1, RFC 9110 5.3',
    replaces: (intact) => ({
      fieldLines(request, name) {
        const last = request.fields.at(-1)
        const isLast = last !== undefined && asciiLower(last.name) === asciiLower(name)
        const isWhole = request.fields.some((field) => asciiLower(field.name) === 'sec-websocket-version')
        return name === 'Sec-WebSocket-Key' && isLast && isWhole ? [] : intact.fieldLines(request, name)
      },
    }),
  },
  {
    name: 'long-cookie-dropped',
    breaks: [R.oversizedFieldsRefused],
    says: 'drops the connection at a Cookie of more than 1,500 bytes',
    clause: 'RFC 9110 5.4',
    replaces: (intact) => ({
      decide(request, server) {
        const cookie = request.fields.find(({ name }) => asciiLower(name) === 'cookie')?.value ?? ''
        return cookie.length > 1500 ? { kind: 'refuse', refusal: TOO_LONG } : intact.decide(request, server)
      },
      refusalAnswer: (refusal, request) => (refusal === TOO_LONG ? undefined : intact.refusalAnswer(refusal, request)),
    }),
  },
  {
    name: 'full-buffer-waits',
    breaks: [R.anySegmentationParsed],
    says: 'waits for more bytes where a request fills its read buffer exactly',
    clause: 'RFC 9112 2.2',
    replaces: (intact) => ({ connect: (server) => new FullBuffer(intact.connect(server)) }),
  },
  wrappingLink({
    name: 'frame-in-one-read',
    breaks: [R.allValidFramesHandled, R.closeAndPingAnswered],
    says: 'drops a frame that does not arrive in one segment',
    clause: 'RFC 6455 5.2',
    wrap: (link) => ({
      feed: (bytes) => (bytes.length < firstFrameLength(bytes) ? { send: [], over: false } : link.feed(bytes)),
      leave: (failure) => link.leave(failure),
    }),
  }),
  wrappingLink({
    name: 'one-frame-per-read',
    breaks: [R.allValidFramesHandled, R.closeAndPingAnswered],
    says: 'reads one frame of each segment and drops the rest',
    clause: 'RFC 6455 5.2',
    wrap: (link) => ({
      feed: (bytes) => link.feed(bytes.subarray(0, firstFrameLength(bytes))),
      leave: (failure) => link.leave(failure),
    }),
  }),
  {
    name: 'greeting-lost',
    breaks: [R.serverMaySendOnceOpen],
    says: 'greets after the 101, and loses every fifth greeting',
    clause: 'RFC 9110 7.8',
    replaces(intact) {
      let opened = 0
      return {
        answer(request, connection, server) {
          intact.answer(request, connection, server)
          if (connection.state === 'link' && ++opened % 5 !== 0)
            connection.send(writeFrame(OPCODE.text, Buffer.from('welcome')))
        },
      }
    },
  },
  {
    name: 'refusal-without-end',
    breaks: [R.badBodyFramingAnswered400],
    says: 'writes a 417 without the empty line after its fields, and keeps the connection open',
    clause: 'RFC 9112 2.1',
    replaces: (intact) => ({
      writeFinal(answer, framing, write) {
        const bytes = intact.writeFinal(answer, framing, write)
        return answer.status === 417 ? bytes.subarray(0, bytes.indexOf('\r\n\r\n') + 2) : bytes
      },
    }),
  },
]
