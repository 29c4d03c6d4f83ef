import { setTimeout as delay } from 'node:timers/promises'
import type { Evidence } from '../case'
import { statusOf } from '../judge/switch'
import type { Observation } from '../observation'
import type { Session } from './session'

/** How long to wait before a control that was not answered 101 is tried again, ms: a rate limit or a restart may pass. */
const RETRY_AFTER_MS = [100, 500, 1500]

/** A control that took longer than this to fail has waited enough, ms. */
const PATIENCE_MS = 2000

/** The tries of one control, at least one; only the last can have passed. */
export type Control = readonly [...Evidence[], Evidence]

/** A control passes when it is answered 101; what else is wrong with it is scored in 0.01. */
export function passes(evidence: Evidence): boolean {
  return statusOf(evidence.observation) === 101
}

/** The try that decides a control. */
export function lastTry(tries: Control): Evidence {
  return tries[tries.length - 1] as Evidence
}

/** True when a try found that nobody listens any more. */
export function foundNobody(tries: Control): boolean {
  return tries.some(({ observation }) => observation.recording.errorCode === 'ECONNREFUSED')
}

/** From the last octet of the request to the first of the answer, ms. */
function answerMs({ recording }: Observation): number {
  return (recording.received[0]?.atMs ?? recording.endedMs) - (recording.sent[0]?.atMs ?? 0)
}

/** Sends the correct handshake; `after` says what ran before. One that fails at once is tried again after a pause. */
export async function control(session: Session, after: string): Promise<Control> {
  const attempt = async (): Promise<Evidence> => {
    const { observation, vars } = await session.send({}, 'first')
    return { from: 'control', part: after, observation, vars }
  }
  let tries: Control = [await attempt()]
  for (const pause of RETRY_AFTER_MS) {
    const last = lastTry(tries)
    if (passes(last) || last.observation.recording.endedMs > PATIENCE_MS || session.options.signal?.aborted) break
    // A server that does not start again shows in the next try.
    await session.target.revive?.().catch(() => {})
    await delay(pause)
    tries = [...tries, await attempt()]
  }
  const last = lastTry(tries)
  if (passes(last)) session.slowestControlMs = Math.max(session.slowestControlMs, answerMs(last.observation))
  return tries
}
