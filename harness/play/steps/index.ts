/**
 * The description of each step: how it is performed, shown in words, and how long it lasts. Each kind of step is a file in this
 * folder; kinds.ts lists them. The files import only types of the player and of the transports, so that reports can use them
 * without loading a socket.
 */
import type { Step, StepKinds } from '../../case/script'
import type { StepKind } from './kind'
import * as kinds from './kinds'

/** Every kind of step, by its name in `do`. */
export const STEPS: { readonly [Name in keyof StepKinds]: StepKind<StepKinds[Name]> } = kinds

/** The description of the kind of a step. */
export function kindOf<S extends Step>(step: S): StepKind<S> {
  return STEPS[step.do] as unknown as StepKind<S>
}

/**
 * How much longer than usual a script may take because the target is slow, ms.
 * @param slowMs how long each wait may take at least
 * @param deadlineMs the usual deadline, which all waits without a limit of their own share
 */
export function stretchMs(steps: readonly Step[], slowMs: number, deadlineMs: number): number {
  const limits = steps.flatMap((step) => kindOf(step).withinMs?.(step) ?? (step.do === 'answer' ? [null] : []))
  const named = limits.reduce<number>((sum, ms) => sum + (ms ? Math.max(0, slowMs - ms) : 0), 0)
  const unlimited = limits.filter((ms) => ms === null).length
  return named + Math.max(0, unlimited * slowMs - deadlineMs)
}

/** The milliseconds that steps take however soon the peer answers: windows, pauses, and bytes that are sent one by one. */
export function lastsMs(steps: readonly Step[], windowMs: (named: number) => number): number {
  return steps.reduce((sum, step) => sum + (kindOf(step).lastsMs?.(step, windowMs) ?? 0), 0)
}
