import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9112 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import type { Step } from '../../../harness/case/script'
import { acceptIsRight, provesNothing, scoredIn } from '../../../harness/judge/checks'
import { accepted, anything, REFUSED_IS_NO_EVIDENCE } from '../../../harness/judge/expectations'
import { shown } from '../../../harness/judge/shown-text'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { isPong } from '../parts/link'
import { orderedBytes } from '../parts/message-clauses'
import { reasonOf } from '../parts/reason'
import { slowStreams } from './parts/clauses'

/** 13.26: how long BASE waits for its answer while the silent connections are open, ms: at first, and when it is sent again. */
const AT_FIRST_MS = 400
const AGAIN_MS = 3000

/** 13.26: the silent connections are open so much longer than BASE waits, ms. */
const MARGIN_MS = 300

/** Two waits: on a slow target each is as long as the one for the answer to BASE, which begins later. */
const staysSilent = (ms: number): readonly Step[] => [
  { do: 'await', end: true, within: ms },
  { do: 'await', end: true, within: MARGIN_MS },
]

const silentConnections = (name: string, ms: number): Part[] => [
  { name: `no bytes${name}`, steps: staysSilent(ms), lasts: ms + MARGIN_MS },
  { name: `60 bytes${name}`, steps: [{ do: 'send', to: 60 }, ...staysSilent(ms)], lasts: ms + MARGIN_MS },
]

/** BASE once the silent connections are open. */
const beside = (ms: number): readonly Step[] => [{ do: 'pause', ms: 100 }, { do: 'send' }, { do: 'answer', within: ms }]

const BESIDE = 'BASE beside them'
const AGAIN = ', again'

function isSilent({ received, recording: { ended } }: Observation): boolean {
  return received.length === 0 && (ended === 'open' || ended === 'timeout')
}

/** BASE is answered while others are silent; where it is late, a second and longer try decides. */
const servedBeside: Check = (observation, { part }) => {
  if (!isSilent(observation)) return null
  const again = part(BESIDE + AGAIN)
  if (again && !isSilent(again))
    return { verdict: 'observed', got: 'answered only when it was sent again', because: '' }
  const got = `no answer for ${AGAIN_MS / 1000} s while two other connections were silent`
  return { verdict: 'miss', got, because: reasonOf(slowStreams, 'one client that sends nothing keeps out all others') }
}

/** 13.27: the text of the busy connection. It is what a chat server passes on to all. */
const TEXT = '{"type":"message","text":"wsspec"}'

const BUSY_LINK: readonly Step[] = [
  { do: 'pause', ms: 100 },
  { do: 'send' },
  { do: 'answer' },
  { do: 'frame', frame: { opcode: OPCODE.text, payload: TEXT } },
  { do: 'frame', frame: { opcode: OPCODE.ping, payload: 'busy' } },
  { do: 'await', frame: isPong('busy'), within: 1000 },
]

const LAST_CRLF = -'\r\n'.length

const openAfterwards = rfc6455(
  '4.2.2',
  'last paragraph',
  'At this point, the server may begin sending (and receiving) data.',
)

/** 13.27: the first byte that the connection receives begins a status line. */
const nothingBefore: Check = ({ received, answers: [{ garbageAt }] }) => {
  if (garbageAt === null) return null
  const got = `"${shown(received.toString('latin1', garbageAt, garbageAt + 60))}" before any status line`
  return { verdict: 'fail', got, because: reasonOf(openAfterwards, 'that is after the 101') }
}

/** 13.28: BASE in two pieces, cut after the key. */
const IN_THE_END = -20

const alternating = (ms: number): readonly Step[] => [
  ...(ms > 0 ? [{ do: 'pause', ms } as const] : []),
  { do: 'send', to: IN_THE_END },
  { do: 'pause', ms: 120 },
  { do: 'send', from: IN_THE_END },
  { do: 'answer' },
  { do: 'alive' },
]

const ALONE = 'the same pieces on the only connection'

/** A server that does not take a request in pieces fails with one connection, too: nothing is shared. */
const notInPieces: Check = (_, { part }) => {
  const alone = part(ALONE)
  if (alone === undefined || alone.opened) return null
  return provesNothing(alone)
    ? { verdict: 'inconclusive', because: `"${ALONE}" gave no evidence: network error or load` }
    : scoredIn('13.02', 'the same pieces are refused on the only connection, too')
}

function alternatingPart(name: string, ms: number): Part {
  return { name, steps: alternating(ms), expect: accepted({ checks: [notInPieces, acceptIsRight()] }) }
}

/** One connection alone shows whether the pieces are the reason why one of two was not accepted. */
const alternatingAlone: NonNullable<Case['follow']> = (observations) =>
  [...observations.values()].every(({ opened }) => opened) ? [] : [{ name: ALONE, steps: alternating(0) }]

/** Cases on connections that are open at the same time. */
export const severalConnectionsCases: readonly Case[] = [
  {
    id: '13.26',
    level: 'SECURITY',
    title: 'A silent connection does not keep others from being served',
    introduced: '1.1',
    source: [slowStreams, rfc6455('10.4', 'in spirit')],
    tests: [R.hostileInputSurvived],
    connections: 3,
    parts: [
      ...silentConnections('', AT_FIRST_MS),
      {
        name: BESIDE,
        steps: beside(AT_FIRST_MS),
        expect: anything({
          says: 'an answer',
          rows: { silent: 'pass', '429': 'pass', '503': 'pass' },
          checks: [servedBeside],
        }),
      },
    ],
    follow: (observations) => {
      const first = observations.get(BESIDE)
      if (!first || !isSilent(first)) return []
      return [...silentConnections(AGAIN, AGAIN_MS), { name: BESIDE + AGAIN, steps: beside(AGAIN_MS) }]
    },
    why: 'A server that reads one connection after the other stops for everybody when a port scanner, or a browser that connects in advance, sends nothing.',
  },
  {
    id: '13.27',
    level: 'MUST',
    title: 'No bytes before the status line while another connection is active',
    introduced: '1.1',
    source: [openAfterwards, rfc9112('2.1', 'HTTP-message')],
    tests: [R.serverMaySendOnceOpen, R.responseIsValidHttp],
    connections: 2,
    parts: [
      { name: 'the active connection', steps: BUSY_LINK },
      {
        name: 'a handshake that waits for its last CRLF',
        steps: [
          { do: 'send', to: LAST_CRLF },
          { do: 'pause', ms: 300 },
          { do: 'send', from: LAST_CRLF },
          { do: 'answer' },
        ],
        expect: anything({
          says: 'a response and nothing before it',
          rows: { ...REFUSED_IS_NO_EVIDENCE, garbage: 'pass' },
          checks: [nothingBefore],
        }),
      },
    ],
    why: 'A server that passes a message on to all sockets writes it to those, too, whose handshake is not complete. Their clients fail with "invalid status line", now and then.',
  },
  {
    id: '13.28',
    level: 'MUST',
    title: 'Two handshakes whose pieces arrive in turn',
    introduced: '1.1',
    source: [orderedBytes, rfc6455('4.2.2', 'step 5.4')],
    tests: [R.acceptMatchesKey, R.anySegmentationParsed],
    connections: 2,
    parts: [alternatingPart('the first', 0), alternatingPart('the second', 60)],
    follow: alternatingAlone,
    why: 'A buffer or a parser that all connections share joins the first half of one request with the second half of another.',
  },
]
