import type { StepKind } from './kind'

/** Reads nothing for so long, so that the receive window fills. */
export interface StopReadingStep {
  do: 'stopReading'
  ms: number
}

declare module '../../case/script' {
  interface StepKinds {
    stopReading: StopReadingStep
  }
}

export const stopReading: StepKind<StopReadingStep> = {
  acts: true,
  perform: async ({ ms }, player) => {
    player.connection.pauseReading()
    const whole = await player.watch(ms)
    player.connection.resumeReading()
    return whole
  },
  inWords: ({ ms }, { duration }) => `read nothing for ${duration(ms)}`,
  lastsMs: ({ ms }) => ms,
}
