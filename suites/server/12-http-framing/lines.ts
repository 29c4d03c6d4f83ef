import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Check } from '../../../harness/case/expectation'
import type { Edit } from '../../../harness/case/request'
import type { Step } from '../../../harness/case/script'
import { answered } from '../../../harness/judge/answer'
import { onSwitch } from '../../../harness/judge/checks'
import { accepted, notUpgraded, observed, refused400 } from '../../../harness/judge/expectations'
import { acceptFor } from '../../../harness/wire/websocket/accept'
import { R } from '../../requirements'

/** Replaces the one place where `from` stands in the rendered request. */
export function replacing(from: string, to: string): Edit {
  return { text: (rendered) => rendered.replace(from, () => to) }
}

/** BASE with X-A, a field that means nothing, and `value` in it. */
function xA(value: string): Edit {
  return { fields: { 'X-A': value } }
}

/** For octets that some servers wait behind: whether an answer comes shows soon. */
const soon: readonly Step[] = [{ do: 'send' }, { do: 'answer', within: 2000 }, { do: 'alive' }]

/** 400, or the octets made harmless and the handshake accepted; any other refusal, or a page, is neither. */
export const refused400OrAccepted = refused400({
  says: '400, or 101 with the right Sec-WebSocket-Accept and a live link',
  rows: { accept: 'pass', '2xx': 'warn' },
})

/** CR and NUL in a value: refused, or replaced, which looks as if they had been kept. */
const rejectedOrRecorded = observed({
  says: 'preferably 400 or a close; a 101 is recorded',
  rows: {
    '4xx': 'pass',
    dropped: 'pass',
    '5xx': 'warn',
    silent: 'warn',
    '429': 'inconclusive',
    '503': 'inconclusive',
  },
})

/** A key with an octet in its middle. */
function splitKey(key: string, octet: string): string {
  return key.slice(0, 8) + octet + key.slice(8)
}

/** 12.22: the Accept of a 101 tells what became of the NUL. With SP for it the key is that of 5.09, which judges it. */
const keepsNoNul: Check = onSwitch((observation, { vars }) => {
  const spaced = acceptFor(splitKey(vars.key, ' '))
  if (answered(observation, 'Sec-WebSocket-Accept').includes(spaced))
    return { verdict: 'observed', got: 'SP for the NUL', because: 'a key with a space in it is scored in 5.09' }
  const because = 'RFC 9110 5.5: a NUL MUST be refused or replaced with SP; RFC 6455 4.2.1: this is no key'
  return { verdict: 'fail', because: `${because}; RFC 6455 10.7: incoming data MUST always be validated` }
})

const fold = rfc9112('5.2', 'MUST either reject with 400 or replace each obs-fold with SP')
const bareCr = rfc9112('2.2', 'MUST consider that element to be invalid or replace each bare CR with SP')
const nul = rfc9110('5.5', 'MUST either reject the message or replace CR, LF and NUL with SP')

/** Cases on line ends, folded lines and octets that no value may have. */
export const lineCases: Case[] = [
  {
    id: '12.14',
    level: 'MUST',
    title: 'Folded field line (obs-fold) of an unrelated field',
    source: [fold],
    tests: [R.obsFoldRejectedOrReplaced],
    parts: [{ name: 'X-A', send: { fields: { 'X-A': { line: 'X-A: b\r\n c' } } }, expect: refused400OrAccepted }],
    why: 'Both answers are right: folding is obsolete, not gone.',
  },
  {
    id: '12.15',
    level: 'MUST',
    title: 'Folded Sec-WebSocket-Key field line (obs-fold)',
    source: [fold, rfc9110('5.5')],
    tests: [R.obsFoldRejectedOrReplaced],
    parts: [
      {
        name: 'Sec-WebSocket-Key',
        send: replacing('Sec-WebSocket-Key: ', 'Sec-WebSocket-Key:\r\n '),
        expect: refused400({
          says: '400, or 101 with the Sec-WebSocket-Accept of the unfolded key',
          rows: { accept: 'pass', '2xx': 'warn' },
        }),
      },
    ],
    why: 'A wrong Sec-WebSocket-Accept shows that the line was unfolded after the value had been read.',
  },
  {
    id: '12.16',
    level: 'MUST',
    title: 'Folded Upgrade or Connection field line (obs-fold)',
    source: [fold],
    tests: [R.obsFoldRejectedOrReplaced],
    parts: [
      { name: 'Upgrade', send: replacing('\r\nUpgrade: ', '\r\nUpgrade:\r\n '), expect: refused400OrAccepted },
      { name: 'Connection', send: replacing('\r\nConnection: ', '\r\nConnection:\r\n '), expect: refused400OrAccepted },
    ],
    why: 'To one hop Upgrade is empty and the next line a stray one, to another it is a handshake: they disagree about the switch.',
  },
  {
    id: '12.17',
    level: 'MAY',
    title: 'All lines end with a bare LF',
    source: [rfc9112('2.2', 'MAY recognize a single LF as a line terminator')],
    tests: [R.messageParsedByGrammar],
    parts: [
      {
        name: 'LF',
        send: { text: (rendered) => rendered.replaceAll('\r\n', '\n') },
        steps: soon,
        expect: observed(),
      },
    ],
  },
  {
    id: '12.18',
    level: 'MAY',
    title: 'Upgrade field line ends with a bare LF',
    source: [rfc9112('2.2', 'MAY recognize a single LF as a line terminator')],
    tests: [R.messageParsedByGrammar],
    parts: [
      {
        name: 'behind Upgrade',
        send: replacing('\r\nUpgrade: websocket\r\n', '\r\nUpgrade: websocket\n'),
        steps: soon,
        expect: observed(),
      },
    ],
  },
  {
    id: '12.19',
    level: 'INFO',
    title: 'Bare CR in an unrelated field value',
    source: [bareCr, rfc9110('5.5')],
    tests: [R.fieldValueTrimmedNoControls, R.messageParsedByGrammar],
    parts: [{ name: 'b CR c', send: xA('b\rc'), expect: rejectedOrRecorded }],
  },
  {
    id: '12.20',
    level: 'MUST',
    title: 'Upgrade field line ends with a bare CR',
    source: [bareCr],
    tests: [R.fieldValueTrimmedNoControls, R.messageParsedByGrammar],
    parts: [
      {
        name: 'between Upgrade and Connection',
        send: replacing('\r\nUpgrade: websocket\r\n', '\r\nUpgrade: websocket\r'),
        expect: notUpgraded(),
      },
    ],
    why: 'With SP for the CR, Upgrade is "websocket Connection: Upgrade" and there is no Connection. A 101 took CR for a line end, which the hop in front does not.',
  },
  {
    id: '12.21',
    level: 'INFO',
    title: 'NUL in an unrelated field value',
    source: [nul],
    tests: [R.fieldValueTrimmedNoControls],
    parts: [{ name: 'b NUL c', send: xA('b\0c'), expect: rejectedOrRecorded }],
  },
  {
    id: '12.22',
    level: 'MUST',
    title: 'NUL in Upgrade or Sec-WebSocket-Key',
    source: [nul, rfc6455('4.2.1')],
    tests: [R.fieldValueTrimmedNoControls],
    parts: [
      { name: 'Upgrade', send: replacing('\r\nUpgrade: websocket', '\r\nUpgrade: web\0socket'), expect: notUpgraded() },
      {
        name: 'Sec-WebSocket-Key',
        send: { fields: { 'Sec-WebSocket-Key': ({ key }) => splitKey(key, '\0') } },
        expect: notUpgraded({ rows: { '101': 'pass' }, checks: [keepsNoNul] }),
      },
    ],
    why: 'With SP for the NUL neither value is what it has to be. Parsers over C strings drop it, or all behind it.',
  },
  {
    id: '12.23',
    level: 'MAY',
    title: 'Control character 0x01 or 0x7F in a field value',
    source: [rfc9110('5.5', 'recipients MAY retain such characters')],
    tests: [],
    parts: [
      { name: '0x01', send: xA('b\x01c'), expect: observed() },
      { name: '0x7f', send: xA('b\x7fc'), expect: observed() },
    ],
  },
  {
    id: '12.24',
    level: 'SHOULD',
    title: 'Non-ASCII byte in an unrelated field value',
    source: [rfc9110('5.5', 'SHOULD treat obs-text as opaque data')],
    tests: [R.obsTextOpaque],
    parts: [{ name: '0xE9', send: xA('\xe9'), expect: accepted() }],
    why: 'It comes from cookies and proxies in Latin-1. Servers that decode every field as UTF-8 or ASCII drop the client.',
  },
]
