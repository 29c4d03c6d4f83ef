import { constants, deflateRawSync } from 'node:zlib'
import { base, frame } from './client'
import { has, type Proof, version } from './proof'

const after = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4)
const closing = (text: string) => after(text).includes('\x88')
const pong = (payload: string) => (text: string) =>
  text.includes(`\x8a${String.fromCharCode(payload.length)}${payload}`)

/** Frames behind BASE, and what the intact server never says to them. `until` is waited for; `wrong` unless told. */
function sends(
  frames: readonly Buffer[],
  wrong: Proof['wrong'],
  until: (text: string) => boolean = (text) => wrong(text, Buffer.alloc(0)),
  extensions?: string,
): Proof {
  const edits = extensions === undefined ? {} : { 'Sec-WebSocket-Extensions': extensions }
  return { send: base(edits) + Buffer.concat(frames).toString('latin1'), wrong, until }
}

const pinged = (frames: readonly Buffer[]): Proof => sends([...frames, frame(0x9, 'behind')], pong('behind'))
const unmasked = (opcode: number, payload: string): Buffer =>
  Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), Buffer.from(payload)])

const DEFLATE = 'permessage-deflate'
const TEXT = 'one message that is said again and again'
const RSV1 = 0xc0

function compressed(text: string, options: Parameters<typeof deflateRawSync>[1] = {}): Buffer {
  return deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH, ...options }).subarray(0, -4)
}

/** The payload lengths of the short frames behind the head. */
function lengths(received: Buffer): number[] {
  const found: number[] = []
  let at = received.indexOf('\r\n\r\n') + 4
  for (; at + 1 < received.length; at += 2 + (received[at + 1] ?? 0)) found.push(received[at + 1] ?? 0)
  return found
}

const twoFrames = (text: string) => lengths(Buffer.from(text, 'latin1')).length >= 2

/** 600 octets in which nothing repeats, twice: a window of 512 does not reach back to the first time. */
const DOUBLED = Array.from({ length: 300 }, (_, at) =>
  ((at * at * 31 + at * 17) % 65_521).toString(36).padStart(4, '-'),
)
  .join('')
  .slice(0, 600)
  .repeat(2)

/** Proofs of what can be wrong behind the 101. */
export const LINK_PROOFS: Readonly<Record<string, Proof>> = {
  'deflate-stored-refused': sends(
    [frame(0x1, compressed(TEXT, { level: 0 }), RSV1)],
    closing,
    (text) => after(text) !== '',
    DEFLATE,
  ),
  'deflate-uncompressed-refused': sends(
    [frame(0x1, `${TEXT} and again`)],
    closing,
    (text) => after(text) !== '',
    DEFLATE,
  ),
  'deflate-client-window-dropped': sends(
    [frame(0x1, compressed(TEXT), RSV1), frame(0x1, compressed(TEXT, { dictionary: Buffer.from(TEXT) }), RSV1)],
    closing,
    twoFrames,
    DEFLATE,
  ),
  'deflate-takeover-kept': sends(
    [frame(0x1, compressed(TEXT), RSV1), frame(0x1, compressed(TEXT), RSV1)],
    (_text, received) => new Set(lengths(received)).size > 1,
    twoFrames,
    `${DEFLATE}; server_no_context_takeover`,
  ),
  'deflate-window-15': sends(
    [frame(0x1, DOUBLED)],
    (text) => after(text).length < 600,
    (text) => after(text).length > 300,
    `${DEFLATE}; server_max_window_bits=9`,
  ),
  'deflate-rsv1-on-control': sends([frame(0x9, 'x', RSV1)], pong('x'), undefined, DEFLATE),
  'deflate-rsv1-on-continuation': sends(
    [frame(0x1, 'a', 0x00), frame(0x0, 'b', RSV1)],
    has('\xc1'),
    undefined,
    DEFLATE,
  ),
  'deflate-delivers-broken': sends(
    [
      frame(
        0x1,
        Buffer.concat([deflateRawSync('broken', { finishFlush: constants.Z_SYNC_FLUSH }), Buffer.from([0x06, 0xff])]),
        RSV1,
      ),
    ],
    has('\xc1'),
    undefined,
    DEFLATE,
  ),

  'early-ping-lost': {
    ...sends([frame(0x9, 'early'), frame(0x8)], (text) => closing(text) && !pong('early')(text)),
    until: closing,
  },
  'http-behind-101': sends([Buffer.from('GET / HTTP/1.1\r\n\r\n')], (text) => after(text).startsWith('HTTP/1.1 200')),
  'echo-ascii': sends([frame(0x1, 'é')], (text) => after(text).includes('??')),
  'pong-empty': sends([frame(0x9, 'abc')], (text) => after(text) === '\x8a\x00'),
  'close-unanswered': {
    send: base() + frame(0x8).toString('latin1'),
    wrong: (text) => after(text) === '',
    until: closing,
  },
  'unmasked-text': sends([unmasked(0x1, 'x')], has('\x81\x01x')),
  'unmasked-ping': sends([unmasked(0x9, 'x')], pong('x')),
  'rsv1-ignored': pinged([frame(0x1, 'x', RSV1)]),
  'rsv2-rsv3-ignored': pinged([frame(0x1, 'x', 0xa0), frame(0x1, 'x', 0x90)]),
  'reserved-opcode-ignored': pinged([frame(0x3, 'x'), frame(0xb, 'x')]),
  'masking-key-zero': {
    ...sends([Buffer.from([0x89, 0x81, 0, 0, 0, 0, 0x78])], (text) => after(text) !== '\x8a\x01x'),
    until: (text) => after(text) !== '',
  },
  'empty-text-refused': sends([frame(0x1, '')], closing, (text) => after(text) !== ''),
  'open-behind-refusal': {
    send: base(version('99')) + frame(0x9, 'behind').toString('latin1'),
    wrong: pong('behind'),
    until: pong('behind'),
  },
  'frame-behind-refusal': {
    send: base({ 'X-A': '\x01' }),
    wrong: has('\x88\x02\x03\xea'),
    until: has('\x88'),
  },
}
