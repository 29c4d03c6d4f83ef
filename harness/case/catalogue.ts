import type { Case, CaseRecord, Suite } from './case'
import type { Results } from './results'

/** The versions of the catalogue, the oldest first. A new case names the version that adds it. */
export const CATALOGUES: readonly string[] = ['1.0', '1.1']

const [FIRST = ''] = CATALOGUES

/** The version of the catalogue by whose rules this wsspec judges. */
export const CATALOGUE = CATALOGUES.at(-1) ?? FIRST

/** The version of the catalogue by whose rules results were judged. Those without it are of the first. */
export function catalogueOf({ catalogue = FIRST }: Pick<Results, 'catalogue'>): string {
  return catalogue
}

/** The version of the catalogue that added a case. */
export function introducedIn({ introduced = FIRST }: CaseRecord): string {
  return introduced
}

/** The version of the rule for a case's verdict, from 1. */
export function meaningOf({ meaning = 1 }: CaseRecord): number {
  return meaning
}

/** The suites as they were in one version of the catalogue: without later cases. `versions` are all versions, the oldest first. */
export function frozen<Of extends CaseRecord>(
  suites: readonly Suite<Of>[],
  version: string,
  versions = CATALOGUES,
): Suite<Of>[] {
  const until = versions.indexOf(version)
  const had = (of: Of) => versions.indexOf(introducedIn(of)) <= until
  return suites.map((suite) => ({ ...suite, cases: suite.cases.filter(had) })).filter(({ cases }) => cases.length > 0)
}

/** A case with its suite. */
export interface Entry<Of extends CaseRecord = Case> {
  suite: Suite<Of>
  case: Of
}

/** All cases of `suites` in their order. */
export function entriesOf<Of extends CaseRecord>(suites: readonly Suite<Of>[]): Entry<Of>[] {
  return suites.flatMap((suite) => suite.cases.map((each) => ({ suite, case: each })))
}

/** The ids of all cases of `suites`, in their order. */
export function idsOf(suites: readonly Suite<CaseRecord>[]): string[] {
  return entriesOf(suites).map((entry) => entry.case.id)
}
