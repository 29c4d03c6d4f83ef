import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { main } from '../../cli/main'
import type { ProcessContext } from '../../settings/process-context'
import { faults, type Schema } from './schemas'

/** The exit code and the output of a command line. */
export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

/** What a command line finds around it. */
export interface Surroundings {
  env?: Record<string, string>
  cwd?: string
  signal?: AbortSignal
  /** True if the streams are terminals. */
  tty?: boolean
  /** The width of the terminals. */
  columns?: number
}

/** The context of a process, and the texts that are written to its streams. */
export function recordingContext(
  argv: readonly string[],
  { env = {}, cwd = tmpdir(), signal = new AbortController().signal, tty = false, columns }: Surroundings = {},
): { context: ProcessContext; written: { stdout: string; stderr: string } } {
  const written = { stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') => ({
    isTTY: tty,
    columns,
    write: (text: string) => {
      written[name] += text
    },
  })
  return { context: { argv, env, cwd, signal, stdout: sink('stdout'), stderr: sink('stderr') }, written }
}

/** Lines that only a run of more than ten seconds prints: on a busy machine that is any run. */
const PROGRESS = /^wsspec: \d+ s: .*\n/gm

/**
 * Runs a command line in this process. Checks the JSON that it writes against the published schema. Standard error is
 * without the lines that show progress.
 */
export async function wsspec(argv: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  const { context, written } = recordingContext(argv, around)
  const code = await main(context)
  const outcome = { code, ...written, stderr: written.stderr.replace(PROGRESS, '') }
  checkJson(argv, outcome, context.cwd)
  return outcome
}

/** The document that a command line writes with --json, and where; null if it writes none. */
function jsonOf([first = '', ...words]: readonly string[]): { schema: Schema; to: string } | null {
  const at = words.indexOf('--json')
  if (at < 0) return null
  if (first === 'clients') return jsonOf([words[0] === 'names' ? 'clients names' : (words[0] ?? ''), ...words.slice(1)])
  if (first === 'clients names') return { schema: 'clients', to: '-' }
  if (first === 'list' || first === 'servers' || first === 'diff') return { schema: first, to: '-' }
  return { schema: 'results', to: words[at + 1] ?? '-' }
}

function checkJson(argv: readonly string[], { code, stdout }: Outcome, cwd: string): void {
  const json = jsonOf(argv)
  if (json === null || ![0, 1, 3, 130].includes(code)) return
  const text = json.to === '-' ? stdout : readFileSync(resolve(cwd, json.to), 'utf8')
  const found = faults(json.schema, JSON.parse(text))
  if (found.length > 0) throw new Error(`not valid by ${json.schema}.schema.json: ${found.slice(0, 5).join('; ')}`)
}
