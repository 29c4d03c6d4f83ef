import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { lists, onRefusal } from '../../../harness/judge/checks'
import { accepted, observed, refused } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { eachValue } from '../parts/each-value'
import { grammarIsChecked, mustStop } from '../parts/must-stop'
import { reasonOf } from '../parts/reason'
import { advertisement, item6, mismatch, versionGrammar } from './parts/clauses'
import { version } from './parts/edit'
import { spellings } from './parts/other-version'

/** U+FF11 and U+FF13 in UTF-8. */
const FULLWIDTH_13 = '\xef\xbc\x91\xef\xbc\x93'

/** A refusal lists 13, which the server accepts in the control. `verdict` is for a refusal that does not. */
function names13(verdict: 'fail' | 'warn'): Check {
  const listed = lists('Sec-WebSocket-Version', '13', verdict)
  return onRefusal((observation, context) => {
    const finding = listed(observation, context)
    const blame = { cause: 'refusal-incomplete', impact: 'form' } as const
    return finding && { ...finding, because: reasonOf(mismatch), blame }
  })
}

const refusedNaming13 = refused({
  says: 'a 4xx with a Sec-WebSocket-Version that lists 13',
  checks: [names13('fail')],
})

/** For values of which it is unclear whether they ask for a version: a refusal without a list only warns. */
const refusedPreferablyNaming13 = refused({
  says: 'a 4xx, preferably with a Sec-WebSocket-Version that lists 13',
  checks: [names13('warn')],
})

const NOT_13 = 'item 6: the value is 13'
const number = [grammarIsChecked('4.3: DIGIT, without a leading zero, sign or point'), versionGrammar, item6]
const one = [grammarIsChecked('4.3: a request has one version'), versionGrammar, item6]
const twoLines = [
  rfc9110(
    '5.2',
    'two lines are one value with a comma, which is no version',
    'When a field name is repeated within a section, its combined field value consists of the list of corresponding field line values within that section, concatenated in order, with each field line value separated by a comma.',
  ),
  ...one,
  rfc6455(
    '11.3.5',
    'binds the client',
    'the |Sec-WebSocket-Version| header field MUST NOT appear more than once in an HTTP request',
  ),
]

/** The version that the request asks for. */
export const requestCases: readonly Case[] = [
  {
    id: '6.01',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is missing',
    meaning: 2,
    source: [mustStop('item 6'), item6, mismatch],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    sameFaultAs: ['6.02'],
    parts: [{ name: 'no version', send: version(null), expect: refusedPreferablyNaming13 }],
    why: 'A client that sends no version speaks a draft from before 2011, whose frames are different.',
  },
  {
    id: '6.02',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 14',
    source: [mismatch, advertisement],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    parts: eachValue('Sec-WebSocket-Version', ['14'], refusedNaming13),
    why: 'The status is a free choice, for example 400 or 426. The list of versions is not: a newer client needs it to fall back.',
  },
  {
    id: '6.03',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 9, 10, 11 or 12 (reserved)',
    meaning: 2,
    source: [mismatch, item6, rfc6455('11.6', '9 to 12 are reserved')],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    sameFaultAs: ['6.02'],
    parts: eachValue('Sec-WebSocket-Version', ['9', '10', '11', '12'], refusedNaming13),
    why: 'RFC 6455 4.1 says that these values "were not and will not be used". A server that accepts them compares with "8 or more", or does not compare.',
  },
  {
    id: '6.04',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 25 or 255',
    meaning: 2,
    source: [mismatch, advertisement],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    sameFaultAs: ['6.02'],
    parts: eachValue('Sec-WebSocket-Version', ['25', '255'], refusedNaming13),
    why: 'RFC 6455 4.4 uses 25 for the client of its example. 255 is the largest version that the ABNF allows.',
  },
  {
    id: '6.05',
    level: 'INFO',
    title: 'Sec-WebSocket-Version is 0, 7 or 8 (old drafts)',
    source: [rfc6455('4.4')],
    tests: [R.versionIs13, R.unknownVersionAnswered],
    parts: eachValue('Sec-WebSocket-Version', ['0', '7', '8'], observed()),
  },
  {
    id: '6.08',
    level: 'MUST',
    title: 'Sec-WebSocket-Version has a leading zero',
    meaning: 2,
    source: number,
    tests: [R.versionIs13],
    ...spellings(eachValue('Sec-WebSocket-Version', ['013'], refused())),
    why: 'Number() and parseInt() turn this value into 13.',
  },
  {
    id: '6.09',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 13.0, 0xd, +13 or similar',
    meaning: 2,
    source: number,
    tests: [R.versionIs13],
    sameFaultAs: ['6.08'],
    ...spellings(eachValue('Sec-WebSocket-Version', ['13.0', '0xd', '1.3e1', '+13', '13a', '0b1101'], refused())),
    why: 'Each value is 13 in the number conversion of some language. A comparison with the string "13" refuses them all.',
  },
  {
    id: '6.10',
    level: 'MUST',
    title: 'Two versions in one Sec-WebSocket-Version field line',
    meaning: 2,
    source: one,
    tests: [R.versionIs13],
    ...spellings(eachValue('Sec-WebSocket-Version', ['13, 8'], refused())),
    why: 'A 101 does not say which version was agreed on, so a client that lists two versions cannot know it.',
  },
  {
    id: '6.11',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Version field lines, both 13',
    meaning: 2,
    source: twoLines,
    tests: [R.versionIs13, R.versionRepeatsOnlyInResponse],
    ...spellings([{ name: '13 / 13', send: version(['13', '13']), expect: refused() }]),
    why: 'A hop that joins the lines sends "13, 13", and the next hop does not read that as 13.',
  },
  {
    id: '6.12',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Version field lines, 13 and 8',
    meaning: 2,
    source: twoLines,
    tests: [R.versionIs13, R.versionRepeatsOnlyInResponse],
    sameFaultAs: ['6.11'],
    ...spellings([
      { name: '13 / 8', send: version(['13', '8']), expect: refused() },
      { name: '8 / 13', send: version(['8', '13']), expect: refused() },
    ]),
    why: 'One hop keeps the first line and the next keeps the last. They disagree about the version, and the 101 does not name it.',
  },
  {
    id: '6.13',
    level: 'MUST',
    title: 'OWS around the Sec-WebSocket-Version value',
    meaning: 2,
    source: [
      rfc9110(
        '5.5',
        '',
        'a field parsing implementation MUST exclude such whitespace prior to evaluating the field value',
      ),
    ],
    tests: [R.versionIs13, R.fieldValueTrimmedNoControls],
    parts: [
      {
        name: 'spaces before and after',
        send: version({ line: 'Sec-WebSocket-Version:   13  ' }),
        expect: accepted(),
      },
      { name: 'a tab before and after', send: version({ line: 'Sec-WebSocket-Version:\t13\t' }), expect: accepted() },
    ],
  },
  {
    id: '6.14',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 13 after an integer overflow',
    meaning: 2,
    source: [grammarIsChecked('4.3: a version is limited to 0-255'), versionGrammar, item6],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    sameFaultAs: ['6.02'],
    parts: eachValue(
      'Sec-WebSocket-Version',
      ['269', '65549', '4294967309', '18446744073709551629'],
      refusedPreferablyNaming13,
    ),
    why: 'Each value is 13 in an integer of 8, 16, 32 or 64 bits.',
  },
  {
    id: '6.15',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is negative, empty or has a space',
    meaning: 2,
    source: number,
    tests: [R.versionIs13],
    sameFaultAs: ['6.02'],
    parts: eachValue('Sec-WebSocket-Version', ['-13', '', '1 3'], refused()),
    why: 'atoi() and Number() turn an empty value into 0, the version of the first drafts.',
  },
  {
    id: '6.16',
    level: 'MUST',
    title: 'Sec-WebSocket-Version is 13 in non-ASCII digits',
    meaning: 2,
    source: [grammarIsChecked('4.3: DIGIT is ASCII'), versionGrammar, item6],
    tests: [R.versionIs13],
    sameFaultAs: ['6.02'],
    parts: [{ name: 'fullwidth 13', send: version(FULLWIDTH_13), expect: refused() }],
    why: 'Decoded as UTF-8, these digits are 13 to int() in Python. A proxy that compares bytes sees no version that it knows.',
  },
  {
    id: '6.20',
    level: 'MUST',
    introduced: '1.1',
    title: 'Sec-WebSocket-Version is 113, 130, 131 or 213 (contains 13)',
    source: [mismatch, mustStop(NOT_13)],
    tests: [R.versionIs13, R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    sameFaultAs: ['6.02'],
    parts: eachValue('Sec-WebSocket-Version', ['113', '130', '131', '213'], refusedNaming13),
    why: 'Each is a version number of its own. A check that searches for 13 in the value, at its start or at its end, accepts some of them.',
  },
]
