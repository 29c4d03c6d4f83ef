import { base, frame } from '../kit/client'
import { closes, ignores, pong, RSV1, replies, sends } from '../kit/frame-proof'
import { afterHead, has, type Proofs } from '../kit/proof'

const unmasked = (opcode: number, payload: string): Buffer =>
  Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), Buffer.from(payload)])

/** A Ping whose masking key is zero. */
const ZERO_MASKED = Buffer.from([0x89, 0x81, 0, 0, 0, 0, 0x78])

/** The frames of an open WebSocket. */
export const FRAMES_PROOFS: Proofs = {
  'early-ping-lost': sends({
    frames: [frame(0x9, 'early'), frame(0x8)],
    wrong: (text) => closes(text) && !pong('early')(text),
    until: closes,
  }),
  'http-behind-101': sends({
    frames: [Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    wrong: (text) => afterHead(text).startsWith('HTTP/1.1 200'),
  }),
  'echo-ascii': sends({ frames: [frame(0x1, 'é')], wrong: (text) => afterHead(text).includes('??') }),
  'pong-empty': sends({ frames: [frame(0x9, 'abc')], wrong: (text) => afterHead(text) === '\x8a\x00' }),
  'close-unanswered': {
    send: base() + frame(0x8).toString('latin1'),
    wrong: (text) => afterHead(text) === '',
    until: closes,
  },
  'unmasked-text': sends({ frames: [unmasked(0x1, 'x')], wrong: has('\x81\x01x') }),
  'unmasked-ping': sends({ frames: [unmasked(0x9, 'x')], wrong: pong('x') }),
  'rsv1-ignored': ignores(frame(0x1, 'x', RSV1)),
  'rsv2-rsv3-ignored': ignores(frame(0x1, 'x', 0xa0), frame(0x1, 'x', 0x90)),
  'reserved-opcode-ignored': ignores(frame(0x3, 'x'), frame(0xb, 'x')),
  'masking-key-zero': sends({
    frames: [ZERO_MASKED],
    wrong: (text) => afterHead(text) !== '\x8a\x01x',
    until: replies,
  }),
  'empty-text-refused': sends({ frames: [frame(0x1, '')], wrong: closes, until: replies }),
}
