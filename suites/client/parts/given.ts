import type { Finding } from '../../../harness/case/check'
import type { AttemptUrl, ClientCase } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { RequestHead } from '../../../harness/case/client-observation'
import { firstRequestOf } from '../../../harness/judge/client/attempt'
import { anyReaction } from '../../../harness/judge/client/client-expectations'
import type { About } from './answers'

/** A check of the first request. `fault` says what is wrong with it; null where nothing is. */
export function onRequest(
  fault: (request: RequestHead) => (Omit<Finding, 'verdict'> & Partial<Finding>) | null,
): ClientCheck {
  return (observation) => {
    const request = firstRequestOf(observation)
    const found = request ? fault(request) : null
    return found ? { verdict: 'miss', ...found } : null
  }
}

/** The check, with a miss that is contested. */
function contestedCheck(check: ClientCheck): ClientCheck {
  return (observation, context) => {
    const found = check(observation, context)
    return found?.verdict === 'miss' ? { ...found, verdict: 'contested' } : found
  }
}

/** What the client is given instead of the plain URL of its place. */
export interface Given {
  url?: (url: AttemptUrl) => string
  protocols?: readonly string[]
  /** A library that refuses such a URL before it connects conforms. */
  mayRefuse?: true
}

/**
 * A case whose client gets another URL or subprotocols; its request decides, whatever it does with the right answer.
 * A contested case makes a miss contested.
 */
export function given(about: About, { mayRefuse, ...what }: Given, says: string, check: ClientCheck): ClientCase {
  const rows = mayRefuse ? { unasked: 'pass' as const } : {}
  const expect = anyReaction({ says, rows, checks: [about.contested ? contestedCheck(check) : check] })
  return { ...about, role: 'client', parts: [{ name: about.title, ...what, expect }] }
}
