import type { ClientObservation, RequestHead, ServedExchange } from '../../../harness/case/client-observation'
import { asked, requested } from '../../../harness/judge/client/attempt'
import { isRetry } from '../../../harness/wire/http1/request-head'

/** An exchange with a whole request. */
export type Asked = ServedExchange & { request: RequestHead }

/** A request to the place that a redirect names. */
export interface Followed {
  exchange: Asked
  /** Where the redirect leads to; null where its Location is no URL. */
  url: URL | null
}

/** The cases whose requirement a request after a redirect meets again: C0.52 scores what is wrong only there. */
export const REPEATED: readonly string[] = ['C0.01', 'C0.02', 'C0.07', 'C0.13', 'C0.14', 'C0.15', 'C0.16', 'C0.19']

/** The exchanges of an attempt in the order in which their requests came. */
export function inOrder(observation: ClientObservation): Asked[] {
  return asked(observation).toSorted((a, b) => (a.recording.originMs ?? 0) - (b.recording.originMs ?? 0))
}

function answerOf({ recording }: ServedExchange): string {
  return Buffer.concat(recording.sent.map(({ octets }) => octets)).toString('latin1')
}

/** The status of the answer; 0 where there was none. */
export function statusOf(exchange: ServedExchange): number {
  return Number(/^HTTP\/1\.\d (\d{3})/.exec(answerOf(exchange))?.[1] ?? 0)
}

/** The requests of an attempt that came right after a redirect, and are no retries. */
export function followed(observation: ClientObservation): Followed[] {
  const all = inOrder(observation)
  return all.flatMap((exchange, at): Followed[] => {
    const before = all[at - 1]
    if (before === undefined || Math.floor(statusOf(before) / 100) !== 3) return []
    if (isRetry(before.request, exchange.request)) return []
    const location = /\r\nLocation: ([^\r\n]*)/.exec(answerOf(before))?.[1] ?? ''
    const base = `http://${requested(before.request, 'Host')[0] ?? ''}`
    return [{ exchange, url: URL.canParse(location, base) ? new URL(location, base) : null }]
  })
}
