import type { Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import type { Step } from '../../../harness/case/script'
import { scoredIn } from '../../../harness/judge/checks'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { pingAnswered } from './dead-link'
import { closeCode, hasEnded, hasPong, isPong } from './link'
import { reasonOf } from './reason'

/** What a Pong has in it. */
export const sameData = rfc6455(
  '5.5.3',
  '',
  'A Pong frame sent in response to a Ping frame must have identical "Application data"',
)

/** Sends a Ping after the 101 and waits for its Pong. */
export const PING_ABC: readonly Step[] = [
  { do: 'send' },
  { do: 'answer' },
  { do: 'frame', frame: { opcode: OPCODE.ping, payload: 'abc' } },
  { do: 'await', frame: isPong('abc'), within: 2000 },
]

/** The twin for cases that send other bytes before the Ping, or a different Ping. */
export const PING_ALONE: Part = { name: 'a Ping alone', steps: PING_ABC }

/** The twin of 14.02: nothing is sent after the 101. */
export const SILENCE: Part = {
  name: 'silence after the 101',
  steps: [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: 1000 }],
}

/** True when the server ended the link before any frame was sent on it. */
function endedFirst(observation: Observation): boolean {
  return hasEnded(observation) && !observation.recording.marks.some(({ what }) => what === 'frame')
}

/** True when the server closes a link by itself: with the Ping, and also when nothing is sent. */
function closesByItself(observation: Observation, silence: Observation | undefined): boolean {
  return silence !== undefined && [observation, silence].every((each) => closeCode(each) !== null)
}

/** The Ping with `payload` is answered (RFC 6455 5.5.2). When the twin's Ping is not answered either, 14.02 scores that. */
export function pongComes(payload: string): Check {
  return (observation, { part }) => {
    const twin = part(PING_ALONE.name)
    if (hasPong(observation, payload)) return null
    if (endedFirst(observation))
      return { verdict: 'skip', because: 'the target ended the link before the Ping could be sent' }
    if (closesByItself(observation, part(SILENCE.name)))
      return {
        verdict: 'skip',
        because: 'the target closes the link by itself, even when nothing is sent (RFC 6455 7.3)',
      }
    if (twin && !hasPong(twin, 'abc')) return scoredIn('14.02', 'the target does not answer any Ping')
    if (observation.link?.frames.some(({ opcode }) => opcode === OPCODE.pong))
      return {
        verdict: 'miss',
        got: 'a Pong with other application data than the Ping',
        because: reasonOf(sameData),
      }
    return { verdict: 'miss', got: 'no Pong', because: reasonOf(pingAnswered) }
  }
}
