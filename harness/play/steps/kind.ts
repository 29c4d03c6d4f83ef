import type { Edit } from '../../case/edit'
import type { Step } from '../../case/script'
import type { Vars } from '../../case/vars'
import type { Player } from '../player'

/** The values from which the bytes of a step follow. */
export interface Rendering {
  vars: Vars
  /** The bytes of the request that an edit makes; without one, of the part's own. */
  request(edit?: Edit): Buffer
}

/** How bytes, counts and times are written in a sentence. */
export interface Wording extends Rendering {
  /** Bytes on one line. */
  quote(bytes: Buffer): string
  /** `1 byte`, `2 bytes`. */
  count(number: number, noun: string): string
  /** Milliseconds: `12 ms`, `3.2 s`. */
  duration(ms: number): string
}

/** The description of one kind of step. Each file in this folder declares one. */
export interface StepKind<S extends Step> {
  /**
   * Performs the step.
   * @returns whether what the step waits for came, true where it waits for nothing; null where it does not apply, and leaves no mark
   */
  perform(step: S, player: Player): boolean | null | Promise<boolean | null>
  /** The step as a sentence without its full stop. */
  inWords(step: S, wording: Wording): string
  /** The milliseconds that the step takes however soon the peer answers; without it, none. */
  lastsMs?(step: S, windowMs: (named: number) => number): number
  /** The time that the step names for a wait, ms, which is longer for a slow target; null for a wait until the deadline. */
  withinMs?(step: S): number | null | undefined
  /** The bytes that the step sends in one write, as a person can by hand; null, or without it, there are none. */
  writes?(step: S, rendering: Rendering): Buffer | null
  /** Whether the step, after those `before` it, writes raw bytes where the handshake is not open. Only HTTP/1.1 has such bytes. */
  isRaw?(step: S, before: readonly Step[]): boolean
  /** The step sends something, or does something else to the connection. */
  acts?: true
  /** The script goes on also where what the step waits for did not come. */
  goesOn?: true
  /** The step is performed also after the connection has ended: it reads what has come. */
  readsAfterEnd?: true
  /** After the step the peer has had time to speak on the link. */
  listens?: true
  /** A person who repeats the case by hand does nothing in this step. */
  onlyWaits?: true
}

/** Whether no answer was waited for in these steps, so that no link can be open after them. */
export function isBeforeAnswer(steps: readonly Step[]): boolean {
  return !steps.some((step) => step.do === 'answer')
}
