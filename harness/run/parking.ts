/** So many quiet connections at once are looked into. */
const ENOUGH = 4

/** Maximum number of parked connections. */
const MOST_PARKED = 64

/** A connection that has sent all it has to send and receives nothing. */
interface Quiet {
  /** Gives its place to another connection. */
  giveBack: () => void
  isParked: boolean
}

/**
 * Lets connections wait without a place. A target that leaves requests without an answer would fill every place with
 * connections that wait for their deadline. Once several are quiet, and a correct handshake is accepted promptly
 * meanwhile, they give their places back and wait their full time parked.
 */
export class Parking {
  private state: 'full' | 'proving' | 'open' | 'closed' = 'full'
  private parked = 0
  private readonly quiet = new Set<Quiet>()
  private readonly isPrompt: () => Promise<boolean>

  /** @param isPrompt sends a correct handshake; true where it is accepted promptly */
  constructor(isPrompt: () => Promise<boolean>) {
    this.isPrompt = isPrompt
  }

  /**
   * Notes that a connection is quiet.
   * @returns to be called once the connection has ended
   */
  add(giveBack: () => void): () => void {
    const connection: Quiet = { giveBack, isParked: false }
    this.quiet.add(connection)
    if (this.state === 'full' && this.quiet.size >= ENOUGH) void this.prove()
    this.park()
    return () => {
      this.quiet.delete(connection)
      if (connection.isParked) this.parked -= 1
      this.park()
    }
  }

  /** Quiet connections give their places back. */
  get isOpen(): boolean {
    return this.state === 'open'
  }

  /** From now on no connection gives its place back: the target may be overloaded. */
  close(): void {
    this.state = 'closed'
  }

  private async prove(): Promise<void> {
    this.state = 'proving'
    const isPrompt = await this.isPrompt()
    if (this.state !== 'proving') return
    this.state = isPrompt ? 'open' : 'closed'
    this.park()
  }

  private park(): void {
    if (this.state !== 'open') return
    for (const connection of this.quiet) {
      if (connection.isParked || this.parked >= MOST_PARKED) continue
      connection.isParked = true
      this.parked += 1
      connection.giveBack()
    }
  }
}
