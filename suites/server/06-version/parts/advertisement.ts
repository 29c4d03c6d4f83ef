import type { Evidence } from '../../../../harness/case/case'
import type { Check, Finding } from '../../../../harness/case/expectation'
import type { Observation } from '../../../../harness/case/observation'
import { answered, sentFields, statusOf } from '../../../../harness/judge/answer'
import { shown } from '../../../../harness/judge/outcome'
import { fieldValues, listMembers } from '../../../../harness/wire/http1/fields'

export function isVersion(text: string): boolean {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255
}

/** The version that the request asks for: the value of its one line; null where it does not state one. */
function askedVersion(observation: Observation): string | null {
  const [value, ...more] = fieldValues(sentFields(observation), 'Sec-WebSocket-Version')
  return value !== undefined && more.length === 0 && isVersion(value) ? value : null
}

/** The answer refuses another version than 13 and lists what the server speaks. */
export function advertises(observation: Observation): boolean {
  const asked = askedVersion(observation)
  const refuses = (statusOf(observation) ?? 0) >= 400
  return refuses && asked !== null && asked !== '13' && answered(observation, 'Sec-WebSocket-Version').length > 0
}

export const listIsValid: Check = (observation) => {
  const values = answered(observation, 'Sec-WebSocket-Version')
  const members = listMembers(values)
  const bad = members.find((member) => !isVersion(member))
  const got = `Sec-WebSocket-Version: ${values.map((value) => shown(value)).join(' and ')}`
  const fault = (because: string): Finding => ({ verdict: 'fail', got, because })
  if (members.length === 0) return fault('RFC 6455 4.3: the list has at least one version')
  if (bad !== undefined) return fault(`RFC 6455 4.3: ${shown(bad)} is no version (0 to 255, no leading zero)`)
  if (!members.includes('13'))
    return fault('RFC 6455 4.4: 13, which the control shows to be spoken, is not in the list')
  return null
}

/** The answers that 6.19 compares: a version that was accepted as the control or 6.05 asked for it. */
function acceptedVersions(evidence: readonly Evidence[]): string[] {
  const plain = evidence.filter(({ from }) => from === 'control' || from === '6.05')
  const versions = plain.filter(({ observation }) => observation.opened).map((it) => askedVersion(it.observation))
  return [...new Set(versions.filter((value) => value !== null))]
}

/** The versions in the refusals of 6.02 and 6.04, all their lines joined; null where none carried a list. */
function advertisedVersions(evidence: readonly Evidence[]): string[] | null {
  const refusals = evidence.filter(
    ({ from, observation }) => ['6.02', '6.04'].includes(from) && advertises(observation),
  )
  if (refusals.length === 0) return null
  return [
    ...new Set(listMembers(refusals.flatMap(({ observation }) => answered(observation, 'Sec-WebSocket-Version')))),
  ]
}

export function acceptsOnlyAdvertised(evidence: readonly Evidence[]): (Finding & { shownBy?: Evidence[] }) | null {
  const advertised = advertisedVersions(evidence)
  if (advertised === null)
    return { verdict: 'skip', because: 'no refusal of 14, 25 or 255 carried Sec-WebSocket-Version' }
  const missing = acceptedVersions(evidence).filter((value) => !advertised.includes(value))
  if (missing.length === 0) return null
  const got = `accepts ${missing.join(', ')} and advertises ${shown(advertised.join(', ')) || 'none'}`
  const shownBy = evidence.filter(
    ({ observation }) => observation.opened && missing.includes(askedVersion(observation) ?? ''),
  )
  return { verdict: 'fail', got, because: 'RFC 6455 4.4: the list contains all versions it is willing to use', shownBy }
}
