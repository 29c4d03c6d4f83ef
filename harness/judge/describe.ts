import type { Head } from '../case/http-message'
import type { Observation } from '../case/observation'
import { fieldValues } from '../wire/http1/fields'
import { OPCODE } from '../wire/websocket/frame'
import { type AcceptanceFault, acceptanceFaults, openedOtherProtocol } from './acceptance'
import { answered, expectedAccept, finalHead } from './answer'
import { endsLate } from './outcome'
import { shown, shownValues } from './shown-text'

/** The program that answered, where the response names it: ` (Server: nginx)`. */
function serverWords(observation: Observation): string {
  const fields = finalHead(observation)?.fields ?? []
  const names = ['Server', 'Via'].flatMap((name) =>
    fieldValues(fields, name).map((value) => `${name}: ${shown(value, 60)}`),
  )
  return names.length > 0 ? ` (${names.join(', ')})` : ''
}

const FRAME_WORDS: ReadonlyMap<number, string> = new Map([
  [OPCODE.continuation, 'a continuation frame'],
  [OPCODE.text, 'a text frame'],
  [OPCODE.binary, 'a binary frame'],
  [OPCODE.ping, 'a Ping'],
])

/** The first that came on the link. */
function linkWords({ link, recording }: Observation): string {
  if (!link) return ''
  const [first] = link.frames
  if (!first && link.fault) return `, then ${link.fault}`
  if (!first) return recording.marks.some(({ what }) => what === 'alive') ? ', then no frame' : ''
  if (first.opcode === OPCODE.pong) return ', and the link works'
  if (first.opcode !== OPCODE.close) return `, then ${FRAME_WORDS.get(first.opcode)}`
  return first.payload.length >= 2 ? `, then Close ${first.payload.readUInt16BE(0)}` : ', then Close'
}

function faultWords(observation: Observation, fault: AcceptanceFault): string {
  if (fault === 'dead') return 'the link does not work'
  const name = { accept: 'Sec-WebSocket-Accept', upgrade: 'Upgrade', connection: 'Connection' }[fault]
  const values = answered(observation, name)
  const expected = fault === 'accept' ? expectedAccept(observation) : null
  if (values.length === 0) return `${name} is missing${expected ? `, expected ${expected}` : ''}`
  return `${name}: ${shownValues(values)}${expected ? `, expected ${expected}` : ''}`
}

function responseWords(observation: Observation, head: Head): string {
  const status = shown(`${head.status} ${head.reason}`.trim())
  if (!observation.opened) return status + serverWords(observation)
  const faults = openedOtherProtocol(observation) ? [] : acceptanceFaults(observation)
  const words = [status + linkWords(observation), ...faults.map((fault) => faultWords(observation, fault))]
  return words.join('; ') + serverWords(observation)
}

/** A duration in words. It is rounded, so that two connections with nearly the same wait get the same words. */
function time(ms: number): string {
  return ms < 950 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`
}

function noResponseWords(observation: Observation): string {
  const { recording, received } = observation
  const { connectedMs, ended, endedMs, errorCode, marks } = recording
  if (connectedMs === null) return `no connection${errorCode ? ` (${errorCode})` : ''}`
  const { garbageAt } = observation.answers[0]
  if (garbageAt !== null)
    return `bytes that are not an HTTP response: ${shown(received.toString('latin1', garbageAt), 60)}`
  const some = received.length > 0 ? ` after ${received.length} bytes of an unfinished response` : ''
  const late = endsLate(observation) ? ` after ${time(endedMs)}` : ''
  if (ended === 'closed') return `the connection was closed without a response${some}${late}`
  if (ended === 'reset') return `the connection was reset without a response${some}${late}`
  if (marks.some(({ what }) => what === 'reset')) return `no response before the RST of this case${some}`
  return `no response within ${time(endedMs)}${some}`
}

/** Maximum number of characters of a description. */
const MOST_CHARACTERS = 600

/** Describes an observation in words: the response, the link, what is wrong with them. */
export function describe(observation: Observation): string {
  const head = finalHead(observation)
  const words = head ? responseWords(observation, head) : noResponseWords(observation)
  return words.length > MOST_CHARACTERS ? `${words.slice(0, MOST_CHARACTERS)}…` : words
}
