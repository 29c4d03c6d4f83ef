import type { Case, Evidence } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Check, Finding } from '../../../harness/case/expectation'
import { finalHead, statusOf } from '../../../harness/judge/answer'
import { accepted, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { orderedBytes } from './parts/clauses'
import { INSIDE_CRLFCRLF, splitParts } from './parts/split'

const byteStream = [orderedBytes, rfc6455('1.2', 'not normative')]

/** How long 13.01 may take to send on a busy machine, ms; on an idle one it is a third of a second. */
const SENDING_LASTS = 10_000

/** Servers give a request two seconds and more to come in; whoever sends slower than that meets their timer, ms. */
const IN_TIME_MS = 2000

/** 13.01: what a server refused that got its octets late, from a busy machine, it may have refused for that. */
const sentInTime: Check = (observation) => {
  const { sent } = observation.recording
  const took = (sent.at(-1)?.atMs ?? 0) - (sent[0]?.atMs ?? 0)
  if (observation.opened || took <= IN_TIME_MS) return null
  const because = `its octets took ${Math.round(took)} ms to send from here, and the server may give up before that`
  return { verdict: 'skip', because }
}

/** 13.23: whether the responses came in several segments: most of them, for one or two say only that the machine was busy. */
function recordsSegments(evidence: readonly Evidence[]): Finding {
  const several = evidence.filter(({ observation }) => {
    const head = finalHead(observation)
    const [first] = observation.recording.received
    return head !== null && first !== undefined && head.end > first.octets.length
  })
  const most = several.length * 2 > evidence.length ? 'several segments' : 'one segment'
  return { verdict: 'observed', got: `most heads came in ${most}`, because: '' }
}

/** Cases on the TCP segments of a request and of a response. */
export const segmentCases: readonly Case[] = [
  {
    id: '13.01',
    level: 'MUST',
    title: 'Opening handshake sent byte by byte',
    source: byteStream,
    tests: [R.anySegmentationParsed],
    parts: [
      {
        name: 'one octet per write',
        steps: [{ do: 'send', everyMs: 2 }, { do: 'answer' }, { do: 'alive' }],
        lasts: SENDING_LASTS,
        expect: accepted({ checks: [sentInTime] }),
      },
    ],
    why: 'TCP keeps the order of octets and no other shape. One read is not one request.',
  },
  {
    id: '13.02',
    level: 'MUST',
    title: 'Opening handshake split into two segments',
    source: byteStream,
    tests: [R.anySegmentationParsed],
    parts: [{ name: 'in one piece' }],
    follow: splitParts,
    why: 'Parsers lose an octet where a line, or the two octets that end it, lie in two reads. Without --thorough, 24 places: around every line end.',
  },
  {
    id: '13.03',
    level: 'MUST',
    title: 'Opening handshake split inside the final CRLFCRLF',
    source: byteStream,
    tests: [R.anySegmentationParsed],
    parts: [{ name: 'three pieces', steps: INSIDE_CRLFCRLF, expect: accepted() }],
    why: 'What searches each read by itself for the empty line never finds it here, and waits.',
  },
  {
    id: '13.04',
    level: 'INFO',
    title: 'Opening handshake with a cookie of 15 KB',
    source: [rfc9110('5.4')],
    tests: [],
    parts: [
      {
        name: '15 KB of cookie',
        send: { cookies: `wsspec=${'x'.repeat(15_000)}` },
        expect: observed({ rows: { '5xx': 'warn', '503': 'inconclusive' } }),
      },
    ],
  },
  {
    id: '13.23',
    level: 'INFO',
    title: 'Responses arrive in one segment or in several',
    source: [orderedBytes],
    tests: [],
    derived: {
      says: 'any: the harness reads a response whatever its segments',
      of: (observation) => statusOf(observation) !== null,
      all: recordsSegments,
      absent: 'there was no HTTP response',
    },
  },
]
