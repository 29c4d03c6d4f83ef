import type { Frame } from '../../case/frame'
import { growing } from './growing'
import type { Message } from './message'
import { ShortFrame } from './short-frame'

export type { Message } from './message'

/** A message of one frame that is not short. */
class SingleFrameMessage implements Message {
  private readonly frame: Frame

  constructor(frame: Frame) {
    this.frame = frame
  }

  get opcode(): number {
    return this.frame.opcode
  }

  get compressed(): boolean {
    return (this.frame.rsv & 4) !== 0
  }

  get payload(): Buffer {
    return this.frame.payload
  }

  get cut(): boolean {
    return this.frame.cut === true
  }
}

/** The frames of a message that is not whole, and the last message of one frame. */
interface Open {
  frames: Frame[]
  last?: { frame: Frame; message: Message }
}

function nextMessage(frame: Frame, open: Open): Message | null {
  if (frame.opcode > 2) return null
  // Equal frames may be one object: their messages are then, too.
  if (open.last?.frame === frame && open.frames.length === 0) return open.last.message
  if (frame.opcode !== 0) open.frames = [frame]
  else if (open.frames.length > 0) open.frames.push(frame)
  const { frames } = open
  const [first, ...more] = frames
  if (!first || !frame.fin) return null
  open.frames = []
  if (more.length === 0) {
    const message = frame instanceof ShortFrame ? frame : new SingleFrameMessage(frame)
    open.last = { frame, message }
    return message
  }
  const payload = Buffer.concat(frames.map((each) => each.payload))
  return { opcode: first.opcode, compressed: (first.rsv & 4) !== 0, payload, cut: frames.some(({ cut }) => cut) }
}

/**
 * The data messages that are whole in a run of frames. Total: a continuation of nothing is left out. Where the run has
 * grown since it was read last, only the new frames are read.
 */
export const readMessages: (frames: readonly Frame[]) => readonly Message[] = growing<Frame, Message, Open>(
  () => ({ frames: [] }),
  nextMessage,
)
