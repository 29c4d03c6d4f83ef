import type { Case, Part } from '../../../harness/case/case'
import type { JudgeContext } from '../../../harness/case/check'
import { rfc9110 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Judgement } from '../../../harness/judge/conclude'
import { judgePart } from '../../../harness/judge/judge-part'
import { PONG, plain, switching } from './messages'
import { contextOf, good, observed } from './observations'
import { KEY } from './vars'

/** A case without parts. */
export const CASE: Case = { id: '9.99', level: 'MUST', title: 'Made up', source: [rfc9110('5.1')], tests: [] }

/** Judges an observation by an expectation; `of` and `context` change the case and the context. */
export function judge(
  observation: Observation,
  expectation: Expectation,
  { of = {}, context = {} }: { of?: Partial<Case>; context?: Partial<JudgeContext> } = {},
): Judgement {
  const whole = { ...CASE, ...of }
  const part: Part = { name: 'part', expect: expectation }
  return judgePart(whole, part, observation, contextOf({ level: whole.level, ...context }))
}

/** An offer of two protocols. */
export const H2C = { Upgrade: 'h2c, websocket' }

/** A connection that a timer of the server ended, and not the request. */
export const LATE = observed({ over: { ended: 'closed', endedMs: 9950 } })

/** An observation for each outcome, by a name for it. */
export const SEEN: Record<string, Observation> = {
  accept: good(),
  '101': observed({ received: [switching('another key'), PONG] }),
  'dead 101': observed({ received: switching(), alive: false }),
  elsewhere: observed({
    edit: { fields: H2C },
    received: switching(KEY, { Upgrade: 'h2c', 'Sec-WebSocket-Accept': null }),
    alive: null,
  }),
  '200': observed({ received: plain(200) }),
  '302': observed({ received: plain(302) }),
  '400': observed({ received: plain(400) }),
  '404': observed({ received: plain(404) }),
  '429': observed({ received: plain(429) }),
  '500': observed({ received: plain(500) }),
  '503': observed({ received: plain(503) }),
  '999': observed({ received: plain(999) }),
  '099': observed({ received: 'HTTP/1.1 099 x\r\n\r\n' }),
  closed: observed({ over: { ended: 'closed' } }),
  reset: observed({ over: { ended: 'reset' } }),
  'closed in the head': observed({ received: 'HTTP/1.1 40', over: { ended: 'closed' } }),
  silent: observed({ over: { ended: 'timeout' } }),
  'silent in the head': observed({ received: 'HTTP/1.1 400 x\r\n', over: { ended: 'timeout' } }),
  garbage: observed({ received: 'SSH-2.0\r\n' }),
  unconnected: observed({ over: { ended: 'refused', connectedMs: null, errorCode: 'ECONNREFUSED' } }),
}
