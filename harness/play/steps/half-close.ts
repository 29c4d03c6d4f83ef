import type { StepKind } from './kind'

/** Ends the sending side, and goes on reading. */
export interface HalfCloseStep {
  do: 'halfClose'
}

declare module '../../case/script' {
  interface StepKinds {
    halfClose: HalfCloseStep
  }
}

export const halfClose: StepKind<HalfCloseStep> = {
  acts: true,
  perform: (_, { connection }) => {
    connection.halfClose()
    return true
  },
  inWords: () => 'close the sending side',
}
