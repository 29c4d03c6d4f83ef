/**
 * What a driver says, a line each: `OPEN {"protocol":"chat"}`, `MESSAGE "text"`, `ERROR text`, `FAIL text`, `CLOSE 1000`,
 * `HUNG`, `SKIP text` (docs/clients.md).
 */
export type DriverWord = 'OPEN' | 'MESSAGE' | 'ERROR' | 'FAIL' | 'CLOSE' | 'HUNG' | 'SKIP'

/** Every word that begins such a line. */
export const DRIVER_WORDS: readonly DriverWord[] = ['OPEN', 'MESSAGE', 'ERROR', 'FAIL', 'CLOSE', 'HUNG', 'SKIP']

/** One line of a driver; `atMs` is counted from the start of the attempt. */
export interface DriverEvent {
  word: DriverWord
  /** What follows the word: JSON after OPEN and MESSAGE, else free text. */
  text: string
  atMs: number
}

/**
 * How the driver of one attempt ended: by itself, by a signal, because wsspec stopped it, or it never started. Where attempts
 * share a process: `over` the driver reported the end of the attempt; `died` the process ended by itself during the attempt;
 * `lost` it ended while several attempts ran, so that nobody knows which of them ended it. `none` where there
 * is no driver: only what came over the wire is known.
 */
export type DriverEnd =
  | { how: 'exited'; code: number }
  | { how: 'signal'; signal: string }
  | { how: 'stopped' }
  | { how: 'unstarted'; why: string }
  | { how: 'over' }
  | { how: 'died'; code: number }
  | { how: 'lost' }
  | { how: 'none' }

/** What the driver of a client said about one attempt. */
export interface DriverReport {
  events: readonly DriverEvent[]
  /** The first lines that begin with no such word, and what went to standard error. */
  log: string
  end: DriverEnd
  /** True where it printed more than is read. */
  flooded: boolean
}

/** The exit codes of a driver. Every other one is a crash. */
export const DRIVER_EXIT = { opened: 0, failed: 1, hung: 3, skipped: 77 } as const

/** The text that a driver sends when the WebSocket is open. */
export const GREETING = 'hello'

/** The beginning of a message that a driver sends back as it is: so a case lets the client send what it needs. */
export const SEND_BACK = 'echo:'
