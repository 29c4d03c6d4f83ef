import { setTimeout as delay } from 'node:timers/promises'
import type { Evidence } from '../case/derived'
import type { Observation } from '../case/observation'
import { gaveNoResponse } from '../judge/answer'
import type { Session } from './session'
import { trimmed } from './trimmed'

/** Pauses before a control that failed is tried again, ms: a rate limit or a restart may be over by then. */
const RETRY_AFTER_MS = [100, 500, 1500]

/** A control that took longer than this to fail is not tried again, ms. */
const PATIENCE_MS = 2000

/** How often a control that was silent until the deadline is tried again after a case: a busy server is not a dead one. */
export const SILENT_TRIES = 3

/** The tries of one control, at least one. Only the last can have passed. */
export type Control = readonly [...Evidence[], Evidence]

/** True where a control was answered with 101. Whatever else is wrong with the answer is scored in 0.01. */
export function passes(evidence: Evidence): boolean {
  return evidence.observation.opened
}

/** The try that decides a control. */
export function lastTry(tries: Control): Evidence {
  return tries[tries.length - 1] as Evidence
}

/** True where the first try passed. */
export function isSteady(tries: Control): boolean {
  return tries.length === 1 && passes(lastTry(tries))
}

/** True where a try found that no server listens. */
export function foundNobody(tries: Control): boolean {
  return tries.some(({ observation }) => observation.recording.errorCode === 'ECONNREFUSED')
}

/** True where the server was silent and then passed: it had been busy, and nothing is wrong with it. */
export function passedAfterSilence(tries: Control): boolean {
  return tries.length > 1 && passes(lastTry(tries)) && tries.slice(0, -1).every(wasSilent)
}

/** True where no connection was established. A reset comes from somebody who took the connection. */
export function wasRefused({ observation: { recording } }: Evidence): boolean {
  return recording.connectedMs === null && recording.errorCode !== 'ECONNRESET'
}

/** True where the server took the connection and was silent until the deadline. */
function wasSilent({ observation }: Evidence): boolean {
  return gaveNoResponse(observation) && observation.recording.ended === 'timeout'
}

/** From the first byte of the request to the first byte of the answer, ms. */
function answerMs({ recording }: Observation): number {
  return (recording.received[0]?.atMs ?? recording.endedMs) - (recording.sent[0]?.atMs ?? 0)
}

/** Notes how long an answer to a control took, ms. */
function noteTime(session: Pick<Session, 'slowestControlMs' | 'fastestControlMs'>, ms: number): void {
  session.slowestControlMs = Math.max(session.slowestControlMs, ms)
  session.fastestControlMs = Math.min(session.fastestControlMs ?? ms, ms)
}

/**
 * Sends the correct handshake until it passes. A try that failed at once is repeated after a pause, and a server of ours
 * that has died is started again before it. A try that was silent until the deadline is repeated without a pause.
 * @param after what was sent before, for results
 * @param silentTries how often a silent try is repeated
 */
export async function control(
  session: Pick<Session, 'send' | 'options' | 'target' | 'slowestControlMs' | 'fastestControlMs'>,
  after: string,
  silentTries = 0,
): Promise<Control> {
  const attempt = async (): Promise<Evidence> => {
    const { observation, vars } = await session.send({}, 'first')
    return { from: 'control', part: after, observation: trimmed(observation), vars }
  }
  let tries: Control = [await attempt()]
  const pauses = [...RETRY_AFTER_MS]
  for (let silent = 0; !passes(lastTry(tries)) && !session.options.signal?.aborted; ) {
    if (wasSilent(lastTry(tries))) {
      if (++silent > silentTries) break
    } else {
      const pause = pauses.shift()
      if (pause === undefined || lastTry(tries).observation.recording.endedMs > PATIENCE_MS) break
      // A server that is dying may still take a connection: the second try shows whether it is gone.
      const mayBeDying = tries.length === 1 && !wasRefused(lastTry(tries))
      // A server that does not start again fails the next try.
      if (!mayBeDying) await session.target.revive?.().catch(() => {})
      await delay(pause)
    }
    tries = [...tries, await attempt()]
  }
  const last = lastTry(tries)
  if (passes(last)) noteTime(session, answerMs(last.observation))
  return tries
}
