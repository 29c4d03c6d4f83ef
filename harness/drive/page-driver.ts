import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { killMarked, newMark } from '../../sweep/marked'
import type { DriverEnd } from '../case/driver'
import { PAGE_COOKIE, type PageAnswer, type PageRequest } from '../case/page'
import type { Driver } from './driver'
import { PageOpening } from './page-opening'
import { PAGE } from './page-text'
import { type Program, type ProgramOptions, Programs, startFailure } from './programs'
import { type Channel, type Listener, sharedDriver } from './shared-driver'
import { temporaryFolder } from './temporary-folder'

/** How long the page waits for attempts before it asks again, ms. */
const POLL_MS = 20_000

/** How long the page may go without a request before it counts as closed, ms. A page that runs asks again at once. */
const AWAY_MS = 3000

/** How long a browser may take to end after SIGTERM, ms. */
const GRACE_MS = 1000

const EMPTY: PageAnswer = { status: 204, type: 'text/plain', body: '' }

/** How browsers are started. */
export interface PageOptions extends ProgramOptions {
  /** How long a browser may take until its page asks for attempts, ms. */
  startMs: number
}

/** What a browser is started with. */
interface PageStart extends Pick<PageOptions, 'command' | 'startMs'> {
  programs: Programs
  origin: string
}

/** A page in a browser that was started for it. */
class PageChannel implements Channel {
  readonly path = `/run/${randomBytes(6).toString('hex')}/`
  private readonly profile = temporaryFolder('wsspec-browser-')
  private readonly mark = newMark()
  private readonly programs: Programs
  private readonly listener: Listener
  private readonly opening: PageOpening
  private readonly unsent: string[] = []
  private wake: () => void = () => {}
  private away: NodeJS.Timeout | undefined
  private child: Program | null = null
  private isOver = false

  constructor({ command, startMs, programs, origin }: PageStart, listener: Listener) {
    this.programs = programs
    this.listener = listener
    this.opening = new PageOpening({ command, startMs }, (why) => this.over({ how: 'unstarted', why }))
    programs.addFolder(this.profile)
    const values: Record<string, string> = { '{url}': origin + this.path, '{profile}': this.profile }
    const words = command.map((word) => word.replace(/\{(?:url|profile)\}/g, (name) => values[name] ?? name))
    // What the browser leaves among its temporary files goes with the folder.
    const env = { WSSPEC_URL: origin + this.path, TMPDIR: this.profile }
    const child = programs.start(words, { env, reads: false, mark: this.mark })
    if (typeof child === 'string') queueMicrotask(() => this.over({ how: 'unstarted', why: child }))
    else this.hear(child, words[0] ?? '')
  }

  private hear(child: Program, program: string): void {
    this.child = child
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        if (!this.isOver) this.listener.log(text)
      })
    child.once('error', (error) => this.over({ how: 'unstarted', why: startFailure(program, error) }))
    child.once('exit', (code, signal) =>
      this.over(signal === null ? this.opening.exited(code ?? 0) : { how: 'signal', signal }),
    )
  }

  private over(end: DriverEnd): void {
    if (this.isOver) return
    this.isOver = true
    this.opening.finish()
    this.wake()
    this.listener.ended(end)
  }

  /** Answers a request of the page. */
  async answer({ method, target, body, gone }: PageRequest): Promise<PageAnswer | null> {
    const name = target.slice(this.path.length)
    if (method === 'GET' && name === '') {
      this.opening.loaded()
      // A cookie for the handshakes that go to this host.
      const fields = [`Set-Cookie: ${PAGE_COOKIE}; Path=/`]
      return { status: 200, type: 'text/html; charset=utf-8', body: PAGE, fields }
    }
    if (method === 'POST' && name === 'events') {
      for (const line of body.split('\n')) if (line !== '' && !this.isOver) this.listener.line(line)
      return EMPTY
    }
    if (method !== 'GET' || name !== 'attempts') return null
    this.opening.finish()
    return this.attempts(gone)
  }

  /** Waits for attempts, and notices where the page is gone. */
  private async attempts(gone: Promise<void>): Promise<PageAnswer> {
    clearTimeout(this.away)
    const asked = new Promise<void>((resolve) => {
      this.wake = resolve
    })
    const aborter = new AbortController()
    const late = delay(POLL_MS, undefined, { signal: aborter.signal }).catch(() => {})
    if (this.unsent.length === 0 && !this.isOver) await Promise.race([asked, late, gone])
    aborter.abort()
    this.away = setTimeout(() => this.over({ how: 'signal', signal: 'the page is gone' }), AWAY_MS)
    return { status: 200, type: 'text/plain', body: this.unsent.splice(0).join('\n') }
  }

  send(line: string): void {
    this.unsent.push(line)
    this.wake()
  }

  async stop(): Promise<void> {
    this.isOver = true
    this.opening.finish()
    this.wake()
    clearTimeout(this.away)
    const { child } = this
    if (child !== null && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const timer = setTimeout(() => this.programs.killGroup(child), GRACE_MS)
      await ended
      clearTimeout(timer)
    }
    if (child !== null) this.programs.killGroup(child)
    // Only the processes of this browser: the next one may run already.
    killMarked(this.mark)
    for (const stream of [child?.stdout, child?.stderr]) stream?.destroy()
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
    this.programs.removeFolder(this.profile)
  }
}

/**
 * Starts a browser once, with a new profile folder, at a page that makes all attempts with the browser's WebSocket. In the
 * words of the command, `{url}` is the address of the page, and `{profile}` the folder.
 */
export function pageDriver({ command, startMs, ...options }: PageOptions): Driver {
  const programs = new Programs(options)
  let origin = ''
  let channel: PageChannel | null = null
  const open = (listener: Listener): Channel => {
    channel = new PageChannel({ command, startMs, programs, origin }, listener)
    return channel
  }
  const pages = {
    begin: (given: string) => {
      origin = given
    },
    answer: async (request: PageRequest) =>
      channel !== null && request.target.startsWith(channel.path) ? channel.answer(request) : null,
  }
  const watchFolder = (path: string) => programs.addFolder(path)
  return { ...sharedDriver(open, () => programs.close()), pages, watchFolder }
}
