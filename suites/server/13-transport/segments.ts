import type { Case } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Evidence } from '../../../harness/case/derived'
import { finalHead, statusOf } from '../../../harness/judge/answer'
import { accepted, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { orderedBytes } from '../parts/message-clauses'
import { INSIDE_CRLFCRLF, splitParts } from './parts/split'

const byteStream = [orderedBytes, rfc6455('1.2', 'not normative')]

/** The maximum time that 13.01 needs to send on a busy machine, ms. On an idle machine it needs a third of a second. */
const SENDING_LASTS = 10_000

/** A client that sends for longer than this may meet a timeout of the server, ms. */
const IN_TIME_MS = 2000

/** 13.01: skips a refusal if this machine sent the bytes too slowly. */
const sentInTime: Check = (observation) => {
  const { sent } = observation.recording
  const took = (sent.at(-1)?.atMs ?? 0) - (sent[0]?.atMs ?? 0)
  if (observation.opened || took <= IN_TIME_MS) return null
  const because = `this machine needed ${Math.round(took)} ms to send the request, and the server may have a shorter timeout`
  return { verdict: 'skip', because }
}

/** 13.23: whether most responses arrived in several segments. One or two may do so because the machine is busy. */
function recordsSegments(evidence: readonly Evidence[]): Finding {
  const several = evidence.filter(({ observation }) => {
    const head = finalHead(observation)
    const [first] = observation.recording.received
    return head !== null && first !== undefined && head.end > first.octets.length
  })
  const most = several.length * 2 > evidence.length ? 'several segments' : 'one segment'
  return { verdict: 'observed', got: `most header sections arrived in ${most}`, because: '' }
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
        name: 'one byte per write',
        steps: [{ do: 'send', everyMs: 2 }, { do: 'answer' }, { do: 'alive' }],
        lasts: SENDING_LASTS,
        expect: accepted({ checks: [sentInTime] }),
      },
    ],
    why: 'TCP only keeps the order of bytes. One read may return any part of a request.',
  },
  {
    id: '13.02',
    level: 'MUST',
    title: 'Opening handshake split into two segments',
    source: byteStream,
    tests: [R.anySegmentationParsed],
    parts: [{ name: 'in one piece' }],
    follow: splitParts,
    why: 'Some parsers lose a byte if a line or its CRLF is split between two reads. Without --thorough the case tries about 24 places, mostly around line ends.',
  },
  {
    id: '13.03',
    level: 'MUST',
    title: 'Opening handshake split inside the final CRLFCRLF',
    source: byteStream,
    tests: [R.anySegmentationParsed],
    parts: [{ name: 'three pieces', steps: INSIDE_CRLFCRLF, expect: accepted() }],
    why: 'A server that searches each read separately for the empty line does not find it, and waits.',
  },
  {
    id: '13.04',
    level: 'INFO',
    title: 'Opening handshake with a cookie of 15 KB',
    source: [rfc9110('5.4')],
    tests: [],
    meaning: 2,
    parts: [
      {
        name: '15 KB of cookie',
        send: { cookies: `wsspec=${'x'.repeat(15_000)}` },
        expect: observed({ rows: { '503': 'inconclusive' } }),
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
      says: 'any number of segments',
      of: (observation) => statusOf(observation) !== null,
      all: recordsSegments,
      absent: 'the server sent no HTTP response',
    },
  },
]
