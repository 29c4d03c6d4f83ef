import type { StepKind } from './kind'

/**
 * Waits through a window in which nothing may happen: max(250, 10 x the control's slowest answer), at most `ms`, and at least
 * 3 x that answer.
 */
export interface WatchStep {
  do: 'watch'
  ms: number
}

declare module '../../case/script' {
  interface StepKinds {
    watch: WatchStep
  }
}

export const watch: StepKind<WatchStep> = {
  perform: ({ ms }, player) => player.watch(player.script.windowMs(ms)),
  inWords: ({ ms }, { duration }) => `check for up to ${duration(ms)} that nothing happens`,
  withinMs: ({ ms }) => ms,
  lastsMs: ({ ms }, windowMs) => windowMs(ms),
  goesOn: true,
  listens: true,
  onlyWaits: true,
}
