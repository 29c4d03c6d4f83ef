import type { StepKind } from './kind'

/** Ends the connection with a reset. */
export interface ResetStep {
  do: 'reset'
}

declare module '../../case/script' {
  interface StepKinds {
    reset: ResetStep
  }
}

export const reset: StepKind<ResetStep> = {
  acts: true,
  perform: (_, { connection }) => {
    connection.reset()
    return true
  },
  inWords: () => 'reset the connection',
}
