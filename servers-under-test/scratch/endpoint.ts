/** What a connection asks of its socket, in order. `hold` delays what follows; `end` sends FIN and lets the peer finish. */
export type Action =
  | { readonly do: 'send'; readonly bytes: Buffer }
  | { readonly do: 'hold'; readonly ms: number }
  | { readonly do: 'end' }

/** How long a connection waits for its peer. A new `turn` starts the clock again. */
export interface Patience {
  readonly turn: number
  readonly ms: number
}

/** What a connection is reading: a header section, content, the frames of a WebSocket, or nothing any more. */
export type State = 'head' | 'content' | 'link' | 'done'

/** A connection as its socket uses it: bytes in, actions out. No method throws. */
export interface Endpoint {
  readonly state: State
  /** The bytes of a request that have arrived and are not read yet. */
  readonly unread: Buffer
  /** How long to wait for the next bytes before `expire` is called; `undefined` where no more are awaited. */
  readonly patience: Patience | undefined
  /** Takes bytes of the peer. */
  feed(bytes: Uint8Array): Action[]
  /** The peer has sent FIN. */
  finish(): Action[]
  /** The patience is over. */
  expire(): Action[]
}

/** An endpoint that does what another one does. A defect or variant extends it and overrides what it changes. */
export class EndpointLayer implements Endpoint {
  protected readonly inner: Endpoint

  constructor(inner: Endpoint) {
    this.inner = inner
  }

  get state(): State {
    return this.inner.state
  }

  get unread(): Buffer {
    return this.inner.unread
  }

  get patience(): Patience | undefined {
    return this.inner.patience
  }

  feed(bytes: Uint8Array): Action[] {
    return this.inner.feed(bytes)
  }

  finish(): Action[] {
    return this.inner.finish()
  }

  expire(): Action[] {
    return this.inner.expire()
  }
}
