import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9112 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import { anything, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { hasEnded } from '../parts/link'
import { wholeHeaderSection } from '../parts/message-clauses'
import { inSeconds } from './parts/in-seconds'

/** 13.09, 13.10: records how long the server keeps its half of the connection open. */
const recordsEnd: Check = (observation) => {
  const { marks, endedMs } = observation.recording
  const half = marks.find(({ what }) => what === 'halfClose')?.startedMs ?? 0
  const word = hasEnded(observation) ? 'closed' : 'still open'
  return { verdict: 'observed', got: `${word} ${inSeconds(endedMs - half)} after the FIN`, because: '' }
}

/** 13.11, 13.24: requires that the server does not apply a request without its final empty line (RFC 9110 5.3). */
function incomplete(rows: Expectation['table']): Expectation {
  return anything({
    says: 'a close or a 4xx, and no 101',
    rows: { '101': 'fail', '2xx': 'observed', '3xx': 'observed', silent: 'observed', ...rows },
  })
}

/** Cases on a FIN from the client. */
export const halfCloseCases: readonly Case[] = [
  {
    id: '13.09',
    level: 'INFO',
    title: 'Half-close (FIN) after the request',
    source: [rfc9112('9.5'), rfc9112('9.6'), rfc6455('7.1.1')],
    tests: [],
    parts: [
      {
        name: 'FIN after the request',
        steps: [{ do: 'send' }, { do: 'halfClose' }, { do: 'answer' }, { do: 'await', end: true, within: 10_000 }],
        expect: observed({ says: '101 and a close, or a close', checks: [recordsEnd] }),
      },
    ],
  },
  {
    id: '13.10',
    level: 'INFO',
    title: 'Half-close (FIN) after the 101 response',
    source: [rfc6455('7.1.4', 'definition'), rfc9112('9.5')],
    tests: [],
    parts: [
      {
        name: 'FIN after the 101',
        steps: [{ do: 'send' }, { do: 'answer' }, { do: 'halfClose' }, { do: 'await', end: true, within: 10_000 }],
        expect: observed({ says: 'the time until the server closes', checks: [recordsEnd] }),
      },
    ],
    why: 'A server that keeps its half open holds a connection that the client can no longer use.',
  },
  {
    id: '13.11',
    level: 'MAY',
    title: 'Half-close (FIN) inside the header section',
    source: [rfc9112('8', 'first paragraph'), wholeHeaderSection],
    tests: [R.partialRequestNotApplied],
    parts: [
      {
        name: '60 bytes, then FIN',
        steps: [{ do: 'send', to: 60 }, { do: 'halfClose' }, { do: 'answer' }],
        expect: incomplete({ '2xx': 'observed', '5xx': 'observed' }),
      },
    ],
  },
  {
    id: '13.24',
    level: 'MUST',
    title: 'Half-close (FIN) instead of the final empty line',
    source: [wholeHeaderSection, rfc9112('9.6', 'a half-close does not delimit a request message')],
    tests: [R.partialRequestNotApplied],
    parts: [
      {
        name: 'BASE without its last CRLF, then FIN',
        steps: [{ do: 'send', to: -2 }, { do: 'halfClose' }, { do: 'answer' }],
        expect: incomplete({ '5xx': 'warn' }),
      },
    ],
    why: 'A parser that reads the end of the stream as an empty line opens a WebSocket for an incomplete request.',
  },
]
