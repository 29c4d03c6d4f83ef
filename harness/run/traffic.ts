import { setTimeout as delay } from 'node:timers/promises'
import { ConnectionLimit } from './connection-limit'
import { Pace } from './pace'
import { Parking } from './parking'
import { Width } from './width'

/** The pause after each connection to a target that dropped a control, ms: it may notice late that one has ended. */
const GAP_MS = 10

/** How the connections to a target are limited. */
export interface TrafficLimits {
  /** How many connections are open at once. */
  jobs: number
  /** The most that a slow or distant target gets, where it bears them; the same as `jobs` for no more. */
  most: number
  /** At most so many new connections a second; undefined for no limit. */
  rate: number | undefined
  /** Whether connections on which nothing comes may wait beside the others. */
  parks: boolean
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
  constructor({ jobs, most, rate, parks }: TrafficLimits, isPrompt: () => Promise<boolean>) {
    this.jobs = jobs
    this.limit = new ConnectionLimit(jobs)
    this.pace = rate === undefined ? null : new Pace(rate)
    this.width = new Width(jobs, most)
    this.parking = parks ? new Parking(isPrompt) : null
  }

  /**
   * Opens a connection once there is a place for it.
   * @param open opens it; it gets what to call once the connection is quiet
   */
  use<T>(open: (onQuiet: () => void) => Promise<T>, how: { waits: boolean; first: boolean }): Promise<T> {
    return this.limit.use(async (giveBack) => {
      let leave = () => {}
      const onQuiet = () => {
        leave = this.parking?.add(giveBack) ?? leave
      }
      try {
        await this.pace?.turn()
        return await open(onQuiet)
      } finally {
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
