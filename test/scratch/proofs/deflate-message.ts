import { constants, deflateRawSync } from 'node:zlib'
import { frame } from '../kit/client'
import { closes, frameLengths, pong, RSV1, replies, sends } from '../kit/frame-proof'
import { afterHead, has, type Proofs } from '../kit/proof'

const DEFLATE = 'permessage-deflate'
const TEXT = 'one message that is said again and again'
const SYNC = { finishFlush: constants.Z_SYNC_FLUSH }

function compressed(text: string, options: Parameters<typeof deflateRawSync>[1] = {}): Buffer {
  return deflateRawSync(text, { ...SYNC, ...options }).subarray(0, -4)
}

const text = (payload: Buffer) => frame(0x1, payload, RSV1)
const repliesTwice = (answer: string) => frameLengths(Buffer.from(answer, 'latin1')).length >= 2

/** 600 bytes in which nothing repeats, twice: a window of 512 does not reach back to the first time. */
const DOUBLED = Array.from({ length: 300 }, (_, at) =>
  ((at * at * 31 + at * 17) % 65_521).toString(36).padStart(4, '-'),
)
  .join('')
  .slice(0, 600)
  .repeat(2)

const BROKEN = Buffer.concat([deflateRawSync('broken', SYNC), Buffer.from([0x06, 0xff])])

/** Compressed messages. */
export const DEFLATE_MESSAGE_PROOFS: Proofs = {
  'deflate-stored-refused': sends({
    frames: [text(compressed(TEXT, { level: 0 }))],
    wrong: closes,
    until: replies,
    offer: DEFLATE,
  }),
  'deflate-empty-refused': sends({
    frames: [text(Buffer.from([0]))],
    wrong: closes,
    until: replies,
    offer: DEFLATE,
  }),
  'deflate-ping-between-refused': sends({
    frames: [
      frame(0x1, compressed(TEXT).subarray(0, 9), 0x40),
      frame(0x9, 'x'),
      frame(0x0, compressed(TEXT).subarray(9)),
    ],
    wrong: closes,
    until: (answer) => closes(answer) || repliesTwice(answer),
    offer: DEFLATE,
  }),
  'deflate-small-window-unusable': sends({
    frames: [text(compressed(TEXT))],
    wrong: closes,
    until: replies,
    offer: `${DEFLATE}; server_max_window_bits=9`,
  }),
  'deflate-uncompressed-refused': sends({
    frames: [frame(0x1, `${TEXT} and again`)],
    wrong: closes,
    until: replies,
    offer: DEFLATE,
  }),
  'deflate-client-window-dropped': sends({
    frames: [text(compressed(TEXT)), text(compressed(TEXT, { dictionary: Buffer.from(TEXT) }))],
    wrong: closes,
    until: repliesTwice,
    offer: DEFLATE,
  }),
  'deflate-takeover-kept': sends({
    frames: [text(compressed(TEXT)), text(compressed(TEXT))],
    wrong: (_text, received) => new Set(frameLengths(received)).size > 1,
    until: repliesTwice,
    offer: `${DEFLATE}; server_no_context_takeover`,
  }),
  'deflate-window-15': sends({
    frames: [frame(0x1, DOUBLED)],
    wrong: (answer) => afterHead(answer).length < 600,
    until: (answer) => afterHead(answer).length > 300,
    offer: `${DEFLATE}; server_max_window_bits=9`,
  }),
  'deflate-rsv1-on-control': sends({ frames: [frame(0x9, 'x', RSV1)], wrong: pong('x'), offer: DEFLATE }),
  'deflate-rsv1-on-continuation': sends({
    frames: [frame(0x1, 'a', 0x00), frame(0x0, 'b', RSV1)],
    wrong: has('\xc1'),
    offer: DEFLATE,
  }),
  'deflate-delivers-broken': sends({ frames: [text(BROKEN)], wrong: has('\xc1'), offer: DEFLATE }),
}
