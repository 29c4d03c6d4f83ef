import type { ReplyStepKind } from './kind'

/** Sends FIN, and goes on reading. */
export interface HalfCloseReplyStep {
  do: 'halfClose'
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    halfClose: HalfCloseReplyStep
  }
}

export const halfClose: ReplyStepKind<HalfCloseReplyStep> = {
  perform: (_, player) => player.halfClose(),
  inWords: () => 'close the sending side',
}
