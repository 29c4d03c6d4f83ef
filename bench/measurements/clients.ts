import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Results } from '../../harness/case/results'
import { DEFAULT_RUN_OPTIONS } from '../../settings/run-options'
import { BIN, inFolder } from '../kit/processes'
import { type Measured, type Measurement, type Row, rounded } from '../measurement'

const ROUNDS = 3

/** The most that the catalogue may take in one process, and in one page of a browser, s. */
const MOST_BATCH_S = 10
const MOST_PAGE_S = 60

/** The most of a run with a process for each attempt, beside what cannot be avoided. */
const MOST_RATIO = 1.5

const DRIVER = join(__dirname, '../../clients-under-test/ws/driver.js')

const BATCH = ['--batch', '--', process.execPath, DRIVER, '--batch']
const EACH = ['--', process.execPath, DRIVER, '{url}', '{protocols}']
const PAGE = [
  ...['--page', '--', 'chromium', '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--user-data-dir={profile}', '{url}'],
]

/** What one run took. */
interface Run {
  wallMs: number
  /** How many attempts it made, and how long the longest case took. */
  attempts: number
  longestMs: number
}

/** Runs the whole catalogue. @throws {Error} where the client was not judged: then nothing was measured. */
function runOf(words: readonly string[], folder: string): Run {
  const file = join(folder, 'results.json')
  const began = performance.now()
  const { stderr } = spawnSync(process.execPath, [BIN, 'clients', 'run', '--quiet', '--json', file, ...words])
  const wallMs = performance.now() - began
  const [target] = (JSON.parse(readFileSync(file, 'utf8')) as Results).targets
  if (target === undefined || target.diagnosis !== undefined) throw new Error(`no client was judged: ${stderr}`)
  const made = target.cases.map(({ exchanges, parts = [], durationMs }) => ({
    attempts: exchanges.length > 0 ? Math.max(1, parts.length) : 0,
    durationMs,
  }))
  return {
    wallMs,
    attempts: made.reduce((sum, { attempts }) => sum + attempts, 0),
    longestMs: Math.max(...made.map(({ durationMs }) => durationMs)),
  }
}

/** How long so many starts of the driver take that connect to nothing, as many at once as a run makes, ms. */
async function emptyStarts(count: number): Promise<number> {
  const began = performance.now()
  let left = count
  const work = async () => {
    for (; left > 0; ) {
      left -= 1
      await once(spawn(process.execPath, [DRIVER, ''], { stdio: 'ignore' }), 'exit')
    }
  }
  await Promise.all(Array.from({ length: DEFAULT_RUN_OPTIONS.jobs }, work))
  return performance.now() - began
}

function medianOf(runs: readonly Run[]): Run {
  return runs.toSorted((a, b) => a.wallMs - b.wallMs)[Math.floor(runs.length / 2)] as Run
}

function hasChromium(): boolean {
  return spawnSync('chromium', ['--version']).status === 0
}

async function measureIn(folder: string): Promise<Measured> {
  const rounds: { batch: Run; each: Run; ratio: number; startsMs: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const each = runOf(EACH, folder)
    const startsMs = await emptyStarts(each.attempts)
    const ratio = each.wallMs / (startsMs + each.longestMs)
    rounds.push({ batch: runOf(BATCH, folder), each, ratio, startsMs })
  }
  const batch = medianOf(rounds.map((round) => round.batch))
  const { each, startsMs, ratio } = rounds.toSorted((a, b) => a.ratio - b.ratio)[
    Math.floor(ROUNDS / 2)
  ] as (typeof rounds)[0]
  const seconds = (ms: number) => rounded(ms / 1000, 1)
  const rows: Row[] = [
    { name: 'ws, one process for all attempts', value: seconds(batch.wallMs), unit: 's', most: MOST_BATCH_S },
    { name: `ws, a process for each of ${each.attempts} attempts`, value: seconds(each.wallMs), unit: 's' },
    { name: 'as many starts that connect to nothing', value: seconds(startsMs), unit: 's' },
    { name: 'the longest case', value: Math.round(each.longestMs), unit: 'ms' },
    {
      name: 'a process each / (empty starts + longest case)',
      value: rounded(ratio, 2),
      unit: 'ratio',
      most: MOST_RATIO,
    },
  ]
  if (!hasChromium()) return { rows, notRun: 'Chromium, which is not installed' }
  const page = medianOf(Array.from({ length: ROUNDS }, () => runOf(PAGE, folder)))
  rows.push({ name: 'Chromium, one page for all attempts', value: seconds(page.wallMs), unit: 's', most: MOST_PAGE_S })
  return { rows }
}

/** How long the catalogue of clients takes, in each way to drive one. */
export const clients: Measurement = { name: 'clients', measure: () => inFolder(measureIn) }
