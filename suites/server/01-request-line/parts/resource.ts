import type { Check } from '../../../../harness/case/expectation'
import type { Vars } from '../../../../harness/case/request'
import { statusOf } from '../../../../harness/judge/answer'
import { isBusy } from '../../../../harness/judge/busy'
import { accepted } from '../../../../harness/judge/expectations'
import { sameName } from '../../../../harness/wire/http1/fields'
import { pathOf } from './edits'

/** The twins of 1.20: the other host as a plain request asks for it, and a target in absolute-form with its own Host. */
export const ORIGIN_FORM = 'the other host, in origin-form'
export const OWN_HOST = 'the own host in both'

/** A declared virtual host that is not the target's own name. */
function otherVhost({ hostname, profile }: Vars): string | undefined {
  return profile.vhosts?.find((name) => !sameName(name.replace(/:\d*$/, ''), hostname))
}

/** The Host of another virtual host, with the target's port; of none where the profile declares none. */
export function otherHost(vars: Vars): string {
  const name = otherVhost(vars)
  if (name === undefined) return 'other.invalid'
  return /:\d*$/.test(name) || vars.port === '' ? name : `${name}:${vars.port}`
}

/** These also tell of load or of a refusal to serve a request with two hosts, and so not which of them was used. */
const TELLING_NOTHING = [400, 403, 421, 429, 503]

/** 1.20: the host of the target decides, where the profile and the twin show that the two hosts answer differently. */
export const usesTheTarget: Check = (observation, { part, control, vars }) => {
  if (otherVhost(vars) === undefined)
    return {
      verdict: 'observed',
      because: 'the profile declares no other of its vhosts, so nothing shows which host was used',
    }
  const statusFor = (name: string) => {
    const twin = part(name)
    return twin ? statusOf(twin) : null
  }
  if (statusFor(OWN_HOST) !== statusOf(control))
    return { verdict: 'observed', because: 'the absolute-form is not taken with the own Host either: 1.18' }
  const wrong = statusFor(ORIGIN_FORM)
  if (wrong === null || wrong === statusOf(control))
    return { verdict: 'observed', because: 'both hosts answer alike, so nothing shows which was used' }
  if (statusOf(observation) !== wrong || TELLING_NOTHING.includes(wrong)) return null
  const because = `RFC 9112 3.2.2: the host in the request-target counts, and ${wrong} is what the one in Host answers`
  return { verdict: 'fail', because }
}

/** 1.27: ACCEPT is owed only where the endpoint is said to ignore queries; elsewhere it may want to know them. */
export const acceptedIfIgnored = accepted({
  says: '101 as without the query; where queryIgnored is not declared, a refusal is the choice of the endpoint',
  rows: { '2xx': 'observed', '3xx': 'observed', '4xx': 'observed', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
  checks: [
    (observation, { profile }) =>
      profile.queryIgnored && !observation.opened && !isBusy(statusOf(observation))
        ? {
            verdict: 'miss',
            because: 'RFC 6455 3: a query belongs to the resource name, and this endpoint is said to ignore it',
          }
        : null,
  ],
})

/** 1.29: there is something to encode. */
export const hasLetter: Check = (_, { vars }) =>
  /\/[A-Za-z0-9]/.test(pathOf(vars))
    ? null
    : { verdict: 'skip', because: 'no segment of the path begins with a letter or digit that could be encoded' }

/** 1.30: the account of root, as /etc/passwd has it, in what came. */
export const leaksPasswd: Check = ({ received }) =>
  /root:.*:0:0:/.test(received.toString('latin1'))
    ? { verdict: 'fail', got: 'the content of /etc/passwd', because: 'RFC 9110 17.3: a path led out of what is served' }
    : null
