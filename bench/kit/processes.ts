import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const ROOT = join(__dirname, '../..')

/** The built command. */
export const BIN = join(ROOT, 'dist/cli/bin.js')

/** Runs TypeScript from the sources. */
export const TYPESCRIPT: readonly string[] = ['-r', join(ROOT, 'tools/typescript.js')]

/** How often the memory of a process is read, ms. The system keeps its peak. */
const EVERY_MS = 50

/** What one process cost. */
export interface Cost {
  wallS: number
  cpuS: number
  /** The peak of the resident memory, MB. */
  peakMB: number
}

/** The peak memory and the processor time of a process so far (Linux); null where it has ended. */
function usageOf(pid: number): Omit<Cost, 'wallS'> | null {
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

/**
 * Runs wsspec, and measures what it costs.
 * @throws {Error} where it does not end with one of `codes`: then nothing was measured.
 */
export async function costOf(args: readonly string[], codes: readonly number[] = [0, 1, 3]): Promise<Cost> {
  const began = performance.now()
  const child = spawn(process.execPath, [BIN, ...args], { stdio: 'ignore' })
  let usage = { cpuS: 0, peakMB: 0 }
  const timer = setInterval(() => {
    usage = (child.pid === undefined ? null : usageOf(child.pid)) ?? usage
  }, EVERY_MS)
  const [code] = (await once(child, 'close')) as [number | null]
  clearInterval(timer)
  if (!codes.includes(code ?? -1)) throw new Error(`wsspec ${args.slice(0, 3).join(' ')} ended with ${code}`)
  return { wallS: (performance.now() - began) / 1000, ...usage }
}

/** How long a whole process takes, ms. */
export function timed(args: readonly string[]): number {
  const began = performance.now()
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  return performance.now() - began
}

/** Starts a server of the ws library that sends each connection so much. */
export async function greetingServer(how: string): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(join(ROOT, 'test/hostile/kit/greeting-server.js'), [how])
  const [port] = (await once(child, 'message')) as [number]
  return { child, url: `ws://127.0.0.1:${port}/` }
}

/** Gives `use` a new folder, and removes it afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-bench-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The flags of the reports that are one file. */
export function reportFlags(folder: string): string[] {
  const files = { json: 'r.json', html: 'r.html', junit: 'r.xml', markdown: 'r.md' }
  return Object.entries(files).flatMap(([flag, file]) => [`--${flag}`, join(folder, file)])
}
