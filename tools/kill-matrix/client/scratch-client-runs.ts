import { readFileSync } from 'node:fs'
import { connect } from '../../../clients-under-test/scratch/connect'
import { type ClientReplacement, clientWith } from '../../../clients-under-test/scratch/overlay'
import type { ClientCase } from '../../../harness/case/client-case'
import type { CaseResult } from '../../../harness/case/results'
import { functionDriver } from '../../../harness/drive/function-driver'
import type { ClientRunOptions, ClientTarget } from '../../../harness/run/client/client-target'
import { runClient } from '../../../harness/run/client/run-client'
import { clientSuites } from '../../../suites/client'

/** The client cases of every suite, in the order of the catalogue. */
export const clientCases: readonly ClientCase[] = clientSuites.flatMap(({ cases }) => cases)

/** The scratch client in this process as a target. */
function scratchClient(
  replacements: readonly ClientReplacement[],
  profile: ClientTarget['profile'] = 'rfc',
): ClientTarget {
  const client = clientWith(replacements)
  const driver = functionDriver(({ url, protocols, timeoutMs, caFile }, say, signal) => {
    const ca = caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') }
    return connect({ url, protocols, timeoutMs, signal, ...ca }, say, client)
  })
  return { name: 'scratch client', driver, profile }
}

const OPTIONS: ClientRunOptions = { timeoutMs: 4000, jobs: 8, repeat: 1, slow: false, strict: false }

/** Runs client cases with a scratch client that has these replacements; all cases where none is named. Results are by id. */
export async function clientResultsOf(
  replacements: readonly ClientReplacement[],
  ids: readonly string[] = clientCases.map(({ id }) => id),
  target: ClientTarget = scratchClient(replacements),
): Promise<Map<string, CaseResult>> {
  const result = await runClient(target, clientSuites, new Set(ids), OPTIONS)
  return new Map(result.cases.map((each) => [each.id, each]))
}
