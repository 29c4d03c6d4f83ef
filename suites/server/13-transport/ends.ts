import type { Evidence, Part } from '../../../harness/case/case'
import type { Check, Expectation, Finding } from '../../../harness/case/expectation'
import type { Head } from '../../../harness/case/observation'
import type { Edit } from '../../../harness/case/request'
import type { Step } from '../../../harness/case/script'
import { finalHead } from '../../../harness/judge/answer'
import { anything, observed } from '../../../harness/judge/expectations'
import { fieldValues, listMembers, sameName } from '../../../harness/wire/http1/fields'
import { CLOSING_MS, hasEnded, STAYS_OPEN } from '../parts/link'
import { hasStatusLine } from '../parts/second-response'
import { seconds } from './slow'

/** 13.09, 13.10: how long the server kept its half of the connection open. */
export const tellsEnd: Check = (observation) => {
  const { marks, endedMs } = observation.recording
  const half = marks.find(({ what }) => what === 'halfClose')?.startedMs ?? 0
  const word = hasEnded(observation) ? 'closed' : 'still open'
  return { verdict: 'observed', got: `${word} ${seconds(endedMs - half)} behind the FIN`, because: '' }
}

/** 13.11, 13.24: a request that ends before its empty line is not applied (RFC 9110 5.3). */
export function incomplete(rows: Expectation['table']): Expectation {
  return anything({
    says: 'a close or a 4xx, and no 101',
    rows: { '101': 'fail', '2xx': 'observed', '3xx': 'observed', silent: 'observed', ...rows },
  })
}

/** Refusals behind which 13.17 tries again. */
export const afterRefusal: readonly [name: string, send: Edit][] = [
  ['no key, then BASE', { fields: { 'Sec-WebSocket-Key': null } }],
  ['no version, then BASE', { fields: { 'Sec-WebSocket-Version': null } }],
  ['Upgrade: foo, then BASE', { fields: { Upgrade: 'foo' } }],
]

/** A part that ends in a RST; what came before it is free, and what the server makes of it shows in 0.06. */
function reset(name: string, ...steps: Step[]): Part {
  return {
    name,
    steps: [...steps, { do: 'reset' }],
    expect: anything({ says: 'the server goes on serving others', rows: { silent: 'pass' } }),
  }
}

/** 13.12. */
export const RESETS: readonly Part[] = [
  reset('inside the header section', { do: 'send', to: 60 }, { do: 'pause', ms: 20 }),
  // Whether the RST is there before the 101 is written is a matter of chance, so there are several.
  ...Array.from({ length: 8 }, (_, index) => reset(`right behind the request, ${index + 1}`, { do: 'send' })),
  reset('behind the 101', { do: 'send' }, { do: 'answer' }),
  reset(
    'inside a frame',
    { do: 'send' },
    { do: 'answer' },
    { do: 'write', octets: '\x81\xfe' },
    { do: 'pause', ms: 20 },
  ),
]

/** 13.22: a final response where close was said in the request or in it; a 101 is no final response (RFC 9112 9.6). */
function isLast(head: Head | null, asked: boolean): boolean {
  if (head === null || head.status === 101) return false
  return asked || listMembers(fieldValues(head.fields, 'Connection')).some((option) => sameName(option, 'close'))
}

function honours(asked: boolean): Check {
  return (observation) => {
    if (!isLast(finalHead(observation), asked))
      return { verdict: 'skip', because: 'neither the request nor a final response says close' }
    const second = observation.answers[1]?.final?.head
    const because = `RFC 9112 9.6: a server that ${asked ? 'receives' : 'sends'} close MUST close and MUST NOT process further requests`
    if (second) return { verdict: 'fail', got: `a further response: ${second.status}`, because }
    return hasEnded(observation) ? null : { verdict: 'fail', got: STAYS_OPEN, because }
  }
}

function closing(name: string, asked: boolean, send: Edit): Part {
  return {
    name,
    send,
    steps: [
      { do: 'send' },
      { do: 'answer' },
      {
        do: 'onlyIf',
        says: 'the request or its final response says close',
        answer: ({ final }) => isLast(final?.head ?? null, asked),
      },
      { do: 'send', edit: {} },
      { do: 'await', octets: hasStatusLine, within: CLOSING_MS },
    ],
    lasts: CLOSING_MS,
    expect: observed({
      says: 'FIN or RST within 5 s, and no further response',
      rows: Object.fromEntries(['2xx', '3xx', '4xx', '5xx'].map((outcome) => [outcome, 'pass'])),
      checks: [honours(asked)],
    }),
  }
}

function version14(connection: string): Edit {
  return { fields: { 'Sec-WebSocket-Version': '14', Connection: connection } }
}

/** 13.22: a refusal to a request that says close, and one that says it itself. */
export const closedBehindClose: readonly Part[] = [
  closing('close and Upgrade in the request', true, version14('Upgrade, close')),
  closing('close alone in the request', true, version14('close')),
  closing('close in the refusal', false, version14('Upgrade')),
]

/** 13.23: whether the responses came in several segments: most of them, for one or two say only that the machine was busy. */
export function tellsSegments(evidence: readonly Evidence[]): Finding {
  const several = evidence.filter(({ observation }) => {
    const head = finalHead(observation)
    const [first] = observation.recording.received
    return head !== null && first !== undefined && head.end > first.octets.length
  })
  const most = several.length * 2 > evidence.length ? 'several segments' : 'one segment'
  return { verdict: 'observed', got: `most heads came in ${most}`, because: '' }
}
