import type { FrameSpec } from '../../case/frame'
import { writeFrame } from '../../wire/websocket/frame'
import type { ReplyStepKind } from './kind'

/** Sends one frame. What the client sends meanwhile is echoed only after its last byte: an echo may not be inside it. */
export interface FrameReplyStep {
  do: 'frame'
  /** Not masked, unless its `mask` says otherwise (RFC 6455 5.1). */
  frame: FrameSpec
  /** How many bytes are sent first. The rest follows after the pause. */
  first?: number
  /** The pause between the two writes, ms. */
  apartMs?: number
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    frame: FrameReplyStep
  }
}

const MASK = Buffer.from([0x37, 0xfa, 0x21, 0x3d])

function bytesOf({ frame }: FrameReplyStep): Buffer {
  return writeFrame({ mask: false, ...frame }, MASK)
}

export const frame: ReplyStepKind<FrameReplyStep> = {
  perform: async (step, player) => {
    const bytes = bytesOf(step)
    const { first = bytes.length, apartMs = 0 } = step
    player.write(bytes.subarray(0, first))
    if (first >= bytes.length) return
    await player.watch(apartMs)
    player.write(bytes.subarray(first))
  },
  inWords: (step, { quote, duration }) =>
    `send the frame ${quote(bytesOf(step))}${step.first === undefined ? '' : `, in two writes ${duration(step.apartMs ?? 0)} apart`}`,
  lastsMs: ({ apartMs = 0 }) => apartMs,
}
