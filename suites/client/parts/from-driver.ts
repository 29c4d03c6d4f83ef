import type { Finding } from '../../../harness/case/check'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { ClientObservation } from '../../../harness/case/client-observation'
import { eventOf, messagesOf } from '../../../harness/judge/client/attempt'
import { clientOutcome } from '../../../harness/judge/client/client-outcome'
import { shown } from '../../../harness/judge/shown-text'

/** What a driver says about a link that is open: null where the client did not open, which the table of outcomes judges. */
function whereOpen(check: ClientCheck): ClientCheck {
  return (observation, context) => (clientOutcome(observation) === 'open' ? check(observation, context) : null)
}

function miss(got: string, because: string): Finding {
  return { verdict: 'miss', got, because }
}

/**
 * The application got this message. Nothing is found where the driver reports no message after the plain correct answer
 * either: then it reports none at all.
 */
export function getsMessage(text: string, because = ''): ClientCheck {
  return whereOpen((observation, { control }) => {
    if (messagesOf(observation.driver).includes(text) || messagesOf(control.driver).length === 0) return null
    return miss(`its application did not get "${shown(text, 40)}"`, because)
  })
}

/** The subprotocol that the driver reports; null where it reports none, `''` where it reports that there is none. */
function reportedProtocol({ driver }: ClientObservation): string | null {
  const text = eventOf(driver, 'OPEN')?.text ?? ''
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('protocol' in value)) return null
    return typeof value.protocol === 'string' ? value.protocol : ''
  } catch {
    return null
  }
}

/** The client reports this subprotocol, where its driver reports any. */
export function reportsProtocol(wanted: string, because = ''): ClientCheck {
  return whereOpen((observation) => {
    const reported = reportedProtocol(observation)
    if (reported === null || reported === wanted) return null
    const got = reported === '' ? 'it reports no subprotocol' : `it reports the subprotocol "${shown(reported, 40)}"`
    return miss(got, because)
  })
}
