import type { ReplyStepKind } from './kind'

/** Ends the connection with a reset. */
export interface ResetReplyStep {
  do: 'reset'
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    reset: ResetReplyStep
  }
}

export const reset: ReplyStepKind<ResetReplyStep> = {
  perform: (_, player) => player.reset(),
  inWords: () => 'reset the connection',
}
