import { performance } from 'node:perf_hooks'
import { cacheFolder } from '../fleet/cache'
import { readManifests } from '../fleet/manifest'
import { startServer } from '../fleet/start'
import type { TargetResult } from '../harness/case/results'
import { run } from '../harness/run/run'
import type { RunOptions, Target } from '../harness/run/target'
import { DEFAULT_RUN_OPTIONS } from '../settings/run-options'
import { suites } from '../suites/server'
import { startTarget } from './time-targets'

/** The longest time that a whole run with the default flags may take, by the name of the target, s. */
export const BOUNDS: Readonly<Record<string, number>> = {
  correct: 6,
  'silent on refusals': 45,
  'mute after the 101': 25,
  'mute after the 101, silent on refusals': 60,
  'ws on a bare http server': 20,
  '300 ms per answer': 20,
  'round trip of 100 ms': 15,
  '2 s per answer': 120,
}

/** Known servers that once took minutes or longer. They must end within the default --max-time. */
const KNOWN: readonly string[] = ['gwebsockets', 'vite-hmr']

/** A target that listens. */
interface Opened {
  target: Target
  stop: () => Promise<unknown>
}

function plainTarget(url: URL): Target {
  return { name: 'target', url, server: null, ours: false, fields: [], subprotocols: [], tls: { insecure: false } }
}

async function open(name: string): Promise<Opened> {
  const known = readManifests().find((server) => server.name === name)
  if (!known || !KNOWN.includes(name)) {
    const { child, port } = await startTarget(name)
    return { target: plainTarget(new URL(`ws://127.0.0.1:${port}/`)), stop: async () => void child.disconnect() }
  }
  const { url, needs, revive, stop } = await startServer(known, { cache: cacheFolder(process.env) })
  const { subprotocol, origin, headers = {} } = needs
  const target = {
    ...plainTarget(url),
    ours: true,
    fields: Object.entries(headers).map(([key, value]) => ({ name: key, value })),
    subprotocols: subprotocol === undefined ? [] : [subprotocol],
    ...(origin === undefined ? {} : { origin }),
    revive,
  }
  return { target, stop }
}

/** What a whole run gave, and how long it took, s. */
export interface WholeRun {
  seconds: number
  result: TargetResult
}

/** Runs the whole catalogue once against the target of this name. */
export async function measured(name: string, options: Partial<RunOptions>): Promise<WholeRun> {
  const { target, stop } = await open(name)
  try {
    const every = new Set(suites.flatMap(({ cases }) => cases.map(({ id }) => id)))
    const began = performance.now()
    const result = await run(target, suites, every, { ...DEFAULT_RUN_OPTIONS, ...options })
    return { seconds: (performance.now() - began) / 1000, result }
  } finally {
    await stop()
  }
}

/** The cases with another verdict than with --thorough, in words. */
function differences({ cases }: TargetResult, thorough: TargetResult): string[] {
  const of = new Map(thorough.cases.map(({ id, verdict }) => [id, verdict]))
  return cases.flatMap(({ id, verdict }) =>
    of.get(id) === verdict ? [] : [`${id} ${verdict}, --thorough ${of.get(id)}`],
  )
}

/** The number of cases without a verdict. */
export function unjudged({ cases }: TargetResult): number {
  return cases.filter(({ verdict }) => verdict === 'inconclusive').length
}

function print(name: string, { seconds, result }: WholeRun, thorough: WholeRun | undefined): void {
  const bound = BOUNDS[name] ?? DEFAULT_RUN_OPTIONS.maxTimeMs ?? 0
  const row = {
    name,
    seconds: Math.round(seconds * 10) / 10,
    bound: name in BOUNDS ? bound : bound / 1000,
    cases: result.cases.length,
    inconclusive: unjudged(result),
    ...(thorough ? { thoroughSeconds: Math.round(thorough.seconds) } : {}),
    ...(thorough ? { differ: differences(result, thorough.result) } : {}),
  }
  console.log(JSON.stringify(row))
}

/**
 * Measures whole runs with the default flags against slow, silent and mute servers: a line of JSON for each.
 * `--compare` also runs each with --thorough, all of them at once, and lists the verdicts that differ. That takes up to
 * half an hour. Further words are the names of the only targets.
 */
async function main(): Promise<void> {
  const words = process.argv.slice(2)
  const names = words.filter((word) => word !== '--compare')
  const chosen = names.length > 0 ? names : [...Object.keys(BOUNDS), ...KNOWN]
  const strict: Partial<RunOptions> = { thorough: true, adapts: false, maxTimeMs: 3_600_000 }
  const compares = words.includes('--compare')
  const all: [string, WholeRun][] = []
  for (const name of chosen) {
    const usual = await measured(name, {})
    all.push([name, usual])
    if (!compares) print(name, usual, undefined)
  }
  if (compares) await Promise.all(all.map(async ([name, usual]) => print(name, usual, await measured(name, strict))))
}

if (require.main === module) void main()
