import type { Case, Part } from '../../../harness/case/case'
import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import type { FrameSpec } from '../../../harness/case/frame'
import type { Step } from '../../../harness/case/script'
import { compressed, compressedFrame } from '../../../harness/wire/websocket/deflate'
import { OPCODE, writeFrame } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { rsv1Misplaced } from './parts/clauses'
import { closes, expectOnLink, type LinkCheck } from './parts/link-checks'
import { COMMON } from './parts/offers'
import { BOMB_MIB, BROKEN_TEXT, bomb, INVALID } from './parts/payloads'
import { endsMessage, hasDelivered, hasPong } from './parts/replies'
import { untilClosedOr, whereAgreed } from './parts/steps'

const PING = 'wsspec-rsv1'

const MUST_FAIL_CONNECTION = reasonOf(rsv1Misplaced)

const FRAGMENTS = 'wsspec-fragments'

/** A part that sends two fragments with RSV1 on the second one; with `first` the first one has RSV1, too. */
function fragmentsWithRsv1(name: string, first: boolean): Part {
  const payload = first ? compressed(FRAGMENTS) : Buffer.from(FRAGMENTS)
  const frames: FrameSpec[] = [
    { opcode: OPCODE.text, fin: false, rsv: first ? 4 : 0, payload: payload.subarray(0, 6) },
    { opcode: OPCODE.continuation, rsv: 4, payload: payload.subarray(6) },
  ]
  const look = closes(MUST_FAIL_CONNECTION, 'fail', (link) =>
    hasDelivered(link, 'wsspec') ? 'an echo of the message' : null,
  )
  return {
    name,
    send: COMMON,
    steps: [...whereAgreed(frames), untilClosedOr((link) => hasDelivered(link, 'wsspec'))],
    expect: expectOnLink('the connection is closed within 5 s, without an echo', look),
  }
}

const validated = rfc6455('10.7', '', 'Incoming data MUST always be validated by both clients and servers.')

const DATA_IS_VALIDATED = reasonOf(validated, 'this data is not DEFLATE (RFC 7692 7.2.2)')

const BOMB_PING = 'wsspec-bomb'

const limitsSizes = rfc6455(
  '10.4',
  '',
  'Implementations that have implementation- and/or platform-specific limitations regarding the frame size or total message size after reassembly from multiple frames MUST protect themselves against exceeding those limits.',
)

const SIZES_ARE_LIMITED = reasonOf(limitsSizes, 'this message grows to 700 times its size')

const bombSteps: readonly Step[] = [
  ...whereAgreed([]),
  { do: 'write', octets: () => writeFrame(compressedFrame(bomb()), Buffer.from('mask')).toString('latin1') },
  untilClosedOr(({ frames }) => frames.some(endsMessage)),
  // Not earlier: a Pong that overtakes the message says nothing about it.
  { do: 'frame', frame: { opcode: OPCODE.ping, payload: BOMB_PING } },
  untilClosedOr((link) => hasPong(link, BOMB_PING), 3000),
]

const survivesBomb: LinkCheck = (link, observation, agreement) => {
  const finding = closes(SIZES_ARE_LIMITED, 'warn', () => null)(link, observation, agreement)
  if (finding.verdict === 'pass') return finding
  if (link.frames.some(endsMessage) || observation.recording.overflow)
    return {
      verdict: 'observed',
      got: `the server received ${BOMB_MIB} MiB and sent them back`,
      because: SIZES_ARE_LIMITED,
    }
  if (hasPong(link, BOMB_PING))
    return { verdict: 'observed', got: 'the link stays open and works', because: SIZES_ARE_LIMITED }
  return { verdict: 'warn', got: 'the link stays open and does not work', because: SIZES_ARE_LIMITED }
}

/** Cases on invalid and on very large messages, with permessage-deflate in use. */
export const invalidMessageCases: readonly Case[] = [
  {
    id: '10.30',
    level: 'MUST',
    title: 'RSV1 on a Ping with permessage-deflate in use',
    source: [rsv1Misplaced, rfc6455('5.2')],
    tests: [R.compressedBitFirstFrameOnly],
    needs: ['permessageDeflate'],
    parts: [
      {
        name: 'a Ping',
        send: COMMON,
        steps: [
          ...whereAgreed([{ opcode: OPCODE.ping, rsv: 4, payload: PING }]),
          untilClosedOr((link) => hasPong(link, PING)),
        ],
        expect: expectOnLink(
          'the connection is closed within 5 s',
          closes(MUST_FAIL_CONNECTION, 'fail', (link) => (hasPong(link, PING) ? 'a Pong' : null)),
        ),
      },
    ],
    why: 'A server that checks RSV1 before the opcode decompresses the Ping, and this corrupts the window for the next message.',
  },
  {
    id: '10.31',
    level: 'MUST',
    title: 'RSV1 on a continuation frame',
    source: [rsv1Misplaced],
    tests: [R.compressedBitFirstFrameOnly],
    needs: ['permessageDeflate'],
    parts: [fragmentsWithRsv1('on the second frame only', false), fragmentsWithRsv1('on both frames', true)],
    why: 'RSV1 applies to the whole message and is set on its first frame only. A server that reads it on each frame decompresses half a message.',
  },
  {
    id: '10.32',
    level: 'SECURITY',
    title: 'Invalid DEFLATE data in a compressed message',
    source: [validated, rfc7692('7.2.2')],
    tests: [R.hostileInputSurvived],
    needs: ['permessageDeflate'],
    hurts: true,
    parts: INVALID.map(([name, payload]) => ({
      name,
      send: COMMON,
      steps: [
        ...whereAgreed([compressedFrame(payload)]),
        untilClosedOr((link) => hasDelivered(link, BROKEN_TEXT, payload)),
      ],
      expect: expectOnLink(
        'the connection is closed, without an echo of the message',
        closes(DATA_IS_VALIDATED, 'warn', (link) =>
          hasDelivered(link, BROKEN_TEXT, payload) ? 'an echo of the invalid message' : null,
        ),
      ),
    })),
    why: 'An uncaught error of the decompressor ends the process.',
  },
  {
    id: '10.33',
    level: 'SECURITY',
    title: 'Decompression bomb in a compressed message',
    source: [limitsSizes],
    tests: [R.messageSizeLimited],
    needs: ['permessageDeflate'],
    hurts: true,
    parts: [
      {
        name: `${BOMB_MIB} MiB of zeros`,
        send: COMMON,
        steps: bombSteps,
        expect: expectOnLink('a close, preferably with 1009, or a link that still works', survivesBomb),
      },
    ],
    why: 'The frame has only 150 KB, so a limit on the frame size does not help. The server must limit the size after decompression.',
  },
]
