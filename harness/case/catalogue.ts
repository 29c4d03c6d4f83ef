import type { Case, Suite } from './case'

/** The versions of the catalogue, the oldest first. A case that is added names the one that brings it. */
export const CATALOGUES: readonly string[] = ['1.0']

const [FIRST = ''] = CATALOGUES

/** The version of the catalogue that brought a case. */
export function introducedIn({ introduced = FIRST }: Case): string {
  return introduced
}

/** Counts what a case's verdicts have meant, from 1: it rises when the rule changes by which the same answer is judged. */
export function meaningOf({ meaning = 1 }: Case): number {
  return meaning
}

/** The suites as one version of the catalogue had them: without the cases that came later. `versions` are all, the oldest first. */
export function frozen(suites: readonly Suite[], version: string, versions = CATALOGUES): Suite[] {
  const until = versions.indexOf(version)
  const had = (of: Case) => versions.indexOf(introducedIn(of)) <= until
  return suites.map((suite) => ({ ...suite, cases: suite.cases.filter(had) })).filter(({ cases }) => cases.length > 0)
}

/** A case with the suite that it stands in. */
export interface Entry {
  suite: Suite
  case: Case
}

/** All cases of `suites` in their order. */
export function entriesOf(suites: readonly Suite[]): Entry[] {
  return suites.flatMap((suite) => suite.cases.map((each) => ({ suite, case: each })))
}

/** The ids of all cases of `suites`, in their order. */
export function idsOf(suites: readonly Suite[]): string[] {
  return entriesOf(suites).map((entry) => entry.case.id)
}
