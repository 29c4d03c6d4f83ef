import type { ClientEvidence, ClientPart } from '../../case/client-case'
import type { ClientObservation } from '../../case/client-observation'
import type { Driver, DriverCall, DriverRun } from '../../drive/driver'
import { together } from '../../drive/together'
import type { CaseServer } from '../../serve/case-server'
import type { Place } from '../../serve/place'
import { ANSWERED, replyLastsMs } from '../../serve/steps'

/** How long a driver may usually take to send its first request, ms: virtual machines start slowly on a busy computer. */
const START_MS = 15_000

/** How long a driver may go on after its last connection has ended, ms: some libraries report an error late. */
const AFTER_MS = 2_000

/** How long the end of a connection may take to arrive after the end of its driver, ms. */
const TRAIL_MS = 300

/** How much earlier than wsspec the driver itself gives up, ms. */
const DRIVER_EARLIER_MS = 500

/** What an attempt is made with. */
export interface AttemptTools {
  server: CaseServer
  driver: Driver
  timeoutMs: number
  /** The file with the authority that the client is asked to trust; needed for wss: URLs alone. */
  caFile?: string | undefined
  signal?: AbortSignal | undefined
  /** How long a driver may take to send its first request, ms. */
  startMs?: number | undefined
  /** Attempts that share a process: each runs in a new one. */
  fresh?: boolean
}

/** Waits for the end of an attempt: its driver ends, or one of its times is over. */
class AttemptClock {
  private timer: NodeJS.Timeout | undefined
  /** True where the time for the case was over. */
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

  /** The attempt is over after `ms`, unless this is called again before. */
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
function quiet(place: Place, ms: number): Promise<void> {
  if (!place.isBusy) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    place.onChange(() => {
      if (place.isBusy) return
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Ends the driver where it still runs, and waits for what it left on the wire. */
async function settle(run: DriverRun, place: Place, isOver: boolean): Promise<void> {
  if (isOver) await run.stop()
  await quiet(place, isOver ? 0 : TRAIL_MS)
}

/** How an attempt ended: whether the time for the case was over, and how long a connection was waited for in vain. */
type Ending = Pick<ClientObservation, 'cut' | 'awaitedMs'>

/** Starts the driver at the place of the attempt, and waits for its end. */
async function follow(
  tools: AttemptTools,
  place: Place,
  call: DriverCall,
  times: number,
): Promise<[DriverRun, Ending]> {
  const { driver, signal, startMs = START_MS } = tools
  const clock = new AttemptClock(tools)
  let isTimed = false
  let ends = 0
  place.onChange(() => {
    if (!isTimed) {
      isTimed = true
      ends = performance.now() + place.left()
    }
    const left = Math.max(0, ends - performance.now())
    // While a connection is open, the time of the case counts; after the last one, the shorter time of a driver that goes on.
    if (place.isBusy) clock.after(left, true)
    else clock.after(Math.min(left, AFTER_MS), false)
  })
  const run = together(Array.from({ length: times }, () => driver.start(call)))
  const hasEnded = await Promise.race([run.ended.then(() => true), clock.over.then(() => false)])
  clock.stop(signal)
  await settle(run, place, !hasEnded)
  const isVain = !hasEnded && !isTimed && !signal?.aborted
  return [run, { cut: clock.cut && !hasEnded, ...(isVain ? { awaitedMs: startMs } : {}) }]
}

/**
 * Lets a client make one attempt: gives it the URL of a new place, answers its requests by the part's scripts, and records
 * everything. It never throws for what a client does, and it ends by the deadline of the case.
 * @param id the case that asks
 */
export async function attempt(tools: AttemptTools, id: string, part: ClientPart): Promise<ClientEvidence> {
  const { server, timeoutMs, caFile, fresh = false } = tools
  const { steps = ANSWERED, again = steps, protocols = [], lasts = 0 } = part
  const allMs = timeoutMs + lasts + replyLastsMs(steps)
  const place = server.open({ id, scripts: { steps, again }, timeoutMs: allMs })
  const strays = server.strays.length
  const door = part.tls ? await server.openDoor(place, part.tls) : null
  const { host } = door ?? place
  const { path } = place
  const base = `${door ? 'wss' : 'ws'}://${host}`
  const url = part.url?.({ base, host, path, page: server.host, onDefaultPort: server.onDefaultPort }) ?? base + path
  const ownMs = Math.max(500, allMs - DRIVER_EARLIER_MS)
  const call = { id, url, protocols, timeoutMs: ownMs, fresh, ...(caFile === undefined ? {} : { caFile }) }
  const [run, ending] = await follow(tools, place, call, part.times ?? 1)
  await server.closePlace(place)
  const observation = {
    exchanges: place.exchanges,
    driver: run.report(),
    ...(door ? { tls: door.connections } : {}),
    strays: server.strays.slice(strays).map(({ target }) => target),
    ...ending,
  }
  return { from: id, part: part.name, observation, vars: place.vars }
}

/** True where the attempt proves nothing, because the process that it shared with others ended. */
export function isLost({ observation }: ClientEvidence): boolean {
  return observation.driver.end.how === 'lost'
}

/**
 * Makes an attempt while no other runs. Where the process of the driver ends meanwhile, an earlier attempt may be the reason:
 * it is made again in a new process, and how that ends is its own.
 */
export async function attemptAlone(tools: AttemptTools, id: string, part: ClientPart): Promise<ClientEvidence> {
  const first = await attempt(tools, id, part)
  return isLost(first) && !tools.signal?.aborted ? attempt({ ...tools, fresh: true }, id, part) : first
}
