import type { Limits } from './limits'
import type { Steps } from './steps'

/** What the connection asks of whoever holds the socket. `end` sends FIN and lets the peer finish; `hold` delays what follows. */
export type Action =
  | { readonly do: 'send'; readonly bytes: Buffer }
  | { readonly do: 'later'; readonly bytes: Buffer; readonly ms: number }
  | { readonly do: 'hold'; readonly ms: number }
  | { readonly do: 'die' }
  | { readonly do: 'end' }

/** How long the connection waits for its peer; a new `turn` starts the clock again. */
export interface Patience {
  readonly turn: number
  readonly ms: number
}

/** What a connection has to know of the server it belongs to. */
export interface Surroundings {
  readonly steps: Steps
  readonly limits: Limits
  now(): number
}
