import type { Case, Part } from '../../../harness/case/case'
import { rfc9112 } from '../../../harness/case/clause'
import type { Check, JudgeContext } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Edit, FieldEdit } from '../../../harness/case/request'
import { statusOf } from '../../../harness/judge/answer'
import { onSwitch, opensWebSocket, provesNothing } from '../../../harness/judge/checks'
import { anything, refused400 } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { CLOSING_MS } from '../parts/link'
import { closes, closesBehind400, untilClosed } from './closing'
import { asksBehind, bodyIsNoFrame, type Fate, fateOf, pingOctets, UNCLEAR } from './link'

/** The last chunk of chunked content, and its end (RFC 9112 7.1). */
export const LAST_CHUNK = '0\r\n\r\n'

/** BASE with that Transfer-Encoding and a body of `octets`. */
export function withCoding(coding: string, octets = ''): Edit {
  return { fields: { 'Transfer-Encoding': coding }, body: octets }
}

const notFinal = rfc9112('6.3', 'item 4: MUST respond with the 400 (Bad Request) and then close the connection')

const codingRows = { '501': 'pass', '5xx': 'warn' } as const

function coding(name: string, octets: string): Part {
  return {
    name,
    send: withCoding(name, octets),
    steps: untilClosed,
    lasts: CLOSING_MS,
    expect: refused400({
      says: '400 and the connection closed within 5 s, or 501',
      rows: codingRows,
      checks: [closesBehind400],
    }),
  }
}

/** How a request with chunked content fared: the fate of the link behind a 101, else what came instead. */
type Reading = Fate | 'refused' | 'ignored' | 'unanswered'

function readingOf(observation: Observation, context: JudgeContext): Reading {
  const status = statusOf(observation)
  if (status === null) return 'unanswered'
  if (opensWebSocket(observation)) return fateOf(observation, context)
  return status >= 400 ? 'refused' : 'ignored'
}

const WORDS: Record<Reading, string> = {
  alive: '101, and the chunks were read',
  failed: '101, and the chunks were read as frames',
  unclear: '101',
  refused: 'a refusal',
  ignored: 'another answer',
  unanswered: 'no answer',
}

/**
 * The spelling changes nothing about where the request ends. Chunks that are frames in this spelling alone are the harm;
 * another difference is a warning, and where `mayRefuse` no refusal is one.
 */
function readAsPlain(mayRefuse: boolean): Check {
  return (observation, context) => {
    const twin = context.part('chunked')
    if (provesNothing(observation)) return null
    if (!twin || provesNothing(twin))
      return { verdict: 'inconclusive', because: 'the twin "chunked" came to no evidence: network error or load' }
    const [own, plain] = [readingOf(observation, context), readingOf(twin, context)]
    if (own === plain || (mayRefuse && (own === 'refused' || own === 'unanswered'))) return null
    const got = `${WORDS[own]}; to the plain spelling: ${WORDS[plain]}`
    if (own === 'unclear' || plain === 'unclear') return { verdict: 'observed', got, because: UNCLEAR }
    if (own === 'failed')
      return { verdict: 'fail', got, because: 'RFC 9112 6.1, 11.2: where the request ends depends on the spelling' }
    return {
      verdict: 'warn',
      got,
      because: 'RFC 9112 7: names of transfer codings are case-insensitive; OWS means nothing',
    }
  }
}

const readAlike = anything({
  says: 'what the plain spelling gets',
  rows: { silent: 'warn' },
  checks: [readAsPlain(false)],
})

const refusedOrReadAlike = anything({
  says: 'a refusal, a close, or what the plain spelling gets',
  rows: { silent: 'warn' },
  checks: [readAsPlain(true)],
})

const notFrames = anything({
  says: 'no Pong to the Ping that stands where a chunk is due',
  checks: [bodyIsNoFrame('RFC 9112 6.3 item 4, 11.2: these octets belong to the body of the request')],
})

const SPELLINGS: readonly [string, FieldEdit, Part['expect'] & object][] = [
  ['HTAB before it', { line: 'Transfer-Encoding:\tchunked' }, readAlike],
  ['Chunked', 'Chunked', readAlike],
  ['quoted', '"chunked"', refusedOrReadAlike],
  ['chunked, chunked', 'chunked, chunked', refusedOrReadAlike],
  ['on a folded line', { line: 'Transfer-Encoding:\r\n chunked' }, refusedOrReadAlike],
]

function parts([name, spelled, expect]: (typeof SPELLINGS)[number]): Part[] {
  const fields = { 'Transfer-Encoding': spelled }
  return [
    {
      name,
      send: { fields, body: LAST_CHUNK },
      steps: [{ do: 'send' }, { do: 'answer' }, ...asksBehind],
      expect,
    },
    {
      name: `${name}, a Ping for a chunk`,
      send: { fields, body: ({ random }) => `${pingOctets(random)}\r\n${LAST_CHUNK}` },
      steps: [{ do: 'send' }, { do: 'answer', within: 5000 }, { do: 'watch', ms: 2000 }],
      expect: notFrames,
    },
  ]
}

/** Cases on Transfer-Encoding beyond plain chunked content. */
export const codingCases: Case[] = [
  {
    id: '12.10',
    level: 'MUST',
    title: 'Transfer-Encoding together with Content-Length',
    contested: {
      strict:
        'RFC 9112 6.1: the server MUST close the connection after responding to such a request, so it cannot upgrade it',
      lenient:
        'RFC 9112 6.1: it may go by Transfer-Encoding alone, and RFC 9110 15.2: a 101 is no final response to close after',
    },
    source: [rfc9112('6.1', 'MUST close the connection after responding'), rfc9112('6.3', 'item 3')],
    tests: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    parts: [
      {
        name: 'chunked and 0',
        send: { fields: { 'Transfer-Encoding': 'chunked', 'Content-Length': '0' }, body: LAST_CHUNK },
        steps: untilClosed,
        lasts: CLOSING_MS,
        expect: anything({
          says: 'no 101, and the connection closed within 5 s',
          rows: { '101': 'contested', silent: 'warn' },
          checks: [closes('RFC 9112 6.1: the server MUST close the connection after responding to such a request')],
        }),
      },
    ],
    why: 'The classic of request smuggling: one hop goes by the length, the next by the chunks.',
  },
  {
    id: '12.11',
    level: 'MUST',
    title: 'Transfer-Encoding does not end in chunked',
    source: [notFinal, rfc9112('6.1', 'SHOULD respond with 501')],
    tests: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    parts: [
      coding('gzip', ''),
      // Who looks for the word anywhere in the value finds the end of the content that it means.
      coding('chunked, gzip', LAST_CHUNK),
      coding('xchunked', LAST_CHUNK),
      {
        name: 'identity',
        send: withCoding('identity'),
        steps: untilClosed,
        lasts: CLOSING_MS,
        // RFC 2616 3.6 had it.
        expect: refused400({ says: '400 or 501', rows: { ...codingRows, '101': 'warn', '2xx': 'warn' } }),
      },
    ],
    why: 'Nobody can tell where it ends. A server that ignores the coding has guessed, and the hop in front may have guessed otherwise.',
  },
  {
    id: '12.12',
    level: 'SECURITY',
    title: 'Unusual spellings of Transfer-Encoding: chunked',
    source: [rfc9112('6.1'), rfc9112('7', 'names are case-insensitive'), rfc9112('11.2')],
    tests: [R.requestEndUnambiguous],
    parts: [
      {
        name: 'chunked',
        send: { fields: { 'Transfer-Encoding': 'chunked' }, body: LAST_CHUNK },
        steps: [{ do: 'send' }, { do: 'answer' }, ...asksBehind],
      },
      ...SPELLINGS.flatMap(parts),
    ],
    why: 'The list comes from request smuggling in the wild: a spelling that one hop knows for chunked and the next does not.',
  },
  {
    id: '12.13',
    level: 'MUST',
    title: 'Transfer-Encoding in an HTTP/1.0 request',
    source: [rfc9112('6.1', 'MUST treat the message as if the framing is faulty, and close the connection')],
    tests: [R.transferEncodingOnlyWhereAllowed],
    parts: [
      {
        name: 'chunked',
        send: { version: 'HTTP/1.0', ...withCoding('chunked', LAST_CHUNK) },
        steps: untilClosed,
        lasts: CLOSING_MS,
        expect: anything({
          says: 'the connection closed within 5 s of the answer',
          rows: { '101': 'observed', silent: 'warn' },
          checks: [
            closes('RFC 9112 6.1: the server MUST close the connection after processing the message'),
            onSwitch(() => ({ verdict: 'observed', because: 'a 101 to HTTP/1.0 is scored in 1.09' })),
          ],
        }),
      },
    ],
    why: 'An HTTP/1.0 hop may have passed the coding on unread and still hold a part of the message. What comes next is then no request.',
  },
]
