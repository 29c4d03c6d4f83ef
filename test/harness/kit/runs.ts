import type { Suite } from '../../../harness/case/case'
import type { CaseResult, TargetResult } from '../../../harness/case/results'
import { run } from '../../../harness/run/run'
import type { RunOptions, Target } from '../../../harness/run/target'
import { DEFAULT_RUN_OPTIONS } from '../../../settings/run-options'
import { SOUND } from './cases'
import type { Peer } from './peer'

/** A target at the port of `peer`. */
export function targetOf({ port }: Pick<Peer, 'port'>, over: Partial<Target> = {}): Target {
  return {
    name: 'target',
    url: new URL(`ws://127.0.0.1:${port}/`),
    server: null,
    ours: false,
    fields: [],
    subprotocols: [],
    tls: { insecure: false },
    ...over,
  }
}

/** What to run: suites, the ids that are selected (all unless named), options, and what else the target is. */
export interface Course {
  suites?: readonly Suite[]
  only?: readonly string[]
  options?: Partial<RunOptions>
  target?: Partial<Target>
}

/** Runs the suites against a peer, with deadlines fit for tests. */
export function runOn(
  peer: Pick<Peer, 'port'>,
  { suites = [SOUND], only, options, target }: Course = {},
): Promise<TargetResult> {
  const every = suites.flatMap(({ cases }) => cases.map(({ id }) => id))
  return run(targetOf(peer, target), suites, new Set(only ?? every), {
    ...DEFAULT_RUN_OPTIONS,
    timeoutMs: 1500,
    ...options,
  })
}

/** The verdicts by id, in the order of the results. */
export function verdictsOf({ cases }: Pick<TargetResult, 'cases'>): Record<string, string> {
  return Object.fromEntries(cases.map(({ id, verdict }) => [id, verdict]))
}

/** The entry of a case. */
export function entryOf({ cases }: Pick<TargetResult, 'cases'>, id: string): CaseResult {
  const entry = cases.find((each) => each.id === id)
  if (!entry) throw new Error(`no entry for ${id}`)
  return entry
}
