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

/** How many defective clients run at once: most of a run is waiting. */
const AT_ONCE = 12

/**
 * Which cases each defective client runs: `all`, or the `near` ones: those that name a requirement which the defect breaks,
 * and a share of the others. The share differs from defect to defect, so that together they run every case.
 */
export type ClientScope = 'all' | 'near'

/** One of this number of the cases that are not about a defect is measured with it. */
const SHARE = 12

/** The cases that no defect can trip, each with the reason. */
const UNTRIPPABLE_BY_CLIENTS: ReadonlyMap<string, string> = new Map([
  ['C0.44', 'a driver has no setting for a proxy'],
  ['C1.01', 'it is the answer of the control: without it nothing is judged'],
])

/** True for a defect that breaks a requirement which the case names. */
function isAboutClient({ tests }: ClientCase, { breaks }: ClientDefect): boolean {
  return tests.some((requirement) => breaks.includes(requirement))
}

/** What the scratch client is not: one with the API of browsers, and one driver that makes several attempts at once. */
export function isForOtherClients({ needs = [] }: ClientCase): boolean {
  return needs.some((need) => need === 'whatwg' || need === 'together')
}

/** True for a case that a defect has to prove: it runs with this client, and its level binds. */
export function needsClientProof(testCase: ClientCase): boolean {
  const { id, level } = testCase
  if (UNTRIPPABLE_BY_CLIENTS.has(id)) return false
  return (level === 'MUST' || level === 'SHOULD' || level === 'SECURITY') && !isForOtherClients(testCase)
}

function proves({ level, contested }: ClientCase, verdict: Verdict): boolean {
  if (contested) return verdict === 'contested'
  // Hardening that no clause demands is a warning, where the case says so.
  if (level === 'SECURITY') return verdict === 'fail' || verdict === 'warn'
  return verdict === (level === 'SHOULD' ? 'warn' : 'fail')
}

function idsFor(defect: ClientDefect, turn: number, scope: ClientScope): string[] {
  const isNear = (testCase: ClientCase, at: number) => isAboutClient(testCase, defect) || (at + turn) % SHARE === 0
  return clientCases.filter((testCase, at) => scope === 'all' || isNear(testCase, at)).map(({ id }) => id)
}

/** The results of these cases that are worse with a defect than with the intact client. */
async function tripsOf(
  defect: ClientDefect,
  ids: readonly string[],
  intact: ClientMatrix['intact'],
): Promise<Map<string, CaseResult>> {
  const found = await clientResultsOf([defect], ids)
  const isTripped = ([id, { verdict }]: [string, CaseResult]) => isWorse(verdict, intact.get(id)?.verdict ?? 'error')
  return new Map([...found].filter(isTripped))
}

/**
 * The row measured again, alone, where it trips nothing or a foreign case: a busy computer makes a client too slow for some
 * cases.
 */
async function confirmed(row: ClientRow, intact: ClientMatrix['intact']): Promise<ClientRow> {
  const { defect, trips } = row
  if (trips.size === 0) {
    const own = clientCases.filter((each) => isAboutClient(each, defect)).map(({ id }) => id)
    return { defect, trips: await tripsOf(defect, own, intact) }
  }
  const foreign = foreignClientTrips(row)
  if (foreign.length === 0) return row
  const again = await tripsOf(defect, foreign, intact)
  return { defect, trips: new Map([...trips].filter(([id]) => !foreign.includes(id) || again.has(id))) }
}

/** Runs every case with the intact client, and the cases of a scope with each defect. */
export async function measureClients(
  scope: ClientScope,
  defects: readonly ClientDefect[] = CLIENT_DEFECTS,
): Promise<ClientMatrix> {
  const intact = await clientResultsOf([])
  const left = [...defects.entries()]
  const rows: ClientRow[] = []
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, defect] = next
      rows[at] = { defect, trips: await tripsOf(defect, idsFor(defect, at, scope), intact) }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  for (const [at, row] of rows.entries()) rows[at] = await confirmed(row, intact)
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
