import type { Frame } from '../../case/frame'

/** A whole data message: its frames joined (RFC 6455 5.4); `compressed` is RSV1 of the first (RFC 7692 6). */
export interface Message {
  opcode: number
  compressed: boolean
  payload: Buffer
}

/** The data messages that are whole in a run of frames. Total: a continuation of nothing is left out. */
export function readMessages(frames: readonly Frame[]): Message[] {
  const messages: Message[] = []
  let open: Frame[] = []
  for (const frame of frames) {
    if (frame.opcode > 2) continue
    if (frame.opcode !== 0) open = [frame]
    else if (open.length > 0) open.push(frame)
    const [first] = open
    if (!first || !frame.fin) continue
    const payload = open.length === 1 ? first.payload : Buffer.concat(open.map((each) => each.payload))
    messages.push({ opcode: first.opcode, compressed: (first.rsv & 4) !== 0, payload })
    open = []
  }
  return messages
}
