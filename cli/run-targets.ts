import { type CaseResult, summarize, type TargetResult } from '../harness/results'
import { run } from '../harness/run/run'
import { blank } from '../harness/run/store'
import type { RunOptions } from '../harness/run/target'
import { clean } from '../reports/text'
import { StartError } from '../servers-under-test/ready'
import type { Plan } from './plan'
import type { Progress } from './progress'
import type { NamedTarget } from './targets'
import { complain, type World } from './world'

/** The results of a target that was never spoken to: every selected case is inconclusive. */
function unreached({ name, url }: NamedTarget, { selected }: Plan, diagnosis: string): TargetResult {
  const cases = selected.map(
    ({ case: each, suite }): CaseResult => ({ ...blank(each, suite.number), because: 'the target was not reached' }),
  )
  const capabilities = { echo: false, subprotocols: [], permessageDeflate: false }
  return { name, url, server: null, capabilities, controls: [], diagnosis, summary: summarize(cases), cases }
}

/** Output of a server, fit for a terminal: line by line, indented, without control characters. */
function printable(output: string): string {
  const lines = output.trimEnd().split(/\r?\n/)
  return lines.map((line) => `    ${clean(line)}`).join('\n')
}

/**
 * Runs a plan against one target: starts it where it has to be started, and ends it whatever happens.
 * A target that does not get ready has results too, with the reason as their diagnosis.
 */
export async function runTarget(
  named: NamedTarget,
  plan: Plan,
  progress: Progress,
  world: World,
): Promise<TargetResult> {
  const { signal } = world
  if (signal.aborted) return unreached(named, plan, 'the run was interrupted')
  progress.begin(named.name)
  try {
    const { target, close } = await named.open(signal)
    try {
      const ids = new Set(plan.selected.map((entry) => entry.case.id))
      const onCase: RunOptions['onCase'] = (result, done, total) => progress.step(result, done, total)
      return await run(target, plan.suites, ids, { ...plan.options, signal, onCase })
    } finally {
      await close()
    }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    progress.clear()
    if (error.output !== '') complain(world, `${named.name} wrote:\n${printable(error.output)}`)
    return unreached(named, plan, error.message)
  }
}
