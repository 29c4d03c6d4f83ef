import type { DriverEnd } from '../case/driver'

/** What a browser is expected to do first. */
interface PageExpectation {
  /** The words of its command, with their placeholders. */
  command: readonly string[]
  /** How long it may take until its page asks for attempts, ms. */
  startMs: number
}

/** What the words of a command lack so that its program opens the page: `; …`, or nothing. */
function lacking(command: readonly string[]): string {
  return command.some((word) => word.includes('{url}'))
    ? ''
    : '; no word of the command has {url}, the address of the page'
}

/** Waits until the page of a browser asks for attempts for the first time, and says in words why it does not. */
export class PageOpening {
  private readonly expected: PageExpectation
  private readonly timer: NodeJS.Timeout
  private isLoaded = false
  private isOver = false

  /** @param fail is called with the reason once the time is over */
  constructor(expected: PageExpectation, fail: (why: string) => void) {
    this.expected = expected
    this.timer = setTimeout(() => fail(this.late()), expected.startMs)
  }

  /** The page is requested. */
  loaded(): void {
    this.isLoaded = true
  }

  /** The page asks for attempts, or is not waited for any more. */
  finish(): void {
    this.isOver = true
    clearTimeout(this.timer)
  }

  /** How a browser ended that exited: where its page asked for no attempt until then, it did not start. */
  exited(code: number): DriverEnd {
    const { command } = this.expected
    if (this.isOver) return { how: 'died', code }
    const done = this.isLoaded ? 'its page asked for no attempt' : `it opened no page${lacking(command)}`
    return { how: 'unstarted', why: `${command[0]} ended with exit code ${code}, and ${done}` }
  }

  private late(): string {
    const { command, startMs } = this.expected
    const within = `within ${startMs / 1000} s`
    return this.isLoaded
      ? `${command[0]} opened the page, and its script asked for no attempt ${within}`
      : `${command[0]} opened no page: no request for it came ${within}${lacking(command)}`
  }
}
