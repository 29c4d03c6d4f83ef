import type { Part } from '../../../harness/case/case'
import type { Check, Expectation, Finding } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Step } from '../../../harness/case/script'
import { isDead, statusOf } from '../../../harness/judge/answer'
import { anything, REFUSED_IS_NO_EVIDENCE } from '../../../harness/judge/expectations'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { readMessages } from '../../../harness/wire/websocket/messages'

/** The target has ended the connection, with FIN or RST. */
export function hasEnded({ recording: { ended } }: Pick<Observation, 'recording'>): boolean {
  return ended === 'closed' || ended === 'reset'
}

/** A Pong with that payload came behind the 101; other frames may have come before it. */
export function hasPong({ link }: Observation, payload: string): boolean {
  const wanted = Buffer.from(payload, 'latin1')
  return link?.frames.some((frame) => frame.opcode === OPCODE.pong && frame.payload.equals(wanted)) ?? false
}

/** A text message came behind the 101 that is exactly that, in one frame or several. */
export function hasText({ link }: Pick<Observation, 'link'>, text: string): boolean {
  const wanted = Buffer.from(text, 'latin1')
  const messages = readMessages(link?.frames ?? [])
  return messages.some(({ opcode, payload }) => opcode === OPCODE.text && payload.equals(wanted))
}

/** The code of the first Close frame behind the 101; 1005 for one without a code (RFC 6455 7.1.5), null for no Close frame. */
export function closeCode({ link }: Observation): number | null {
  const close = link?.frames.find(({ opcode }) => opcode === OPCODE.close)
  if (!close) return null
  return close.payload.length >= 2 ? close.payload.readUInt16BE(0) : 1005
}

/**
 * How long the end of a connection is waited for, ms: the five seconds that it may take, and two more. Five are also what many
 * servers wait for the other side, or for a next request, and which of the two timers is first must decide nothing.
 */
export const CLOSING_MS = 7000

/** What is said where it did not come. */
export const STAYS_OPEN = `the connection stays open for ${CLOSING_MS / 1000} s`

/** Matches a Close frame, for `await`. */
export function isClose(_: Buffer, opcode: number): boolean {
  return opcode === OPCODE.close
}

/** Makes what matches a Pong with that payload, for `await`. */
export function isPong(payload: string) {
  return (got: Buffer, opcode: number): boolean => opcode === OPCODE.pong && got.toString('latin1') === payload
}

/** The payload of a Close frame: a code (RFC 6455 5.5.1). */
export function closePayload(code: number): Buffer {
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(code)
  return payload
}

const STATUS_LINE = /(?:^|\n)(HTTP\/\d\.\d \d{3}[^\r\n]*)/

/** The first status line among the octets behind a 101 that are no frames; null where there is none. */
export function statusLineBehind({ link, received }: Observation): string | null {
  return link?.fault ? (STATUS_LINE.exec(received.toString('latin1', link.rest))?.[1] ?? null) : null
}

/** Tells a status line in what has come behind the 101, for `await`. */
export function hasStatusLine(behind: Buffer): boolean {
  return STATUS_LINE.test(behind.toString('latin1'))
}

/** A Ping behind the 101, and its Pong. */
export const PING_ABC: readonly Step[] = [
  { do: 'send' },
  { do: 'answer' },
  { do: 'frame', frame: { opcode: OPCODE.ping, payload: 'abc' } },
  { do: 'await', frame: isPong('abc'), within: 2000 },
]

/** The twin of cases that send something else before a Ping, or another one. */
export const PING_ALONE: Part = { name: 'a Ping alone', steps: PING_ABC }

/** The twin of 14.02: nothing is sent behind the 101. */
export const SILENCE: Part = {
  name: 'silence behind the 101',
  steps: [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: 1000 }],
}

/** The server ended the link before any frame went out on it. */
function endedFirst(observation: Observation): boolean {
  return hasEnded(observation) && !observation.recording.marks.some(({ what }) => what === 'frame')
}

/** The server closes a link by itself: with the Ping, and where nothing is sent too. */
function closesByItself(observation: Observation, silence: Observation | undefined): boolean {
  return silence !== undefined && [observation, silence].every((each) => closeCode(each) !== null)
}

/** The Ping with `payload` is answered; where not even the twin's is, that is 14.02's (RFC 6455 5.5.2). */
export function pongComes(payload: string): Check {
  return (observation, { part }) => {
    const twin = part(PING_ALONE.name)
    if (hasPong(observation, payload)) return null
    if (endedFirst(observation))
      return { verdict: 'skip', because: 'the target ended the link before the Ping could be sent' }
    if (closesByItself(observation, part(SILENCE.name)))
      return {
        verdict: 'skip',
        because: 'the target closes the link by itself, where nothing is sent too (RFC 6455 7.3)',
      }
    if (twin && !hasPong(twin, 'abc'))
      return { verdict: 'skip', because: 'the target answers no Ping at all, which 14.02 is about' }
    if (observation.link?.frames.some(({ opcode }) => opcode === OPCODE.pong))
      return {
        verdict: 'miss',
        got: 'its application data is not that of the Ping',
        because: 'RFC 6455 5.5.3: a Pong in response to a Ping must have identical application data',
      }
    return { verdict: 'miss', got: 'no Pong', because: 'RFC 6455 5.5.2: a Ping MUST be answered with a Pong' }
  }
}

/**
 * The connection was failed (RFC 6455 7.1.7): nothing that `processed` finds came of what was sent, and the server has ended
 * the connection. A Close frame without that end is half of it: 7.1.1 only says SHOULD for the time.
 */
export function isFailed(clause: string, processed: (observation: Observation) => string | null): Check {
  return (observation): Finding | null => {
    const done = processed(observation)
    if (done !== null) return { verdict: 'fail', got: done, because: clause }
    if (hasEnded(observation)) return null
    if (closeCode(observation) === null) return { verdict: 'fail', got: STAYS_OPEN, because: clause }
    const because = 'RFC 6455 7.1.1: a server that closes SHOULD initiate a TCP close immediately'
    return { verdict: 'warn', got: `a Close frame, but ${STAYS_OPEN}`, because }
  }
}

/** Where the link behind the control's own 101 is dead, or frames come masked, that is scored elsewhere and nothing here. */
const speaks: Check = ({ link }, { control }) => {
  if (isDead(control)) return { verdict: 'skip', because: 'nothing is answered behind a 101, which is scored in 7.23' }
  return link?.fault?.includes('masked')
    ? { verdict: 'skip', because: `what comes cannot be read: ${link.fault}, which is scored in 14.09` }
    : null
}

/** Behind the 101 to BASE: what counts is what `checks` find there. A BASE that is not answered 101 proves nothing. */
export function behindSwitch(says: string, ...checks: readonly Check[]): Expectation {
  return anything({ says, rows: REFUSED_IS_NO_EVIDENCE, checks: [speaks, ...checks.map(onLink)] })
}

/** Runs `check` only where there is a link. */
function onLink(check: Check): Check {
  return (observation, context) => (statusOf(observation) === 101 ? check(observation, context) : null)
}
