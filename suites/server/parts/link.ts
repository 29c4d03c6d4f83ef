import type { Observation } from '../../../harness/case/observation'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { readMessages } from '../../../harness/wire/websocket/messages'

// Reads the link: the connection after a 101.

/** True when the target ended the connection, with FIN or RST. */
export function hasEnded({ recording: { ended } }: Pick<Observation, 'recording'>): boolean {
  return ended === 'closed' || ended === 'reset'
}

/** True when a Pong with this payload (Latin-1) arrived after the 101; other frames may have come before it. */
export function hasPong({ link }: Observation, payload: string): boolean {
  const wanted = Buffer.from(payload, 'latin1')
  return link?.frames.some((frame) => frame.opcode === OPCODE.pong && frame.payload.equals(wanted)) ?? false
}

/** True when a text message that is exactly `text` (Latin-1) arrived after the 101, in one frame or several. */
export function hasText({ link }: Pick<Observation, 'link'>, text: string): boolean {
  const wanted = Buffer.from(text, 'latin1')
  const messages = readMessages(link?.frames ?? [])
  return messages.some(({ opcode, payload }) => opcode === OPCODE.text && payload.equals(wanted))
}

/** The code of the first Close frame on the link; 1005 for one without a code (RFC 6455 7.1.5), null for no Close frame. */
export function closeCode({ link }: Observation): number | null {
  const close = link?.frames.find(({ opcode }) => opcode === OPCODE.close)
  if (!close) return null
  return close.payload.length >= 2 ? close.payload.readUInt16BE(0) : 1005
}

/**
 * How long a case waits for the end of a connection, ms. The end may take five seconds. Many servers also wait five seconds
 * for the other side or for a next request. Two more seconds keep the verdict independent of which timer fires first.
 */
export const CLOSING_MS = 7000

/** The finding when the connection did not end within CLOSING_MS. */
export const STAYS_OPEN = `the connection stays open for ${CLOSING_MS / 1000} s`

/** Matches a Close frame, for the step `await`. */
export function isClose(_: Buffer, opcode: number): boolean {
  return opcode === OPCODE.close
}

/** Gives a function that matches a Pong with this payload (Latin-1), for the step `await`. */
export function isPong(payload: string) {
  return (got: Buffer, opcode: number): boolean => opcode === OPCODE.pong && got.toString('latin1') === payload
}

/** The payload of a Close frame with a code and no reason (RFC 6455 5.5.1). */
export function closePayload(code: number): Buffer {
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(code)
  return payload
}
