import type { StoredExchange } from '../../harness/case/results'
import { decoded, pieces } from './stored-bytes'

/** A line of a request as it was sent (Latin-1, its line end included), and where it begins in the stored octets. */
export interface PairLine {
  start: number
  text: string
  /** The other request of the pair has no such line in this place. */
  changed: boolean
}

/** A request beside the correct handshake: the lines of both heads, in order. */
export interface Pair {
  control: PairLine[]
  own: PairLine[]
}

/** The head of the first request that was sent, as lines; what follows it is not compared. */
function headLines(exchange: StoredExchange): string[] {
  const sent = decoded(exchange.sent)
  const link = pieces(sent, 'sent').find(({ kind }) => kind !== 'text')
  const text = sent.toString('latin1', 0, link?.start)
  const end = /[^\r\n]\r?\n(?=\r?\n)/.exec(text)
  return text.slice(0, end ? end.index + end[0].length : text.length).match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** A line without the nonce in it: every connection has a key of its own (RFC 6455 4.1 item 7), and that is no change. */
function withoutNonce(line: string): string {
  const key = /^Sec-WebSocket-Key: (\S{22}==)\r\n$/.exec(line)?.[1]
  return key !== undefined && Buffer.from(key, 'base64').toString('base64') === key ? 'Sec-WebSocket-Key' : line
}

/** How many lines what is left of `a` and `b` from each place on has in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const rows: number[][] = [new Array<number>(b.length + 1).fill(0)]
  for (const line of a.toReversed()) {
    const below = rows[0] ?? []
    const row = [0]
    for (let j = b.length - 1; j >= 0; j--)
      row.unshift(line === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[0] ?? 0))
    rows.unshift(row)
  }
  return rows
}

function placed(lines: readonly string[]): PairLine[] {
  let start = 0
  return lines.map((text) => {
    const line = { start, text, changed: true }
    start += text.length
    return line
  })
}

/** The request of `exchange` beside that of `control`, with the lines marked that only one of them has. */
export function pairOf(control: StoredExchange, exchange: StoredExchange): Pair {
  const [before, after] = [headLines(control), headLines(exchange)]
  const [a, b] = [before.map(withoutNonce), after.map(withoutNonce)]
  const common = commonLengths(a, b)
  const pair = { control: placed(before), own: placed(after) }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [pair.control[i], pair.own[j]]
    if (a[i] === b[j] && left && right) {
      left.changed = right.changed = false
      i++
      j++
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) i++
    else j++
  }
  return pair
}
