import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import type { Step } from '../../../harness/case/script'
import { notUpgraded, refused400 } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { notTheGrammar } from './parts/clauses'

/** `count` bytes, always the same for a seed. All are 0x80 or more, so they form no line end, no token and no TLS record. */
function noise(seed: string, count: number): string {
  let state = [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 65_521, 1)
  return Array.from({ length: count }, () => {
    state = (state * 75 + 74) % 65_537
    return String.fromCharCode(0x80 | (state & 0x7f))
  }).join('')
}

const NOISE = `${noise('wsspec', 196)}\r\n\r\n`

/** A TLS 1.3 ClientHello with one cipher suite and supported_versions (RFC 8446 4.1.2). It has no LF. */
const CLIENT_HELLO = [
  '\x16\x03\x01\x00\x36\x01\x00\x00\x32\x03\x03',
  'wsspec-wsspec-wsspec-wsspec-wssp',
  '\x00\x00\x02\x13\x01\x01\x00\x00\x07\x00\x2b\x00\x03\x02\x03\x04',
].join('')

/** The bytes with a short wait: a server may wait for more, and no answer is required. */
const ANSWER_SOON: readonly Step[] = [{ do: 'send' }, { do: 'answer', within: 2000 }]

const REFUSAL_ROWS = { '2xx': 'warn', dropped: 'pass', silent: 'observed' } as const

const noHandshake = refused400({ says: '400 or a close; no 101', rows: REFUSAL_ROWS })

/** A line without a version may be read as HTTP/0.9, and 505 refuses that version (RFC 9110 15.6.6). */
const noVersion = refused400({ says: '400 or a close; no 101', rows: { ...REFUSAL_ROWS, '505': 'observed' } })

/** Skips where the target speaks TLS. */
const plainPortOnly: Check = (_, { vars }) =>
  vars.tls ? { verdict: 'skip', because: 'the target speaks TLS, so it has no plain port' } : null

/** Cases on bytes that are not HTTP. */
export const notHttpCases: readonly Case[] = [
  {
    id: '12.47',
    level: 'SHOULD',
    title: 'Bytes that are not an HTTP request',
    source: [notTheGrammar, rfc6455('1.6')],
    tests: [R.invalidInputRejected, R.messageParsedByGrammar],
    parts: [
      {
        name: '200 bytes',
        send: { text: () => NOISE },
        steps: ANSWER_SOON,
        expect: noHandshake,
      },
      {
        name: 'EHLO',
        send: { text: () => 'EHLO client.example\r\n' },
        steps: ANSWER_SOON,
        expect: noVersion,
      },
    ],
    why: 'A client of another protocol must not be able to open a WebSocket (RFC 6455 1.6).',
  },
  {
    id: '12.48',
    level: 'INFO',
    title: 'TLS ClientHello on a port without TLS',
    source: [rfc6455('10.7')],
    tests: [],
    parts: [
      {
        name: 'ClientHello',
        send: { text: () => CLIENT_HELLO },
        steps: ANSWER_SOON,
        expect: notUpgraded({
          says: '400, a TLS alert or a close; no 101',
          rows: { '101': 'miss', silent: 'pass' },
          checks: [plainPortOnly],
        }),
      },
    ],
    why: 'The bytes have no LF, so a server may wait for one.',
  },
]
