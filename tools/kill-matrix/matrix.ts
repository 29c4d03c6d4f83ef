import type { Case } from '../../harness/case/case'
import type { Verdict } from '../../harness/case/verdicts'
import type { Defect } from '../../servers-under-test/scratch/defects/defect'
import { cases, type ResultsById } from './scratch-runs'

/** One defect, and the results of the cases that it trips: their verdicts are worse than on the intact server. */
export interface Row {
  defect: Defect
  trips: ResultsById
}

/** The results of the intact server, and a row for each defect. */
export interface Matrix {
  intact: ResultsById
  rows: readonly Row[]
}

/** The cases whose table has no verdict worse than warn, each with the words of the table. */
const WARN_AT_MOST: ReadonlyMap<string, string> = new Map([
  ['1.39', 'any other refusal, drop or hang = WARN'],
  ['11.07', '101 in either order under a declared policy = WARN'],
  ['11.08', 'refused under a declared policy = PASS; 101 = WARN'],
])

/** The cases that no defect can trip, each with the reason. */
export const UNTRIPPABLE: ReadonlyMap<string, string> = new Map([
  ['4.15', 'recorded, never scored: an origin may accept, and a server after an intermediary may refuse'],
])

/** True for the verdict that proves a case: the one that its level gives to a broken requirement. */
function proves(testCase: Case, verdict: Verdict): boolean {
  if (verdict === 'fail') return true
  if (testCase.contested) return verdict === 'contested'
  return (testCase.level === 'SHOULD' || WARN_AT_MOST.has(testCase.id)) && verdict === 'warn'
}

/** True for a defect that breaks a requirement which the case names. */
export function isAbout({ tests }: Case, defect: Defect): boolean {
  return tests.some((requirement) => defect.breaks.includes(requirement))
}

/** True for a case that a defect has to prove. */
export function needsProof({ level }: Case): boolean {
  return level === 'MUST' || level === 'SHOULD' || level === 'SECURITY'
}

/** The names of the defects that prove a case: each breaks a requirement that the case names, and gives it the verdict of its level. */
export function provenBy(testCase: Case, { rows }: Matrix): string[] {
  const doProve = rows.filter(({ defect, trips }) => {
    const result = trips.get(testCase.id)
    return result !== undefined && proves(testCase, result.verdict) && isAbout(testCase, defect)
  })
  return doProve.map(({ defect }) => defect.name)
}

/** The ids of the cases that a defect trips although they name no requirement that it breaks. */
export function foreignTrips({ defect, trips }: Row): string[] {
  return cases.filter((each) => trips.has(each.id) && !isAbout(each, defect)).map(({ id }) => id)
}
