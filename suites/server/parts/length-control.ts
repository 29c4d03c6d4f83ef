import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import type { Observation } from '../../../harness/case/observation'
import { statusOf } from '../../../harness/judge/answer'
import { answersWithin, lateAgain } from '../../../harness/judge/timing'

/** A hostile value of one field: which field it is in, and how long it is. */
export interface LongValue {
  /** The name of the part that sends it. */
  part: string
  /** Its length in bytes. */
  bytes: number
}

/** The name of the twin with a value of the same length in a field that no server knows. */
function controlName(part: string): string {
  return `${part}, the length alone`
}

function controlOf({ part, bytes }: LongValue): Part {
  return {
    name: controlName(part),
    send: { fields: { 'X-Padding': 'x'.repeat(bytes) } },
    steps: [{ do: 'send' }, { do: 'answer' }],
  }
}

/** True for an answer that a server gives to a request which it could not handle: a 5xx, or none. */
function isBroken(observation: Observation): boolean {
  const status = statusOf(observation)
  return status === null || status >= 500
}

/** The limit of a part: a multiple of the time of the slowest control, but at least `atLeast` ms. */
export interface TimeLimit {
  times: number
  atLeast: number
  /** A short request of the same form, sent where a part got no answer (harness/judge/timing.ts). */
  short?: Part
}

/** Skips where a value of the same length in an unknown field is answered in the same way: then the length is the cause. */
function notLengthAlone(part: string, { times, atLeast }: TimeLimit): Check {
  const isLate = answersWithin(part, times, atLeast)
  const isControlLate = answersWithin(controlName(part), times, atLeast)
  return (observation, context) => {
    const control = context.part(controlName(part))
    if (!control) return null
    const bothLate = isLate(observation, context) !== null && isControlLate(control, context) !== null
    if (!bothLate && !(isBroken(observation) && isBroken(control))) return null
    const because = 'a value of the same length in a field that no server knows is answered in the same way'
    return { verdict: 'skip', because: `${because}: the length is the cause, not what the value has in it` }
  }
}

/**
 * The parts of a case about hostile values. What is answered late is repeated. Where a part is answered late, with a 5xx or
 * not at all, a value of the same length follows in a field that no server knows.
 */
export function withLengthControl(
  parts: readonly Part[],
  values: readonly LongValue[],
  limit: TimeLimit,
): Required<Pick<Case, 'parts' | 'follow'>> {
  const repeat = lateAgain(parts, limit.atLeast, limit.short)
  const judged = parts.map((part): Part => {
    if (!part.expect) return part
    return { ...part, expect: { ...part.expect, checks: [...part.expect.checks, notLengthAlone(part.name, limit)] } }
  })
  return {
    parts: judged,
    follow: (observations, vars) => {
      const repeated = repeat(observations, vars)
      const isDoubtful = ({ part }: LongValue) => {
        const observation = observations.get(part)
        return observation && (isBroken(observation) || repeated.some(({ name }) => name.startsWith(`${part},`)))
      }
      return [...repeated, ...values.filter(isDoubtful).map(controlOf)]
    },
  }
}
