import type { FrameRun } from '../../../../harness/case/observation'
import { OPCODE } from '../../../../harness/wire/websocket/frame'
import { inflateMessage, LARGEST_WINDOW } from '../../../../harness/wire/websocket/inflate'
import { type Message, readMessages } from '../../../../harness/wire/websocket/messages'

/** A message of the server as its client reads it; `furthest` and `fault` are of its DEFLATE data. */
export interface Reply extends Message {
  octets: Buffer
  furthest: number
  fault: string | null
}

/**
 * The messages behind a 101, inflated with the window of those before (RFC 7692 7.2.2), or each with an empty one. Who does not
 * take over the window refers to no other message, so the first way reads what keeps the agreement and what breaks it.
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

/** A Pong with that payload came. */
export function hasPong({ frames }: FrameRun, payload: string): boolean {
  return frames.some((frame) => frame.opcode === OPCODE.pong && frame.payload.equals(Buffer.from(payload)))
}

/** A message came that has `text` in it, or is `raw`, or is empty: an invalid message that was delivered all the same. */
export function hasDelivered(link: FrameRun, text: string, raw?: Buffer): boolean {
  return readReplies(link).some(
    ({ octets }) => octets.includes(text) || (raw !== undefined && (octets.length === 0 || octets.equals(raw))),
  )
}

export const endsMessage = ({ opcode, fin }: { opcode: number; fin: boolean }) => fin && opcode <= OPCODE.binary
