import type { Case } from '../../harness/case/case'
import type { CaseResult } from '../../harness/case/results'
import { run } from '../../harness/run/run'
import type { RunOptions, Target } from '../../harness/run/target'
import { FULL_PROFILE } from '../../servers-under-test/scratch/fixture'
import { type ListenOptions, listen } from '../../servers-under-test/scratch/server'
import { DEFAULT_RUN_OPTIONS } from '../../settings/run-options'
import { suites } from '../../suites/server'

/** The cases of every suite, in the order of the catalogue. */
export const cases: readonly Case[] = suites.flatMap((suite) => suite.cases)

/** The results of the cases that were run, by id. */
export type ResultsById = ReadonlyMap<string, CaseResult>

/** How long a defective server may leave a case without an answer, ms. The scratch server answers within a few. */
const TIMEOUT_MS = 6000

/** A scratch server on `port` as a target. */
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

/** A scratch server with the full fixture as a target: under a name and on the default port, as some cases need. */
export function fullTarget(port: number): Target {
  return {
    ...scratchTarget(port),
    url: new URL('ws://localhost/chat'),
    connect: { host: '127.0.0.1', port },
    profile: FULL_PROFILE,
  }
}

/**
 * Runs cases against a scratch server.
 * @param how how the server is started; with a fixture it is the full target
 * @param ids the cases; all of them where none is named
 */
export async function resultsOf(
  how: ListenOptions,
  options: Partial<RunOptions> = {},
  ids: readonly string[] = cases.map(({ id }) => id),
): Promise<ResultsById> {
  const server = await listen(how)
  try {
    const target = how.fixture === undefined ? scratchTarget(server.port) : fullTarget(server.port)
    const result = await run(target, suites, new Set(ids), {
      ...DEFAULT_RUN_OPTIONS,
      timeoutMs: TIMEOUT_MS,
      // More connections at once, for a defect that is slow, would show other defects than those of the rule.
      adapts: false,
      ...options,
    })
    return new Map(result.cases.map((each) => [each.id, each]))
  } finally {
    await server.close()
  }
}
