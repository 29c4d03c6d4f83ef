import type { Case } from '../case/case'
import { clauseName } from '../case/clause'
import type { Chunk, Observation, Recording } from '../case/observation'
import type { CaseResult, PartResult, StoredEvent, StoredExchange } from '../case/results'
import { BAD, combine, type Judgement } from '../judge/judge'

/** Octets of each direction that a stored exchange keeps, and exchanges that a case keeps. */
const MOST_OCTETS = 4096
const MOST_EXCHANGES = 8

/** Writes and reads that a stored exchange tells the times of. */
const MOST_EVENTS = 32

/** Cases that a finding over the whole run names as its evidence. */
const MOST_EVIDENCE = 3

/** Hides secrets in what is about to be stored; octets keep their length. */
export interface Mask {
  octets: (octets: Buffer) => Buffer
  text: (text: string) => string
}

/** One part, or one look at the run, with its judgement and the observation it rests on. */
export interface Judged extends Judgement {
  name: string
  observations: readonly Observation[]
  /** The cases that the observations come from, where these are other cases. */
  evidence?: readonly string[]
}

function joined(chunks: readonly Chunk[]): Buffer {
  const [first] = chunks
  return first && chunks.length === 1 ? first.octets : Buffer.concat(chunks.map((chunk) => chunk.octets))
}

function tenth(ms: number): number {
  return Math.round(ms * 10) / 10
}

/** The writes and reads in the order of time, those of one direction at the same time as one. */
function eventsOf({ sent, received }: Recording, origin: number): StoredEvent[] {
  const told = (direction: StoredEvent['direction'], chunks: readonly Chunk[]) =>
    chunks.map(({ atMs, octets }) => ({ direction, octets: octets.length, atMs: tenth(atMs - origin) }))
  const events: StoredEvent[] = []
  // The sort is stable: what was sent stands before what was received in the same tenth of a millisecond.
  for (const event of [...told('sent', sent), ...told('received', received)].sort((a, b) => a.atMs - b.atMs)) {
    const last = events.at(-1)
    if (last?.direction === event.direction && last.atMs === event.atMs) last.octets += event.octets
    else if (events.push(event) === MOST_EVENTS) break
  }
  return events
}

/** A recording as results keep it: base64, cut, masked, times from the first octet sent. */
export function toStored(recording: Recording, mask: Mask): StoredExchange {
  const sent = joined(recording.sent)
  const received = joined(recording.received)
  const origin = recording.sent[0]?.atMs ?? 0
  const first = recording.received[0]
  const events = eventsOf(recording, origin)
  const told = new Set(events.map(({ direction }) => direction)).size === events.length
  return {
    sent: mask.octets(sent).subarray(0, MOST_OCTETS).toString('base64'),
    received: mask.octets(received).subarray(0, MOST_OCTETS).toString('base64'),
    sentBytes: sent.length,
    receivedBytes: received.length,
    ended: recording.ended,
    firstByteMs: first ? tenth(first.atMs - origin) : null,
    endedMs: tenth(Math.max(0, recording.endedMs - origin)),
    ...(told ? {} : { events }),
  }
}

/** The observations a case keeps: the first, then those that decided, then the others, as far as they go. */
function kept(judged: readonly Judged[], deciding: readonly Judged[]): Observation[] {
  const order = [...judged.slice(0, 1), ...deciding, ...judged].flatMap(({ observations }) => observations)
  const chosen = new Set([...new Set(order)].slice(0, MOST_EXCHANGES))
  return judged
    .flatMap(({ observations }) => observations)
    .filter((each, at, every) => chosen.has(each) && every.indexOf(each) === at)
}

/** The words of a judgement: what the target reflects may be a secret. */
function masked({ expected, got, because }: Judgement, mask: Mask) {
  return { expected, got: mask.text(got), because: mask.text(because) }
}

/** The entry of a case in the results, from the judgements of its parts. Twins are stored beside what they were compared with. */
export function toResult(
  of: Case,
  suite: number,
  judged: readonly Judged[],
  twins: readonly Observation[],
  mask: Mask,
): CaseResult {
  const whole = combine(judged)
  const deciding = judged.filter(({ verdict }) => verdict === whole.verdict)
  const observations = [...new Set([...kept(judged, deciding), ...twins])].slice(0, MOST_EXCHANGES)
  const parts: PartResult[] = judged.map(({ observations: own, ...judgement }) => ({
    name: judgement.name,
    verdict: judgement.verdict,
    ...masked(judgement, mask),
    exchanges: own.map((each) => observations.indexOf(each)).filter((at) => at >= 0),
  }))
  const found = BAD.includes(whole.verdict) ? deciding : []
  const evidence = found.flatMap((each) => each.evidence ?? []).slice(0, MOST_EVIDENCE)
  const recordings = judged.flatMap((each) => each.observations).map(({ recording }) => recording)
  return {
    ...blank(of, suite),
    verdict: whole.verdict,
    ...masked(whole, mask),
    durationMs: tenth(Math.max(0, ...recordings.map(({ endedMs }) => endedMs))),
    ...(parts.length > 1 ? { parts } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
    exchanges: observations.map(({ recording }) => toStored(recording, mask)),
  }
}

/** The entry of a case that nothing was found out about. */
export function blank(of: Case, suite: number): CaseResult {
  return {
    id: of.id,
    suite,
    title: of.title,
    level: of.level,
    contested: of.contested !== undefined,
    source: [...new Set(of.source.map(clauseName))],
    verdict: 'inconclusive',
    expected:
      [...new Set((of.parts ?? []).flatMap(({ expect }) => (expect ? [expect.says] : [])))].join('; ') ||
      (of.derived?.says ?? ''),
    got: '',
    because: '',
    durationMs: 0,
    stable: true,
    known: null,
    exchanges: [],
  }
}
