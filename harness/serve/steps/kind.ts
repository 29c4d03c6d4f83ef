import type { ReplyStep, ReplyVars } from '../../case/reply'
import type { ReplyPlayer } from '../player'

/** How bytes and times are written in a sentence. */
export interface ReplyWording {
  vars: ReplyVars
  /** Bytes on one line. */
  quote(bytes: Buffer): string
  /** Milliseconds: `12 ms`, `3.2 s`. */
  duration(ms: number): string
}

/** The description of one kind of step that answers a client. Each file in this folder declares one. */
export interface ReplyStepKind<S extends ReplyStep> {
  /** Performs the step. It ends early where the connection has ended. */
  perform(step: S, player: ReplyPlayer): void | Promise<void>
  /** The step as a sentence without its full stop. */
  inWords(step: S, wording: ReplyWording): string
  /** The milliseconds that the step takes however soon the client acts; without it, none. */
  lastsMs?(step: S): number
}
