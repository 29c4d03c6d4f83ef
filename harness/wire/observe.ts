import type { Answer, FrameRun, Observation, Recording } from '../case/observation'
import { readExtensions } from './http1/extensions'
import { asciiLower, fieldValues } from './http1/fields'
import { readAnswer } from './http1/response'
import { readFrames } from './websocket/frame'

/** The bits that the extensions in a 101 define: RSV1 for per-message compression (RFC 7692 6) and what came before it. */
export function rsvDefinedBy(answer: Answer): number {
  const { elements } = readExtensions(fieldValues(answer.final?.head.fields ?? [], 'Sec-WebSocket-Extensions'))
  return elements.some(({ name }) => /^permessage-|deflate/.test(asciiLower(name))) ? 4 : 0
}

/** The frames behind the 101 of `answer`; null where it is none. */
export function readLink(received: Buffer, answer: Answer): FrameRun | null {
  const head = answer.final?.head
  return head?.status === 101 ? readFrames(received, head.end, rsvDefinedBy(answer)) : null
}

/** Reads a recording as HTTP and WebSocket. Pure and total: any octets give an observation. */
export function observe(recording: Recording): Observation {
  const [only, ...more] = recording.received
  const received =
    only && more.length === 0 ? only.octets : Buffer.concat(recording.received.map(({ octets }) => octets))
  const eof = recording.ended === 'closed' || recording.ended === 'reset'
  const first = readAnswer(received, recording.requests[0]?.method ?? 'GET', eof)
  const answers: [Answer, ...Answer[]] = [first]
  for (const { method } of recording.requests.slice(1)) {
    const before = answers.at(-1)?.final
    if (!before?.complete || before.head.status === 101) break
    answers.push(readAnswer(received, method, eof, before.end))
  }
  const last = answers.at(-1) ?? first
  return { recording, received, answers, link: readLink(received, last) }
}
