import type { Observation } from './observation'
import type { Profile } from './profile'
import type { Vars } from './request'
import type { Capabilities, Level, Verdict } from './results'

/**
 * What came of a request, most specific first: `accept` a 101 with Accept, Upgrade and Connection right and a live link,
 * `elsewhere` a 101 to an offered protocol that is not websocket, a status, its class, `dropped` the connection ended
 * without a response, `silent` it stayed open without one, `garbage` octets that are no HTTP response.
 */
export type Outcome =
  | 'accept'
  | 'elsewhere'
  | `${number}`
  | '2xx'
  | '3xx'
  | '4xx'
  | '5xx'
  | 'dropped'
  | 'silent'
  | 'garbage'

/** A verdict, or `miss`: what missing the requirement means at the case's level (MUST and SECURITY fail, SHOULD warn, else observed). */
export type RowVerdict = Verdict | 'miss'

/** Something that was noticed: `got` adds to what the answer was, `because` says why it matters, with its clause. */
export interface Finding {
  verdict: RowVerdict
  got?: string
  because: string
}

/** What a check may look at beside the observation. */
export interface JudgeContext {
  level: Level
  /** The correct handshake that was answered nearest to this case. */
  control: Observation
  vars: Vars
  capabilities: Capabilities
  /** The other parts of the case by name: its twins. */
  part(name: string): Observation | undefined
  /** The slowest answer to a control, ms. */
  slowestControlMs: number
  profile: Profile
  /** False where Via or the profile tells that an intermediary answered. */
  direct: boolean
}

/** A pure look at an observation: null where there is nothing to say. */
export type Check = (observation: Observation, context: JudgeContext) => Finding | null

/** What is required: in words, as a table from outcome to verdict, and as checks. The verdict is the worst that one of them gives. */
export interface Expectation {
  says: string
  table: Partial<Record<Outcome, RowVerdict>>
  checks: readonly Check[]
}
