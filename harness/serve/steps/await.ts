import type { ReplyStepKind } from './kind'

/** Waits until the client has sent a frame with an opcode. */
export interface AwaitReplyStep {
  do: 'await'
  opcode: number
  /** Maximum time that it waits, ms. */
  ms: number
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    await: AwaitReplyStep
  }
}

const NAMES: Readonly<Record<number, string>> = {
  1: 'text frame',
  2: 'binary frame',
  8: 'Close',
  9: 'Ping',
  10: 'Pong',
}

const awaitFrame: ReplyStepKind<AwaitReplyStep> = {
  perform: async ({ opcode, ms }, player) => {
    await player.until(() => player.link()?.frames.some((frame) => frame.opcode === opcode) === true, ms)
  },
  inWords: ({ opcode, ms }, { duration }) =>
    `wait for a ${NAMES[opcode] ?? `frame with the opcode ${opcode}`}, at most ${duration(ms)}`,
  lastsMs: ({ ms }) => ms,
}

export { awaitFrame as await }
