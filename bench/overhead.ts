import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import type { Wire } from '../harness/play/exchange'
import { run } from '../harness/run/run'
import { DEFAULT_RUN_OPTIONS } from '../settings/run-options'
import { suites } from '../suites/server'
import type { RecordedConnection } from './replay-connections'

/** How often everything is measured. */
const ROUNDS = 7
const BIN = join(__dirname, '../dist/cli/bin.js')

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** How long a whole process takes, ms. */
function timed(args: readonly string[]): number {
  const began = performance.now()
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  return performance.now() - began
}

function recorded({ sent, received, halfClosed }: Wire): RecordedConnection {
  const total = received.reduce((sum, { octets }) => sum + octets.length, 0)
  const writes = sent.map(({ atMs, octets }, at) => {
    const before = received.filter((chunk) => chunk.atMs <= atMs)
    const last = Math.max(before.at(-1)?.atMs ?? 0, sent[at - 1]?.atMs ?? 0)
    const after = before.reduce((sum, chunk) => sum + chunk.octets.length, 0)
    return { after, gapMs: at === 0 ? 0 : atMs - last, bytes: octets.toString('base64') }
  })
  return { writes, fin: halfClosed, received: total }
}

/** Runs every case against the server on `port` and records its connections. */
async function record(port: string): Promise<RecordedConnection[]> {
  const wires: RecordedConnection[] = []
  const target = { name: 'scratch', url: new URL(`ws://127.0.0.1:${port}/`), server: null, ours: true, fields: [] }
  const ids = new Set(suites.flatMap(({ cases }) => cases.map(({ id }) => id)))
  const options = { ...DEFAULT_RUN_OPTIONS, onWire: (wire: Wire) => wires.push(recorded(wire)) }
  await run({ ...target, subprotocols: [], tls: { insecure: false } }, suites, ids, options)
  return wires
}

/** Measures for each name, round by round, so that all of them meet the same load. Returns medians, ms. */
function medians<T extends string>(measurements: Readonly<Record<T, () => number>>): Record<T, number> {
  const names = Object.keys(measurements) as T[]
  const rounds = Array.from({ length: ROUNDS }, () => names.map((name) => measurements[name]()))
  const entries = names.map((name, at) => [name, median(rounds.map((times) => times[at] ?? Number.NaN))] as const)
  return Object.fromEntries(entries) as Record<T, number>
}

/** Measures a whole run, a bare replay of its connections, `--version` and an empty Node, and prints the ratios. */
async function measure(port: string, folder: string): Promise<void> {
  const connections = await record(port)
  const file = join(folder, 'connections.json')
  writeFileSync(file, JSON.stringify(connections))
  const typescript = ['-r', join(__dirname, '../tools/typescript.js')]
  const replay = [...typescript, join(__dirname, 'replay-connections.ts'), port, file, String(DEFAULT_RUN_OPTIONS.jobs)]
  const times = medians({
    empty: () => timed(['-e', '0']),
    version: () => timed([BIN, '--version']),
    run: () => timed([BIN, 'run', `ws://127.0.0.1:${port}/`, '--quiet']),
    replay: () => Number(execFileSync(process.execPath, replay, { encoding: 'utf8' })),
  })
  const ms = (value: number) => `${Math.round(value)} ms`
  const runRatio = (times.run / (times.replay + times.empty)).toFixed(2)
  const versionRatio = (times.version / times.empty).toFixed(2)
  console.log(`${connections.length} connections, medians of ${ROUNDS} rounds`)
  console.log(
    `run ${ms(times.run)} / (replay ${ms(times.replay)} + empty node ${ms(times.empty)}) = ${runRatio} (target 1.5)`,
  )
  console.log(`--version ${ms(times.version)} / empty node ${ms(times.empty)} = ${versionRatio} (target 1.5)`)
}

/** `npm run bench`: how much time wsspec needs beyond the exchanges themselves. */
async function main(): Promise<void> {
  const server = spawn(process.execPath, [BIN, 'scratch', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-bench-'))
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const port = /:(\d+)\//.exec(line)?.[1]
      if (port === undefined) continue
      await measure(port, folder)
      break
    }
  } finally {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

void main()
