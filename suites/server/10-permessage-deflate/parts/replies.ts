import type { FrameRun } from '../../../../harness/case/frame'
import { OPCODE } from '../../../../harness/wire/websocket/frame'
import { readReplies } from '../../../../harness/wire/websocket/replies'

/** True if a Pong with this payload was received. */
export function hasPong({ frames }: FrameRun, payload: string): boolean {
  return frames.some((frame) => frame.opcode === OPCODE.pong && frame.payload.equals(Buffer.from(payload)))
}

/**
 * True if the server sent an invalid message back.
 * @param text valid data at the start of the message, which the reply then contains
 * @param raw the payload of the message; an empty reply, or one that is equal to it, counts as well
 */
export function hasDelivered(link: FrameRun, text: string, raw?: Buffer): boolean {
  return readReplies(link).some(
    ({ octets }) => octets.includes(text) || (raw !== undefined && (octets.length === 0 || octets.equals(raw))),
  )
}

export const endsMessage = ({ opcode, fin }: { opcode: number; fin: boolean }) => fin && opcode <= OPCODE.binary
