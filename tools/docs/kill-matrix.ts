import { fork } from 'node:child_process'
import type { Case } from '../../harness/case/case'
import type { Requirement } from '../../harness/case/requirement'
import type { CaseResult, Verdict } from '../../harness/case/results'
import { isWorse } from '../../harness/judge/judge'
import { run } from '../../harness/run/run'
import { DEFAULTS, type RunOptions, type Target } from '../../harness/run/target'
import { DEFECTS } from '../../servers-under-test/scratch/defects'
import type { Defect } from '../../servers-under-test/scratch/defects/defect'
import { FULL_PROFILE } from '../../servers-under-test/scratch/fixture'
import { type ListenOptions, listen } from '../../servers-under-test/scratch/server'
import { suites } from '../../suites/server'

/** The cases of every suite, in catalogue order. */
export const cases: readonly Case[] = suites.flatMap((suite) => suite.cases)

/** What one defect did to the verdicts: the cases that came out worse than on the intact server. */
export interface Row {
  defect: Defect
  trips: Verdicts
}

/** What each case came to, by id. */
export type Verdicts = ReadonlyMap<string, CaseResult>

/** The intact server's verdicts, and a row for each defect. */
export interface Matrix {
  intact: Verdicts
  rows: readonly Row[]
}

/** How long a defective server may leave a case without an answer, ms; scratch answers within a few. */
const TIMEOUT_MS = 6000

/** How many processes look at defective servers, and how many servers each has at once. */
const PROCESSES = 2
const SIDE_BY_SIDE = 3

/** The target that a scratch server on `port` is. */
export function scratchTarget(port: number): Target {
  return {
    name: 'scratch',
    url: new URL(`ws://127.0.0.1:${port}/`),
    server: null,
    ours: true,
    fields: [],
    subprotocols: ['chat', 'superchat'],
    tls: { insecure: false },
  }
}

/** The target that a scratch server with the full fixture is, under a name and on its default port, as some cases need. */
export function fullTarget(port: number): Target {
  return {
    ...scratchTarget(port),
    url: new URL('ws://localhost/chat'),
    connect: { host: '127.0.0.1', port },
    profile: FULL_PROFILE,
  }
}

/** Runs every case, or those named, against a scratch server; its fixture decides which target it is. */
export async function verdictsOf(
  how: ListenOptions,
  options: Partial<RunOptions> = {},
  ids: readonly string[] = cases.map(({ id }) => id),
): Promise<Map<string, CaseResult>> {
  const server = await listen(how)
  try {
    const target = how.fixture === undefined ? scratchTarget(server.port) : fullTarget(server.port)
    const result = await run(target, suites, new Set(ids), { ...DEFAULTS, timeoutMs: TIMEOUT_MS, ...options })
    return new Map(result.cases.map((each) => [each.id, each]))
  } finally {
    await server.close()
  }
}

function tripped(intact: Verdicts, found: Verdicts): Map<string, CaseResult> {
  const verdictOf = (id: string): Verdict => intact.get(id)?.verdict ?? 'error'
  return new Map([...found].filter(([id, { verdict }]) => isWorse(verdict, verdictOf(id))))
}

/** Does `work` for every one of `items`, `jobs` at a time, and gives what came of each in their order. */
async function side<T, R>(jobs: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const left = [...items.entries()]
  const done: R[] = []
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) done[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return done
}

/**
 * How much of the catalogue meets each defect: `all` of it, or what is `near`: the cases that name a requirement which the
 * defect breaks, and a share of the others that differs from defect to defect, so that together they see them all.
 */
export type Scope = 'all' | 'near'

/** One in so many of the cases that a defect has nothing to do with is near it. */
const SHARE = 12

/** What liveness rests on: a defect that breaks it shows behind whatever can hurt. */
const LIVENESS = cases.find(({ id }) => id === '0.06')?.tests ?? []

function idsFor(defect: Defect, scope: Scope): string[] {
  const turn = DEFECTS.indexOf(defect)
  const names = (tests: readonly Requirement[]) => tests.some((each) => defect.breaks.includes(each))
  const near = (of: Case, at: number) => names(of.tests) || (of.hurts && names(LIVENESS)) || (at + turn) % SHARE === 0
  return cases.filter((of, at) => scope === 'all' || near(of, at)).map(({ id }) => id)
}

/** Asks a process of its own for the verdicts on the server with each of the named defects. */
function inProcess(scope: Scope, names: readonly string[]): Promise<[string, CaseResult][][]> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, [scope, ...names], { execArgv: ['-r', require.resolve('../typescript')] })
    child.once('message', (found) => resolve(found as [string, CaseResult][][]))
    child.once('exit', (code) => reject(new Error(`the measuring process ended with ${code}`)))
  })
}

/** Runs the suites against the intact scratch server and against each of its defects. */
export async function measure(scope: Scope, defects: readonly Defect[] = DEFECTS): Promise<Matrix> {
  const intact = await verdictsOf({ fixture: 'full' })
  const shares = Array.from({ length: PROCESSES }, (_, share) => defects.filter((_, at) => at % PROCESSES === share))
  const found = await Promise.all(
    shares.map((share) =>
      inProcess(
        scope,
        share.map(({ name }) => name),
      ),
    ),
  )
  const rows = shares.flatMap((share, at) =>
    share.map((defect, nth): Row => ({ defect, trips: tripped(intact, new Map(found[at]?.[nth])) })),
  )
  const later = await side(SIDE_BY_SIDE, rows, again)
  return { intact, rows: later.sort((a, b) => defects.indexOf(a.defect) - defects.indexOf(b.defect)) }
}

/**
 * A defect that trips nothing is looked at again with the cases that are about it: with those that wait for minutes, and
 * with a whole deadline, which a machine that is busy may need.
 */
async function again(row: Row): Promise<Row> {
  if (row.trips.size > 0) return row
  const about = cases.filter((of) => needsProof(of) && of.tests.some((each) => row.defect.breaks.includes(each)))
  const look = (defects: readonly string[]) =>
    verdictsOf(
      { fixture: 'full', defects },
      { slow: true, timeoutMs: DEFAULTS.timeoutMs },
      about.map(({ id }) => id),
    )
  return { ...row, trips: tripped(await look([]), await look([row.defect.name])) }
}

/** The cases whose pass column knows no worse than WARN, each with its words. */
const WARN_AT_MOST: ReadonlyMap<string, string> = new Map([
  ['1.39', 'any other refusal, drop or hang = WARN'],
  ['11.07', '101 in either order under a declared policy = WARN'],
  ['11.08', 'refused under a declared policy = PASS; 101 = WARN'],
  ['12.51', '101 = WARN if the Ping is answered'],
])

/** The verdict that proves a case: the one that its level gives to a broken requirement. */
function proves(of: Case, verdict: Verdict): boolean {
  if (verdict === 'fail') return true
  if (of.contested) return verdict === 'contested'
  return (of.level === 'SHOULD' || WARN_AT_MOST.has(of.id)) && verdict === 'warn'
}

/** True when a case has to be proven by a defect. */
export function needsProof({ level }: Case): boolean {
  return level === 'MUST' || level === 'SHOULD' || level === 'SECURITY'
}

/** The defects that prove a case: each breaks a requirement it names and brings the verdict that its level calls for. */
export function provenBy(of: Case, { rows }: Matrix): string[] {
  return rows
    .filter(({ defect, trips }) => {
      const result = trips.get(of.id)
      return result !== undefined && proves(of, result.verdict) && of.tests.some((each) => defect.breaks.includes(each))
    })
    .map(({ defect }) => defect.name)
}

function idList(statements: readonly Requirement[]): string {
  return statements.map(({ id }) => id).join(', ')
}

/** The cases a defect trips although they name no requirement that it breaks. */
export function foreign({ defect, trips }: Row): string[] {
  return cases
    .filter(({ id, tests }) => trips.has(id) && !tests.some((each) => defect.breaks.includes(each)))
    .map(({ id }) => id)
}

/** The cases that no defect can trip, each with its reason. */
export const UNTRIPPABLE: ReadonlyMap<string, string> = new Map([
  ['4.15', 'recorded, never scored: an origin may accept, and behind an intermediary a refusal is right'],
])

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The matrix as docs/kill-matrix.md: what each defect trips, and which defects prove each case. */
export function render(matrix: Matrix): string {
  const byDefect = matrix.rows.map(({ defect, trips }) => [
    `\`${defect.name}\``,
    defect.says,
    idList(defect.breaks),
    [...trips].map(([id, { verdict }]) => (verdict === 'fail' ? id : `${id} (${verdict})`)).join(', '),
  ])
  const byCase = cases.filter(needsProof).map((of) => [
    of.id,
    of.level,
    of.title,
    idList(of.tests),
    provenBy(of, matrix)
      .map((name) => `\`${name}\``)
      .join(', ') ||
      (UNTRIPPABLE.get(of.id) ?? 'nothing'),
  ])
  return `# Kill matrix

Every MUST, SHOULD and SECURITY case is proven by at least one defect of the scratch server that breaks a requirement the
case names; no defect trips a case that names none of the requirements it breaks. Tripped means a worse verdict than
the intact server gets. Start a server with a defect: \`npx wsspec scratch --defect NAME\`. Written by \`npm run docs\`.

## What proves each case

${table(['case', 'level', 'title', 'requirements', 'defects'], byCase)}

## What each defect trips

${table(['defect', 'what it does', 'breaks', 'trips'], byDefect)}
`
}

/** What a matrix says beside its measurements: which cases and defects there are, and what they are about. */
export function skeleton(page: string): string[] {
  return page.split('\n').map((line) => line.split(' | ').slice(0, -1).join(' | '))
}

/** The defects that a page says prove each case, by its id. */
export function documentedProofs(page: string): Map<string, string[]> {
  const rows = [...page.matchAll(/^\| (\d+\.\d+) \| .* \| (.*) \|$/gm)]
  return new Map(
    rows.map(([, id = '', names = '']) => [id, [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)]),
  )
}

if (require.main === module) {
  const [scope, ...names] = process.argv.slice(2)
  const verdicts = async (name: string) => {
    const defect = DEFECTS.find((each) => each.name === name) as Defect
    return [...(await verdictsOf({ fixture: 'full', defects: [name] }, {}, idsFor(defect, scope as Scope)))]
  }
  void side(SIDE_BY_SIDE, names, verdicts).then((found) => process.send?.(found))
}
