import type { FrameSpec } from '../../case/frame'
import type { StepKind, Wording } from './kind'

/** Sends one frame, or two in one write. Nothing is sent after a refusal, unless `refused` is set. */
export interface FrameStep {
  do: 'frame'
  frame: FrameSpec
  /** Another frame in the same write. */
  joined?: FrameSpec
  refused?: true
}

declare module '../../case/script' {
  interface StepKinds {
    frame: FrameStep
  }
}

const OPCODES: Readonly<Record<number, string>> = {
  0: 'a continuation frame',
  1: 'a text frame',
  2: 'a binary frame',
  8: 'a Close frame',
  9: 'a Ping',
  10: 'a Pong',
}

function frameWords({ opcode, payload = '', fin = true, rsv = 0, mask = true }: FrameSpec, { count }: Wording): string {
  const tags = [
    fin ? '' : 'FIN 0',
    rsv ? `reserved bits ${rsv.toString(2).padStart(3, '0')}` : '',
    mask === false ? 'not masked' : '',
  ].filter((tag) => tag !== '')
  const bytes = count(Buffer.from(payload).length, 'byte')
  const name = OPCODES[opcode] ?? `a frame with opcode ${opcode}`
  return `${name} with ${bytes} of payload${tags.length > 0 ? ` (${tags.join(', ')})` : ''}`
}

export const frame: StepKind<FrameStep> = {
  acts: true,
  perform: (step, player) => {
    if (player.conversation.refused && !step.refused) return null
    return player.writeFrames(step.frame, ...(step.joined ? [step.joined] : []))
  },
  inWords: (step, wording) => {
    const joined = step.joined ? `, and in the same write ${frameWords(step.joined, wording)}` : ''
    return `send ${frameWords(step.frame, wording)}${joined}${step.refused ? ', also after a refusal' : ''}`
  },
}
