import { clean } from '../reports/text/clean'

/** A stream that takes text: standard output or standard error. */
export interface Sink {
  write(text: string): void
  /** True for a terminal. */
  isTTY: boolean
  /** The width of the terminal in columns, if it is known. */
  columns?: number | undefined
}

/** What wsspec may use of the process in which it runs. Tests pass their own. */
export interface ProcessContext {
  /** The words after the name of the program. */
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  /** The folder to which relative paths refer. */
  cwd: string
  stdout: Sink
  stderr: Sink
  /** True where both go to the same terminal, file or pipe: what one of them says is not repeated in the other. */
  together?: boolean
  /** Aborted by SIGINT, SIGTERM or SIGHUP; its reason is the name of the signal. */
  signal: AbortSignal
}

/** Writes a message to standard error, after `wsspec: `. Control characters in it are escaped. */
export function printError({ stderr }: Pick<ProcessContext, 'stderr'>, message: string): void {
  stderr.write(`wsspec: ${message.split('\n').map(clean).join('\n')}\n`)
}
