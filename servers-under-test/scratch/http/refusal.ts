/** A field of a response. */
export type ResponseField = readonly [name: string, value: string]

/** Why a request is refused, and what the answer says about it. */
export interface Refusal {
  readonly status: number
  /** One sentence for the person who reads the answer. It never repeats what the peer sent. */
  readonly because: string
  readonly clause: string
  /** Further response fields that the status requires (Allow, Upgrade, Sec-WebSocket-Version). */
  readonly fields?: readonly ResponseField[]
  /** True where the end of the request is not known, so that nothing after it can be read as a request. */
  readonly close?: boolean
}

/** A refusal after which the connection cannot be used again. */
export function broken(status: number, because: string, clause: string): Refusal {
  return { status, because, clause, close: true }
}
