import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const BIN = join(__dirname, '../dist/cli/bin.js')
const SERVER = join(__dirname, '../test/hostile/kit/greeting-server.js')

/** How often the memory of a process is read, ms. The system keeps its peak. */
const EVERY_MS = 50

/** What one run cost. */
export interface Cost {
  name: string
  wallS: number
  cpuS: number
  /** The peak of the resident memory, MB. */
  peakMB: number
  /** The exit code; null where a signal ended it. */
  code: number | null
}

/** The peak memory and the processor time of a process so far (Linux); null where it has ended. */
function usageOf(pid: number): { cpuS: number; peakMB: number } | null {
  try {
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    // A process that is ending has none any more.
    if (peak === undefined) return null
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return { cpuS: (Number(fields[11]) + Number(fields[12])) / 100, peakMB: Math.round(Number(peak) / 1024) }
  } catch {
    return null
  }
}

/** Runs wsspec, and measures what it costs. */
async function costOf(name: string, args: readonly string[]): Promise<Cost> {
  const began = performance.now()
  const child = spawn(process.execPath, [BIN, ...args], { stdio: 'ignore' })
  let usage = { cpuS: 0, peakMB: 0 }
  const timer = setInterval(() => {
    usage = (child.pid === undefined ? null : usageOf(child.pid)) ?? usage
  }, EVERY_MS)
  const [code] = (await once(child, 'close')) as [number | null]
  clearInterval(timer)
  return { name, wallS: Math.round((performance.now() - began) / 100) / 10, ...usage, code }
}

async function startServer(how: string): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(SERVER, [how])
  const [port] = (await once(child, 'message')) as [number]
  return { child, url: `ws://127.0.0.1:${port}/` }
}

/** The flags of every report that is one file, and of the folders. */
function everyReport(folder: string): string[] {
  const files = { json: 'r.json', html: 'r.html', junit: 'r.xml', markdown: 'r.md' }
  return Object.entries(files).flatMap(([flag, file]) => [`--${flag}`, join(folder, file)])
}

const TARGETS = [
  'nothing',
  'one message of 1.1 MB',
  'one compressed message of 1.1 MB',
  '20,000 messages',
  'small frames without end',
  'large frames without end',
]

/**
 * Measures runs against servers that send much, repeated runs, and one of many targets: a line of JSON for each. It needs
 * Linux and `npm run build`.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-bench-'))
  const print = (cost: Cost) => console.log(JSON.stringify(cost))
  try {
    for (const how of TARGETS) {
      const { child, url } = await startServer(how)
      print(await costOf(`a server that sends ${how}`, ['run', url, ...everyReport(folder)]))
      child.kill()
    }
    const { child, url } = await startServer('nothing')
    for (const times of ['10', '50'])
      print(await costOf(`--repeat ${times}`, ['run', url, '--repeat', times, ...everyReport(folder)]))
    const urls = Array.from({ length: 20 }, (_, at) => `${url}?target=${at + 1}`)
    print(await costOf('compare of 20 targets', ['compare', ...urls, ...everyReport(folder)]))
    child.kill()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

void main()
