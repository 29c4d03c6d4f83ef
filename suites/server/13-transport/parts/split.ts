import type { Part } from '../../../../harness/case/case'
import type { Observation } from '../../../../harness/case/observation'
import type { Step } from '../../../../harness/case/script'
import type { Vars } from '../../../../harness/case/vars'
import { firstRequest } from '../../../../harness/judge/answer'
import { accepted } from '../../../../harness/judge/expectations'

/** The pause before the next segment, ms. It is long enough that TCP does not join them. */
const APART_MS = 20

/** The minimum number of places that a run without --thorough tries. Further fields of the target add more line ends. */
const SAMPLE = 24

/** Sends BASE with a pause before each of these offsets. Negative offsets count from the end. */
function sendInPieces(offsets: readonly number[]): Step[] {
  const pieces = [...offsets, undefined].map((to, index): Step[] => {
    const from = offsets[index - 1]
    const send: Step = { do: 'send', ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    return index === 0 ? [send] : [{ do: 'pause', ms: APART_MS }, send]
  })
  return [...pieces.flat(), { do: 'answer' }, { do: 'alive' }]
}

/** 13.03: the request up to the first CR of the final CRLFCRLF, then LF CR, then LF. */
export const INSIDE_CRLFCRLF: readonly Step[] = sendInPieces([-3, -1])

/** Every offset at which a request can be split. */
export function everySplit(request: Buffer): number[] {
  return Array.from({ length: request.length - 1 }, (_, index) => index + 1)
}

/**
 * A sample of the offsets at which a request can be split: inside and after each CRLF, after the first byte, before the last
 * byte, and some in between.
 */
export function sampleSplits(request: Buffer): number[] {
  const last = request.length - 1
  const chosen = new Set([1, last])
  for (let lf = request.indexOf('\n'); lf >= 0; lf = request.indexOf('\n', lf + 1))
    chosen.add(lf).add(Math.min(lf + 1, last))
  for (let step = 1; chosen.size < SAMPLE && step < last; step++) chosen.add(1 + ((step * 37) % last))
  return [...chosen].sort((a, b) => a - b)
}

/** 13.02: one part for each offset of the request that was sent in one piece. */
export function splitParts(observations: ReadonlyMap<string, Observation>, { thorough = false }: Vars): Part[] {
  const whole = observations.get('in one piece')
  const request = whole && firstRequest(whole)
  if (!request) return []
  return (thorough ? everySplit : sampleSplits)(request.octets).map((at) => ({
    name: `after ${at} of ${request.octets.length} bytes`,
    steps: sendInPieces([at]),
    expect: accepted(),
  }))
}
