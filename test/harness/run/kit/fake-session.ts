import type { Part } from '../../../../harness/case/case'
import type { Evidence } from '../../../../harness/case/derived'
import type { Observation } from '../../../../harness/case/observation'
import type { Sent, Stimulus } from '../../../../harness/run/opener'
import { CaseJudge } from '../../../../harness/run/pass/case-judge'
import { Drops } from '../../../../harness/run/pass/drops'
import { InFlight } from '../../../../harness/run/pass/in-flight'
import { Ledger, type LedgerOptions } from '../../../../harness/run/pass/ledger'
import { Liveness } from '../../../../harness/run/pass/liveness'
import type { PassPieces } from '../../../../harness/run/pass/pieces'
import { RetryPolicy } from '../../../../harness/run/pass/retry-policy'
import { Stop } from '../../../../harness/run/pass/stop'
import { Waiting } from '../../../../harness/run/pass/waiting'
import type { Session } from '../../../../harness/run/session'
import type { RunOptions, Target } from '../../../../harness/run/target'
import { TimeLimit } from '../../../../harness/run/time-limit'
import { DEFAULT_RUN_OPTIONS } from '../../../../settings/run-options'
import { good, observed } from '../../kit/observations'
import { targetOf } from '../../kit/runs'
import { VARS } from '../../kit/vars'
import { OPEN } from './open-mask'

/** An observation of a connection that the server took and left without an answer until the deadline. */
export function silent(): Observation {
  return observed({ over: { ended: 'timeout' } })
}

/** An observation of a connection that nobody took. */
export function refusedConnection(errorCode = 'ECONNREFUSED'): Observation {
  return observed({ over: { connectedMs: null, ended: 'refused', errorCode, sent: [] } })
}

/** An observation of a connection that the server ended without an answer. */
export function dropped(): Observation {
  return observed({ over: { ended: 'closed' } })
}

/** The answer to a stimulus; `name` is that of the part, `control` for the correct handshake, `nth` counts from 1. */
export type Answering = (name: string, nth: number) => Observation | Promise<Observation>

/** A session without a network: what it was asked to send, by the names of the parts, and what pieces need of it. */
export interface FakeSession
  extends Pick<
    Session,
    | 'time'
    | 'send'
    | 'sendAtOnce'
    | 'isDistant'
    | 'leavesWaiting'
    | 'rests'
    | 'takeOverload'
    | 'trust'
    | 'sendInTurn'
    | 'options'
    | 'target'
    | 'fastestControlMs'
    | 'calm'
    | 'slowestControlMs'
    | 'waitMs'
    | 'hasRoom'
    | 'narrow'
    | 'leaveGaps'
  > {
  asked: string[]
  /** How many stimuli were without an answer at once, at most. */
  most: number
}

/** A session whose stimuli get what `answering` gives; by default every one gets a right 101. */
export function fakeSession(
  answering: Answering = () => good(),
  { options = {}, target = {} }: { options?: Partial<RunOptions>; target?: Partial<Target> } = {},
): FakeSession {
  const asked: string[] = []
  const counts = new Map<string, number>()
  let now = 0
  const session: FakeSession = {
    asked,
    most: 0,
    options: { ...DEFAULT_RUN_OPTIONS, ...options },
    target: targetOf({ port: 1 }, target),
    slowestControlMs: 0,
    isDistant: false,
    leavesWaiting: false,
    fastestControlMs: null,
    calm: () => {},
    time: new TimeLimit(undefined),
    waitMs: ({ steps = [] }) => steps.reduce((sum, step) => sum + (step.do === 'pause' ? step.ms : 0), 0),
    hasRoom: async () => {},
    narrow: () => false,
    leaveGaps: () => {},
    rests: async () => {},
    takeOverload: () => false,
    trust: () => {},
    async sendInTurn(parts) {
      const all: Sent[] = []
      for (const part of parts) all.push(await session.send(part))
      return all
    },
    sendAtOnce: (parts) => Promise.all(parts.map((part) => session.send(part))),
    async send(part: Stimulus) {
      const { name = 'control' } = part as Partial<Part>
      asked.push(name)
      const nth = (counts.get(name) ?? 0) + 1
      counts.set(name, nth)
      session.most = Math.max(session.most, ++now)
      const observation = await answering(name, nth)
      now -= 1
      return { observation, vars: VARS }
    },
  }
  return session
}

/** A control that was answered in this way. */
export function controlOf(observation: Observation = good()): Evidence {
  return { from: 'control', part: 'the start', observation, vars: VARS }
}

/** A ledger in which the named cases are selected. */
export function ledgerOf(ids: readonly string[], over: Partial<LedgerOptions> = {}): Ledger {
  return new Ledger({
    selected: new Set(ids),
    mask: OPEN,
    strict: false,
    sameFaultAs: () => [],
    report: () => {},
    ...over,
  })
}

/** The pieces of a pass over a fake session, in which the named cases are selected. */
export function piecesOf(session: FakeSession, ids: readonly string[]): PassPieces {
  const ledger = ledgerOf(ids)
  const stop = new Stop({ options: session.options, time: session.time, failures: () => ledger.failures })
  const retries = new RetryPolicy()
  const drops = new Drops(ledger)
  const liveness = new Liveness({ session, ledger, drops, retries, stop }, controlOf())
  const judge = new CaseJudge(session, { echo: true, subprotocols: [], permessageDeflate: false })
  return { session, ledger, drops, stop, retries, liveness, waiting: new Waiting(), inFlight: new InFlight(), judge }
}
