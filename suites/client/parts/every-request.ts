import type { Finding } from '../../../harness/case/check'
import type { ClientCase, ClientDerived } from '../../../harness/case/client-case'
import type { ClientObservation, RequestHead } from '../../../harness/case/client-observation'
import { asked } from '../../../harness/judge/client/attempt'
import type { About } from './answers'
import { followed, REPEATED } from './followed'

/** What is wrong with a request; null where nothing is. */
export type RequestFault = (request: RequestHead) => Omit<Finding, 'verdict'> | null

/** Why a case over every request is skipped where there is none. */
const NO_REQUEST = 'no request came'

/** True where a request came. */
export function wasAsked(observation: ClientObservation): boolean {
  return asked(observation).length > 0
}

/**
 * A case over every request of the run. It sends nothing of its own. What C0.52 scores after a redirect is left to it.
 * @param says what is required of each request
 * @param fault looks for one thing; the first request of an attempt that shows it counts
 */
export function everyRequest(about: About, says: string, fault: RequestFault): ClientCase {
  const each: NonNullable<ClientDerived['each']> = (observation) => {
    const repeated = REPEATED.includes(about.id) ? followed(observation).map(({ exchange }) => exchange.request) : []
    const requests = asked(observation).filter(({ request }) => !repeated.includes(request))
    const found = requests.flatMap(({ request }) => fault(request) ?? [])
    const [first] = found
    const verdict = about.contested ? 'contested' : 'miss'
    return first ? { verdict, ...first } : null
  }
  return { ...about, role: 'client', derived: { says, of: wasAsked, each, absent: NO_REQUEST } }
}

/** A case over every attempt of the run, which may look at its frames and times too. */
export function everyAttempt(
  about: About,
  says: string,
  derived: Pick<ClientDerived, 'each' | 'all'> & Partial<ClientDerived>,
): ClientCase {
  return { ...about, role: 'client', derived: { says, of: wasAsked, absent: NO_REQUEST, ...derived } }
}
