import { setTimeout as delay } from 'node:timers/promises'
import type { Evidence } from '../case/case'
import type { Observation } from '../case/observation'
import { gaveNoResponse } from '../judge/answer'
import type { Session } from './session'

/** How long to wait before a control that was not answered 101 is tried again, ms: a rate limit or a restart may pass. */
const RETRY_AFTER_MS = [100, 500, 1500]

/** A control that took longer than this to fail needs no pause before the next try, ms. */
const PATIENCE_MS = 2000

/** How often one that was taken and then met silence until the deadline is tried again behind a case: a busy server is not a dead one. */
export const MUTE_TRIES = 3

/** The tries of one control, at least one; only the last can have passed. */
export type Control = readonly [...Evidence[], Evidence]

/** A control passes when it is answered 101; what else is wrong with it is scored in 0.01. */
export function passes(evidence: Evidence): boolean {
  return evidence.observation.opened
}

/** The try that decides a control. */
export function lastTry(tries: Control): Evidence {
  return tries[tries.length - 1] as Evidence
}

/** True when a try found that nobody listens any more. */
export function foundNobody(tries: Control): boolean {
  return tries.some(({ observation }) => observation.recording.errorCode === 'ECONNREFUSED')
}

/** The server was silent, and then answered: it had been busy, and nothing was wrong with it. */
export function cameBack(tries: Control): boolean {
  return tries.length > 1 && passes(lastTry(tries)) && tries.slice(0, -1).every(waitedInVain)
}

/** The server took the connection and was silent until the deadline. */
function waitedInVain({ observation }: Evidence): boolean {
  return gaveNoResponse(observation) && observation.recording.ended === 'timeout'
}

/** Nobody took the connection. */
function isRefused({ observation }: Evidence): boolean {
  return observation.recording.connectedMs === null
}

/** From the last octet of the request to the first of the answer, ms. */
function answerMs({ recording }: Observation): number {
  return (recording.received[0]?.atMs ?? recording.endedMs) - (recording.sent[0]?.atMs ?? 0)
}

/** Sends the correct handshake; `after` says what ran before. One that fails at once is tried again after a pause, one that meets silence at most `muteTries` times without. */
export async function control(session: Session, after: string, muteTries = 0): Promise<Control> {
  const attempt = async (): Promise<Evidence> => {
    const { observation, vars } = await session.send({}, 'first')
    return { from: 'control', part: after, observation, vars }
  }
  let tries: Control = [await attempt()]
  const pauses = [...RETRY_AFTER_MS]
  for (let mute = 0; !passes(lastTry(tries)) && !session.options.signal?.aborted; ) {
    if (waitedInVain(lastTry(tries))) {
      if (++mute > muteTries) break
    } else {
      const pause = pauses.shift()
      if (pause === undefined || lastTry(tries).observation.recording.endedMs > PATIENCE_MS) break
      // One that is dying still takes a connection: the next try tells whether it is gone before it is started again.
      const dying = tries.length === 1 && !isRefused(lastTry(tries))
      // A server that does not start again shows in the next try.
      if (!dying) await session.target.revive?.().catch(() => {})
      await delay(pause)
    }
    tries = [...tries, await attempt()]
  }
  const last = lastTry(tries)
  if (passes(last)) session.slowestControlMs = Math.max(session.slowestControlMs, answerMs(last.observation))
  return tries
}
