import type { Check, Finding, JudgeContext } from './check'
import type { Observation } from './observation'
import type { Vars } from './vars'
import type { Verdict } from './verdicts'

/** One answer of the run, which derived cases judge. */
export interface Evidence<Observed = Observation, Variables = Vars> {
  /** The id of the case that asked for it; `control` for the correct handshake. */
  from: string
  part: string
  observation: Observed
  vars: Variables
}

/** A requirement on every answer of the run. A case that has one sends nothing of its own. */
export interface Derived<Observed = Observation, Context = JudgeContext, Variables = Vars> {
  /** What is required of each answer, in words. */
  says: string
  /** Which answers it is about; `from` is the case that asked, `control` for the correct handshake. */
  of: (observation: Observed, from: string) => boolean
  /** Judges one answer. */
  each?: Check<Observed, Context>
  /** Judges the answers together; `verdictOf` gives the verdict of another case on its own answers, undefined for none. */
  all?: (
    evidence: readonly Evidence<Observed, Variables>[],
    context: Context,
    verdictOf: (id: string) => Verdict | undefined,
  ) => (Finding & { shownBy?: readonly Evidence<Observed, Variables>[] }) | null
  /** Cases whose answers it needs: they are sent even where only the derived case was asked for. */
  from?: readonly string[]
  /** A finding in an answer is scored by the case that asked for it, where that has a finding too. */
  scoredByAsker?: true
  /** Why the case is skipped where it is about no answer. */
  absent: string
}
