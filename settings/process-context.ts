import { clean } from '../reports/text/clean'

/** Where text goes. */
export interface Sink {
  write(text: string): void
  /** True for a terminal. */
  isTTY: boolean
  /** Its width in columns, where it is a terminal. */
  columns?: number | undefined
}

/** What a command may know and touch of the process that it runs in. */
export interface World {
  /** The words behind the program's name. */
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  stdout: Sink
  stderr: Sink
  /** Aborted by SIGINT or SIGTERM; its reason is the signal's name. */
  signal: AbortSignal
}

/** The width of a report where neither a terminal nor COLUMNS tells one. */
const WIDTH = 100

/** How many cells a line of a report may take: what the terminal has, otherwise what COLUMNS says. */
export function columnsOf({ stdout, env }: Pick<World, 'stdout' | 'env'>): number {
  const { COLUMNS = '' } = env
  return stdout.columns || (/^[1-9]\d{0,3}$/.test(COLUMNS) ? Number(COLUMNS) : WIDTH)
}

/** True when output to `sink` may carry colours (no-color.org, FORCE_COLOR, TERM=dumb). */
export function useColor(env: World['env'], sink: Sink): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return sink.isTTY && env['TERM'] !== 'dumb'
}

/** Writes one message to standard error, under the program's name; what it quotes reaches no terminal raw. */
export function complain(world: Pick<World, 'stderr'>, message: string): void {
  world.stderr.write(`wsspec: ${message.split('\n').map(clean).join('\n')}\n`)
}
