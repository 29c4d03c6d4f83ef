import type { ProcessContext, Sink } from '../settings/process-context'

/** The width of a report in columns, where neither the terminal nor COLUMNS gives one. */
const DEFAULT_WIDTH = 100

/** The width of a report in columns: of the terminal, else COLUMNS, else 100. */
export function columnsOf({ stdout, env }: Pick<ProcessContext, 'stdout' | 'env'>): number {
  const { COLUMNS = '' } = env
  return stdout.columns || (/^[1-9]\d{0,3}$/.test(COLUMNS) ? Number(COLUMNS) : DEFAULT_WIDTH)
}

/** True if output to `sink` may be coloured (no-color.org, FORCE_COLOR, TERM=dumb). */
export function useColor(env: ProcessContext['env'], sink: Sink): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return sink.isTTY && env['TERM'] !== 'dumb'
}
