import type { Blame } from './cause'
import type { Observation } from './observation'
import type { Profile } from './profile'
import type { Capabilities, Level, Party } from './results'
import type { Vars } from './vars'
import type { Verdict } from './verdicts'

/** A verdict, or `miss`: the requirement is missed, and the level of the case decides (MUST and SECURITY fail, SHOULD warn, else observed). */
export type RowVerdict = Verdict | 'miss'

/** Something that a check found. */
export interface Finding {
  verdict: RowVerdict
  /** What was found, beside what the answer was. */
  got?: string
  /** Why it matters, with the clause. */
  because: string
  /** The case that scores what was found; only with the verdict `skip`. */
  scoredIn?: string
  /** What explains it, where that is not what explains the case's other findings. */
  blame?: Blame
  /** Who can mend what was found, where a plain GET shows it; `because` gets a sentence about it. */
  party?: Party
  /** The head of the answer shows it, so it holds whatever was cut after the head. */
  fromHead?: true
}

/** What a check may use beside the observation. */
export interface JudgeContext {
  level: Level
  /** The control that was sent nearest to this case. */
  control: Observation
  vars: Vars
  capabilities: Capabilities
  /** Gives another part of the case by name: a twin. */
  part(name: string): Observation | undefined
  /** The slowest answer to a control, ms. */
  slowestControlMs: number
  profile: Profile
  /** False where Via or the profile shows that an intermediary answered. */
  direct: boolean
}

/** Looks for one thing in an observation; null where there is nothing to say. Pure. Its types are those of a server, unless others are named. */
export type Check<Observed = Observation, Context = JudgeContext> = (
  observation: Observed,
  context: Context,
) => Finding | null
