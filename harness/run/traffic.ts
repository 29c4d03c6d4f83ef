import { setTimeout as delay } from 'node:timers/promises'
import { ConnectionLimit } from './connection-limit'
import { Pace } from './pace'
import { Parking } from './parking'
import type { TrafficLimits } from './traffic-limits'
import { Width } from './width'

/** The pause after each connection to a target that dropped a control, ms: it may notice late that one has ended. */
const GAP_MS = 10

/** A connection that waits by design is as good as quiet after so long, ms. */
const SLOW_MS = 500

/** How a connection takes its place. */
export interface Turn {
  /** It waits by design: it begins early, and not too many such connections are open. */
  waits?: boolean
  /** It comes before all others. */
  first?: boolean
  /** Nothing else is sent until it has ended or is parked. */
  alone?: boolean
}

/** Decides when each connection of a run is opened. */
export class Traffic {
  private readonly jobs: number
  private readonly limit: ConnectionLimit
  private readonly pace: Pace | null
  private readonly width: Width
  private readonly parking: Parking | null
  private state: 'usual' | 'gaps' | 'narrow' = 'usual'

  /** @param isPrompt sends a correct handshake beside the others; true where it is accepted promptly */
  constructor({ jobs, most, rate, mostParked }: TrafficLimits, isPrompt: () => Promise<boolean>) {
    this.jobs = jobs
    this.limit = new ConnectionLimit(jobs)
    this.pace = rate === undefined ? null : new Pace(rate)
    this.width = new Width(jobs, most)
    this.parking = mostParked > 0 ? new Parking({ most: mostParked, isPrompt }) : null
  }

  /**
   * Opens a connection once there is a place for it.
   * @param open opens it; it gets what to call once the connection is quiet
   */
  use<T>(open: (onQuiet: () => void) => Promise<T>, how: Turn): Promise<T> {
    return this.limit.use(async (giveBack) => {
      let leave = () => {}
      const wait = (isSilent: boolean) => {
        leave()
        leave = this.parking?.add(giveBack, isSilent) ?? leave
      }
      const onQuiet = () => wait(true)
      const timer = how.waits ? setTimeout(() => wait(false), SLOW_MS) : undefined
      try {
        await this.pace?.turn()
        return await open(onQuiet)
      } finally {
        clearTimeout(timer)
        leave()
        if (this.state !== 'usual') await delay(GAP_MS)
      }
    }, how)
  }

  /** Does work that opens `count` connections, once there is a place for each of them. */
  useAtOnce<T>(count: number, work: () => Promise<T>): Promise<T> {
    return this.limit.useAtOnce(count, work)
  }

  /** True where quiet connections wait beside the others. */
  get isParking(): boolean {
    return this.parking?.isOpen === true
  }

  /** True once where more connections were parked than the target bears. */
  takeOverload(): boolean {
    return this.parking?.takeOverload() ?? false
  }

  /** Resolves once every connection that asked for a place before has ended or is parked. */
  rests(): Promise<void> {
    return this.limit.use(async () => {}, { alone: true })
  }

  /** Resolves when the next connection may be opened, for one that needs no place. */
  turn(): Promise<void> {
    return this.pace?.turn() ?? Promise.resolve()
  }

  /** Resolves when everything that asked for a place before has got one. */
  hasRoom(): Promise<void> {
    return this.limit.hasRoom()
  }

  /** Learns how long an answer took, and how long one takes alone, ms. */
  learn(ms: number, aloneMs: number): void {
    this.resize(this.width.learn(ms, aloneMs))
  }

  /** The target may be overloaded: from now on as many connections as usual are open, and none of them beside the others. */
  calm(): void {
    this.parking?.close()
    this.resize(this.width.settle())
  }

  /** The target is steady again: a few connections may wait beside the others. */
  trust(): void {
    if (this.state !== 'narrow') this.parking?.reopen()
  }

  /** From now on leaves a pause after each connection. */
  leaveGaps(): void {
    if (this.state === 'usual') this.state = 'gaps'
  }

  /** From now on one connection is open at a time. False where that changes nothing. */
  narrow(): boolean {
    if (this.state === 'narrow' || this.jobs === 1) return false
    this.calm()
    this.state = 'narrow'
    this.limit.resize(1)
    return true
  }

  private resize(places: number | null): void {
    if (places !== null && this.state !== 'narrow') this.limit.resize(places)
  }
}
