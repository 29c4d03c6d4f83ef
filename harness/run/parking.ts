/** How many connections have to be quiet before parking begins. */
const ENOUGH = 4

/**
 * How many connections are parked after the first prompt control. Each further prompt control doubles the number, unless the
 * target was unsteady before.
 */
const FIRST_PARKED = 64

/** A connection that has sent all it has to send and receives nothing. */
interface Quiet {
  /** Gives its permit (ConnectionLimit) to another connection. */
  giveBack: () => void
  isSilent: boolean
  isParked: boolean
}

/** How many connections may be parked, and the test that shows whether the target still answers promptly. */
export interface ParkingRules {
  /** Maximum number of parked connections. */
  most: number
  /** Sends a correct handshake; true where it is accepted promptly. */
  isPrompt: () => Promise<boolean>
}

/**
 * Parks quiet connections: lets them wait without a permit. Otherwise, a target that leaves requests without an answer would use
 * up all permits with connections that wait for their deadline. Parking begins once several connections are quiet and a correct
 * handshake is accepted promptly meanwhile. A parked connection still waits its full time.
 */
export class Parking {
  private state: 'full' | 'proving' | 'open' | 'closed' = 'full'
  private readonly quiet = new Set<Quiet>()
  private readonly rules: ParkingRules
  private limit: number
  private most: number
  private parked = 0
  private isGrowing = false
  /** A control was not prompt while many connections were parked: those that came last may only have met a limit. */
  private metLimit = false

  constructor(rules: ParkingRules) {
    this.rules = rules
    this.most = rules.most
    this.limit = Math.min(FIRST_PARKED, rules.most)
  }

  /**
   * Notes that a connection is quiet.
   * @param isSilent false for one that waits by design: it shows nothing about the target
   * @returns to be called once the connection has ended
   */
  add(giveBack: () => void, isSilent = true): () => void {
    const connection: Quiet = { giveBack, isSilent, isParked: false }
    this.quiet.add(connection)
    if (this.state === 'full' && this.silent >= ENOUGH) void this.prove()
    this.park()
    return () => {
      this.quiet.delete(connection)
      if (connection.isParked) this.parked -= 1
      this.park()
    }
  }

  /** True while quiet connections give their permits back. */
  get isOpen(): boolean {
    return this.state === 'open'
  }

  /** Ends parking: the target may be overloaded. */
  close(): void {
    this.state = 'closed'
  }

  /** The target is steady again: a few connections may be parked. */
  reopen(): void {
    if (this.state !== 'closed') return
    this.state = 'open'
    this.most = Math.min(this.most, FIRST_PARKED)
    this.limit = this.most
    this.park()
  }

  /** True, in the first call, where the target did not bear the number of parked connections. */
  takeOverload(): boolean {
    const { metLimit } = this
    this.metLimit = false
    return metLimit
  }

  private get silent(): number {
    return [...this.quiet].filter(({ isSilent }) => isSilent).length
  }

  private async prove(): Promise<void> {
    this.state = 'proving'
    const isPrompt = await this.rules.isPrompt()
    if (this.state !== 'proving') return
    this.state = isPrompt ? 'open' : 'closed'
    this.park()
  }

  /** Doubles the number of parked connections if a correct handshake is accepted promptly. */
  private async grow(): Promise<void> {
    if (this.isGrowing || this.limit >= this.most) return
    this.isGrowing = true
    const isPrompt = await this.rules.isPrompt()
    this.isGrowing = false
    if (!this.isOpen) return
    if (isPrompt) this.limit = Math.min(this.most, 2 * this.limit)
    else this.close()
    this.metLimit = !isPrompt
    this.park()
  }

  private park(): void {
    if (this.state !== 'open') return
    for (const connection of this.quiet) {
      if (connection.isParked) continue
      if (this.parked >= this.limit) return void this.grow()
      connection.isParked = true
      this.parked += 1
      connection.giveBack()
    }
  }
}
