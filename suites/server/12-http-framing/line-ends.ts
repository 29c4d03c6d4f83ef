import type { Case } from '../../../harness/case/case'
import { rfc9112 } from '../../../harness/case/clause'
import type { Step } from '../../../harness/case/script'
import { notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { bareCr } from './parts/clauses'
import { replacing } from './parts/header-section'

/** The handshake with a short wait: some servers wait for more bytes, and no answer is required. */
const ANSWER_SOON: readonly Step[] = [{ do: 'send' }, { do: 'answer', within: 2000 }, { do: 'alive' }]

/** Cases on lines that do not end with CRLF. */
export const lineEndCases: readonly Case[] = [
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
        steps: ANSWER_SOON,
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
        name: 'after Upgrade',
        send: replacing('\r\nUpgrade: websocket\r\n', '\r\nUpgrade: websocket\n'),
        steps: ANSWER_SOON,
        expect: observed(),
      },
    ],
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
    why: 'If the CR is replaced with SP, Connection is missing. A 101 shows that the server reads CR as a line end, which the hop in front does not.',
  },
]
