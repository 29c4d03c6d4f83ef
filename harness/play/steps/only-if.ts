import type { Answer } from '../../case/http-message'
import type { Vars } from '../../case/vars'
import type { StepKind } from './kind'

/** Goes on only where a condition on the last answer is true. */
export interface OnlyIfStep {
  do: 'onlyIf'
  /** The condition in words: `go on only where …`. */
  says: string
  answer: (answer: Answer, vars: Vars) => boolean
}

declare module '../../case/script' {
  interface StepKinds {
    onlyIf: OnlyIfStep
  }
}

export const onlyIf: StepKind<OnlyIfStep> = {
  perform: (step, { conversation: { answer }, script }) => answer !== null && step.answer(answer, script.vars),
  inWords: ({ says }) => `go on only where ${says}`,
  onlyWaits: true,
}
