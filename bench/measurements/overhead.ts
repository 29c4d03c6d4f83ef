import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Wire } from '../../harness/play/exchange'
import { run } from '../../harness/run/run'
import { DEFAULT_RUN_OPTIONS } from '../../settings/run-options'
import { suites } from '../../suites/server'
import { BIN, inFolder, TYPESCRIPT, timed } from '../kit/processes'
import type { RecordedConnection } from '../kit/replay-connections'
import { scratchProcess } from '../kit/scratch-process'
import { type Measured, type Measurement, medians, rounded } from '../measurement'

/** How often everything is measured. */
const ROUNDS = 7

/** The most of a ratio to what cannot be avoided. */
const MOST_RATIO = 1.5

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

/** Times a whole run, a bare replay of its connections, and an empty Node. */
async function measureAt(port: string, folder: string): Promise<Measured> {
  const connections = await record(port)
  const file = join(folder, 'connections.json')
  writeFileSync(file, JSON.stringify(connections))
  const script = join(__dirname, '../kit/replay-connections.ts')
  const replay = [...TYPESCRIPT, script, port, file, String(DEFAULT_RUN_OPTIONS.jobs)]
  const times = medians(
    {
      empty: () => timed(['-e', '0']),
      run: () => timed([BIN, 'run', `ws://127.0.0.1:${port}/`, '--quiet']),
      replay: () => Number(execFileSync(process.execPath, replay, { encoding: 'utf8' })),
    },
    ROUNDS,
  )
  return {
    rows: [
      { name: 'whole run', value: Math.round(times.run), unit: 'ms' },
      { name: `replay of its ${connections.length} connections`, value: Math.round(times.replay), unit: 'ms' },
      { name: 'empty Node', value: Math.round(times.empty), unit: 'ms' },
      {
        name: 'whole run / (replay + empty Node)',
        value: rounded(times.run / (times.replay + times.empty), 2),
        unit: 'ratio',
        most: MOST_RATIO,
      },
    ],
  }
}

/** How much time a run needs beyond the exchanges themselves. */
export const overhead: Measurement = {
  name: 'overhead',
  measure: () => inFolder((folder) => scratchProcess((port) => measureAt(port, folder))),
}
