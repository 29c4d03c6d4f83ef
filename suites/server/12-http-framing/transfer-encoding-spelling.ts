import type { Case, Part } from '../../../harness/case/case'
import type { Check, JudgeContext } from '../../../harness/case/check'
import { type Clause, rfc9112 } from '../../../harness/case/clause'
import type { FieldEdit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Step } from '../../../harness/case/script'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { provesNothing, scoredIn } from '../../../harness/judge/checks'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { LAST_CHUNK, pingForChunk, withCoding } from './parts/chunked'
import { anySpelling, byChunks, lengthUnknown, obsFold, WHO_CAN_REFUSE } from './parts/clauses'
import {
  answersBody,
  bodyIsNoFrame,
  type LinkFate,
  linkFate,
  NO_PING_ANSWERED,
  THEN_PING,
} from './parts/link-after-body'

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
 */
function readAsPlainSpelling({ clause, mayRefuse }: Spelling): Check {
  return (observation, context) => {
    const twin = context.part(PLAIN.name)
    if (provesNothing(observation)) return null
    if (!twin || provesNothing(twin))
      return { verdict: 'inconclusive', because: 'the twin "chunked" gave no evidence: network error or load' }
    const [own, plain] = [readingOf(observation, context), readingOf(twin, context)]
    if (own === plain || (mayRefuse && (own === 'refused' || own === 'unanswered'))) return null
    const got = `${READING_WORDS[own]}; to the plain spelling: ${READING_WORDS[plain]}`
    if (own === 'unclear' || plain === 'unclear') return { verdict: 'observed', got, because: NO_PING_ANSWERED }
    const because = reasonOf(clause, 'the end of the request depends on the spelling')
    return { verdict: own === 'failed' ? 'fail' : 'warn', got, because }
  }
}

/** The Ping in place of a chunk is not answered. Where it is answered for the plain spelling too, 12.03 scores that. */
function pingIsNoFrame({ clause }: Spelling): Check {
  const isAnswered = bodyIsNoFrame(reasonOf(clause, `these bytes are the body of the request; ${WHO_CAN_REFUSE}`))
  return (observation, context) => {
    const finding = isAnswered(observation, context)
    const twin = context.part(PLAIN_PING.name)
    if (finding === null || !twin || !answersBody(twin)) return finding
    return scoredIn('12.03', 'the Ping inside a body with the plain spelling is answered, too')
  }
}

/** A spelling of `Transfer-Encoding: chunked`. */
interface Spelling {
  name: string
  coding: FieldEdit
  /** Why it must not be read otherwise. */
  clause: Clause
  /** A refusal of this spelling is allowed. */
  mayRefuse: boolean
}

const ows = rfc9112('5.1', 'OWS', 'is excluded by parsers when extracting the field line value from a field line')

const SPELLINGS: readonly Spelling[] = [
  { name: 'HTAB before it', coding: { line: 'Transfer-Encoding:\tchunked' }, clause: ows, mayRefuse: false },
  { name: 'Chunked', coding: 'Chunked', clause: anySpelling, mayRefuse: false },
  { name: 'quoted', coding: '"chunked"', clause: lengthUnknown, mayRefuse: true },
  { name: 'chunked, chunked', coding: 'chunked, chunked', clause: byChunks, mayRefuse: true },
  {
    name: 'on a folded line',
    coding: { line: 'Transfer-Encoding:\r\n chunked' },
    clause: obsFold,
    mayRefuse: true,
  },
]

const EMPTY_BODY: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, ...THEN_PING]

const PING_BODY: readonly Step[] = [{ do: 'send' }, { do: 'answer', within: 5000 }, { do: 'watch', ms: 2000 }]

/** The twins: the plain spelling, with an empty body and with a Ping in place of a chunk. */
const PLAIN: Part = { name: 'chunked', send: withCoding('chunked', LAST_CHUNK), steps: EMPTY_BODY }

const PLAIN_PING: Part = { name: 'chunked, a Ping for a chunk', send: pingForChunk('chunked'), steps: PING_BODY }

/** The parts of one spelling: with an empty chunked body, and with a Ping in place of a chunk. */
function spellingParts(spelling: Spelling): Part[] {
  const { name, coding, mayRefuse } = spelling
  return [
    {
      name,
      send: { fields: { 'Transfer-Encoding': coding }, body: LAST_CHUNK },
      steps: EMPTY_BODY,
      expect: anything({
        says: `${mayRefuse ? 'a refusal, a close, or ' : ''}the same answer as for the plain spelling`,
        rows: { silent: 'warn' },
        checks: [readAsPlainSpelling(spelling)],
      }),
    },
    {
      name: `${name}, a Ping for a chunk`,
      send: pingForChunk(coding),
      steps: PING_BODY,
      expect: anything({
        says: 'no Pong to the Ping that is sent in place of a chunk',
        checks: [pingIsNoFrame(spelling)],
      }),
    },
  ]
}

/** The case on unusual spellings of Transfer-Encoding: chunked. */
export const spellingCases: readonly Case[] = [
  {
    id: '12.12',
    level: 'SECURITY',
    title: 'Unusual spellings of Transfer-Encoding: chunked',
    source: [byChunks, anySpelling, lengthUnknown, rfc9112('11.2')],
    tests: [R.requestEndUnambiguous],
    meaning: 2,
    parts: [PLAIN, PLAIN_PING, ...SPELLINGS.flatMap(spellingParts)],
    why: 'The spellings are known from request smuggling attacks: one hop reads them as chunked and the next one does not.',
  },
]
