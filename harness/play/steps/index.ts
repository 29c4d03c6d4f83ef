/**
 * The kinds of steps that a script can have. A new kind is one file in this folder and one line in STEPS.
 *
 * The files here say all there is to know about a step: how it is performed, put into words, how long it lasts. They import
 * only types of the player and of the transports, so that reports can use them without loading a socket.
 */
import type { Step, StepKinds } from '../../case/script'
import { alive } from './alive'
import { answer } from './answer'
import { awaitStep } from './await'
import { flood } from './flood'
import { frame } from './frame'
import { halfClose } from './half-close'
import type { StepKind } from './kind'
import { onlyIf } from './only-if'
import { pause } from './pause'
import { reset } from './reset'
import { send } from './send'
import { stopReading } from './stop-reading'
import { unlessClosing } from './unless-closing'
import { watch } from './watch'
import { write } from './write'

/** Every kind of step, by its name in `do`. */
export const STEPS: { readonly [Name in keyof StepKinds]: StepKind<StepKinds[Name]> } = {
  send,
  flood,
  stopReading,
  answer,
  alive,
  frame,
  write,
  await: awaitStep,
  watch,
  pause,
  unlessClosing,
  onlyIf,
  halfClose,
  reset,
}

/** What is to know about the kind of a step. */
export function kindOf<S extends Step>(step: S): StepKind<S> {
  return STEPS[step.do] as unknown as StepKind<S>
}

/** The milliseconds that steps take however soon the peer answers: windows, pauses, and bytes that are sent one by one. */
export function lastsMs(steps: readonly Step[], windowMs: (named: number) => number): number {
  return steps.reduce((sum, step) => sum + (kindOf(step).lastsMs?.(step, windowMs) ?? 0), 0)
}
