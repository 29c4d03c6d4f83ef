/**
 * The description of each step that answers a client: how it is performed, shown in words, and how long it lasts. The files
 * import only types of the player, so that reports can use them without loading a socket.
 */
import type { ReplyStep, ReplyStepKinds } from '../../case/reply'
import type { ReplyStepKind } from './kind'
import * as kinds from './kinds'

/** Every kind of step, by its name in `do`. */
const REPLY_STEPS: { readonly [Name in keyof ReplyStepKinds]: ReplyStepKind<ReplyStepKinds[Name]> } = kinds

/** The description of the kind of a step. */
export function replyKindOf<S extends ReplyStep>(step: S): ReplyStepKind<S> {
  return REPLY_STEPS[step.do] as unknown as ReplyStepKind<S>
}

/** The milliseconds that steps take however soon the client acts. */
export function replyLastsMs(steps: readonly ReplyStep[]): number {
  return steps.reduce((sum, step) => sum + (replyKindOf(step).lastsMs?.(step) ?? 0), 0)
}

/** The script of a plain case: the right 101, then an echo until the client leaves. */
export const ANSWERED: readonly ReplyStep[] = [{ do: 'reply' }, { do: 'converse' }]
