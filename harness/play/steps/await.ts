import type { Frame, FrameRun } from '../../case/frame'
import type { Player } from '../player'
import type { StepKind } from './kind'

/** Waits for one thing: the first of these that is set, or without any of them for a whole frame. */
export interface AwaitStep {
  do: 'await'
  /** The end of the connection. */
  end?: true
  /** Bytes after the last answer that match. */
  octets?: (after: Buffer) => boolean
  /** Frames on the link that match together. */
  link?: (link: FrameRun) => boolean
  /** A frame that matches. */
  frame?: (payload: Buffer, opcode: number) => boolean
  /** The longest wait, ms; longer for a slow target, unless `isPace` is set. */
  within: number
  /** The wait sets the pace at which the script sends. */
  isPace?: true
}

declare module '../../case/script' {
  interface StepKinds {
    await: AwaitStep
  }
}

/** Gives the condition of a step. Each frame is checked once. */
function conditionOf(step: AwaitStep, player: Player): () => boolean {
  const { conversation } = player
  let checked = 0
  return () => {
    if (step.end) return player.hasEnded && !player.connection.overflow
    if (step.octets) return step.octets(conversation.octetsAfterAnswer())
    const link = conversation.link()
    if (step.link) return link !== null && step.link(link)
    const frames = link?.frames ?? []
    for (; checked < frames.length; checked++) {
      const { payload, opcode } = frames[checked] as Frame
      if (step.frame?.(payload, opcode) ?? true) return true
    }
    return false
  }
}

function nameOf({ end, octets, link, frame }: AwaitStep): string {
  if (end) return 'the end of the connection'
  if (octets) return 'the bytes that must follow the answer'
  if (link) return 'the frames that must come'
  return frame ? 'the frame that must come' : 'a frame'
}

export const awaitStep: StepKind<AwaitStep> = {
  perform: (step, player) => {
    // No frames come after a refusal.
    if (!step.end && !step.octets && player.conversation.refused) return null
    const most = step.isPace ? step.within : player.script.patienceMs(step.within)
    return player.until(conditionOf(step, player), most)
  },
  inWords: (step, { duration }) => `wait for ${nameOf(step)}, at most ${duration(step.within)}`,
  withinMs: ({ within, isPace }) => (isPace ? undefined : within),
  goesOn: true,
  readsAfterEnd: true,
  listens: true,
  onlyWaits: true,
}
