import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { main } from '../../cli/main'
import { faults, type Schema } from '../schemas'

/** The root of the checkout. */
export const ROOT = join(__dirname, '..', '..')

/** What lets Node run the sources. */
export const TYPESCRIPT = join(ROOT, 'tools', 'typescript.js')

/** What a command line came to. */
export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

/** How to run a command line inside this process. */
export interface Surroundings {
  env?: Record<string, string>
  cwd?: string
  signal?: AbortSignal
  tty?: boolean
  columns?: number
}

/** Runs a command line inside this process. */
export async function wsspec(argv: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  const told = { stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') => ({
    isTTY: around.tty === true,
    columns: around.columns,
    write: (text: string) => {
      told[name] += text
    },
  })
  const code = await main({
    argv,
    env: around.env ?? {},
    cwd: around.cwd ?? tmpdir(),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    signal: around.signal ?? new AbortController().signal,
  })
  const outcome = { code, ...told }
  checkJson(argv, outcome, around.cwd ?? tmpdir())
  return outcome
}

/** Which document a command line writes with --json, and what it says about where; null where it writes none. */
function jsonOf([first = '', ...words]: readonly string[]): { schema: Schema; to: string } | null {
  const at = words.indexOf('--json')
  if (at < 0) return null
  if (first === 'list' || first === 'servers' || first === 'diff') return { schema: first, to: '-' }
  return { schema: 'results', to: words[at + 1] ?? '-' }
}

/** Holds what a command line wrote as JSON against the published schema. */
function checkJson(argv: readonly string[], { code, stdout }: Outcome, cwd: string): void {
  const json = jsonOf(argv)
  if (json === null || ![0, 1, 3, 130].includes(code)) return
  const text = json.to === '-' ? stdout : readFileSync(resolve(cwd, json.to), 'utf8')
  const found = faults(json.schema, JSON.parse(text))
  if (found.length > 0) throw new Error(`not what ${json.schema}.schema.json says: ${found.slice(0, 5).join('; ')}`)
}

/** A folder of its own for one test, with these files in it; `after` it is removed. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'wsspec-test-'))

  /** Writes a file, objects as JSON; gives its path. */
  put(name: string, content: unknown): string {
    const path = join(this.path, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** A TCP server on loopback that answers as `answer` says. */
export interface Answering {
  port: number
  url: string
  close(): Promise<void>
}

/** Answers the first octets of every connection with what `answer` makes of them; null leaves the connection open. */
export async function answering(answer: (request: string) => string | Buffer | null): Promise<Answering> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', (octets) => {
      const reply = answer(octets.toString('latin1'))
      if (reply !== null) socket.end(reply)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { port, url: `ws://127.0.0.1:${port}/`, close }
}

/** A response with this status and content. */
export function response(status: string, fields: readonly string[] = [], content = ''): string {
  return [`HTTP/1.1 ${status}`, `Content-Length: ${content.length}`, ...fields, '', content].join('\r\n')
}

/** The 101 that a request calls for. */
export function switchOf(request: string): string {
  const key = /^sec-websocket-key: (.*)\r$/im.exec(request)?.[1] ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
}

/** The program as a process of its own. */
export interface Program {
  child: ChildProcess
  /** What it has told so far. */
  told: { stdout: string; stderr: string }
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

/** Starts the program from the sources as a process; `stdout` may be a file descriptor instead of being kept. */
export function program(
  argv: readonly string[],
  env: Record<string, string> = {},
  cwd: string = ROOT,
  stdout: 'pipe' | number = 'pipe',
): Program {
  const words = ['-r', TYPESCRIPT, join(ROOT, 'cli', 'bin.ts'), ...argv]
  const child = spawn(process.execPath, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', stdout, 'pipe'],
  })
  const told = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      told[name] += text
    })
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code ?? -1))
  })
  return { child, told, ended }
}

/** Waits until `met` holds, at most `ms`. */
export async function eventually(what: string, met: () => boolean, ms = 15_000): Promise<void> {
  const limit = performance.now() + ms
  while (!met()) {
    if (performance.now() > limit) throw new Error(`not within ${ms} ms: ${what}`)
    await delay(10)
  }
}

/** True while a process with this id exists and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
