import type { Observation } from '../case/observation'
import type { Recording } from '../case/recording'
import { type HandshakeProtocol, readAnswers } from './protocol'

/** Reads a recording as HTTP and WebSocket, in the `protocol` that was spoken. Pure and total: any bytes give an observation. */
export function observe(recording: Recording, protocol: HandshakeProtocol): Observation {
  const [only, ...more] = recording.received
  const received =
    only && more.length === 0 ? only.octets : Buffer.concat(recording.received.map(({ octets }) => octets))
  const ended = recording.ended === 'closed' || recording.ended === 'reset'
  const answers = readAnswers(protocol, received, recording.requests, ended)
  const last = answers[answers.length - 1] ?? answers[0]
  return { recording, received, answers, opened: answers[0].opened, link: protocol.readLink(received, last) }
}
