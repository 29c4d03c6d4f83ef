import type { Check } from './check'
import type { ClientObservation } from './client-observation'
import type { Expectation } from './expectation'
import type { ReplyVars } from './reply'
import type { Level } from './results'

/**
 * What a client did with an answer, from both sides: what it sent, and what its driver says.
 * `open` it opened the WebSocket: a masked data frame came, and the driver does not deny it;
 * `claimed` the driver says OPEN, and no data frame came;
 * `denied` a data frame came, and the driver says that it failed: the two sides contradict each other;
 * `failed` it did not open, and its driver or the end of the connection says so;
 * `waiting` it neither opened nor failed until its time was over;
 * `crashed` its program died by a signal or with an exit code that no driver has;
 * `unasked` no request came, and the driver says that it failed: the library refused before it connected;
 * `unseen` no request came, and nothing says why;
 * `skipped` the driver cannot express the case.
 */
export type ClientOutcome =
  | 'open'
  | 'claimed'
  | 'denied'
  | 'failed'
  | 'waiting'
  | 'crashed'
  | 'unasked'
  | 'unseen'
  | 'skipped'

/** What a check of a client may use beside the observation. */
export interface ClientContext {
  level: Level
  /** What the client did with the plain correct answer. */
  control: ClientObservation
  /** Gives another part of the case by name. */
  part(name: string): ClientObservation | undefined
  /** The case that should vouch for this one, where the client did not open in it. */
  unvouched?: string
}

/** Looks for one thing in what a client did; null where there is nothing to say. Pure. */
export type ClientCheck = Check<ClientObservation, ClientContext>

/** What is required of a client. The verdict is the worst that the table and the checks give. */
export type ClientExpectation = Expectation<ClientOutcome, ClientCheck>

/** The values on which the answer depended; null where no request came. */
export type ClientVars = ReplyVars | null
