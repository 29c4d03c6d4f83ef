import type { Check, Finding } from '../../../../harness/case/check'
import type { Evidence } from '../../../../harness/case/derived'
import type { Observation } from '../../../../harness/case/observation'
import { answered, sentFields, statusOf } from '../../../../harness/judge/answer'
import { fieldInWords } from '../../../../harness/judge/checks'
import { shown } from '../../../../harness/judge/shown-text'
import { fieldValues, listMembers } from '../../../../harness/wire/http1/fields'
import { reasonOf } from '../../parts/reason'
import { advertisement, listGrammar, versionGrammar } from './clauses'

/** True for a version as the ABNF has it: 0 to 255, without a leading zero (RFC 6455 4.3). */
export function isVersion(text: string): boolean {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255
}

/** The version that the request asks for; null unless it has one field line with a valid version. */
function askedVersion(observation: Observation): string | null {
  const [value, ...more] = fieldValues(sentFields(observation), 'Sec-WebSocket-Version')
  return value !== undefined && more.length === 0 && isVersion(value) ? value : null
}

/** True when the answer refuses another version than 13 and lists the versions of the server. */
export function advertises(observation: Observation): boolean {
  const asked = askedVersion(observation)
  const refuses = (statusOf(observation) ?? 0) >= 400
  return refuses && asked !== null && asked !== '13' && answered(observation, 'Sec-WebSocket-Version').length > 0
}

/** 6.06: the list in a refusal is valid and has 13 (RFC 6455 4.3, 4.4). */
export const listIsValid: Check = (observation) => {
  const members = listMembers(answered(observation, 'Sec-WebSocket-Version'))
  const bad = members.find((member) => !isVersion(member))
  const got = fieldInWords(observation, 'Sec-WebSocket-Version')
  const fault = (because: string): Finding => ({ verdict: 'fail', got, because })
  if (members.length === 0) return fault(reasonOf(listGrammar, 'the list has no version'))
  if (bad !== undefined) return fault(reasonOf(versionGrammar, `${shown(bad)} is not a version`))
  if (!members.includes('13'))
    return fault(reasonOf(advertisement, 'the list does not have 13, which the server accepts in the control'))
  return null
}

/** The versions that the server accepted with a 101 in the control or in 6.05. */
function acceptedVersions(evidence: readonly Evidence[]): string[] {
  const plain = evidence.filter(({ from }) => from === 'control' || from === '6.05')
  const versions = plain.filter(({ observation }) => observation.opened).map((it) => askedVersion(it.observation))
  return [...new Set(versions.filter((value) => value !== null))]
}

/** The versions that the refusals of 6.02 and 6.04 list, all field lines together; null where no refusal has a list. */
function advertisedVersions(evidence: readonly Evidence[]): string[] | null {
  const refusals = evidence.filter(
    ({ from, observation }) => ['6.02', '6.04'].includes(from) && advertises(observation),
  )
  if (refusals.length === 0) return null
  return [
    ...new Set(listMembers(refusals.flatMap(({ observation }) => answered(observation, 'Sec-WebSocket-Version')))),
  ]
}

/** 6.19: every version that is accepted is in the list of the refusals (RFC 6455 4.4). */
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
  return {
    verdict: 'fail',
    got,
    because: reasonOf(advertisement),
    shownBy,
  }
}
