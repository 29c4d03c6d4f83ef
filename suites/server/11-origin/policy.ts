import type { Evidence, Part } from '../../../harness/case/case'
import type { Check, Expectation, Finding, RowVerdict } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Edit, Value, Vars } from '../../../harness/case/request'
import type { Step } from '../../../harness/case/script'
import { statusOf } from '../../../harness/judge/answer'
import { refused } from '../../../harness/judge/expectations'
import { describe, outcomesOf } from '../../../harness/judge/outcome'
import { closeCode, hasEnded, isClose } from '../parts/link'
import { whereDeclared } from '../parts/where-declared'

/** BASE from a page of this origin; null is no page, a list sends several lines. */
export function origin(value: Value<string | string[] | null>): Edit {
  return { fields: { Origin: value } }
}

/** The origin that the target is said to refuse; where nothing is said, one that no server expects. */
export function denied({ profile }: Vars): string {
  return profile.deniedOrigin ?? 'http://evil.example'
}

/** The origin that the target is said to accept. */
export function allowed({ profile, origin: own }: Vars): string {
  return profile.allowedOrigin ?? own
}

/** The allowed origin in pieces; `port` is empty where it has none. */
export function pieces(vars: Vars): { scheme: string; hostname: string; port: string } {
  const [, scheme = 'http', hostname = '', port = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^:/]*):?(\d*)/i.exec(allowed(vars)) ?? []
  return { scheme, hostname, port }
}

/** An origin from its pieces. */
function serialized({ scheme, hostname, port }: ReturnType<typeof pieces>): string {
  return `${scheme}://${hostname}${port === '' ? '' : `:${port}`}`
}

/** An application may open the link and close it at once: that is a refusal too, if no good one, where one is owed. */
export const LOOK: readonly Step[] = [
  { do: 'send' },
  { do: 'answer' },
  { do: 'alive' },
  {
    do: 'onlyIf',
    says: 'the profile declares deniedOrigin',
    answer: (_, { profile }) => profile.deniedOrigin !== undefined,
  },
  { do: 'await', frame: isClose, within: 250 },
]

/** The server has let the page in: a 101 with no Close right behind it. */
function isLetIn(observation: Observation): boolean {
  return statusOf(observation) === 101 && closeCode(observation) === null && !hasEnded(observation)
}

/** What a 101 means where a policy is declared; nothing where the declared one is not kept at all, which is 11.03's. */
function letsIn(verdict: RowVerdict): Check {
  return (observation, { profile, part }) => {
    const twin = part(DENIED.name)
    if (statusOf(observation) !== 101 || profile.deniedOrigin === undefined) return null
    if (twin && isLetIn(twin))
      return { verdict: 'skip', because: 'the target does not refuse the origin that the profile says it does: 11.03' }
    if (isLetIn(observation)) return { verdict, because: 'RFC 6455 10.2: an origin that the server does not expect' }
    const because = 'RFC 6455 4.2.2 /origin/: a server that does not accept MUST return an HTTP error, not a 101'
    return { verdict: verdict === 'observed' ? 'observed' : 'warn', got: 'and a close behind it', because }
  }
}

/** Refused where a policy is declared, and what a 101 comes to there; without one what comes is recorded. */
export function refusedByPolicy(on101: RowVerdict, rows: Expectation['table'] = {}): Expectation {
  const says = 'refused, where the profile declares an origin policy'
  const byPolicy = whereDeclared('deniedOrigin', refused({ says, rows: { '101': 'pass', dropped: 'pass', ...rows } }))
  return { ...byPolicy, checks: [...byPolicy.checks, letsIn(on101)] }
}

/** The twin that shows whether there is a policy. */
export const DENIED: Part = { name: 'the denied origin', send: origin(denied), steps: LOOK }

/** The twin, and one part for each value. */
export function shapes(
  values: readonly [name: string, value: Value<string | string[]>, expect: Expectation][],
): Part[] {
  return [DENIED, ...values.map(([name, value, expect]) => ({ name, send: origin(value), steps: LOOK, expect }))]
}

export const notice: Check = (observation, { profile }) =>
  statusOf(observation) === 101 && profile.deniedOrigin === undefined
    ? {
        verdict: 'observed',
        because:
          "any web page can open this WebSocket with its visitor's cookies (cross-site WebSocket hijacking), unless the application asks for more",
      }
    : null

/** S-17 of the field: a strange Origin that nobody catches. With and without a policy. */
const answersStrangeness: Check = (observation) => {
  const status = statusOf(observation) ?? 0
  if (status >= 500 && status !== 503)
    return { verdict: 'fail', because: 'RFC 6455 10.7: what comes in is validated; a server error is no validation' }
  return outcomesOf(observation, []).includes('dropped')
    ? { verdict: 'warn', because: 'RFC 6455 10.7: the server SHOULD return an appropriate HTTP status code' }
    : null
}

export function strange(on101: RowVerdict): Expectation {
  const expect = refusedByPolicy(on101, { '5xx': 'pass', '503': 'inconclusive' })
  return { ...expect, says: `${expect.says}; no 5xx`, checks: [...expect.checks, answersStrangeness] }
}

/** 11.04: how the denied origin of 11.03 was refused. */
export function refusalStatus(evidence: readonly Evidence[]): (Finding & { shownBy: Evidence[] }) | null {
  const [item] = evidence
  if (!item) return null
  const { observation } = item
  const got = describe(observation)
  const shownBy = [item]
  const status = statusOf(observation)
  if (status === 403) return null
  if (status === 429 || status === 503 || observation.recording.connectedMs === null)
    return { verdict: 'inconclusive', got, because: 'load or the network, not the origin', shownBy }
  if (isLetIn(observation))
    return { verdict: 'skip', because: 'the denied origin was not refused, which is scored in 11.03', shownBy }
  if (status !== null && status < 400 && status !== 101) return { verdict: 'observed', got, because: '', shownBy }
  return { verdict: 'miss', got, because: 'RFC 6455 10.2: it SHOULD respond with 403 Forbidden', shownBy }
}

export function mustRefuse(): Expectation {
  return refusedByPolicy('fail')
}

export function free(): Expectation {
  return refusedByPolicy('observed')
}

/** The allowed origin with some of its pieces exchanged. */
export function changed(change: (from: ReturnType<typeof pieces>) => Partial<ReturnType<typeof pieces>>) {
  return (vars: Vars): string => serialized({ ...pieces(vars), ...change(pieces(vars)) })
}

/** 11.05: a policy may list null. */
export function nullByPolicy(): Expectation {
  const expect = refusedByPolicy('fail')
  const listed: Check = (_, { profile }) =>
    profile.allowedOrigin === 'null' ? { verdict: 'skip', because: 'the profile declares null to be allowed' } : null
  return { ...expect, checks: [...expect.checks, listed] }
}

export function onDefaultPort(_: Observation, { vars }: Parameters<Check>[1]): Finding | null {
  return pieces(vars).port === ''
    ? null
    : { verdict: 'skip', because: 'the allowed origin is on a port that is not the default of its scheme' }
}
