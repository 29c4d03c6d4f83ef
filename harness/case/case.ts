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
  /** It is destructive: it runs alone, last in its suite, and only where that is allowed. */
  hurts?: true
  /** It waits for minutes: only with --slow. */
  slow?: true
  /** How many connections it holds open at the same time. Where the run allows fewer, it runs alone. */
  connections?: number
  parts?: readonly Part[]
  /** Gives further parts from the observations of the first ones, by the names of their parts. */
  follow?: (observations: ReadonlyMap<string, Observation>, vars: Vars) => Part[]
  derived?: Derived
  /**
   * Cases that a server fails by the same fault. Where one of them has a finding that is as grave and has the same cause,
   * this case is skipped and refers to it, so that one fault is scored once.
   */
  sameFaultAs?: readonly string[]
  /** What explains its findings, unless a finding names something else; suites/causes.ts sets it. */
  blame?: Blame
  /** Why it matters to somebody who runs such a server. */
  why?: string
  /** The version of the catalogue that added it (catalogue.ts); without it, the first. */
  introduced?: string
  /** The version of the rule for its verdict, from 1; CHANGELOG.md names each change. */
  meaning?: number
}

/** A topic: the cases whose ids begin with its number. */
export interface Suite {
  number: number
  slug: string
  title: string
  cases: readonly Case[]
}
