import type { Case, Part } from '../case/case'
import type { Check } from '../case/check'
import type { Observation } from '../case/observation'

/** The time of the answer, ms: from the last byte sent before it to its first byte, or to the end of the connection. */
function answerMs({ recording: { sent, received, endedMs } }: Observation): number {
  const first = received[0]?.atMs ?? endedMs
  return first - (sent.filter(({ atMs }) => atMs <= first).at(-1)?.atMs ?? 0)
}

/** The name of the twin that repeats a late part. */
function againName(name: string): string {
  return `${name}, again`
}

/** True where the server left the request without an answer, and the connection open, until the deadline. */
function isUnanswered({ received, recording }: Observation): boolean {
  return received.length === 0 && recording.ended === 'timeout'
}

/**
 * Repeats each of `parts` whose answer took more than `ms`, as a twin: one answer may be late on a busy machine.
 * @param short a request of the same form that is short, for `unlessShortIsUnanswered`; it is sent where a part got no answer
 */
export function lateAgain(parts: readonly Part[], ms: number, short?: Part): NonNullable<Case['follow']> {
  const isLate = (observation?: Observation) => observation !== undefined && answerMs(observation) > ms
  return (observations) => {
    const late = parts.filter(({ name, expect }) => expect && isLate(observations.get(name)))
    const again = late.map(({ expect, ...part }) => ({ ...part, name: againName(part.name) }))
    const hasSilence = [...observations.values()].some(isUnanswered)
    return short && hasSilence ? [...again, short] : again
  }
}

/**
 * The check, but skipped where neither the request nor the one called `short` got an answer: a server that leaves such a
 * request without an answer needs no time for it.
 */
export function unlessShortIsUnanswered(short: string, check: Check): Check {
  return (observation, context) => {
    const finding = check(observation, context)
    const other = context.part(short)
    if (finding === null || other === undefined || !isUnanswered(observation) || !isUnanswered(other)) return finding
    return { verdict: 'skip', because: `"${short}" got no answer either, so the length is not the cause` }
  }
}

/**
 * The answer to the part `name`, or the faster of two (`lateAgain`), came in time.
 * @param times the limit as a multiple of the slowest answer to a control
 * @param atLeast the smallest limit, ms
 */
export function answersWithin(name: string, times: number, atLeast: number): Check {
  return (observation, { slowestControlMs, part }) => {
    const limit = Math.max(times * slowestControlMs, atLeast)
    const again = part(againName(name))
    const took = Math.min(answerMs(observation), again ? answerMs(again) : Number.POSITIVE_INFINITY)
    if (took <= limit) return null
    const got = `an answer after ${Math.round(took)} ms${again ? ', the faster of two' : ''} (the control took ${Math.round(slowestControlMs)} ms)`
    return { verdict: 'fail', got, because: `the answer takes more than ${Math.round(limit)} ms` }
  }
}
