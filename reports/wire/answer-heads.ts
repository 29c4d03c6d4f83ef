import type { Results, StoredExchange } from '../../harness/case/results'
import { stableExchange } from '../stable/stable-exchange'
import { decoded, pieces } from './stored-bytes'

/** A distinct head of answers: its bytes as Latin-1, and how many connections received it. */
export interface AnswerHead {
  text: string
  times: number
}

/** The distinct heads of the answers of a run, the most frequent first. */
export interface Answers {
  heads: AnswerHead[]
  /** Gives which head a connection received, as an index into `heads`; -1 where it received none. */
  indexOf(exchange: StoredExchange): number
}

/** The most bytes of a head that are kept. */
const MOST_BYTES = 600

/** The first head that was received, with placeholders for what differs from connection to connection; empty without one. */
function headOf(exchange: StoredExchange): string {
  const received = decoded(stableExchange(exchange, { nonces: new Map(), port: '' }).received)
  const [first] = pieces(received, 'received')
  if (first?.kind !== 'text') return ''
  const text = received.toString('latin1', 0, first.end)
  const end = /\n(?=\r?\n)/.exec(text)
  return text.slice(0, Math.min(MOST_BYTES, end ? end.index + 1 : text.length))
}

/** Collects the heads of all answers of a run: most cases get one of a few. */
export function answersOf(results: Results): Answers {
  const exchanges = results.targets.flatMap(({ controls, cases }) => [
    ...controls,
    ...cases.flatMap((result) => result.exchanges),
  ])
  const headBy = new Map(exchanges.map((exchange) => [exchange, headOf(exchange)]))
  const times = new Map<string, number>()
  for (const head of headBy.values()) if (head !== '') times.set(head, (times.get(head) ?? 0) + 1)
  const heads = [...times].map(([text, count]) => ({ text, times: count })).sort((a, b) => b.times - a.times)
  const places = new Map(heads.map(({ text }, i) => [text, i]))
  return { heads, indexOf: (exchange) => places.get(headBy.get(exchange) ?? '') ?? -1 }
}
