import type { FrameRun } from '../../../../harness/case/frame'
import { OPCODE } from '../../../../harness/wire/websocket/frame'
import { inflateMessage, LARGEST_WINDOW } from '../../../../harness/wire/websocket/inflate'
import { type Message, readMessages } from '../../../../harness/wire/websocket/messages'

/**
 * A message from the server. `octets` is the message after decompression. `furthest` is the longest back-reference of its
 * DEFLATE data in bytes, and `fault` what makes this data invalid, null when it is valid.
 */
export interface Reply extends Message {
  octets: Buffer
  furthest: number
  fault: string | null
}

/**
 * The messages after a 101, decompressed.
 * @param from `window` keeps the window from message to message (RFC 7692 7.2.2), which also reads messages that do not use
 * it; `empty` starts each message with an empty window
 */
export function readReplies({ frames }: FrameRun, from: 'window' | 'empty' = 'window'): Reply[] {
  let window = Buffer.alloc(0)
  return readMessages(frames).map((message) => {
    if (!message.compressed) return { ...message, octets: message.payload, furthest: 0, fault: null }
    const inflated = inflateMessage(message.payload, window)
    if (from === 'window') window = Buffer.from(Buffer.concat([window, inflated.octets]).subarray(-LARGEST_WINDOW))
    return { ...message, ...inflated }
  })
}

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
