import type { Observation } from '../../../../harness/case/observation'
import { statusOf } from '../../../../harness/judge/answer'

/** The redirects that name one target. Not 300 and 304, which name no single one (RFC 9110 15.4). */
const REDIRECTS: readonly (number | null)[] = [301, 302, 303, 307, 308]

/** True for a redirect to one target. */
export function isRedirect(observation: Observation): boolean {
  return REDIRECTS.includes(statusOf(observation))
}

const SCHEMES: readonly string[] = ['http:', 'https:', 'ws:', 'wss:']

/** A host that is the name of a scheme, as in `https://wss://host/`: two URLs were joined. */
const SCHEME_AS_HOST = /^(?:https?|wss?)$/

/** What is wrong with the Location of a redirect, resolved against `base`; null for nothing. */
export function locationFault(location: string, base: string): string | null {
  if (location === '') return 'it is empty'
  if (!URL.canParse(location, base)) return 'it is no URI reference'
  const { protocol, hostname, pathname } = new URL(location, base)
  if (!SCHEMES.includes(protocol)) return `its scheme is ${protocol.slice(0, -1)}`
  if (SCHEME_AS_HOST.test(hostname) && pathname.startsWith('//'))
    return `its host is "${hostname}", which is the name of a scheme`
  return null
}
