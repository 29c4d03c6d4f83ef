import type { Edit } from '../case/edit'
import type { Recording, SentRequest } from '../case/recording'
import type { Step } from '../case/script'
import type { Vars } from '../case/vars'
import type { HandshakeProtocol } from '../wire/protocol'
import type { UnendedHeads } from './unended-heads'

/** What a target answers on an open link, as probing found. It decides how `alive` checks that the link works. */
export type AliveBy = 'ping' | 'echo' | 'close'

/** A script over one connection, ready to play: nothing in it depends on the target any more. */
export interface Script {
  steps: readonly Step[]
  vars: Vars
  /** The version of HTTP that is spoken. */
  protocol: HandshakeProtocol
  /** Renders the request of an edit; without one, the part's own. */
  render: (edit?: Edit) => SentRequest
  aliveBy: AliveBy
  /** The peer sends frames unasked, as probing found. A link is then read for a moment even where no step waits for frames. */
  greets: boolean
  /** How long a link may take to show that it works, ms. */
  aliveMs: number
  /** How long the peer has to end a link that a Close frame has ended, ms. */
  farewellMs: number
  /** How long a window lasts in which nothing may happen, for the milliseconds that a step names. */
  windowMs: (named: number) => number
  /** How long something may take to come, for the milliseconds that a step names. */
  patienceMs: (named: number) => number
  /** What is known of header sections without an end; without it, each is waited for until the deadline. */
  unendedHeads?: UnendedHeads
  /** The longest wait for an answer that names none of its own, ms; without it, until the deadline. */
  answerMs?: number
  /**
   * Called once where everything was sent and nothing comes for so long, ms; `linkAfterMs` is for an open link. `sofar` gives
   * the recording as it would be if nothing came any more.
   */
  quiet?: { afterMs: number; linkAfterMs: number; call: (sofar: () => Recording) => void }
  /** The whole script ends by then, ms. */
  deadlineMs: number
}
