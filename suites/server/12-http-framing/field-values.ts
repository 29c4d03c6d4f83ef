import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { answered } from '../../../harness/judge/answer'
import { onOpened } from '../../../harness/judge/checks'
import { accepted, notUpgraded, observed } from '../../../harness/judge/expectations'
import { acceptFor } from '../../../harness/wire/websocket/accept'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { bareCr, nulInValue } from './parts/clauses'
import { replacing, unrelatedField } from './parts/header-section'

/** For CR and NUL in a value. They may be replaced with SP, and a 101 does not show whether they were. */
const rejectedOrRecorded = observed({
  says: 'preferably 400 or a close; a 101 is recorded',
  rows: {
    '4xx': 'pass',
    dropped: 'pass',
    '429': 'inconclusive',
    '503': 'inconclusive',
  },
})

/** A key with a character in its middle. */
function splitKey(key: string, octet: string): string {
  return key.slice(0, 8) + octet + key.slice(8)
}

/** 12.22: the Sec-WebSocket-Accept of a 101 shows how the NUL was read. A key with SP in its place is judged in 5.09. */
const keepsNoNul: Check = onOpened((observation, { vars }) => {
  const spaced = acceptFor(splitKey(vars.key, ' '))
  if (answered(observation, 'Sec-WebSocket-Accept').includes(spaced))
    return { verdict: 'observed', got: 'the NUL was replaced with SP', because: '5.09 scores a key with a space in it' }
  return { verdict: 'fail', because: reasonOf(nulInValue, 'RFC 6455 4.2.1: this is not a valid key') }
})

/** Cases on characters in field values, and on repeated fields. */
export const fieldValueCases: readonly Case[] = [
  {
    id: '12.19',
    level: 'INFO',
    title: 'Bare CR in an unrelated field value',
    source: [bareCr, rfc9110('5.5')],
    tests: [R.fieldValueTrimmedNoControls, R.messageParsedByGrammar],
    meaning: 2,
    parts: [{ name: 'b CR c', send: unrelatedField('b\rc'), expect: rejectedOrRecorded }],
  },
  {
    id: '12.21',
    level: 'INFO',
    title: 'NUL in an unrelated field value',
    source: [nulInValue],
    tests: [R.fieldValueTrimmedNoControls],
    meaning: 2,
    parts: [{ name: 'b NUL c', send: unrelatedField('b\0c'), expect: rejectedOrRecorded }],
  },
  {
    id: '12.22',
    level: 'MUST',
    title: 'NUL in Upgrade or Sec-WebSocket-Key',
    source: [nulInValue, rfc6455('4.2.1')],
    tests: [R.fieldValueTrimmedNoControls],
    parts: [
      { name: 'Upgrade', send: replacing('\r\nUpgrade: websocket', '\r\nUpgrade: web\0socket'), expect: notUpgraded() },
      {
        name: 'Sec-WebSocket-Key',
        send: { fields: { 'Sec-WebSocket-Key': ({ key }) => splitKey(key, '\0') } },
        expect: notUpgraded({ rows: { '101': 'pass' }, checks: [keepsNoNul] }),
      },
    ],
    why: 'If the NUL is replaced with SP, neither value is valid. Parsers that use C strings drop the NUL or everything after it.',
  },
  {
    id: '12.23',
    level: 'MAY',
    title: 'Control character 0x01 or 0x7F in a field value',
    source: [rfc9110('5.5', 'recipients MAY retain such characters')],
    tests: [],
    parts: [
      { name: '0x01', send: unrelatedField('b\x01c'), expect: observed() },
      { name: '0x7f', send: unrelatedField('b\x7fc'), expect: observed() },
    ],
  },
  {
    id: '12.24',
    level: 'SHOULD',
    title: 'Non-ASCII byte in an unrelated field value',
    source: [
      rfc9110(
        '5.5',
        '',
        'A recipient SHOULD treat other allowed octets in field content (i.e., obs-text) as opaque data.',
      ),
    ],
    tests: [R.obsTextOpaque],
    parts: [{ name: '0xE9', send: unrelatedField('\xe9'), expect: accepted() }],
    why: 'Cookies and proxies send such bytes in Latin-1. Servers that decode each field as UTF-8 or ASCII drop the connection.',
  },
  {
    id: '12.46',
    level: 'INFO',
    title: 'Two Content-Type or two Authorization field lines',
    source: [rfc9110('5.3')],
    tests: [],
    parts: [
      { name: 'Content-Type', send: { fields: { 'Content-Type': ['text/plain', 'text/html'] } }, expect: observed() },
      { name: 'Authorization', send: { fields: { Authorization: ['Basic YTpi', 'Basic Yzpk'] } }, expect: observed() },
    ],
  },
]
