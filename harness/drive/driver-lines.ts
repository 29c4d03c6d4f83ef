import { DRIVER_WORDS, type DriverEvent, type DriverWord } from '../case/driver'

/** The most events, and the most characters of one line and of the log, that are kept of one attempt. */
const MOST_EVENTS = 200
const MOST_LINE = 4096
const MOST_LOG = 16_384

/** The most characters that are read of one attempt; a driver that prints more floods it. */
export const MOST_OUTPUT = 1 << 20

/** An event that a line says; null for a line that is none. */
export function eventIn(line: string, atMs: number): DriverEvent | null {
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

  /** Takes text of standard output. */
  out(text: string): void {
    if (!this.count(text)) return
    const lines = (this.partial + text).split('\n')
    this.partial = (lines.pop() ?? '').slice(0, MOST_LINE)
    for (const line of lines) this.line(line.replace(/\r$/, '').slice(0, MOST_LINE))
  }

  /** Takes one event that came in another form than as a line. */
  event(word: DriverWord, text: string): void {
    if (this.count(`${word} ${text}`)) this.keep({ word, text: text.slice(0, MOST_LINE), atMs: this.now() })
  }

  /** Takes text of standard error. */
  err(text: string): void {
    if (this.count(text)) this.note(text)
  }

  /** Takes output of a process that other attempts share: it counts for none of them. */
  shared(text: string): void {
    this.note(text)
  }

  /** Takes the last line, which may have no end. */
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

  /** False where more has come than is read. */
  private count(text: string): boolean {
    this.read += text.length
    if (this.read <= MOST_OUTPUT) return true
    if (!this.flooded) this.onFlood()
    this.flooded = true
    return false
  }
}
