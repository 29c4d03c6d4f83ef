import type { Blame } from './cause'
import type { Clause } from './clause'
import type { Derived } from './derived'
import type { Edit } from './edit'
import type { Expectation } from './expectation'
import type { Need } from './needs'
import type { Observation } from './observation'
import type { Requirement } from './requirement'
import type { Level } from './results'
import type { Step } from './script'
import type { Vars } from './vars'

/** One connection of a case. Without `expect` it is a twin: other parts are compared with it. */
export interface Part {
  name: string
  /** The change to the correct handshake; without it, the correct handshake. */
  send?: Edit
  /** The script; without it, HANDSHAKE. */
  steps?: readonly Step[]
  /** The address family to connect over; without it, what the name gives. */
  family?: 4 | 6
  /** How long its script takes by design, ms. Its deadline is later by that much. */
  lasts?: number
  expect?: Expectation
}

/** Two clauses that disagree, and how each is read. */
export interface Contest {
  strict: string
  lenient: string
}

/** What a case has whichever side it tests. Ids are final: never renumbered, never reused. */
export interface CaseRecord {
  id: string
  level: Level
  title: string
  contested?: Contest
  source: readonly Clause[]
  /** The normative statements it tests. */
  tests: readonly Requirement[]
  /** It is destructive: it runs alone, last in its suite, and only where that is allowed. */
  hurts?: true
  /** It waits for minutes: only with --slow. */
  slow?: true
  /**
   * Cases that a target fails by the same fault. Where one of them has a finding that is as grave and has the same cause,
   * this case is skipped and refers to it, so that one fault is scored once.
   */
  sameFaultAs?: readonly string[]
  /** The cases of `sameFaultAs` also score its findings where their cause is another one: their fault shows in this case, too. */
  sameFaultByAnyCause?: true
  /** What explains its findings, unless a finding names something else; suites/causes.ts sets it. */
  blame?: Blame
  /** Why it matters to somebody who runs such a target. */
  why?: string
  /** The version of the catalogue that added it (catalogue.ts); without it, the first. */
  introduced?: string
  /** The version of the rule for its verdict, from 1; CHANGELOG.md names each change. */
  meaning?: number
}

/**
 * A case with the types in which the roles differ: `OfPart` what is sent and expected, `OfDerived` a requirement on
 * everything that was observed, `OfNeed` what some targets do not have.
 */
export interface CaseOf<OfPart, OfDerived, OfNeed> extends CaseRecord {
  needs?: readonly OfNeed[]
  parts?: readonly OfPart[]
  derived?: OfDerived
}

/** A numbered conformance case for a server. A case for a client is in client-case.ts. */
export interface Case extends CaseOf<Part, Derived, Need> {
  /** How many connections it holds open at the same time. Where the run allows fewer, it runs alone. */
  connections?: number
  /** Gives further parts from the observations of the first ones, by the names of their parts. */
  follow?: (observations: ReadonlyMap<string, Observation>, vars: Vars) => Part[]
}

/** A topic: the cases whose ids begin with its number. */
export interface Suite<Of extends CaseRecord = Case> {
  number: number
  slug: string
  title: string
  cases: readonly Of[]
}
