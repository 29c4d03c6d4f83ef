import type { Check, Finding } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import { hasDeadLink } from '../../../harness/judge/acceptance'
import { onOpened, scoredIn } from '../../../harness/judge/checks'
import { anything, REFUSED_IS_NO_EVIDENCE } from '../../../harness/judge/expectations'
import { endedAtOnce } from './dead-link'
import { closeCode, hasEnded, STAYS_OPEN } from './link'
import { reasonOf } from './reason'

const tcpClose = rfc6455('7.1.1', '', 'it SHOULD initiate a TCP Close immediately')

/**
 * Requires that the server fails the connection (RFC 6455 7.1.7): it processes nothing that was sent, and it ends the
 * connection. A Close frame without a TCP close warns, because RFC 6455 7.1.1 has only a SHOULD for the TCP close.
 * @param clause the words of the requirement, with its clause
 * @param processed describes how the server processed the bytes that were sent; null when it did not process them
 */
export function connectionFails(clause: string, processed: (observation: Observation) => string | null): Check {
  return (observation): Finding | null => {
    const done = processed(observation)
    if (done !== null) return { verdict: 'fail', got: done, because: clause }
    if (hasEnded(observation)) return null
    if (closeCode(observation) === null) return { verdict: 'fail', got: STAYS_OPEN, because: clause }
    return { verdict: 'warn', got: `a Close frame, but ${STAYS_OPEN}`, because: reasonOf(tcpClose) }
  }
}

/** Skips where the control's own link is dead (7.23) or frames come masked (14.09): another case scores that. */
const linkWorks: Check = ({ link }, { control }) => {
  if (endedAtOnce(control))
    return { verdict: 'skip', because: 'the target ends every connection right after the 101 (RFC 6455 7.3)' }
  if (hasDeadLink(control)) return scoredIn('7.23', 'the target answers nothing after any 101')
  return link?.fault?.includes('masked') ? scoredIn('14.09', `the frames cannot be read (${link.fault})`) : null
}

/**
 * Judges the link after BASE was answered 101, by `checks` alone. When BASE is refused, the result is inconclusive.
 * @param says what is required, in words
 */
export function afterSwitch(says: string, ...checks: readonly Check[]): Expectation {
  return anything({ says, rows: REFUSED_IS_NO_EVIDENCE, checks: [linkWorks, ...checks.map(onOpened)] })
}
