import type { Case, Part } from '../../../../harness/case/case'
import type { Check } from '../../../../harness/case/check'
import type { Edit } from '../../../../harness/case/edit'
import type { Observation } from '../../../../harness/case/observation'
import type { Step } from '../../../../harness/case/script'
import { statusOf } from '../../../../harness/judge/answer'
import { shownValues } from '../../../../harness/judge/shown-text'
import { accusation } from '../../parts/accusation'
import { hasEnded } from '../../parts/link'

const ONE_ANSWER: readonly Step[] = [{ do: 'send' }, { do: 'answer', within: 2000 }]

/** Every edit that leaves out one thing of `edit`, by the name of what it leaves out. */
function lessOneThing({ fields = {}, cookies, order, ...rest }: Edit): [string, Edit][] {
  const whole = { ...rest, fields, ...(cookies ? { cookies } : {}), ...(order ? { order } : {}) }
  const { cookies: _, ...noCookies } = whole
  const { order: __, ...noOrder } = whole
  return [
    ...Object.keys(fields).map((name): [string, Edit] => {
      const { [name]: ___, ...others } = fields
      return [name, { ...whole, fields: others }]
    }),
    ...(cookies ? [['Cookie', noCookies] as [string, Edit]] : []),
    ...(order ? [['the order of the lines', noOrder] as [string, Edit]] : []),
  ]
}

function twinName(what: string): string {
  return `without ${what}`
}

/** Names the line without which the handshake is accepted. */
function namesLine(part: Part, things: readonly string[]): Check {
  return (observation, { part: twin }) => {
    const verdict = part.expect && accusation(part.expect, observation)
    if (verdict === undefined || !things.some((what) => twin(twinName(what)))) return null
    const helping = things.filter((what) => twin(twinName(what))?.opened)
    if (helping.length === 0) return { verdict, got: 'refused without any one of its lines, too', because: '' }
    if (helping.length > 3)
      return {
        verdict,
        got: `accepted without any one of ${helping.length} lines: the size may be the reason`,
        because: '',
      }
    return { verdict, got: `accepted without ${shownValues(helping)}`, because: '' }
  }
}

/**
 * The part of a browser's handshake. Where it is refused, the same handshake follows without one line at a time, and the
 * finding names the line that is the reason.
 */
export function withOneLineLess(part: Part): Required<Pick<Case, 'parts' | 'follow'>> {
  const edits = lessOneThing(part.send ?? {})
  const check = namesLine(
    part,
    edits.map(([what]) => what),
  )
  const isRefused = (observation: Observation | undefined) =>
    observation !== undefined &&
    (statusOf(observation) !== null || hasEnded(observation)) &&
    part.expect !== undefined &&
    accusation(part.expect, observation) !== undefined
  return {
    parts: [part.expect ? { ...part, expect: { ...part.expect, checks: [...part.expect.checks, check] } } : part],
    follow: (observations) =>
      isRefused(observations.get(part.name))
        ? edits.map(([what, send]) => ({ name: twinName(what), send, steps: ONE_ANSWER }))
        : [],
  }
}
