import { OPCODE, writeFrame } from '../websocket/frames'
import type { Variant } from './variant'

/** Writes one message as two frames, the second a continuation. RFC 6455 5.4. */
function inFragments(opcode: number, payload: Uint8Array, rsv1 = false): Buffer {
  const half = Math.floor(payload.length / 2)
  const first = writeFrame(opcode, payload.subarray(0, half), rsv1)
  first[0] = (first[0] ?? 0) & 0x7f
  return Buffer.concat([first, writeFrame(OPCODE.continuation, payload.subarray(half))])
}

const GREETING = Buffer.concat([
  writeFrame(OPCODE.text, Buffer.from('welcome')),
  writeFrame(OPCODE.ping, Buffer.from('are you there?')),
])

/** The frames of an open WebSocket. */
export const FRAME_VARIANTS: readonly Variant[] = [
  {
    name: 'no-echo',
    says: 'answers no message',
    clause: 'RFC 6455 5.6',
    replaces: () => ({ echo: () => Buffer.alloc(0) }),
  },
  {
    name: 'greets-first',
    says: 'sends a message and a Ping directly after the 101',
    clause: 'RFC 6455 4.2.2 last paragraph',
    replaces: (intact) => ({
      answer(request, connection, server) {
        intact.answer(request, connection, server)
        if (connection.state === 'link') connection.send(GREETING)
      },
    }),
  },
  {
    name: 'echoes-in-fragments',
    says: 'sends messages in two fragments',
    clause: 'RFC 6455 5.4',
    replaces: (intact) => ({
      writeFrame: (opcode, payload, rsv1) =>
        opcode < 0x8 ? inFragments(opcode, payload, rsv1) : intact.writeFrame(opcode, payload, rsv1),
    }),
  },
  {
    name: 'echoes-uncompressed',
    says: 'agrees to permessage-deflate and sends its messages uncompressed',
    clause: 'RFC 7692 6.1',
    replaces: (intact) => ({ echo: (message, _deflate, server) => intact.echo(message, undefined, server) }),
  },
  {
    name: 'closes-without-code',
    says: 'answers a Close frame with an empty one',
    clause: 'RFC 6455 5.5.1',
    replaces: (intact) => ({ closeReply: (_payload, server) => intact.closeReply(Buffer.alloc(0), server) }),
  },
  {
    name: 'fails-without-close-frame',
    says: 'ends the connection at a violation without a Close frame',
    clause: 'RFC 6455 7.1.7',
    replaces: (intact) => ({
      writeFrame(opcode, payload, rsv1) {
        const code = payload.length < 2 ? 0 : Buffer.from(payload).readUInt16BE(0)
        const failing = opcode === OPCODE.close && [1002, 1003, 1007, 1009].includes(code) && payload.length > 2
        return failing ? Buffer.alloc(0) : intact.writeFrame(opcode, payload, rsv1)
      },
    }),
  },
]
