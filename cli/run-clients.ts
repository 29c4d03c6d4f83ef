import type { Entry } from '../harness/case/catalogue'
import type { ClientCase } from '../harness/case/client-case'
import type { TargetResult } from '../harness/case/results'
import type { ClientRunOptions } from '../harness/run/client/client-target'
import { runClient } from '../harness/run/client/run-client'
import type { ProcessContext } from '../settings/process-context'
import type { NamedClient } from '../settings/targets/client'
import { clientSuites } from '../suites/client'
import type { Progress } from './progress'
import { attended, markFixture, unreached } from './started'

/** What clients are run with. */
export interface RunningClients {
  /** The cases that --only and --skip choose. */
  selected: readonly Entry<ClientCase>[]
  options: ClientRunOptions
  progress: Progress
  context: ProcessContext
}

/** Prepares a client, and runs the selected cases with it. */
async function runOpened(
  named: NamedClient,
  { selected, options, progress, context }: RunningClients,
): Promise<TargetResult> {
  const { signal } = context
  const { target, fixture } = await named.open(signal)
  const ids = new Set(selected.map((entry) => entry.case.id))
  const result = await runClient(target, clientSuites, ids, {
    ...options,
    signal,
    onTried: (suite, done, total) => progress.step(named, { suite }, done, total),
    onWait: (waits) => progress.wait(named, waits),
  })
  markFixture(result, fixture)
  return result
}

/** Runs the selected cases with a client. One that cannot run here also has results: the reason is their diagnosis. */
function runNamed(named: NamedClient, running: RunningClients): Promise<TargetResult> {
  const client = { name: named.name, url: '', role: 'client' as const }
  return attended(
    named,
    running,
    () => runOpened(named, running),
    (why) => unreached(client, running.selected, why),
  )
}

/** Runs the selected cases with clients, one after the other, and gives their results in the same order. */
export async function runClients(clients: readonly NamedClient[], running: RunningClients): Promise<TargetResult[]> {
  const results: TargetResult[] = []
  for (const named of clients) results.push(await runNamed(named, running))
  return results
}
