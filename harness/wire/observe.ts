import type { FrameRun } from '../case/frame'
import type { Answer } from '../case/http-message'
import type { Observation } from '../case/observation'
import { joined, type Recording } from '../case/recording'
import { type HandshakeProtocol, readAnswers } from './protocol'

/** The frames on the link after `answer`: as they were read while they came, or else in the bytes that are kept. */
function readLink({ link }: Recording, protocol: HandshakeProtocol, answer: Answer, received: Buffer): FrameRun | null {
  const reader = protocol.linkReader(answer)
  if (link && link.from === reader?.from) return link.run
  reader?.push(received.subarray(reader.from))
  return reader?.run ?? null
}

/** Reads a recording as HTTP and WebSocket, in the `protocol` that was spoken. Pure and total: any bytes give an observation. */
export function observe(recording: Recording, protocol: HandshakeProtocol): Observation {
  const received = joined(recording.received)
  const ended = recording.ended === 'closed' || recording.ended === 'reset'
  const answers = readAnswers(protocol, received, recording.requests, ended)
  const last = answers[answers.length - 1] ?? answers[0]
  const link = readLink(recording, protocol, last, received)
  return { recording, received, answers, opened: answers[0].opened, link }
}
