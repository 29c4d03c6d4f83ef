/** Why a request is not taken, and how that is told: everything but the octets. */
export interface Refusal {
  readonly status: number
  /** One sentence for the person who reads the answer. It never repeats what the peer sent. */
  readonly because: string
  readonly clause: string
  /** Further response fields that the status demands (Allow, Upgrade, Sec-WebSocket-Version). */
  readonly fields?: readonly (readonly [name: string, value: string])[]
  /** True where the end of the request is not known, so that nothing behind it can be read as a request. */
  readonly close?: boolean
  /** A defect may let the server die of it. */
  readonly fatal?: boolean
}

/** A refusal after which the connection cannot be used again. */
export function broken(status: number, because: string, clause: string): Refusal {
  return { status, because, clause, close: true }
}
