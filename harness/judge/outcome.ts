import type { Outcome } from '../case/expectation'
import type { Observation } from '../case/observation'
import { fieldValues } from '../wire/http1/fields'
import { OPCODE } from '../wire/websocket/frame'
import {
  type AcceptanceFault,
  acceptanceFaults,
  answered,
  expectedAccept,
  finalHead,
  openedOtherProtocol,
  statusOf,
} from './answer'

/**
 * The outcomes of an observation, most specific first: `101` where it opened, whatever status its protocol accepts with,
 * and before it `accept` where the answer has no fault but the `tolerated` ones.
 */
export function outcomesOf(observation: Observation, tolerated: readonly AcceptanceFault[]): Outcome[] {
  const status = statusOf(observation)
  if (status === null) return withoutResponse(observation)
  if (openedOtherProtocol(observation)) return ['elsewhere']
  if (!observation.opened) return [`${status}`, classOf(status)]
  const isGood = acceptanceFaults(observation).every((fault) => tolerated.includes(fault))
  return isGood ? ['accept', '101'] : ['101']
}

/** The class of a status; one outside 100 to 599 counts as a server error (RFC 9110 15). */
function classOf(status: number): Outcome {
  return status < 100 || status > 599 ? '5xx' : (`${Math.floor(status / 100)}xx` as Outcome)
}

function withoutResponse(observation: Observation): Outcome[] {
  if (observation.answers[0].garbageAt !== null) return ['garbage', 'dropped']
  return ['closed', 'reset'].includes(observation.recording.ended) && !endsLate(observation) ? ['dropped'] : ['silent']
}

/**
 * So long after the last octet of the request, ms, an end without a response is a timer of the server's and no reaction.
 * Many servers have one of ten seconds, which is our deadline too: which of them comes first must decide nothing.
 */
const LATE_MS = 7000

/** The connection ended without a response, and so late that the server had said nothing. */
function endsLate({ recording }: Observation): boolean {
  return recording.endedMs - (recording.sent.at(-1)?.atMs ?? 0) >= LATE_MS
}

/** Text from the wire with control octets and what is not ASCII as \xNN. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e…]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** Text from the wire, fit to stand in a sentence: printable, cut after `most` characters. */
export function shown(text: string, most = 120): string {
  return printable(text.length > most ? `${text.slice(0, most)}… (${text.length} octets)` : text)
}

/** The values of a field in a sentence: the first few, and how many more there are. */
export function shownValues(values: readonly string[]): string {
  const first = values.slice(0, 4).map((value) => shown(value))
  return [...first, ...(values.length > 4 ? [`${values.length - 4} more`] : [])].join(' and ')
}

/** Who answered, where Server or Via tell: ` (Server: nginx)`. */
function hopOf(observation: Observation): string {
  const fields = finalHead(observation)?.fields ?? []
  const told = ['Server', 'Via'].flatMap((name) =>
    fieldValues(fields, name).map((value) => `${name}: ${shown(value, 60)}`),
  )
  return told.length > 0 ? ` (${told.join(', ')})` : ''
}

const FRAME_WORDS: ReadonlyMap<number, string> = new Map([
  [OPCODE.text, 'a text frame'],
  [OPCODE.binary, 'a binary frame'],
  [OPCODE.ping, 'a Ping'],
  [OPCODE.pong, 'a Pong'],
])

function describeLink(observation: Observation): string {
  const { link } = observation
  const first = link?.frames[0]
  if (!link) return ''
  if (link.fault && !first) return `, then ${link.fault}`
  if (!first) return observation.recording.marks.some((mark) => mark.what === 'alive') ? ', then no frame' : ''
  if (first.opcode !== OPCODE.close) return `, then ${FRAME_WORDS.get(first.opcode) ?? 'a continuation frame'}`
  return first.payload.length >= 2 ? `, then Close ${first.payload.readUInt16BE(0)}` : ', then Close'
}

function describeFault(observation: Observation, fault: AcceptanceFault): string {
  if (fault === 'accept') {
    const accepts = answered(observation, 'Sec-WebSocket-Accept')
    const expected = expectedAccept(observation)
    return `Sec-WebSocket-Accept ${accepts.length === 0 ? 'missing' : shownValues(accepts)}${expected ? ` where ${expected} was due` : ''}`
  }
  if (fault === 'dead') return 'no sign of life behind it'
  const name = fault === 'upgrade' ? 'Upgrade' : 'Connection'
  const values = answered(observation, name)
  return values.length === 0 ? `${name} missing` : `${name}: ${shownValues(values)}`
}

/** More words than this about one answer help nobody. */
const MOST_WORDS = 600

/** A time in words; not so exact that two connections that waited for the same are told apart. */
function time(ms: number): string {
  return ms < 950 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`
}

/** What an observation came to, in words. */
export function describe(observation: Observation): string {
  const words = inWords(observation)
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words
}

function inWords(observation: Observation): string {
  const head = finalHead(observation)
  const { recording } = observation
  if (head && observation.opened) {
    const faults = (openedOtherProtocol(observation) ? [] : acceptanceFaults(observation)).map((fault) =>
      describeFault(observation, fault),
    )
    return (
      [`${shown(`${head.status} ${head.reason}`.trim())}${describeLink(observation)}`, ...faults].join('; ') +
      hopOf(observation)
    )
  }
  if (head) return `${shown(`${head.status} ${head.reason}`.trim())}${hopOf(observation)}`
  if (recording.connectedMs === null) return `no connection${recording.errorCode ? ` (${recording.errorCode})` : ''}`
  if (observation.answers[0].garbageAt !== null)
    return `octets that are no HTTP response: ${shown(observation.received.toString('latin1', observation.answers[0].garbageAt), 60)}`
  const some =
    observation.received.length > 0 ? ` after ${observation.received.length} octets of an unfinished response` : ''
  const late = endsLate(observation) ? ` after ${time(recording.endedMs)}` : ''
  if (recording.ended === 'closed') return `the connection was closed without a response${some}${late}`
  if (recording.ended === 'reset') return `the connection was reset without a response${some}${late}`
  if (recording.marks.some(({ what }) => what === 'reset')) return `no response before the RST of this case${some}`
  return `no response within ${time(recording.endedMs)}${some}`
}
