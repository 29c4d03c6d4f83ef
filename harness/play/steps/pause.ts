import type { StepKind } from './kind'

/** Waits before the next step, so that what is sent then is sent apart. */
export interface PauseStep {
  do: 'pause'
  ms: number
}

declare module '../../case/script' {
  interface StepKinds {
    pause: PauseStep
  }
}

export const pause: StepKind<PauseStep> = {
  perform: ({ ms }, player) => player.watch(ms),
  inWords: ({ ms }, { duration }) => `wait ${duration(ms)}`,
  lastsMs: ({ ms }) => ms,
}
