import { DRIVER_WORDS, type DriverEvent, type DriverWord } from '../case/driver'

/** Limits of what is kept of one attempt: events, characters of one line, and characters of the log. */
const MOST_EVENTS = 200
const MOST_LINE = 4096
const MOST_LOG = 16_384

/** Maximum number of characters that are read from the driver of one attempt. */
export const MOST_OUTPUT = 1 << 20

/** The event in a line; null for a line without one. */
function eventIn(line: string, atMs: number): DriverEvent | null {
  const [, word = '', text = ''] = /^([A-Z]+)(?:\s+(.*))?$/s.exec(line) ?? []
  return DRIVER_WORDS.includes(word as DriverWord) ? { word: word as DriverWord, text, atMs } : null
}

/** Collects what a driver prints. Events are lines of standard output that begin with one of their words; everything else is log. */
export class DriverLines {
  readonly events: DriverEvent[] = []
  log = ''
  flooded = false
  private read = 0
  private partial = ''
  private readonly now: () => number
  private readonly onFlood: () => void

  constructor(now: () => number, onFlood: () => void) {
    this.now = now
    this.onFlood = onFlood
  }

  /** Adds text from standard output. */
  out(text: string): void {
    if (!this.count(text)) return
    const lines = (this.partial + text).split('\n')
    this.partial = (lines.pop() ?? '').slice(0, MOST_LINE)
    for (const line of lines) this.line(line.replace(/\r$/, '').slice(0, MOST_LINE))
  }

  /** Adds an event that was not printed as a line. */
  event(word: DriverWord, text: string): void {
    if (this.count(`${word} ${text}`)) this.keep({ word, text: text.slice(0, MOST_LINE), atMs: this.now() })
  }

  /** Adds text from standard error. */
  err(text: string): void {
    if (this.count(text)) this.note(text)
  }

  /** Adds output of a process that several attempts share. It does not count towards the limit of any attempt. */
  shared(text: string): void {
    this.note(text)
  }

  /** Adds the last line, which may lack its line feed. */
  finish(): void {
    if (this.partial !== '') this.line(this.partial)
    this.partial = ''
  }

  private line(line: string): void {
    const event = eventIn(line, this.now())
    if (event === null) this.note(`${line}\n`)
    else this.keep(event)
  }

  private keep(event: DriverEvent): void {
    if (this.events.length < MOST_EVENTS) this.events.push(event)
  }

  private note(text: string): void {
    this.log += text.slice(0, MOST_LOG - this.log.length)
  }

  /** Counts `text`; false where the limit is exceeded. */
  private count(text: string): boolean {
    this.read += text.length
    if (this.read <= MOST_OUTPUT) return true
    if (!this.flooded) this.onFlood()
    this.flooded = true
    return false
  }
}
