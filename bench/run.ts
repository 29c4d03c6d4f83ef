import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import type { Wire } from '../harness/play/exchange'
import { run } from '../harness/run/run'
import { DEFAULTS } from '../harness/run/target'
import { suites } from '../suites/server'
import type { Recorded } from './replay'

const ROUNDS = 7
const BIN = join(__dirname, '../dist/cli/bin.js')

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** Milliseconds that a whole process takes. */
function timed(args: readonly string[]): number {
  const began = performance.now()
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  return performance.now() - began
}

function recorded({ sent, received, halfClosed }: Wire): Recorded {
  const total = received.reduce((sum, { octets }) => sum + octets.length, 0)
  const writes = sent.map(({ atMs, octets }, at) => {
    const before = received.filter((chunk) => chunk.atMs <= atMs)
    const last = Math.max(before.at(-1)?.atMs ?? 0, sent[at - 1]?.atMs ?? 0)
    const after = before.reduce((sum, chunk) => sum + chunk.octets.length, 0)
    return { after, gapMs: at === 0 ? 0 : atMs - last, octets: octets.toString('base64') }
  })
  return { writes, fin: halfClosed, received: total }
}

/** Runs every case against the server on `port` and gives what went over its connections. */
async function record(port: string): Promise<Recorded[]> {
  const wires: Recorded[] = []
  const target = { name: 'scratch', url: new URL(`ws://127.0.0.1:${port}/`), server: null, ours: true, fields: [] }
  const ids = new Set(suites.flatMap(({ cases }) => cases.map(({ id }) => id)))
  const options = { ...DEFAULTS, onWire: (wire: Wire) => wires.push(recorded(wire)) }
  await run({ ...target, subprotocols: [], tls: { insecure: false } }, suites, ids, options)
  return wires
}

/** Measures everything beside each other, round by round, and prints ratios of medians. */
async function measure(port: string, folder: string): Promise<void> {
  const connections = await record(port)
  const file = join(folder, 'connections.json')
  writeFileSync(file, JSON.stringify(connections))
  const replayScript = join(__dirname, 'replay.ts')
  const times: Record<'whole' | 'replay' | 'empty' | 'version', number[]> = {
    whole: [],
    replay: [],
    empty: [],
    version: [],
  }
  for (let round = 0; round < ROUNDS; round++) {
    times.empty.push(timed(['-e', '0']))
    times.version.push(timed([BIN, '--version']))
    times.whole.push(timed([BIN, 'run', `ws://127.0.0.1:${port}/`, '--quiet']))
    const args = ['-r', join(__dirname, '../tools/typescript.js'), replayScript, port, file, String(DEFAULTS.jobs)]
    times.replay.push(Number(execFileSync(process.execPath, args, { encoding: 'utf8' })))
  }
  const [whole, replay, empty, version] = [times.whole, times.replay, times.empty, times.version].map(median) as [
    number,
    number,
    number,
    number,
  ]
  const ms = (value: number) => `${Math.round(value)} ms`
  console.log(`${connections.length} connections, medians of ${ROUNDS} rounds`)
  console.log(
    `run ${ms(whole)} / (replay ${ms(replay)} + empty node ${ms(empty)}) = ${(whole / (replay + empty)).toFixed(2)} (target 1.5)`,
  )
  console.log(`--version ${ms(version)} / empty node ${ms(empty)} = ${(version / empty).toFixed(2)} (target 1.5)`)
}

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
