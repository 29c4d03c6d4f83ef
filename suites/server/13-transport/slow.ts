import type { Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/expectation'
import type { Step } from '../../../harness/case/script'
import { accepted } from '../../../harness/judge/expectations'
import { hasEnded } from '../parts/link'

/** A time in words. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/** When the first octet came, or the end, from when the connection stood. */
export const tellsWait: Check = (observation) => {
  const { connectedMs, endedMs, received } = observation.recording
  const first = received[0]?.atMs
  const since = (ms: number) => seconds(ms - (connectedMs ?? 0))
  if (first !== undefined) return { verdict: 'observed', got: `answered after ${since(first)}`, because: '' }
  const word = hasEnded(observation) ? 'closed' : 'still open'
  return { verdict: 'observed', got: `${word} after ${since(endedMs)}`, because: '' }
}

/** A request line and Host, then a field line every `everyMs` for `ms`, until something comes; the section is never ended. */
export function slowLines(ms: number, everyMs: number): Step[] {
  const start: Step = { do: 'write', octets: ({ resource, host }) => `GET ${resource} HTTP/1.1\r\nHost: ${host}\r\n` }
  const lines = Array.from({ length: Math.floor(ms / everyMs) }, (_, index): Step[] => [
    { do: 'await', octets: (behind) => behind.length > 0, within: everyMs },
    { do: 'write', octets: `X-Slow-${index + 1}: wsspec\r\n` },
  ])
  return [start, ...lines.flat()]
}

/** How long a stalled handshake is held, and how long BASE waits until all of them stand, ms. */
const HELD_MS = 12_000
const SETTLE_MS = 2000

/** 13.15: handshakes that stop inside the header section; they are there, and are not judged. */
export function stalled(count: number): Part[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `stalled ${index + 1}`,
    steps: [
      { do: 'send', to: 60 },
      { do: 'await', end: true, within: HELD_MS },
    ],
    lasts: HELD_MS,
  }))
}

/** 13.15: a handshake beside them. */
export const besideStalled: Part = {
  name: 'BASE beside them',
  steps: [{ do: 'pause', ms: SETTLE_MS }, { do: 'send' }, { do: 'answer' }, { do: 'alive' }],
  lasts: SETTLE_MS,
  expect: accepted({
    says: '101 within 10 s',
    rows: { '2xx': 'warn', '3xx': 'warn', '4xx': 'warn', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
  }),
}
