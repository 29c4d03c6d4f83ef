import type { ClientEvidence, ClientPart } from '../../case/client-case'
import type { ClientObservation } from '../../case/client-observation'
import type { DriverReport } from '../../case/driver'
import type { Driver, DriverCall, DriverRun } from '../../drive/driver'
import { together } from '../../drive/together'
import type { CaseServer } from '../../serve/case-server'
import type { ServedAttempt } from '../../serve/served-attempt'
import { ANSWERED } from '../../serve/steps'
import { timesOf } from './part-times'

/** How long a driver may usually take to send its first request, ms: virtual machines start slowly on a busy computer. */
const START_MS = 15_000

/** How long a driver may go on after its last connection has ended, ms: some libraries report an error late. */
const AFTER_MS = 2_000

/** How long the end of a connection may take to arrive after the end of its driver, ms. */
const TRAIL_MS = 300

/** How much earlier than wsspec the driver itself gives up, ms. */
const DRIVER_EARLIER_MS = 500

/** The server, the driver and the options of an attempt. */
export interface AttemptTools {
  server: CaseServer
  driver: Driver
  timeoutMs: number
  /** The file with the authority that the client is asked to trust; needed for wss: URLs alone. */
  caFile?: string | undefined
  signal?: AbortSignal | undefined
  /** How long a driver may take to send its first request, ms. */
  startMs?: number | undefined
  /** True to give the attempt a new process, where the driver makes several attempts in one process. */
  fresh?: boolean
}

/** Waits for the end of an attempt: its driver ends, or one of its times is over. */
class AttemptClock {
  private timer: NodeJS.Timeout | undefined
  /** True where the attempt ended because the time of the case was over. */
  cut = false
  readonly over: Promise<void>
  private finish: () => void = () => {}

  constructor({ signal, startMs = START_MS }: AttemptTools) {
    this.over = new Promise((resolve) => {
      this.finish = resolve
    })
    signal?.addEventListener('abort', this.finish, { once: true })
    if (signal?.aborted) this.finish()
    this.after(startMs, false)
  }

  /** Ends the attempt after `ms`, unless this method is called again before. */
  after(ms: number, isCut: boolean): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.cut = isCut
      this.finish()
    }, ms)
  }

  stop(signal: AbortSignal | undefined): void {
    clearTimeout(this.timer)
    signal?.removeEventListener('abort', this.finish)
  }
}

/** Waits until no connection of the attempt is open, at most `ms`. */
function quiet(served: ServedAttempt, ms: number): Promise<void> {
  if (!served.isBusy) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    served.onChange(() => {
      if (served.isBusy) return
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Ends the driver if it still runs, and waits for its last bytes. */
async function settle(run: DriverRun, served: ServedAttempt, isOver: boolean): Promise<void> {
  if (isOver) await run.stop()
  await quiet(served, isOver ? 0 : TRAIL_MS)
}

/** How an attempt ended: the output of the driver, whether the time of the case was over, and the time in which no connection came. */
type Ending = Pick<ClientObservation, 'driver' | 'cut' | 'awaitedMs'>

/** What a driver that started `startedMs` after its attempt reported, with times from the start of the attempt. */
function reportSince(startedMs: number, run: DriverRun): DriverReport {
  const report = run.report()
  return { ...report, events: report.events.map((event) => ({ ...event, atMs: event.atMs + startedMs })) }
}

/** Starts the driver, and waits for its end. */
async function follow(tools: AttemptTools, served: ServedAttempt, call: DriverCall, times: number): Promise<Ending> {
  const { server, driver, signal, startMs = START_MS } = tools
  const clock = new AttemptClock(tools)
  let isTimed = false
  let ends = 0
  served.onChange(() => {
    if (!isTimed) {
      isTimed = true
      ends = performance.now() + served.left()
    }
    const left = Math.max(0, ends - performance.now())
    // While a connection is open, the time of the case applies. After the last connection, the driver has a shorter time to end.
    if (served.isBusy) clock.after(left, true)
    else clock.after(Math.min(left, AFTER_MS), false)
  })
  const startedMs = server.now() - served.startMs
  const run = together(Array.from({ length: times }, () => driver.start(call)))
  const hasEnded = await Promise.race([run.ended.then(() => true), clock.over.then(() => false)])
  clock.stop(signal)
  await settle(run, served, !hasEnded)
  const isVain = !hasEnded && !isTimed && !signal?.aborted
  const report = reportSince(startedMs, run)
  return { driver: report, cut: clock.cut && !hasEnded, ...(isVain ? { awaitedMs: startMs } : {}) }
}

/**
 * Lets a client make one attempt: gives it a new URL, answers its requests by the part's scripts, and records
 * everything. It never throws for what a client does, and it ends by the deadline of the case.
 * @param id the case that asks
 */
export async function attempt(tools: AttemptTools, id: string, part: ClientPart): Promise<ClientEvidence> {
  const { server, timeoutMs, caFile, fresh = false } = tools
  const { steps = ANSWERED, again = steps, protocols = [] } = part
  const { watchedMs, deadlineMs } = timesOf(part, timeoutMs)
  const served = server.open({ id, scripts: { steps, again }, timeoutMs: watchedMs })
  const strays = server.strays.length
  const tlsPort = part.tls ? await server.openTlsPort(served, part.tls) : null
  const { host } = tlsPort ?? served
  const { path } = served
  const base = `${tlsPort ? 'wss' : 'ws'}://${host}`
  const url = part.url?.({ base, host, path, page: server.host, onDefaultPort: server.onDefaultPort }) ?? base + path
  const ownMs = Math.max(500, deadlineMs - DRIVER_EARLIER_MS)
  const call = { id, url, protocols, timeoutMs: ownMs, fresh, ...(caFile === undefined ? {} : { caFile }) }
  const ending = await follow(tools, served, call, part.times ?? 1)
  await server.closeAttempt(served)
  const observation = {
    exchanges: served.exchanges,
    ...(tlsPort ? { tls: tlsPort.connections } : {}),
    strays: server.strays.slice(strays).map(({ target }) => target),
    ...ending,
  }
  return { from: id, part: part.name, observation, vars: served.vars }
}

/** True where the attempt proves nothing, because the process that it shared with other attempts ended. */
export function isLost({ observation }: ClientEvidence): boolean {
  return observation.driver.end.how === 'lost'
}

/**
 * Makes an attempt while no other runs. If the process of the driver ends, an earlier attempt may be the reason. The attempt is
 * then made again in a new process, whose end only this attempt can cause.
 */
export async function attemptAlone(tools: AttemptTools, id: string, part: ClientPart): Promise<ClientEvidence> {
  const first = await attempt(tools, id, part)
  return isLost(first) && !tools.signal?.aborted ? attempt({ ...tools, fresh: true }, id, part) : first
}
