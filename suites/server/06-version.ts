import type { Case, Evidence, Part, Suite } from '../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import type { Check, Expectation, Finding } from '../../harness/case/expectation'
import type { Observation } from '../../harness/case/observation'
import type { Edit, FieldEdit } from '../../harness/case/request'
import { answered, sentFields, statusOf } from '../../harness/judge/answer'
import { lists, onRefusal } from '../../harness/judge/checks'
import { accepted, observed, refused } from '../../harness/judge/expectations'
import { shown } from '../../harness/judge/outcome'
import { fieldValues, listMembers } from '../../harness/wire/http1/fields'
import { R } from '../requirements'
import { recordsNextAnswer, THEN_BASE } from './parts/next-request'

/** BASE with another Sec-WebSocket-Version; null leaves it out, a list sends several lines. */
function version(value: FieldEdit | FieldEdit[] | null): Edit {
  return { fields: { 'Sec-WebSocket-Version': value } }
}

/** One part for each value, all with the same expectation. */
function each(values: readonly string[], expect: Expectation): Part[] {
  return values.map((value) => ({ name: value === '' ? 'empty' : value, send: version(value), expect }))
}

const FULLWIDTH_13 = '\xef\xbc\x91\xef\xbc\x93'

/** A refusal has to list 13, the version that the control shows to be spoken; where it does not, that is `verdict`. */
function names13(verdict: 'fail' | 'warn'): Check {
  const listed = lists('Sec-WebSocket-Version', '13', verdict)
  return onRefusal((observation, context) => {
    const finding = listed(observation, context)
    return (
      finding && { ...finding, because: 'RFC 6455 4.2.2 /version/, 4.4: a refusal names the versions that are spoken' }
    )
  })
}

const refusedNaming13 = refused({
  says: 'a 4xx, and in it Sec-WebSocket-Version with 13',
  checks: [names13('fail')],
})

/** Where it is open whether the value asks for a version at all, a refusal that names none is no more than a warning. */
const refusedPreferablyNaming13 = refused({
  says: 'a 4xx; in it Sec-WebSocket-Version with 13',
  checks: [names13('warn')],
})

const item6 = rfc6455('4.2.1', 'item 6')
const mismatch = rfc6455('4.2.2', '/version/')
const advertisement = rfc6455('4.4', 'MUST respond with all versions it is willing to use')
const grammar = [rfc6455('4.2.1', 'item 6 and the introduction: ABNF'), rfc6455('4.3', 'version')]
const twoLines = [
  rfc9110('5.2', 'the values of all lines, joined by commas'),
  rfc6455('4.3', 'version'),
  rfc6455('4.2.1', 'introduction: ABNF'),
  rfc6455('11.3.5', 'MUST NOT appear more than once in a request'),
]

function isVersion(text: string): boolean {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255
}

/** The version that the request asks for: the value of its one line; null where it does not state one. */
function askedVersion(observation: Observation): string | null {
  const [value, ...more] = fieldValues(sentFields(observation), 'Sec-WebSocket-Version')
  return value !== undefined && more.length === 0 && isVersion(value) ? value : null
}

/** The answer refuses another version than 13 and lists what the server speaks. */
function advertises(observation: Observation): boolean {
  const asked = askedVersion(observation)
  const refuses = (statusOf(observation) ?? 0) >= 400
  return refuses && asked !== null && asked !== '13' && answered(observation, 'Sec-WebSocket-Version').length > 0
}

const listIsValid: Check = (observation) => {
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

/** The versions whose framing is close enough to 13 that the link behind the 101 can be tried. */
const TRIED = ['7', '8', '13']

/** More advertised versions than this are not tried. */
const MOST_TRIED = 16

/** One part for each version in the list that the first part's refusal carries. */
function advertisedParts(observations: ReadonlyMap<string, Observation>): Part[] {
  const refusal = observations.get('14')
  const listed = refusal && advertises(refusal) ? listMembers(answered(refusal, 'Sec-WebSocket-Version')) : []
  const versions = [...TRIED.filter((value) => listed.includes(value)), ...listed.filter(isVersion)]
  return [...new Set(versions)].slice(0, MOST_TRIED).map((value) => ({
    name: `advertised ${value}`,
    send: version(value),
    expect: TRIED.includes(value) ? accepted() : observed(),
  }))
}

const namesVersions: Check = (observation) => {
  const values = answered(observation, 'Sec-WebSocket-Version')
  if (values.length === 0) return null
  return { verdict: 'observed', got: `Sec-WebSocket-Version: ${shown(values.join(', '))} in a 101`, because: '' }
}

/** The answers that 6.19 compares: a version that was accepted as the control or 6.05 asked for it. */
function acceptedVersions(evidence: readonly Evidence[]): string[] {
  const plain = evidence.filter(({ from }) => from === 'control' || from === '6.05')
  const versions = plain
    .filter(({ observation }) => statusOf(observation) === 101)
    .map((it) => askedVersion(it.observation))
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

function acceptsOnlyAdvertised(evidence: readonly Evidence[]): (Finding & { shownBy?: Evidence[] }) | null {
  const advertised = advertisedVersions(evidence)
  if (advertised === null)
    return { verdict: 'skip', because: 'no refusal of 14, 25 or 255 carried Sec-WebSocket-Version' }
  const missing = acceptedVersions(evidence).filter((value) => !advertised.includes(value))
  if (missing.length === 0) return null
  const got = `accepts ${missing.join(', ')} and advertises ${shown(advertised.join(', ')) || 'none'}`
  const shownBy = evidence.filter(
    ({ observation }) => statusOf(observation) === 101 && missing.includes(askedVersion(observation) ?? ''),
  )
  return { verdict: 'fail', got, because: 'RFC 6455 4.4: the list contains all versions it is willing to use', shownBy }
}

const cases: Case[] = [
  {
    id: '6.01',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is missing',
    source: [item6, rfc6455('10.7'), mismatch],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    parts: [{ name: 'no version', send: version(null), expect: refusedPreferablyNaming13 }],
    why: 'A client without a version speaks a draft from before 2011: its frames look different.',
  },
  {
    id: '6.02',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 14',
    source: [mismatch, advertisement],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    parts: each(['14'], refusedNaming13),
    why: 'The status is free, 400 or 426. The list of versions is not: it tells a newer client what to fall back to.',
  },
  {
    id: '6.03',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 9, 10, 11 or 12 (reserved)',
    source: [item6, mismatch, rfc6455('11.6', '9 to 12 are reserved')],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    parts: each(['9', '10', '11', '12'], refusedNaming13),
    why: 'They "were not and will not be used" (RFC 6455 4.1): what takes them compares with "8 or more", or not at all.',
  },
  {
    id: '6.04',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 25 or 255',
    source: [mismatch, advertisement],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    parts: each(['25', '255'], refusedNaming13),
    why: "25 is the RFC's own client of the future; 255 is the largest version that its ABNF has.",
  },
  {
    id: '6.05',
    level: 'INFO',
    title: 'Sec-WebSocket-Version is 0, 7 or 8 (old drafts)',
    source: [rfc6455('4.4')],
    tests: [R.versionIs13, R.unknownVersionAnswered],
    parts: each(['0', '7', '8'], observed()),
  },
  {
    id: '6.06',
    level: 'MUST',
    title: 'Sec-WebSocket-Version in an error response is valid',
    source: [rfc6455('4.3', 'Sec-WebSocket-Version-Server'), advertisement, rfc6455('11.3.5')],
    tests: [
      R.unknownVersionAnswered,
      R.responseFieldsMatchGrammar,
      R.supportedVersionsAdvertised,
      R.versionRepeatsOnlyInResponse,
    ],
    derived: {
      says: 'a list of versions, each 0 to 255 without leading zero, 13 among them',
      of: advertises,
      each: listIsValid,
      from: ['6.02', '6.03', '6.04'],
      absent: 'no refusal of a version carried Sec-WebSocket-Version',
    },
    why: 'From this list a client takes what it tries next. One that it cannot read is the end of the attempt.',
  },
  {
    id: '6.07',
    level: 'SHOULD',
    title: 'Versions advertised in Sec-WebSocket-Version work',
    source: [rfc6455('4.4', 'willing to use')],
    tests: [R.supportedVersionsAdvertised],
    parts: [{ name: '14', send: version('14') }],
    follow: advertisedParts,
    why: 'A client that follows the advertisement should not be refused again.',
  },
  {
    id: '6.08',
    level: 'MUST',
    title: 'Sec-WebSocket-Version has a leading zero',
    source: grammar,
    tests: [R.versionIs13],
    parts: each(['013'], refused()),
    why: 'Number() and parseInt() make 13 of it. So they do of most of 6.09.',
  },
  {
    id: '6.09',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 13.0, 0xd, +13 or similar',
    source: grammar,
    tests: [R.versionIs13],
    parts: each(['13.0', '0xd', '1.3e1', '+13', '13a', '0b1101'], refused()),
    why: 'Each is 13 in some language\'s conversion to a number. To compare with the string "13" is shorter, too.',
  },
  {
    id: '6.10',
    level: 'MUST',
    title: 'Two versions in one Sec-WebSocket-Version field line',
    source: [rfc6455('4.2.1', 'item 6 and the introduction: ABNF'), rfc6455('4.3', 'one version in a request')],
    tests: [R.versionIs13],
    parts: each(['13, 8'], refused()),
    why: 'A 101 does not say which version it agreed to, so a client that lists two cannot know.',
  },
  {
    id: '6.11',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Version field lines, both 13',
    source: twoLines,
    tests: [R.versionIs13, R.versionRepeatsOnlyInResponse],
    parts: [{ name: '13 / 13', send: version(['13', '13']), expect: refused() }],
    why: 'A hop that joins the lines makes "13, 13" of it, and the next one reads another version.',
  },
  {
    id: '6.12',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Version field lines, 13 and 8',
    source: twoLines,
    tests: [R.versionIs13, R.versionRepeatsOnlyInResponse],
    parts: [
      { name: '13 / 8', send: version(['13', '8']), expect: refused() },
      { name: '8 / 13', send: version(['8', '13']), expect: refused() },
    ],
    why: 'Whether 13 or 8 was asked for depends on who keeps the first line and who the last, and the 101 does not say.',
  },
  {
    id: '6.13',
    level: 'MUST',
    title: 'OWS around the Sec-WebSocket-Version value',
    source: [rfc9110('5.5', 'whitespace is excluded before evaluation')],
    tests: [R.versionIs13, R.fieldValueTrimmedNoControls],
    parts: [
      {
        name: 'HTAB, and SP with HTAB',
        send: version({ line: 'Sec-WebSocket-Version:\t13 \t' }),
        expect: accepted(),
      },
    ],
  },
  {
    id: '6.14',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 13 after an integer overflow',
    source: [item6, rfc6455('4.3', 'limited to 0-255')],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    parts: each(['269', '65549', '4294967309', '18446744073709551629'], refusedPreferablyNaming13),
    why: 'Each is 13 in an integer of 8, 16, 32 or 64 bits.',
  },
  {
    id: '6.15',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is negative, empty or has a space',
    source: grammar,
    tests: [R.versionIs13],
    parts: each(['-13', '', '1 3'], refused()),
    why: 'An empty value becomes 0 in atoi() and Number(), which is the version of the first drafts.',
  },
  {
    id: '6.16',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 13 in non-ASCII digits',
    source: [...grammar, rfc6455('4.3', 'DIGIT is ASCII')],
    tests: [R.versionIs13],
    parts: [{ name: 'fullwidth 13', send: version(FULLWIDTH_13), expect: refused() }],
    why: "Decoded as UTF-8 they are 13 to Python's int(). A proxy that compares octets sees no version that it knows.",
  },
  {
    id: '6.17',
    level: 'INFO',
    title: 'Sec-WebSocket-Version 14, then 13 on the same connection',
    source: [rfc6455('4.4', 'it can repeat the handshake'), rfc9112('9.3')],
    tests: [R.supportedVersionsAdvertised],
    parts: [
      {
        name: '14, then BASE',
        send: version('14'),
        steps: THEN_BASE,
        expect: observed({ checks: [recordsNextAnswer] }),
      },
    ],
  },
  {
    id: '6.18',
    level: 'INFO',
    title: 'A 101 response has no Sec-WebSocket-Version',
    source: [rfc6455('11.3.5', 'sent on a handshake error')],
    tests: [],
    derived: {
      says: 'no Sec-WebSocket-Version in a 101',
      of: (observation) => statusOf(observation) === 101,
      each: namesVersions,
      absent: 'nothing was answered with 101',
    },
  },
  {
    id: '6.19',
    level: 'MUST',
    title: 'Sec-WebSocket-Version lists every accepted version',
    source: [advertisement, mismatch],
    tests: [R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    derived: {
      says: 'each version that is answered 101 is in the list that a refusal carries',
      of: (observation) => statusOf(observation) === 101 || advertises(observation),
      all: acceptsOnlyAdvertised,
      from: ['6.02', '6.04', '6.05'],
      absent: 'nothing was answered with 101, and no refusal carried Sec-WebSocket-Version',
    },
    why: 'A client is told to fall back to 13 where 8 would have worked, or keeps a draft that nobody knows is still on.',
  },
]

/** Suite 6: the Sec-WebSocket-Version field of the request, and the versions that a refusal names. */
export const versionSuite: Suite = { number: 6, slug: 'version', title: 'Sec-WebSocket-Version', cases }
