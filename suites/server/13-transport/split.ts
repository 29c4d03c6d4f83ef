import type { Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Vars } from '../../../harness/case/request'
import type { Step } from '../../../harness/case/script'
import { firstRequest, statusOf } from '../../../harness/judge/answer'
import { accepted } from '../../../harness/judge/expectations'

/** How long 13.01 may take to send on a busy machine, ms; on an idle one it is a third of a second. */
export const SENDING_LASTS = 10_000

/** Servers give a request two seconds and more to come in; whoever sends slower than that meets their timer, ms. */
const IN_TIME_MS = 2000

/** 13.01: what a server refused that got its octets late, from a busy machine, it may have refused for that. */
export const sentInTime: Check = (observation) => {
  const { sent } = observation.recording
  const took = (sent.at(-1)?.atMs ?? 0) - (sent[0]?.atMs ?? 0)
  if (statusOf(observation) === 101 || took <= IN_TIME_MS) return null
  const because = `its octets took ${Math.round(took)} ms to send from here, and the server may give up before that`
  return { verdict: 'skip', because }
}

/** How long the second segment waits, ms: longer than TCP would join the two. */
const APART_MS = 20

/** How many places a run without --thorough tries, at least; more where the target's own fields bring more lines. */
const SAMPLE = 24

/** BASE with a pause before each of these offsets; negative ones count from its end. */
function cutAt(offsets: readonly number[]): Step[] {
  const pieces = [...offsets, undefined].map((to, index): Step[] => {
    const from = offsets[index - 1]
    const send: Step = { do: 'send', ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    return index === 0 ? [send] : [{ do: 'pause', ms: APART_MS }, send]
  })
  return [...pieces.flat(), { do: 'answer' }, { do: 'alive' }]
}

/** 13.03: up to the first CR of the CRLFCRLF, then LF CR, then LF. */
export const INSIDE_CRLFCRLF: readonly Step[] = cutAt([-3, -1])

/** Where to cut a request: everywhere, or in and behind each CRLF and evenly between, with the first and last octet alone. */
export function offsets(request: Buffer, every: boolean): number[] {
  const last = request.length - 1
  if (every) return Array.from({ length: last }, (_, index) => index + 1)
  const chosen = new Set([1, last])
  for (let lf = request.indexOf('\n'); lf >= 0; lf = request.indexOf('\n', lf + 1))
    chosen.add(lf).add(Math.min(lf + 1, last))
  for (let step = 1; chosen.size < SAMPLE && step < last; step++) chosen.add(1 + ((step * 37) % last))
  return [...chosen].sort((a, b) => a - b)
}

/** 13.02: one part for each place, from the request as it went out in one piece. */
export function splits(observations: ReadonlyMap<string, Observation>, { thorough = false }: Vars): Part[] {
  const whole = observations.get('in one piece')
  const request = whole && firstRequest(whole)
  if (!request) return []
  return offsets(request.octets, thorough).map((at) => ({
    name: `after ${at} of ${request.octets.length} octets`,
    steps: cutAt([at]),
    expect: accepted(),
  }))
}
