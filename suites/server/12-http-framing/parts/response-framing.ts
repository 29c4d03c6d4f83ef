import type { Blame } from '../../../../harness/case/cause'
import type { Check, Finding } from '../../../../harness/case/check'
import { rfc9110, rfc9112 } from '../../../../harness/case/clause'
import type { Response } from '../../../../harness/case/http-message'
import type { Observation } from '../../../../harness/case/observation'
import { firstRequest, statusOf } from '../../../../harness/judge/answer'
import { shown, shownValues } from '../../../../harness/judge/shown-text'
import { fieldValues } from '../../../../harness/wire/http1/fields'
import { contentLength } from '../../../../harness/wire/http1/response'
import { readFrames } from '../../../../harness/wire/websocket/frame-reader'
import { reasonOf } from '../../parts/reason'
import { byLength, digitsOnly } from './clauses'

/** A response to HEAD has no content. */
export const noContentToHead = rfc9110('9.3.2', '', 'the server MUST NOT send content in the response')

/** What a whole response is. */
export const wholeMessage = rfc9112(
  '2.1',
  'HTTP-message',
  'HTTP-message = start-line CRLF *( field-line CRLF ) CRLF [ message-body ]',
)

const incomplete = rfc9112(
  '8',
  '',
  'A message that uses a valid Content-Length is incomplete if the size of the message body received (in octets) is less than the value given by Content-Length.',
)

/** Content after a response to HEAD confuses no hop that knows the rule: only the form is wrong. */
const FORM: Blame = { cause: 'answer-form', impact: 'form' }

/** Steps with which the client itself may end an answer early. */
const ENDS_EARLY = ['flood', 'stopReading', 'halfClose', 'reset']

/** How long a connection may stay open after an answer without a length, ms; three times the slowest control where that is more. */
const OPEN_MS = 5000

/** The final responses that did not open a WebSocket. */
function finals({ answers }: Observation): Response[] {
  return answers.flatMap(({ final, opened }) => (final && !opened ? [final] : []))
}

/** True for a 2xx to CONNECT, which opens a tunnel (RFC 9112 6.3 item 2). */
function isTunnel(observation: Observation): boolean {
  const status = statusOf(observation) ?? 0
  return firstRequest(observation)?.method === 'CONNECT' && status >= 200 && status < 300
}

/** The header section that began and has no end, as text; null where there is none. */
function headWithoutEnd({ answers, received }: Observation): string | null {
  const last = answers.at(-1)
  if (!last || last.final !== null || last.garbageAt !== null) return null
  const before = [
    ...answers.slice(0, -1).flatMap(({ final }) => final?.end ?? []),
    ...last.interim.map(({ end }) => end),
  ]
  const text = received.toString('latin1', before.at(-1) ?? 0)
  return /^HTTP\//i.test(text) ? text : null
}

/** True if there are answers whose end the server itself decided, or should have. */
export function showsItsEnd(observation: Observation): boolean {
  const { marks, overflow } = observation.recording
  return (
    (finals(observation).length > 0 || headWithoutEnd(observation) !== null) &&
    !overflow &&
    !isTunnel(observation) &&
    !marks.some(({ what }) => ENDS_EARLY.includes(what))
  )
}

/** True if a RST cut one of the answers. */
export function cutByReset(observation: Observation): boolean {
  if (observation.recording.ended !== 'reset') return false
  const responses = finals(observation)
  return (
    headWithoutEnd(observation) !== null || responses.some(({ framing, complete }) => framing === 'close' || !complete)
  )
}

/** How long the server was silent at the end of an open connection, ms; 0 if the server closed it. */
function quietMs({ recording }: Observation): number {
  const open = recording.ended === 'open' || recording.ended === 'timeout'
  return open ? recording.endedMs - (recording.received.at(-1)?.atMs ?? recording.endedMs) : 0
}

/**
 * The text after a whole response if it begins no further response; null otherwise. Empty lines are ignored, and so are
 * WebSocket frames, which 15.08 scores.
 */
function bytesAfter({ received }: Observation, { end }: Response): string | null {
  const rest = received.toString('latin1', end, end + 200).replace(/^[\r\n]+/, '')
  if (rest === '' || /^HTTP\//i.test(rest) || 'HTTP/'.startsWith(rest)) return null
  const { frames, fault } = readFrames(received, end)
  return frames.length > 0 && fault === null ? null : rest
}

/** How the response declares its length, in words. */
function declaredLength(observation: Observation, { head, framing }: Response): string {
  if (framing === 'chunked') return 'chunked content'
  if (framing === 'none' && firstRequest(observation)?.method === 'HEAD') return `a ${head.status} to HEAD`
  const lengths = fieldValues(head.fields, 'Content-Length')
  return lengths.length > 0 && framing !== 'none'
    ? `Content-Length: ${shownValues(lengths)}`
    : `a ${head.status} without content`
}

/** True for an answer to HEAD, which ends with its header section whatever its fields say. */
function isToHead(observation: Observation, { framing }: Response): boolean {
  return framing === 'none' && firstRequest(observation)?.method === 'HEAD'
}

/** Bytes after the end of a response that begin no other one; null without any. */
function surplus(observation: Observation, response: Response): Finding | null {
  const more = bytesAfter(observation, response)
  if (more === null) return null
  const text = `"${shown(more, 40)}"`
  if (isToHead(observation, response)) {
    const got = `a ${response.head.status} to HEAD with content: ${text}`
    return { verdict: 'fail', got, because: reasonOf(noContentToHead), blame: FORM }
  }
  const because = reasonOf(byLength, 'the bytes after the end of the response belong to no response')
  return { verdict: 'fail', got: `${declaredLength(observation, response)}, then ${text}`, because }
}

/** The fault in the framing of one response; null without a fault (RFC 9112 6.3). */
function framingFault(observation: Observation, response: Response, isLast: boolean): Finding | null {
  const { framing, complete, head, bodyStart, end } = response
  const length = declaredLength(observation, response)
  const lengths = fieldValues(head.fields, 'Content-Length')
  if (lengths.length > 0 && contentLength(head) === null)
    return { verdict: 'fail', got: length, because: reasonOf(digitsOnly) }
  if (complete) return isLast && framing !== 'close' ? surplus(observation, response) : null
  if (framing !== 'close' && observation.recording.ended === 'closed')
    return {
      verdict: 'fail',
      got: `${length}, and the connection closed after ${end - bodyStart} bytes of it`,
      because: reasonOf(incomplete),
    }
  if (quietMs(observation) < OPEN_MS) return null
  const because = 'RFC 9112 6.3: a client cannot find the end of this response'
  const got = framing === 'close' ? 'no length' : `${length}, of which ${end - bodyStart} bytes were received`
  return { verdict: 'warn', got: `${got}, and the connection stayed open for ${OPEN_MS / 1000} s`, because }
}

/** A header section that began and has no end: the connection closed inside it, or stayed open and silent. */
function headFault(observation: Observation): Finding | null {
  const text = headWithoutEnd(observation)
  if (text === null) return null
  const closed = observation.recording.ended === 'closed'
  if (!closed && quietMs(observation) < OPEN_MS) return null
  const then = closed ? 'the connection closed' : `nothing for ${OPEN_MS / 1000} s`
  const got = `"${shown(text, 40)}", and then ${then}: the header section has no end`
  return { verdict: 'fail', got, because: reasonOf(wholeMessage) }
}

/** 12.49: the worst fault in the framing of the responses of one connection. A response that a RST cut is no evidence. */
export const isWellFramed: Check = (observation) => {
  if (cutByReset(observation)) return null
  const responses = finals(observation)
  const last = observation.answers.at(-1)?.final
  const unfinished = headFault(observation)
  const faults = responses.flatMap((response) => framingFault(observation, response, response === last) ?? [])
  return faults.find(({ verdict }) => verdict === 'fail') ?? unfinished ?? faults[0] ?? null
}
