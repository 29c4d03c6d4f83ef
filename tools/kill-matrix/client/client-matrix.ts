import { CLIENT_DEFECTS } from '../../../clients-under-test/scratch/defects'
import type { ClientDefect } from '../../../clients-under-test/scratch/overlay'
import type { ClientCase } from '../../../harness/case/client-case'
import type { CaseResult } from '../../../harness/case/results'
import { isWorse, type Verdict } from '../../../harness/case/verdicts'
import { clientCases, clientResultsOf } from './scratch-client-runs'

/** One defect, and the results of the cases that it trips: their verdicts are worse than with the intact client. */
export interface ClientRow {
  defect: ClientDefect
  trips: ReadonlyMap<string, CaseResult>
}

/** The results of the intact client, and a row for each defect. */
export interface ClientMatrix {
  intact: ReadonlyMap<string, CaseResult>
  rows: readonly ClientRow[]
}

/** How many defective clients run at once. */
const AT_ONCE = 6

/** True for a defect that breaks a requirement which the case names. */
export function isAboutClient({ tests }: ClientCase, { breaks }: ClientDefect): boolean {
  return tests.some((requirement) => breaks.includes(requirement))
}

/** True for a case that a defect has to prove: it runs with this client, and its level binds. */
export function needsClientProof({ level, needs = [] }: ClientCase): boolean {
  return (level === 'MUST' || level === 'SHOULD' || level === 'SECURITY') && !needs.includes('whatwg')
}

function proves({ level, contested }: ClientCase, verdict: Verdict): boolean {
  if (contested) return verdict === 'contested'
  // Hardening that no clause demands is a warning, where the case says so.
  if (level === 'SECURITY') return verdict === 'fail' || verdict === 'warn'
  return verdict === (level === 'SHOULD' ? 'warn' : 'fail')
}

/** Runs every case with the intact client and with each defect. */
export async function measureClients(defects: readonly ClientDefect[] = CLIENT_DEFECTS): Promise<ClientMatrix> {
  const intact = await clientResultsOf([])
  const left = [...defects.entries()]
  const rows: ClientRow[] = []
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, defect] = next
      const found = await clientResultsOf([defect])
      const isTripped = ([id, { verdict }]: [string, CaseResult]) =>
        isWorse(verdict, intact.get(id)?.verdict ?? 'error')
      rows[at] = { defect, trips: new Map([...found].filter(isTripped)) }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return { intact, rows }
}

/** The names of the defects that prove a case. */
export function provenByClients(testCase: ClientCase, { rows }: ClientMatrix): string[] {
  return rows
    .filter(({ defect, trips }) => {
      const result = trips.get(testCase.id)
      return result !== undefined && proves(testCase, result.verdict) && isAboutClient(testCase, defect)
    })
    .map(({ defect }) => defect.name)
}

/** The ids of the cases that a defect trips although they name no requirement that it breaks. */
export function foreignClientTrips({ defect, trips }: ClientRow): string[] {
  return clientCases.filter((each) => trips.has(each.id) && !isAboutClient(each, defect)).map(({ id }) => id)
}
