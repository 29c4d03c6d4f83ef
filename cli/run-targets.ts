import type { FixtureNote } from '../fleet/manifest'
import { StartError } from '../fleet/start-error'
import { type CaseResult, summarize, type TargetResult } from '../harness/case/results'
import { isFinding } from '../harness/case/verdicts'
import { emptyResult } from '../harness/run/case-result'
import { run } from '../harness/run/run'
import type { RunOptions } from '../harness/run/target'
import { clean } from '../reports/text/clean'
import type { Plan } from '../settings/library-options'
import { type ProcessContext, printError } from '../settings/process-context'
import type { NamedTarget } from '../settings/targets/named-target'
import type { Progress } from './progress'

/** The results of a target that was never spoken to: every selected case is inconclusive. */
function unreached({ name, url, hop }: NamedTarget, { selected }: Plan, diagnosis: string): TargetResult {
  const cases = selected.map(
    ({ case: each, suite }): CaseResult => ({
      ...emptyResult(each, suite.number),
      because: 'the target was not reached',
    }),
  )
  const capabilities = { echo: false, subprotocols: [], permessageDeflate: false }
  const via = hop === undefined ? {} : { via: { name: hop, version: '' } }
  return { name, url, server: null, ...via, capabilities, controls: [], diagnosis, summary: summarize(cases), cases }
}

/** How much of a server's output is shown where it did not start: its last lines. */
const MOST_LINES = 40
const LONGEST_LINE = 400

/** The last of a server's output, fit for a terminal: line by line, indented, without control characters. */
function printable(output: string): string {
  const lines = output.trimEnd().split(/\r?\n/)
  const left = lines.length > MOST_LINES ? [`    … ${lines.length - MOST_LINES} lines before`] : []
  return [...left, ...lines.slice(-MOST_LINES).map((line) => `    ${clean(line.slice(0, LONGEST_LINE))}`)].join('\n')
}

/** Says at each finding that the fixture decides, and not the library, why. */
function markFixture(result: TargetResult, notes: readonly FixtureNote[]): void {
  const findings = result.cases.filter(({ verdict }) => isFinding(verdict))
  for (const finding of findings) {
    const note = notes.find(({ cases }) => cases.includes(finding.id) || cases.includes(String(finding.suite)))
    if (note) finding.fixture = note.why
  }
}

/** How targets are run. */
interface Running {
  plan: Plan
  progress: Progress
  context: ProcessContext
}

/**
 * Runs a plan against one target: starts it where it has to be started, and ends it whatever happens.
 * A target that does not get ready has results too, with the reason as their diagnosis.
 */
async function runTarget(named: NamedTarget, { plan, progress, context }: Running): Promise<TargetResult> {
  const { signal } = context
  if (signal.aborted) return unreached(named, plan, 'the run was interrupted')
  progress.begin(named)
  try {
    const { target, close, via, fixture = [] } = await named.open(signal)
    try {
      const ids = new Set(plan.selected.map((entry) => entry.case.id))
      const onCase: RunOptions['onCase'] = (result, done, total) => progress.step(named, result, done, total)
      const result = await run(target, plan.suites, ids, { ...plan.options, signal, onCase })
      markFixture(result, fixture)
      return via ? { ...result, via } : result
    } finally {
      await close()
    }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    progress.clear()
    if (error.output !== '') printError(context, `${named.name} wrote:\n${printable(error.output)}`)
    return unreached(named, plan, error.message)
  } finally {
    progress.end(named)
  }
}

/**
 * Runs a plan against several targets, at most `sideBySide` at once, and gives their results in the same order. Targets
 * in the same place are never run at the same time: what one case does there, another would see.
 */
export async function runTargets(
  targets: readonly NamedTarget[],
  sideBySide: number,
  running: Running,
): Promise<TargetResult[]> {
  const waiting = targets.map((named, at) => ({ named, at }))
  const busy = new Set<string>()
  const results: TargetResult[] = []
  const worker = async (): Promise<void> => {
    const next = waiting.findIndex(({ named }) => named.place === undefined || !busy.has(named.place))
    const [taken] = next < 0 ? [] : waiting.splice(next, 1)
    if (!taken) return
    const { named, at } = taken
    if (named.place !== undefined) busy.add(named.place)
    results[at] = await runTarget(named, running)
    if (named.place !== undefined) busy.delete(named.place)
    await worker()
  }
  // A worker that finds only busy places ends; whoever frees one goes on with what waits there.
  await Promise.all(Array.from({ length: Math.max(1, sideBySide) }, worker))
  return results
}
