import type { ReplyStepKind } from './kind'

/** Waits before the next step. The client may leave meanwhile. */
export interface PauseReplyStep {
  do: 'pause'
  ms: number
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    pause: PauseReplyStep
  }
}

export const pause: ReplyStepKind<PauseReplyStep> = {
  perform: ({ ms }, player) => player.watch(ms),
  inWords: ({ ms }, { duration }) => `wait ${duration(ms)}`,
  lastsMs: ({ ms }) => ms,
}
