import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Step } from '../../../harness/case/script'
import { accepted, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { hasEnded } from '../parts/link'
import { slowStreams } from './parts/clauses'
import { inSeconds } from './parts/in-seconds'

/** Records the time from the connection to the first byte of an answer, or to the end. */
const recordsWait: Check = (observation) => {
  const { connectedMs, endedMs, received } = observation.recording
  const first = received[0]?.atMs
  const since = (ms: number) => inSeconds(ms - (connectedMs ?? 0))
  if (first !== undefined) return { verdict: 'observed', got: `answered after ${since(first)}`, because: '' }
  const word = hasEnded(observation) ? 'closed' : 'still open'
  return { verdict: 'observed', got: `${word} after ${since(endedMs)}`, because: '' }
}

/**
 * Sends a request line and Host, and then a field line every `everyMs` for `ms`, until the server sends something. The
 * header section is never complete.
 */
function slowLines(ms: number, everyMs: number): Step[] {
  const start: Step = { do: 'write', octets: ({ resource, host }) => `GET ${resource} HTTP/1.1\r\nHost: ${host}\r\n` }
  const lines = Array.from({ length: Math.floor(ms / everyMs) }, (_, index): Step[] => [
    { do: 'await', octets: (behind) => behind.length > 0, within: everyMs, isPace: true },
    { do: 'write', octets: `X-Slow-${index + 1}: wsspec\r\n` },
  ])
  return [start, ...lines.flat()]
}

/** How long a stalled handshake is kept open, ms. */
const HELD_MS = 12_000

/** How long BASE waits until all stalled handshakes are open, ms. */
const SETTLE_MS = 2000

/** 13.15: handshakes that stop inside the header section. They are not judged. */
function stalled(count: number): Part[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `stalled ${index + 1}`,
    steps: [
      { do: 'send', to: 60 },
      { do: 'await', end: true, within: HELD_MS },
    ],
    lasts: HELD_MS,
  }))
}

/** 13.15: a correct handshake during the stalled ones. */
const BESIDE_STALLED: Part = {
  name: 'BASE beside them',
  steps: [{ do: 'pause', ms: SETTLE_MS }, { do: 'send' }, { do: 'answer' }, { do: 'alive' }],
  lasts: SETTLE_MS,
  expect: accepted({
    says: '101 within 10 s',
    rows: { '2xx': 'warn', '3xx': 'warn', '4xx': 'warn', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
  }),
}

/** Cases on clients that send or read slowly. */
export const slowClientCases: readonly Case[] = [
  {
    id: '13.13',
    level: 'INFO',
    title: 'Connection on which nothing is sent',
    source: [rfc9112('9.5')],
    tests: [],
    slow: true,
    parts: [
      {
        name: 'no bytes',
        steps: [{ do: 'await', end: true, within: 130_000 }],
        lasts: 130_000,
        expect: observed({ says: 'the time until the server closes', checks: [recordsWait] }),
      },
    ],
  },
  {
    id: '13.14',
    level: 'INFO',
    title: 'Header section sent slowly, a field line every 5 s',
    source: [rfc9110('15.5.9')],
    tests: [],
    slow: true,
    parts: [
      {
        name: 'one field every 5 s',
        steps: slowLines(130_000, 5000),
        lasts: 130_000,
        expect: observed({ says: 'the time until a 408 or a close', checks: [recordsWait] }),
      },
    ],
    why: 'In a Slowloris attack a few hundred such connections keep out all other clients.',
  },
  {
    id: '13.15',
    level: 'SECURITY',
    title: 'Correct handshake while 200 others are stalled',
    source: [slowStreams, rfc6455('10.4', 'in spirit')],
    tests: [R.hostileInputSurvived],
    hurts: true,
    slow: true,
    connections: 201,
    sameFaultAs: ['13.26'],
    parts: [...stalled(200), BESIDE_STALLED],
    why: 'Stalled connections cost an attacker almost nothing. RFC 6455 has no time limit, so the server needs its own.',
  },
  {
    id: '13.20',
    level: 'INFO',
    title: 'Client does not read the response for 1 second',
    source: [rfc9112('9.5')],
    tests: [],
    parts: [
      {
        name: 'a second without reading',
        steps: [{ do: 'send' }, { do: 'stopReading', ms: 1000 }, { do: 'answer' }, { do: 'alive' }],
        expect: accepted(),
      },
    ],
  },
]
