import type { Case, Part } from '../../../../harness/case/case'
import type { Check } from '../../../../harness/case/check'
import { rfc6455 } from '../../../../harness/case/clause'
import type { Observation } from '../../../../harness/case/observation'
import type { Vars } from '../../../../harness/case/vars'
import { statusOf } from '../../../../harness/judge/answer'
import { isBusy } from '../../../../harness/judge/busy'
import { accepted } from '../../../../harness/judge/expectations'
import { outcomesOf } from '../../../../harness/judge/outcome'
import { sameName } from '../../../../harness/wire/http1/fields'
import { reasonOf } from '../../parts/reason'
import { pathOf } from './edits'

/** The twins of 1.20: another host in origin-form, and the target's own host in both the absolute-form and Host. */
export const ORIGIN_FORM = 'another host in origin-form'
export const OWN_HOST = 'the right host in both'

/** A declared virtual host that is not the target's own name; undefined when there is none. */
function otherVhost({ hostname, profile }: Vars): string | undefined {
  return profile.vhosts?.find((name) => !sameName(name.replace(/:\d*$/, ''), hostname))
}

/** The Host of another virtual host, with the target's port; a name that nobody serves when the profile declares none. */
export function otherHost(vars: Vars): string {
  const name = otherVhost(vars)
  if (name === undefined) return 'other.invalid'
  return /:\d*$/.test(name) || vars.port === '' ? name : `${name}:${vars.port}`
}

/** Statuses that do not show which host was used: the server may also send them for load, or for a request with two hosts. */
const AMBIGUOUS = [400, 403, 421, 429, 503]

/** 1.20: the host of the target decides. Judged only where the profile and the twins show that the two hosts answer differently. */
export const usesTheTarget: Check = (observation, { part, control, vars }) => {
  if (otherVhost(vars) === undefined)
    return {
      verdict: 'observed',
      because: 'the profile declares no second virtual host (vhosts), so the answer does not show which host was used',
    }
  const statusFor = (name: string) => {
    const twin = part(name)
    return twin ? statusOf(twin) : null
  }
  if (statusFor(OWN_HOST) !== statusOf(control))
    return {
      verdict: 'observed',
      because: "the absolute-form is not accepted with the target's own Host either; 1.18 scores that",
    }
  const wrong = statusFor(ORIGIN_FORM)
  if (wrong === null || wrong === statusOf(control))
    return { verdict: 'observed', because: 'both hosts answer alike, so the answer does not show which host was used' }
  if (statusOf(observation) !== wrong || AMBIGUOUS.includes(wrong)) return null
  const because = `RFC 9112 3.2.2: "the origin server MUST ignore the received Host header field (if any) and instead use the host information of the request-target"; ${wrong} is the answer of the host in Host`
  return { verdict: 'fail', because }
}

/** The query selects the resource, too. */
export const queryIsPart = rfc6455('3', 'what a resource name is made of', 'o the query component')

/** 1.27: a refusal is a fault only where the profile declares that the endpoint ignores queries. */
export const acceptedIfIgnored = accepted({
  says: '101, as without the query; the endpoint may refuse the query unless the profile declares queryIgnored',
  rows: { '2xx': 'observed', '3xx': 'observed', '4xx': 'observed', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
  checks: [
    (observation, { profile }) =>
      profile.queryIgnored && !observation.opened && !isBusy(statusOf(observation))
        ? {
            verdict: 'miss',
            because: reasonOf(queryIsPart, 'the profile declares that this endpoint ignores queries'),
          }
        : null,
  ],
})

/** 1.29: skips when there is no letter or digit to encode. */
export const hasLetter: Check = (_, { vars }) =>
  /\/[A-Za-z0-9]/.test(pathOf(vars))
    ? null
    : { verdict: 'skip', because: 'no segment of the path begins with a letter or digit to encode' }

/** 1.30: the answer contains the line of root in /etc/passwd. */
export const leaksPasswd: Check = ({ received }) =>
  /root:.*:0:0:/.test(received.toString('latin1'))
    ? {
        verdict: 'fail',
        got: 'the content of /etc/passwd',
        because: '',
      }
    : null

const UNKNOWN_PATH: Part = { name: 'an unknown path', send: { target: ({ random }) => `/no-such-service-${random}` } }

/** A server error, or a close without a response. */
function isError(observation: Observation): boolean {
  return outcomesOf(observation, []).some((outcome) => outcome === '5xx' || outcome === 'dropped')
}

/** 1.47: sends an unknown path where a target with two slashes was answered with an error. */
export const unknownPathAfterError: NonNullable<Case['follow']> = (observations) =>
  [...observations.values()].some(isError) ? [UNKNOWN_PATH] : []

/** 1.47: skips where any unknown path gets an error too, so that the slashes are not the reason. */
export const unlikeAnyUnknownPath: Check = (observation, { part }) => {
  const twin = part(UNKNOWN_PATH.name)
  return twin && isError(twin) && isError(observation)
    ? { verdict: 'skip', because: 'any unknown path gets an error or a close, so the slashes are not the reason' }
    : null
}
