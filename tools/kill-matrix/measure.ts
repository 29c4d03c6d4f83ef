import { fork } from 'node:child_process'
import type { Case } from '../../harness/case/case'
import type { CaseResult } from '../../harness/case/results'
import type { Verdict } from '../../harness/case/verdicts'
import { isWorse } from '../../harness/case/verdicts'
import { DEFECTS } from '../../servers-under-test/scratch/defects'
import type { Defect } from '../../servers-under-test/scratch/defects/defect'
import { DEFAULT_RUN_OPTIONS } from '../../settings/run-options'
import { isAbout, type Matrix, needsProof, type Row } from './matrix'
import { cases, type ResultsById, resultsOf } from './scratch-runs'

/** How many processes run defective servers, and how many servers each has at once. */
const PROCESSES = 2
const SERVERS_AT_ONCE = 3

/**
 * Which cases each defect is run through: `all`, or the `near` ones: those that name a requirement which the defect
 * breaks, and a share of the others. The share differs from defect to defect, so that together they run every case.
 */
export type Scope = 'all' | 'near'

/** One of this number of the cases that are not about a defect is measured with it. */
const SHARE = 12

/** A defect that breaks what liveness needs shows after every destructive case. */
const LIVENESS = cases.find(({ id }) => id === '0.06')

function idsFor(defect: Defect, scope: Scope): string[] {
  const turn = DEFECTS.indexOf(defect)
  const breaksLiveness = LIVENESS !== undefined && isAbout(LIVENESS, defect)
  const isNear = (testCase: Case, at: number) =>
    isAbout(testCase, defect) || (testCase.hurts && breaksLiveness) || (at + turn) % SHARE === 0
  return cases.filter((testCase, at) => scope === 'all' || isNear(testCase, at)).map(({ id }) => id)
}

function tripped(intact: ResultsById, found: ResultsById): ResultsById {
  const verdictOf = (id: string): Verdict => intact.get(id)?.verdict ?? 'error'
  return new Map([...found].filter(([id, { verdict }]) => isWorse(verdict, verdictOf(id))))
}

/** Does `work` for each of `items`, `jobs` at a time, and returns the results in the order of the items. */
async function inParallel<T, R>(jobs: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const left = [...items.entries()]
  const done: R[] = []
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) done[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return done
}

/** Measures the named defects in a process of its own. Returns the results of each, in their order. */
function inOwnProcess(scope: Scope, names: readonly string[]): Promise<[string, CaseResult][][]> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, [scope, ...names], { execArgv: ['-r', require.resolve('../typescript')] })
    child.once('message', (found) => resolve(found as [string, CaseResult][][]))
    child.once('exit', (code) => reject(new Error(`the measuring process ended with ${code}`)))
  })
}

/**
 * A defect that trips nothing is measured again with the cases that are about it: with those that wait for minutes, and
 * with a whole deadline, which a busy machine may need.
 */
async function measuredAgain(row: Row): Promise<Row> {
  if (row.trips.size > 0) return row
  const ids = cases.filter((each) => needsProof(each) && isAbout(each, row.defect)).map(({ id }) => id)
  const thorough = (defects: readonly string[]) =>
    resultsOf({ fixture: 'full', defects }, { slow: true, timeoutMs: DEFAULT_RUN_OPTIONS.timeoutMs }, ids)
  return { ...row, trips: tripped(await thorough([]), await thorough([row.defect.name])) }
}

/** Runs the cases against the intact scratch server and against each of its defects. */
export async function measure(scope: Scope, defects: readonly Defect[] = DEFECTS): Promise<Matrix> {
  const intact = await resultsOf({ fixture: 'full' })
  const shares = Array.from({ length: PROCESSES }, (_, share) => defects.filter((_, at) => at % PROCESSES === share))
  const namesOf = (share: readonly Defect[]) => share.map(({ name }) => name)
  const found = await Promise.all(shares.map((share) => inOwnProcess(scope, namesOf(share))))
  const rows = shares.flatMap((share, at) =>
    share.map((defect, nth): Row => ({ defect, trips: tripped(intact, new Map(found[at]?.[nth])) })),
  )
  const complete = await inParallel(SERVERS_AT_ONCE, rows, measuredAgain)
  return { intact, rows: complete.sort((a, b) => defects.indexOf(a.defect) - defects.indexOf(b.defect)) }
}

if (require.main === module) {
  const [scope, ...names] = process.argv.slice(2)
  const measureOne = async (name: string) => {
    const defect = DEFECTS.find((each) => each.name === name) as Defect
    return [...(await resultsOf({ fixture: 'full', defects: [name] }, {}, idsFor(defect, scope as Scope)))]
  }
  void inParallel(SERVERS_AT_ONCE, names, measureOne).then((found) => process.send?.(found))
}
