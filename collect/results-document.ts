import { CATALOGUE } from '../harness/case/catalogue'
import type { MadeWith, Results, TargetResult } from '../harness/case/results'
import { ownVersion } from '../settings/version'

/**
 * Runs targets and gives the results document, with the time that they took.
 * @param command the words of the command line, masked; none for the library
 * @param madeWith the settings of the run; none for the library
 */
export async function resultsDocument(
  command: readonly string[],
  runTargets: () => Promise<readonly TargetResult[]>,
  madeWith?: MadeWith,
): Promise<Results> {
  const startedAt = new Date()
  // The clock of the day can be set back while the targets run.
  const startMs = performance.now()
  const targets = await runTargets()
  return {
    schemaVersion: 1,
    tool: { name: 'wsspec', version: ownVersion() },
    catalogue: CATALOGUE,
    ...(madeWith === undefined ? {} : { madeWith }),
    command: [...command],
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - startMs),
    targets: [...targets],
  }
}
