import type { TargetResult } from '../harness/case/results'
import { run } from '../harness/run/run'
import type { RunOptions } from '../harness/run/target'
import type { Plan } from '../settings/plan'
import { type ProcessContext, printError } from '../settings/process-context'
import type { NamedTarget } from '../settings/targets/named-target'
import type { Progress } from './progress'
import { attended, markFixture, unreached } from './started'

/** The results of a target to which wsspec sent nothing. */
function notReached({ name, url, hop }: NamedTarget, { selected }: Plan, diagnosis: string): TargetResult {
  const via = hop === undefined ? {} : { via: { name: hop, version: '' } }
  return unreached({ name, url, ...via }, selected, diagnosis)
}

/** What targets are run with. */
export interface Running {
  plan: Plan
  progress: Progress
  context: ProcessContext
}

/** Opens a target, runs the plan against it, and closes it in any case. */
async function runOpened(named: NamedTarget, { plan, progress, context }: Running): Promise<TargetResult> {
  const { signal } = context
  const { target, close, via, fixture = [] } = await named.open(signal)
  try {
    const ids = new Set(plan.selected.map((entry) => entry.case.id))
    const onCase: RunOptions['onCase'] = (result, done, total) => progress.step(named, result, done, total)
    const onWait: RunOptions['onWait'] = (waits) => progress.wait(named, waits)
    const result = await run(target, plan.suites, ids, { ...plan.options, signal, onCase, onWait })
    markFixture(result, fixture)
    return via ? { ...result, via } : result
  } finally {
    const left = await close()
    if (left !== null) {
      progress.clear()
      printError(context, `${named.name}: ${left}`)
    }
  }
}

/** Runs the plan against one target. A target that does not start also has results: the reason is their diagnosis. */
export function runTarget(named: NamedTarget, running: Running): Promise<TargetResult> {
  return attended(
    named,
    running,
    () => runOpened(named, running),
    (why) => notReached(named, running.plan, why),
  )
}

/**
 * Runs the plan against several targets, and gives their results in the same order. At most `atOnce` targets run at the
 * same time. Targets with the same place (host and port) never do: one case could disturb another.
 */
export async function runTargets(
  targets: readonly NamedTarget[],
  atOnce: number,
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
  // A worker ends if it finds only busy places. The worker that frees a place continues with the targets that wait for it.
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker))
  return results
}
