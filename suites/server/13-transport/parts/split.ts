import type { Part } from '../../../../harness/case/case'
import type { Observation } from '../../../../harness/case/observation'
import type { Vars } from '../../../../harness/case/request'
import type { Step } from '../../../../harness/case/script'
import { firstRequest } from '../../../../harness/judge/answer'
import { accepted } from '../../../../harness/judge/expectations'

/** How long the second segment waits, ms: longer than TCP would join the two. */
const APART_MS = 20

/** How many places a run without --thorough tries, at least; more where the target's own fields bring more lines. */
const SAMPLE = 24

/** BASE with a pause before each of these offsets; negative ones count from its end. */
function sendInPieces(offsets: readonly number[]): Step[] {
  const pieces = [...offsets, undefined].map((to, index): Step[] => {
    const from = offsets[index - 1]
    const send: Step = { do: 'send', ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    return index === 0 ? [send] : [{ do: 'pause', ms: APART_MS }, send]
  })
  return [...pieces.flat(), { do: 'answer' }, { do: 'alive' }]
}

/** 13.03: up to the first CR of the CRLFCRLF, then LF CR, then LF. */
export const INSIDE_CRLFCRLF: readonly Step[] = sendInPieces([-3, -1])

/** Where to cut a request: everywhere, or in and behind each CRLF and evenly between, with the first and last octet alone. */
export function splitOffsets(request: Buffer, every: boolean): number[] {
  const last = request.length - 1
  if (every) return Array.from({ length: last }, (_, index) => index + 1)
  const chosen = new Set([1, last])
  for (let lf = request.indexOf('\n'); lf >= 0; lf = request.indexOf('\n', lf + 1))
    chosen.add(lf).add(Math.min(lf + 1, last))
  for (let step = 1; chosen.size < SAMPLE && step < last; step++) chosen.add(1 + ((step * 37) % last))
  return [...chosen].sort((a, b) => a - b)
}

/** 13.02: one part for each place, from the request as it went out in one piece. */
export function splitParts(observations: ReadonlyMap<string, Observation>, { thorough = false }: Vars): Part[] {
  const whole = observations.get('in one piece')
  const request = whole && firstRequest(whole)
  if (!request) return []
  return splitOffsets(request.octets, thorough).map((at) => ({
    name: `after ${at} of ${request.octets.length} octets`,
    steps: sendInPieces([at]),
    expect: accepted(),
  }))
}
