import type { Case, Part } from '../../../harness/case/case'
import { rfc9112 } from '../../../harness/case/clause'
import type { Check, JudgeContext } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { FieldEdit } from '../../../harness/case/request'
import { statusOf } from '../../../harness/judge/answer'
import { opensWebSocket, provesNothing } from '../../../harness/judge/checks'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { LAST_CHUNK } from './parts/chunked'
import { bodyIsNoFrame, type LinkFate, linkFate, NO_PING_ANSWERED, pingBytes, THEN_PING } from './parts/link-after-body'

/** How a request with chunked content fared: the fate of the link behind a 101, else what came instead. */
type Reading = LinkFate | 'refused' | 'ignored' | 'unanswered'

function readingOf(observation: Observation, context: JudgeContext): Reading {
  const status = statusOf(observation)
  if (status === null) return 'unanswered'
  if (opensWebSocket(observation)) return linkFate(observation, context)
  return status >= 400 ? 'refused' : 'ignored'
}

const READING_WORDS: Record<Reading, string> = {
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
function readAsPlainSpelling(mayRefuse: boolean): Check {
  return (observation, context) => {
    const twin = context.part('chunked')
    if (provesNothing(observation)) return null
    if (!twin || provesNothing(twin))
      return { verdict: 'inconclusive', because: 'the twin "chunked" came to no evidence: network error or load' }
    const [own, plain] = [readingOf(observation, context), readingOf(twin, context)]
    if (own === plain || (mayRefuse && (own === 'refused' || own === 'unanswered'))) return null
    const got = `${READING_WORDS[own]}; to the plain spelling: ${READING_WORDS[plain]}`
    if (own === 'unclear' || plain === 'unclear') return { verdict: 'observed', got, because: NO_PING_ANSWERED }
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
  checks: [readAsPlainSpelling(false)],
})

const refusedOrReadAlike = anything({
  says: 'a refusal, a close, or what the plain spelling gets',
  rows: { silent: 'warn' },
  checks: [readAsPlainSpelling(true)],
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

function spellingParts([name, spelled, expect]: (typeof SPELLINGS)[number]): Part[] {
  const fields = { 'Transfer-Encoding': spelled }
  return [
    {
      name,
      send: { fields, body: LAST_CHUNK },
      steps: [{ do: 'send' }, { do: 'answer' }, ...THEN_PING],
      expect,
    },
    {
      name: `${name}, a Ping for a chunk`,
      send: { fields, body: ({ random }) => `${pingBytes(random)}\r\n${LAST_CHUNK}` },
      steps: [{ do: 'send' }, { do: 'answer', within: 5000 }, { do: 'watch', ms: 2000 }],
      expect: notFrames,
    },
  ]
}

/** The case on unusual spellings of Transfer-Encoding: chunked. */
export const spellingCases: readonly Case[] = [
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
        steps: [{ do: 'send' }, { do: 'answer' }, ...THEN_PING],
      },
      ...SPELLINGS.flatMap(spellingParts),
    ],
    why: 'The list comes from request smuggling in the wild: a spelling that one hop knows for chunked and the next does not.',
  },
]
