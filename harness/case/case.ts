import type { Clause } from './clause'
import type { Check, Expectation, Finding, JudgeContext } from './expectation'
import type { Need } from './needs'
import type { Observation } from './observation'
import type { Edit, Vars } from './request'
import type { Requirement } from './requirement'
import type { Level } from './results'
import type { Step } from './script'

/** One stimulus of a case. Without `expect` it is a twin: sent, recorded, and there to be compared with. */
export interface Part {
  name: string
  send?: Edit
  steps?: readonly Step[]
  /** The address family to connect over; without it, what the name gives. */
  family?: 4 | 6
  /** How long its script takes by design, ms: so much longer than other parts it has. */
  lasts?: number
  expect?: Expectation
}

/** One answer of the run that a derived case looks at: which case asked for it, `control` for the correct handshake. */
export interface Evidence {
  from: string
  part: string
  observation: Observation
  vars: Vars
}

/** A look at every response of the run; it sends nothing of its own. */
export interface Derived {
  /** What is required of each, in words. */
  says: string
  /** Which answers it speaks of; `from` is the case that asked, `control` for the correct handshake. */
  of: (observation: Observation, from: string) => boolean
  /** Judges one answer, or with `all` the answers together. */
  each?: Check
  all?: (evidence: readonly Evidence[], context: JudgeContext) => (Finding & { shownBy?: readonly Evidence[] }) | null
  /** Cases whose answers it needs: they are sent even where only the derived case was asked for. */
  from?: readonly string[]
  /** Why there is nothing to judge when no answer matched. */
  absent: string
}

/** The two clauses that pull apart, and how each is read. */
export interface Contest {
  strict: string
  lenient: string
}

/** A numbered conformance case. Ids are final: never renumbered, never reused. */
export interface Case {
  id: string
  level: Level
  title: string
  contested?: Contest
  source: readonly Clause[]
  /** The normative statements it tests. */
  tests: readonly Requirement[]
  needs?: readonly Need[]
  /** It can hurt: runs alone, last in its suite, and only where that is allowed. */
  hurts?: true
  /** It waits for minutes: only with --slow. */
  slow?: true
  /** It holds that many connections at once and so runs alone. */
  connections?: number
  parts?: readonly Part[]
  /** Further parts that follow from what the first ones brought. */
  follow?: (observations: ReadonlyMap<string, Observation>, vars: Vars) => Part[]
  derived?: Derived
  /** Why it matters to somebody who runs such a server. */
  why?: string
  /** The version of the catalogue that brought it (harness/catalogue.ts); without it, the first. */
  introduced?: string
  /** Rises from 1 when the rule of its verdict changes; CHANGELOG.md names the case then. */
  meaning?: number
}

/** A topic: the cases whose ids begin with its number. */
export interface Suite {
  number: number
  slug: string
  title: string
  cases: readonly Case[]
}
