import type { Case, Part } from '../../../harness/case/case'
import type { Check, JudgeContext } from '../../../harness/case/check'
import { rfc9112 } from '../../../harness/case/clause'
import type { FieldEdit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { provesNothing } from '../../../harness/judge/checks'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { LAST_CHUNK } from './parts/chunked'
import { bodyIsNoFrame, type LinkFate, linkFate, NO_PING_ANSWERED, pingBytes, THEN_PING } from './parts/link-after-body'

/** The result of a request with a chunked body: the state of the link after a 101, or the kind of answer. */
type Reading = LinkFate | 'refused' | 'ignored' | 'unanswered'

function readingOf(observation: Observation, context: JudgeContext): Reading {
  const status = statusOf(observation)
  if (status === null) return 'unanswered'
  if (opensWebSocket(observation)) return linkFate(observation, context)
  return status >= 400 ? 'refused' : 'ignored'
}

const READING_WORDS: Record<Reading, string> = {
  alive: '101, and the body was read as chunks',
  failed: '101, and the body was read as frames',
  unclear: '101',
  refused: 'a refusal',
  ignored: 'another answer',
  unanswered: 'no answer',
}

/**
 * The answer does not depend on the spelling. If the body is read as frames for this spelling only, that fails. Another
 * difference warns.
 * @param mayRefuse true if a refusal of this spelling is allowed
 */
function readAsPlainSpelling(mayRefuse: boolean): Check {
  return (observation, context) => {
    const twin = context.part('chunked')
    if (provesNothing(observation)) return null
    if (!twin || provesNothing(twin))
      return { verdict: 'inconclusive', because: 'the twin "chunked" gave no evidence: network error or load' }
    const [own, plain] = [readingOf(observation, context), readingOf(twin, context)]
    if (own === plain || (mayRefuse && (own === 'refused' || own === 'unanswered'))) return null
    const got = `${READING_WORDS[own]}; to the plain spelling: ${READING_WORDS[plain]}`
    if (own === 'unclear' || plain === 'unclear') return { verdict: 'observed', got, because: NO_PING_ANSWERED }
    if (own === 'failed')
      return {
        verdict: 'fail',
        got,
        because: 'RFC 9112 6.1, 11.2: the end of the request must not depend on the spelling',
      }
    return {
      verdict: 'warn',
      got,
      because:
        'RFC 9112 7: the names of transfer codings are case-insensitive; 5.1: whitespace around a value is not a part of it',
    }
  }
}

const readAlike = anything({
  says: 'the same answer as for the plain spelling',
  rows: { silent: 'warn' },
  checks: [readAsPlainSpelling(false)],
})

const refusedOrReadAlike = anything({
  says: 'a refusal, a close, or the same answer as for the plain spelling',
  rows: { silent: 'warn' },
  checks: [readAsPlainSpelling(true)],
})

const notFrames = anything({
  says: 'no Pong to the Ping that is sent in place of a chunk',
  checks: [bodyIsNoFrame('RFC 9112 6.3 item 4, 11.2: these bytes are a part of the body of the request')],
})

const SPELLINGS: readonly [string, FieldEdit, Part['expect'] & object][] = [
  ['HTAB before it', { line: 'Transfer-Encoding:\tchunked' }, readAlike],
  ['Chunked', 'Chunked', readAlike],
  ['quoted', '"chunked"', refusedOrReadAlike],
  ['chunked, chunked', 'chunked, chunked', refusedOrReadAlike],
  ['on a folded line', { line: 'Transfer-Encoding:\r\n chunked' }, refusedOrReadAlike],
]

/** The parts of one spelling: with an empty chunked body, and with a Ping in place of a chunk. */
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
    why: 'The spellings are known from request smuggling attacks: one hop reads them as chunked and the next one does not.',
  },
]
