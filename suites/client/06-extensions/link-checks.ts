import type { Blame } from '../../../harness/case/cause'
import type { Finding } from '../../../harness/case/check'
import type { Clause } from '../../../harness/case/clause'
import { clauseWords } from '../../../harness/case/clause-link'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { ClientObservation, RequestHead } from '../../../harness/case/client-observation'
import { SEND_BACK } from '../../../harness/case/driver'
import { firstRequestOf, framesOf, messagesOf } from '../../../harness/judge/client/attempt'
import { clientOutcome } from '../../../harness/judge/client/client-outcome'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { type Reply, readReplies } from '../../../harness/wire/websocket/replies'
import { clientTakeoverSupported, emptyWindow, rsv1Misplaced, shortWindow, validIsUsed } from './clauses'

const RSV1 = 4

/** What explains messages that do not follow the answer (suites/client/causes.ts), whatever the case is about. */
const BROKEN: Blame = { cause: 'client-deflate-broken', impact: 'interop' }

/** The messages that a client sent, decompressed; `empty` reads each with an empty window. */
function messages(observation: ClientObservation, from: 'window' | 'empty' = 'window'): readonly Reply[] {
  return readReplies({ frames: framesOf(observation) }, from)
}

/** RSV1 on a frame that does not begin a message (RFC 7692 6.1). */
const rsv1Elsewhere: ClientCheck = (observation) => {
  const wrong = framesOf(observation).find(
    ({ rsv, opcode }) => (rsv & RSV1) !== 0 && (opcode === OPCODE.continuation || opcode >= OPCODE.close),
  )
  if (!wrong) return null
  return {
    verdict: 'miss',
    got: `RSV1 in a frame with the opcode ${wrong.opcode}`,
    because: clauseWords(rsv1Misplaced),
  }
}

/** What the client compresses can be decompressed, and RSV1 is only where it belongs. */
export const readsAsAgreed: ClientCheck = (observation, context) => {
  const broken = messages(observation).find(({ fault }) => fault !== null)
  if (!broken) return rsv1Elsewhere(observation, context)
  const got = `a message that cannot be decompressed: ${broken.fault}`
  return { verdict: 'miss', got, because: clauseWords(validIsUsed), blame: BROKEN }
}

/** Whether the client sent back what a case let it send: those messages, or why the case shows nothing. */
function sentBack(observation: ClientObservation, read: readonly Reply[], count: number): readonly Reply[] | Finding {
  const outcome = clientOutcome(observation)
  if (outcome !== 'open' && outcome !== 'denied')
    return { verdict: 'skip', because: 'the client did not open after this answer, so that it compressed nothing' }
  const back = read.filter(({ octets, fault }) => fault !== null || octets.toString('latin1').startsWith(SEND_BACK))
  if (back.length >= count) return back
  const because = `its driver does not send back messages that begin with "${SEND_BACK}" (docs/clients.md)`
  return { verdict: 'skip', because }
}

/** A pass. Messages that are not compressed pass as well, with a note that they show nothing. */
function passWithNote(back: readonly Reply[]): Finding {
  const got = back.some(({ compressed }) => compressed) ? '' : 'it sent the messages without compressing them'
  return { verdict: 'pass', got, because: '' }
}

/**
 * No back-reference is longer than the window that the answer allows.
 * @param bitsOf the base-2 logarithm of that window
 */
export function staysInWindow(bitsOf: (request: RequestHead) => number): ClientCheck {
  return (observation) => {
    const request = firstRequestOf(observation)
    const bits = request ? bitsOf(request) : 15
    const back = sentBack(observation, messages(observation), 1)
    if (!Array.isArray(back)) return back as Finding
    const broken = back.find(({ fault }) => fault !== null)
    if (broken) {
      const got = `a message that cannot be decompressed: ${broken.fault}`
      return { verdict: 'miss', got, because: clauseWords(validIsUsed), blame: BROKEN }
    }
    const furthest = Math.max(0, ...messages(observation).map((reply) => reply.furthest))
    if (furthest <= 2 ** bits) return passWithNote(back)
    const because = `${clauseWords(shortWindow)}; the answer allows ${2 ** bits} bytes`
    return { verdict: 'miss', got: `a back-reference over ${furthest} bytes`, because }
  }
}

/** No message refers to the one before it. */
export const startsEmpty: ClientCheck = (observation) => {
  const back = sentBack(observation, messages(observation, 'empty'), 2)
  if (!Array.isArray(back)) return back as Finding
  const broken = back.find(({ fault }) => fault !== null)
  if (!broken) return passWithNote(back)
  const got = `a message that cannot be decompressed with an empty window: ${broken.fault}`
  return { verdict: 'miss', got, because: `${clauseWords(emptyWindow)}; ${clauseWords(clientTakeoverSupported)}` }
}

/**
 * The application gets these messages, which came before the echo of its own. A driver that closes after any message shows
 * nothing, and one that reports no message after the plain correct answer does not either.
 * @param clause why it has to get them
 */
export function getsAll(texts: readonly string[], clause: Clause): ClientCheck {
  return (observation, { control }) => {
    const got = messagesOf(observation.driver)
    const missing = texts.find((text) => !got.includes(text))
    if (missing === undefined || messagesOf(control.driver).length === 0) return null
    const close = framesOf(observation).find(({ opcode }) => opcode === OPCODE.close)
    const isNormal = close !== undefined && close.payload.length >= 2 && close.payload.readUInt16BE(0) === 1000
    if (isNormal && !got.includes('hello'))
      return { verdict: 'inconclusive', because: 'its driver closed before it could get more messages' }
    return { verdict: 'miss', got: `its application did not get "${missing}"`, because: clauseWords(clause) }
  }
}
