import type { Check } from '../../../harness/case/check'
import { rfc9112 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import type { Step } from '../../../harness/case/script'
import { hasDeadLink } from '../../../harness/judge/acceptance'
import { isBusy } from '../../../harness/judge/busy'
import { FLOODED, isCutResponse } from '../../../harness/judge/cut'
import { hasEnded } from './link'
import { reasonOf } from './reason'

/** A connection is kept for the next request. */
export const persistent = rfc9112('9.3', '', 'HTTP implementations SHOULD support persistent connections.')

/** Sends the part's own request, and then, where the connection stays usable, BASE on the same connection. */
export const THEN_BASE: readonly Step[] = [
  { do: 'send' },
  { do: 'answer' },
  { do: 'unlessClosing' },
  { do: 'send', edit: {} },
  { do: 'answer' },
  { do: 'alive' },
]

/** The answer to the second handshake on the connection, in words; empty where the first was answered 101. */
export function nextAnswer(observation: Observation): string {
  if (observation.opened) return ''
  const second = observation.answers[1]
  if (!second && isCutResponse(observation)) return 'the first answer is longer than wsspec reads'
  if (!second) return 'the connection is not kept for a second request'
  if (second.opened)
    return `on the same connection: 101${hasDeadLink(observation) ? ', and the link does not work' : ''}`
  if (second.final) return `on the same connection: ${second.final.head.status}`
  if (second.garbageAt !== null) return 'on the same connection: bytes that are not an HTTP response'
  if (hasEnded(observation)) return 'on the same connection: closed'
  return 'on the same connection: no answer, and the connection stays open'
}

/** Records the answer to the second handshake, without a score. */
export const recordsNextAnswer: Check = (observation) => ({
  verdict: 'observed',
  got: nextAnswer(observation),
  because: '',
})

/**
 * A kept connection answers the second handshake with 101, as any other (RFC 9112 9.3).
 * @param closed the verdict where the connection is not kept
 */
export function servesNext(closed: 'pass' | 'observed'): Check {
  return (observation, { control }) => {
    const got = nextAnswer(observation)
    const [first, second] = observation.answers
    if (first.final === null || observation.opened) return null
    if (!second && isCutResponse(observation)) return { verdict: 'inconclusive', got, because: FLOODED }
    const status = second?.final?.head.status ?? null
    if (isBusy(status)) return { verdict: 'inconclusive', got, because: '' }
    if (second?.opened && (!hasDeadLink(observation) || hasDeadLink(control)))
      return { verdict: 'pass', got, because: '' }
    if (status === null && second?.garbageAt == null && (!second || hasEnded(observation)))
      return { verdict: closed, got, because: '' }
    return { verdict: 'miss', got, because: reasonOf(persistent, 'a connection that is kept serves the next request') }
  }
}
