import type { Connection } from '../connection'
import type { Refusal } from './refusal'
import type { Request } from './request'

/** What a final answer is about. A request that could not be read is missing. */
export interface Exchange {
  readonly request?: Request | undefined
  readonly refusal?: Refusal | undefined
  /** Whether the request has the option `close` in Connection. RFC 9112 9.6. */
  readonly asksToClose: boolean
}

/** Whether the connection closes after a final answer. The answer then has the option `close`. RFC 9112 9.3, 9.6. */
export function closesAfter({ refusal, asksToClose }: Exchange): boolean {
  return refusal?.close === true || asksToClose
}

/** Carries on after a final answer. RFC 9112 9.3, 9.6. */
export function afterAnswer(close: boolean, _exchange: Exchange, connection: Connection): void {
  if (close) connection.end()
  else connection.awaitRequest()
}
