import type { StoredExchange } from '../../harness/case/results'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { type DiffLine, lineDiff } from '../text/line-diff'
import { decoded, pieces } from './stored-bytes'

/** A line of a request as it was sent (Latin-1, its line end included), and where it begins in the stored bytes. */
export interface PairLine {
  start: number
  text: string
  /** True where the other request of the pair has no such line in this place. */
  changed: boolean
}

/** What was sent and the correct handshake: the lines of both heads, in order. Of a client, both are answers. */
export interface Pair {
  control: PairLine[]
  own: PairLine[]
}

/** The head of the first request that was sent, as lines. The bytes after it are not compared. */
function headLines(exchange: StoredExchange): string[] {
  const sent = decoded(exchange.sent)
  const link = pieces(sent, 'sent').find(({ kind }) => kind !== 'text')
  const text = sent.toString('latin1', 0, link?.start)
  const end = /[^\r\n]\r?\n(?=\r?\n)/.exec(text)
  return text.slice(0, end ? end.index + end[0].length : text.length).match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** The Accept lines that are right for the key of a request; those of stable results have placeholders (reports/stable). */
function rightAccepts({ received }: StoredExchange): string[] {
  const key = /^sec-websocket-key[ \t]*:[ \t]*(\S+)/im.exec(decoded(received).toString('latin1'))?.[1]
  const right = key === undefined ? [] : [acceptFor(key), `${'a'.repeat(27)}=`]
  return right.map((accept) => `Sec-WebSocket-Accept: ${accept}\r\n`)
}

/** A line without its nonce: every connection has its own key (RFC 6455 4.1 item 7), and that is no change. */
function withoutNonce(line: string): string {
  const key = /^Sec-WebSocket-Key: (\S{22}==)\r\n$/.exec(line)?.[1]
  return key !== undefined && Buffer.from(key, 'base64').toString('base64') === key ? 'Sec-WebSocket-Key' : line
}

function placed(lines: readonly DiffLine[]): PairLine[] {
  let start = 0
  return lines.map(({ mark, text }) => {
    const line = { start, text, changed: mark !== ' ' }
    start += text.length
    return line
  })
}

/** What was sent on `exchange` beside what was sent on `control`, with the lines marked that only one of them has. */
export function pairOf(control: StoredExchange, exchange: StoredExchange): Pair {
  const [before, after] = [headLines(control), headLines(exchange)]
  const right = new Set([...rightAccepts(control), ...rightAccepts(exchange)])
  const lines = lineDiff(before, after, (line) => (right.has(line) ? 'Sec-WebSocket-Accept' : withoutNonce(line)))
  // Of a line in both, the diff has the text of the second: the first may have another key.
  const own = placed(lines.filter(({ mark }) => mark !== '-'))
  const old = lines.filter(({ mark }) => mark !== '+').map((line, i) => ({ ...line, text: before[i] ?? line.text }))
  return { control: placed(old), own }
}
