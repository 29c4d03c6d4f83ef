import { type Action, type Endpoint, EndpointLayer, type Patience } from '../endpoint'

/** How long a client must pause inside a header section before it is answered. */
const PAUSE_MS = 100

/**
 * Answers an opening handshake before the empty line of its header section has arrived: it gives the connection below the
 * rest of the line ends, and later drops them where the client does send them.
 */
export class EarlyAnswer extends EndpointLayer {
  readonly #trial: () => Endpoint
  readonly #at: 'pause' | 'fin'
  #segments = 0
  #tried = false
  #ahead = 0

  /** @param connect makes a connection like the one below, to try whether a handshake would be accepted */
  constructor(connect: () => Endpoint, at: 'pause' | 'fin') {
    super(connect())
    this.#trial = connect
    this.#at = at
  }

  override get patience(): Patience | undefined {
    // A turn below zero is none of those of the connection below.
    return this.#awaitsPause ? { turn: -1 - this.#segments, ms: PAUSE_MS } : this.inner.patience
  }

  override feed(bytes: Uint8Array): Action[] {
    this.#segments++
    const dropped = Math.min(this.#ahead, bytes.length)
    this.#ahead -= dropped
    return this.inner.feed(bytes.subarray(dropped))
  }

  override expire(): Action[] {
    return this.#awaitsPause ? this.#answer() : this.inner.expire()
  }

  override finish(): Action[] {
    const actions = this.#at === 'fin' && this.#isInside ? this.#answer() : []
    return [...actions, ...this.inner.finish()]
  }

  get #isInside(): boolean {
    return this.state === 'head' && this.unread.length > 0
  }

  get #awaitsPause(): boolean {
    return this.#at === 'pause' && !this.#tried && this.#isInside
  }

  #answer(): Action[] {
    this.#tried = true
    const rest = Buffer.from(this.unread.subarray(-3).equals(Buffer.from('\r\n\r')) ? '\n' : '\r\n')
    const trial = this.#trial()
    trial.feed(Buffer.concat([this.unread, rest]))
    if (trial.state !== 'link') return []
    this.#ahead = rest.length
    return this.inner.feed(rest)
  }
}
