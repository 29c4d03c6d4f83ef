import type { RunOptions } from '../target'
import type { TimeLimit } from '../time-limit'

/** Who ended a pass: a person with an interrupt or --bail, the time for the target, or the target. */
type Ending = 'person' | 'time' | 'target'

/** What helps where a target that is sound accepts the correct handshake only now and then. */
export const MAY_HELP = 'if the server limits new connections, --rate 10 keeps below the limit'

/** What a pass may be ended by. */
export interface StopPieces {
  options: Pick<RunOptions, 'signal' | 'bail'>
  time: Pick<TimeLimit, 'isOver' | 'says'>
  /** Counts the failures so far, for --bail. */
  failures: () => number
}

/** Knows whether a pass may still send, and why not. The first reason stays. */
export class Stop {
  private reason: { because: string; by: Ending } | null = null
  private readonly pieces: StopPieces

  constructor(pieces: StopPieces) {
    this.pieces = pieces
  }

  /** True when nothing more may be sent. Each call checks for an interrupt, for --bail and for the time. */
  isReached(): boolean {
    const { options, time } = this.pieces
    if (options.signal?.aborted) this.reason ??= { because: 'the run was interrupted', by: 'person' }
    const failures = this.pieces.failures()
    if (options.bail !== undefined && failures >= options.bail)
      this.reason ??= { because: `the run stopped after ${failures} failures (--bail)`, by: 'person' }
    if (time.isOver) this.reason ??= { because: time.says, by: 'time' }
    return this.reason !== null
  }

  /** Ends the sending because the target can no longer be judged. */
  giveUp(because: string): void {
    this.reason ??= { because, by: 'target' }
  }

  /** The reason that was found so far, for results; null where there is none. */
  get because(): string | null {
    return this.reason?.because ?? null
  }

  /** True when the reason that was found so far is an interrupt or --bail. */
  get interrupted(): boolean {
    return this.reason?.by === 'person'
  }

  /** True when the time for the target is over, and that is the reason. */
  get isTimeOver(): boolean {
    return this.reason?.by === 'time'
  }
}
