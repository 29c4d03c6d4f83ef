import type { Case, Part } from '../../../harness/case/case'
import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import type { FrameSpec, Step } from '../../../harness/case/script'
import { OPCODE, writeFrame } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { DEFLATE, offer } from '../parts/extensions'
import {
  BOMB_MIB,
  BROKEN_TEXT,
  bomb,
  compressed,
  compressedAfter,
  compressedFrame,
  finalBlock,
  INVALID,
  noise,
  stored,
  twoBlocks,
} from './deflate'
import {
  type Agreement,
  closes,
  delivered,
  echoes,
  judged,
  type Look,
  ponged,
  refersToNoOther,
  staysInWindow,
  untilClosed,
  untilEchoed,
  whereAgreed,
} from './link'

/** What Chrome offers, and what the probe offered. */
const COMMON = offer(`${DEFLATE}; client_max_window_bits`)

const TEXT = 'wsspec sends this, and this, and this again: so it has something to compress.'
const AGAIN = `${TEXT} Once more.`

const DECOMPRESSES = 'RFC 7692 6.2, 7.2.2: what comes with RSV1 is decompressed and received as a message'

/** A part that sends these frames where permessage-deflate was agreed on, and wants the texts back. */
function echoed(name: string, frames: readonly FrameSpec[], because: string, ...texts: string[]): Part {
  return {
    name,
    send: COMMON,
    steps: [...whereAgreed(frames), untilEchoed(...texts)],
    expect: judged('the same text comes back, compressed or not', echoes(because, ...texts)),
  }
}

function inTwo(payload: Buffer): FrameSpec[] {
  const half = payload.length >> 1
  return [
    compressedFrame(payload.subarray(0, half), { fin: false }),
    { opcode: OPCODE.continuation, payload: payload.subarray(half) },
  ]
}

const plain: FrameSpec = { opcode: OPCODE.text, payload: 'wsspec, as it is.' }

const TAKES_OVER = 'RFC 7692 7.2.2: each new message MUST be decompressed with the window of the last compressed one'

/** Two messages, the second with the window of the first, and between them `between`. */
function takenOver(name: string, ...between: FrameSpec[]): Part {
  const frames = [compressedFrame(compressed(TEXT)), ...between, compressedFrame(compressedAfter(AGAIN, TEXT))]
  const mayTakeOver = ({ clientNoContextTakeover }: Agreement) => !clientNoContextTakeover
  const look: Look = (link, observation, agreement) =>
    mayTakeOver(agreement)
      ? echoes(TAKES_OVER, TEXT, AGAIN)(link, observation, agreement)
      : { verdict: 'skip', because: 'the answer says client_no_context_takeover, so the client may not' }
  const says = 'permessage-deflate was agreed on without client_no_context_takeover'
  return {
    name,
    send: COMMON,
    steps: [...whereAgreed(frames, says, mayTakeOver), untilEchoed(TEXT, AGAIN)],
    expect: judged('both texts come back', look),
  }
}

/** 4 KB in which nothing repeats, so that whatever refers back refers to the message before. */
const LONG = noise(4096, 28)

function twice(name: string, params: string): Part {
  const says = 'the answer says server_no_context_takeover'
  const frame = compressedFrame(compressed(LONG))
  const steps = whereAgreed([frame, frame], says, ({ serverNoContextTakeover }) => serverNoContextTakeover)
  return {
    name,
    send: offer(`${DEFLATE}; ${params}`),
    steps: [...steps, { do: 'await', link: (link) => link.frames.filter(isLast).length >= 2, within: 5000 }],
    expect: judged('each compressed reply can be inflated by itself', refersToNoOther(LONG)),
  }
}

const isLast = ({ opcode, fin }: { opcode: number; fin: boolean }) => fin && opcode <= OPCODE.binary

/** Texts r + r where r is 500 octets longer than a window of that size: whoever finds the second r looks back too far. */
const DOUBLED: ReadonlyMap<number, string> = new Map(
  [8, 9, 10, 11, 12, 13, 14].map((bits) => [bits, noise(2 ** bits + 500, bits).repeat(2)]),
)

/** Offers a window of that size, and sends a text for each that the answer may name. */
function windowOf(bits: number): Part {
  const texts = [...DOUBLED].flatMap(([size, text]) => (size <= bits ? [text] : []))
  // Uncompressed, which is valid whatever was agreed on.
  const frames = texts.map((payload): FrameSpec => ({ opcode: OPCODE.text, payload }))
  const says = 'the answer limits the window of the server'
  return {
    name: `server_max_window_bits=${bits}`,
    send: offer(`${DEFLATE}; server_max_window_bits=${bits}`),
    steps: [...whereAgreed(frames, says, ({ serverWindow }) => serverWindow < 2 ** 15), untilEchoed(...texts)],
    expect: judged('no back-reference longer than the window in the answer', staysInWindow),
  }
}

const PING = 'wsspec-rsv1'
const FAILS = 'RFC 7692 6.1: an endpoint that receives such a frame MUST fail the connection'
const FRAGMENTS = 'wsspec-fragments'

/** Two fragments, RSV1 on the second; the first has it with `first`. */
function continued(name: string, first: boolean): Part {
  const payload = first ? compressed(FRAGMENTS) : Buffer.from(FRAGMENTS)
  const frames: FrameSpec[] = [
    { opcode: OPCODE.text, fin: false, rsv: first ? 4 : 0, payload: payload.subarray(0, 6) },
    { opcode: OPCODE.continuation, rsv: 4, payload: payload.subarray(6) },
  ]
  const look = closes(FAILS, 'fail', (link) => (delivered(link, 'wsspec') ? 'the message comes back' : null))
  return {
    name,
    send: COMMON,
    steps: [...whereAgreed(frames), untilClosed((link) => delivered(link, 'wsspec'))],
    expect: judged('the connection is closed within 5 s, and nothing comes back', look),
  }
}

const VALIDATE = 'RFC 6455 10.7: incoming data MUST always be validated; RFC 7692 7.2.2'

const BOMB_PING = 'wsspec-bomb'
const LIMITS =
  'RFC 6455 10.4: a limit on message sizes protects from a message that inflates to a thousand times its size'

const bombSteps: readonly Step[] = [
  ...whereAgreed([]),
  { do: 'write', octets: () => writeFrame(compressedFrame(bomb()), Buffer.from('mask')).toString('latin1') },
  untilClosed(({ frames }) => frames.some(isLast)),
  // Not before: a Pong that overtakes the message tells nothing about it.
  { do: 'frame', frame: { opcode: OPCODE.ping, payload: BOMB_PING } },
  untilClosed((link) => ponged(link, BOMB_PING), 3000),
]

const defused: Look = (link, observation, agreement) => {
  const finding = closes(LIMITS, 'warn', () => null)(link, observation, agreement)
  if (finding.verdict === 'pass') return finding
  if (link.frames.some(isLast) || observation.recording.overflow)
    return { verdict: 'observed', got: `${BOMB_MIB} MiB are received and sent back`, because: LIMITS }
  if (ponged(link, BOMB_PING)) return { verdict: 'observed', got: 'the link is not closed and lives', because: LIMITS }
  return { verdict: 'warn', got: 'the link is neither closed nor alive', because: LIMITS }
}

/** What is said behind an agreement: 10.25 to 10.33. */
export const messageCases: readonly Case[] = [
  {
    id: '10.25',
    level: 'MUST',
    title: 'Compressed message with permessage-deflate in use',
    source: [rfc7692('6.2'), rfc7692('7.2.2'), rfc7692('7.2.1', 'blocks of any type, BFINAL set or not')],
    tests: [R.acceptedExtensionListed],
    needs: ['permessageDeflate', 'echo'],
    parts: [
      echoed('one block', [compressedFrame(compressed(TEXT))], DECOMPRESSES, TEXT),
      echoed('in two fragments', inTwo(compressed(TEXT)), DECOMPRESSES, TEXT),
      echoed('a block without compression', [compressedFrame(stored(TEXT))], DECOMPRESSES, TEXT),
      echoed('a block with BFINAL', [compressedFrame(finalBlock(TEXT))], DECOMPRESSES, TEXT),
      echoed('two blocks', [compressedFrame(twoBlocks(TEXT))], DECOMPRESSES, TEXT),
    ],
    why: 'The forms are the examples of RFC 7692 7.2.3; compressors other than zlib send more than the first.',
  },
  {
    id: '10.26',
    level: 'MUST',
    title: 'Uncompressed message with permessage-deflate in use',
    source: [rfc7692('6', 'uncompressed message')],
    tests: [R.uncompressedMessagesValid],
    needs: ['permessageDeflate', 'echo'],
    parts: [
      echoed(
        'RSV1 0',
        [{ opcode: OPCODE.text, payload: TEXT }],
        'RFC 7692 6, 6.2: what comes without RSV1 is received as it is',
        TEXT,
      ),
    ],
    why: 'Clients leave short messages uncompressed.',
  },
  {
    id: '10.27',
    level: 'MUST',
    title: 'Messages compressed with client context takeover',
    source: [rfc7692('7.2.2', 'Otherwise, the server MUST decompress each new message using'), rfc7692('7.2.3.2')],
    tests: [R.clientNoContextTakeoverIsHint],
    needs: ['permessageDeflate', 'echo'],
    parts: [takenOver('two messages'), takenOver('an uncompressed one between', plain)],
    why: 'Browsers take it over, so what does not keep its window fails on their second message. Bun 1.4.0 did in the one mode that promises to keep it.',
  },
  {
    id: '10.28',
    level: 'MUST',
    title: 'Server respects server_no_context_takeover',
    source: [
      rfc7692('7.2.1', 'MUST start compressing each new message with an empty LZ77 sliding window'),
      rfc7692('7.1.1.1'),
    ],
    tests: [R.serverNoContextTakeoverObeyed],
    needs: ['permessageDeflate', 'echo'],
    parts: [twice('asked for', 'server_no_context_takeover'), twice('not asked for', 'client_max_window_bits')],
    why: 'A client that was promised it keeps no window, and inflates the second message to an error or to garbage.',
  },
  {
    id: '10.29',
    level: 'MUST',
    title: 'Server respects server_max_window_bits',
    source: [rfc7692('7.2.1', 'MUST NOT use a longer window'), rfc7692('7.1.2.1')],
    tests: [R.serverMaxWindowBitsObeyed],
    needs: ['permessageDeflate', 'echo'],
    parts: [8, 9, 10, 12, 14].map(windowOf),
    why: 'zlib inflates longer references all the same when its output buffer is large, so tests with zlib alone do not see it.',
  },
  {
    id: '10.30',
    level: 'MUST',
    title: 'RSV1 on a Ping with permessage-deflate in use',
    source: [rfc7692('6.1'), rfc6455('5.2')],
    tests: [R.compressedBitFirstFrameOnly],
    needs: ['permessageDeflate'],
    parts: [
      {
        name: 'a Ping',
        send: COMMON,
        steps: [
          ...whereAgreed([{ opcode: OPCODE.ping, rsv: 4, payload: PING }]),
          untilClosed((link) => ponged(link, PING)),
        ],
        expect: judged(
          'the connection is closed within 5 s',
          closes(FAILS, 'fail', (link) => (ponged(link, PING) ? 'a Pong' : null)),
        ),
      },
    ],
    why: 'Who tests the bit before the opcode hands the Ping to the inflater, and spoils the window for the next message.',
  },
  {
    id: '10.31',
    level: 'MUST',
    title: 'RSV1 on a continuation frame',
    source: [rfc7692('6.1')],
    tests: [R.compressedBitFirstFrameOnly],
    needs: ['permessageDeflate'],
    parts: [continued('on the second frame only', false), continued('on both frames', true)],
    why: 'The bit is about the message, and stands on its first frame. Who reads it on each inflates half a message.',
  },
  {
    id: '10.32',
    level: 'SECURITY',
    title: 'Invalid DEFLATE data in a compressed message',
    source: [rfc6455('10.7', 'incoming data MUST always be validated'), rfc7692('7.2.2')],
    tests: [R.hostileInputSurvived],
    needs: ['permessageDeflate'],
    hurts: true,
    parts: INVALID.map(([name, payload]) => ({
      name,
      send: COMMON,
      steps: [...whereAgreed([compressedFrame(payload)]), untilClosed((link) => delivered(link, BROKEN_TEXT, payload))],
      expect: judged(
        'the connection is closed, and nothing of the message comes back',
        closes(VALIDATE, 'warn', (link) =>
          delivered(link, BROKEN_TEXT, payload) ? 'the invalid message is delivered and comes back' : null,
        ),
      ),
    })),
    why: 'An error of the inflater that nobody catches ends the process.',
  },
  {
    id: '10.33',
    level: 'SECURITY',
    title: 'Decompression bomb in a compressed message',
    source: [rfc6455('10.4')],
    tests: [R.messageSizeLimited],
    needs: ['permessageDeflate'],
    hurts: true,
    parts: [
      {
        name: `${BOMB_MIB} MiB of zeros`,
        send: COMMON,
        steps: bombSteps,
        expect: judged('the server survives; Close 1009 is what there is for it', defused),
      },
    ],
    why: 'A frame of 150 KB. Limits on the size of frames do not see it: what counts is the size behind the inflater.',
  },
]
