import { run } from '../../harness/run/run'
import type { RunOptions } from '../../harness/run/target'
import { listen } from '../../servers-under-test/scratch/server'
import { DEFAULT_RUN_OPTIONS } from '../../settings/run-options'
import { suites } from '../../suites/server'
import { targetOf, verdictsOf } from '../harness/kit/runs'
import { speedUp } from './fast-clock'
import { relay, type Trouble } from './relay'

/** Servers that are slow, silent or mute, by name: the scratch server with this trouble in front of it. */
export const TROUBLES: Readonly<Record<string, () => Trouble>> = {
  'silent on every refusal': () => ({ passes: (answer) => !/^HTTP\/1\.1 [2-5]/.test(answer) }),
  'silent on 4xx': () => ({ passes: (answer) => !/^HTTP\/1\.1 4/.test(answer) }),
  'silent on what is no upgrade': () => ({ passes: (answer) => !/^HTTP\/1\.1 (?:200|426)/.test(answer) }),
  'silent on 5xx': () => ({ passes: (answer) => !/^HTTP\/1\.1 5/.test(answer) }),
  'mute after the 101': () => ({ mutesLink: true }),
  'mute after the 101 and silent on refusals': () => ({
    mutesLink: true,
    passes: (answer) => !/^HTTP\/1\.1 [2-5]/.test(answer),
  }),
  'slow by 300 ms': () => ({ answerMs: 300 }),
  'slow by 2 s': () => ({ answerMs: 2000 }),
  'slow by 300 ms and mute': () => ({ answerMs: 300, mutesLink: true }),
  'slow by 300 ms and silent on refusals': () => ({
    answerMs: 300,
    passes: (answer) => !/^HTTP\/1\.1 [2-5]/.test(answer),
  }),
  '100 ms away': () => ({ wayMs: 50 }),
  'late exactly once': () => ({ lateMs: (nth) => (nth === 150 ? 12_000 : 0) }),
  'late exactly once, in time': () => ({ lateMs: (nth) => (nth === 150 ? 4_000 : 0) }),
  'late exactly once, early': () => ({ lateMs: (nth) => (nth === 12 ? 12_000 : 0) }),
}

/**
 * The trouble of one of these servers, made anew.
 * @throws {Error} where none has the name
 */
export function troubleOf(name: string): Trouble {
  const make = TROUBLES[name]
  if (!make) throw new Error(`no server is ${name}`)
  return make()
}

/** A server that goes silent during a run: it leaves refusals without an answer from the 200th connection on. */
export function turnsSilent(): Trouble {
  return { passes: (answer, nth) => nth < 200 || !/^HTTP\/1\.1 [2-5]/.test(answer) }
}

/** The verdicts about such a server, as if time passed `factor` times as fast. Only the named cases; without names, all. */
export async function verdictsInTrouble(
  trouble: Trouble,
  options: Partial<RunOptions>,
  { factor = 10, only }: { factor?: number; only?: readonly string[] } = {},
): Promise<Record<string, string>> {
  const server = await listen({ limits: { headMs: 60_000, contentMs: 60_000 } })
  const front = await relay(server.port, trouble)
  const slowDown = speedUp(factor)
  const selected = new Set(only ?? suites.flatMap(({ cases }) => cases.map(({ id }) => id)))
  try {
    const { maxTimeMs: _, ...usual } = DEFAULT_RUN_OPTIONS
    return verdictsOf(await run(targetOf(front), suites, selected, { ...usual, ...options }))
  } finally {
    slowDown()
    await front.close()
    await server.close()
  }
}
