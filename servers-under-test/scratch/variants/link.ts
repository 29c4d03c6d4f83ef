import { OPCODE, writeFrame } from '../frames'
import type { Variant } from './variant'

/** One frame as two, the second a continuation. RFC 6455 5.4. */
function inFragments(opcode: number, payload: Uint8Array, rsv1 = false): Buffer {
  const half = Math.floor(payload.length / 2)
  const first = writeFrame(opcode, payload.subarray(0, half), rsv1)
  first[0] = (first[0] ?? 0) & 0x7f
  return Buffer.concat([first, writeFrame(OPCODE.continuation, payload.subarray(half))])
}

/** What is free about an open WebSocket. */
export const LINK_VARIANTS: readonly Variant[] = [
  {
    name: 'no-echo',
    says: 'answers no message',
    clause: 'RFC 6455 5.6',
    replaces: () => ({ echo: () => undefined }),
  },
  {
    name: 'greets-first',
    says: 'sends a message and a Ping right behind the 101',
    clause: 'RFC 6455 4.2.2 last paragraph',
    replaces: () => ({
      greeting: () => ({
        bytes: Buffer.concat([
          writeFrame(OPCODE.text, Buffer.from('welcome')),
          writeFrame(OPCODE.ping, Buffer.from('are you there?')),
        ]),
        afterMs: 0,
      }),
    }),
  },
  {
    name: 'echoes-in-fragments',
    says: 'sends messages in two fragments',
    clause: 'RFC 6455 5.4',
    replaces: (intact) => ({
      frame: (opcode, payload, rsv1) =>
        opcode < 0x8 ? inFragments(opcode, payload, rsv1) : intact.frame(opcode, payload, rsv1),
    }),
  },
  {
    name: 'echoes-uncompressed',
    says: 'agrees to permessage-deflate and compresses nothing itself',
    clause: 'RFC 7692 6.1',
    replaces: () => ({ compresses: () => false }),
  },
  {
    name: 'closes-without-code',
    says: 'answers a Close frame with an empty one',
    clause: 'RFC 6455 5.5.1',
    replaces: () => ({ closing: () => Buffer.alloc(0) }),
  },
  {
    name: 'fails-without-close-frame',
    says: 'ends the connection at a violation without a Close frame',
    clause: 'RFC 6455 7.1.7',
    replaces: (intact) => ({
      frame(opcode, payload, rsv1) {
        const code = payload.length < 2 ? 0 : Buffer.from(payload).readUInt16BE(0)
        const failing = opcode === OPCODE.close && [1002, 1003, 1007, 1009].includes(code) && payload.length > 2
        return failing ? Buffer.alloc(0) : intact.frame(opcode, payload, rsv1)
      },
    }),
  },
]
