import type { StoredEvent, StoredExchange } from '../../harness/case/results'
import { duration } from '../text/phrases'
import { byteCount, endingWords, hex, visible } from '../wire/connection-text'
import { timesOf } from '../wire/event-times'
import { type Pair, pairOf } from '../wire/request-pair'
import { decoded, type Piece, pieces } from '../wire/stored-bytes'
import { frameWords } from '../wire/stored-frames'

/** Offsets into stored octets where lines begin that are to be marked. */
type Marks = ReadonlySet<number>
const NONE: Marks = new Set()

/** More octets of one direction than this are not shown. */
const MOST_OCTETS = 2048

const LINE_ENDS = /([␍␊]+)/

/** Text of visible() with its line ends set back, so that the eye finds the rest. */
function Faded({ text }: { text: string }) {
  return <>{text.split(LINE_ENDS).map((part, i) => (i % 2 === 1 ? <i key={i}>{part}</i> : part))}</>
}

interface Lined {
  start: number
  text: string
}

/** Octets as lines, each with where it begins; `from` is where the first does. */
export function linesOf(octets: Buffer, from = 0): Lined[] {
  let start = from
  return (octets.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => {
    const lined = { start, text: visible(Buffer.from(line, 'latin1')) }
    start += line.length
    return lined
  })
}

/** Offsets into stored octets where lines and frames begin, with the time that is told of them. */
type Times = ReadonlyMap<number, string>
const UNTIMED: Times = new Map()

function At({ time }: { time: string | undefined }) {
  return time === undefined ? null : <small>{time} </small>
}

/** A time for each line and frame that went at another time than the one before it, where the first octets do not tell all. */
function timesBeside(
  exchange: StoredExchange,
  direction: StoredEvent['direction'],
  found: readonly Piece[],
  octets: Buffer,
): Times {
  if (!exchange.events) return UNTIMED
  const timeOf = timesOf(exchange, direction)
  const starts = found.flatMap((piece) =>
    piece.kind === 'text'
      ? linesOf(octets.subarray(piece.start, piece.end), piece.start).map(({ start }) => start)
      : [piece.start],
  )
  const told = starts.map((start) => ({ start, atMs: timeOf(start) }))
  const changed = told.filter(({ atMs }, i) => atMs !== null && atMs !== told[i - 1]?.atMs)
  return new Map(changed.map(({ start, atMs }) => [start, duration(atMs ?? 0)]))
}

interface LinesProps {
  lines: readonly Lined[]
  marks: Marks
  as: 'mark' | 'ins' | 'del'
  times?: Times
}

/** Lines of text, each with the time that is told of it; those that are marked stand in an element of their own. */
export function Lines({ lines, marks, as: Mark, times = UNTIMED }: LinesProps) {
  return (
    <>
      {lines.map(({ start, text }) => {
        const [line = '', end = ''] = text.split(/(?=\n$)/)
        const faded = <Faded text={line} />
        return (
          <>
            <At time={times.get(start)} />
            {marks.has(start) ? <Mark>{faded}</Mark> : faded}
            {end}
          </>
        )
      })}
    </>
  )
}

interface ShownProps {
  piece: Piece
  octets: Buffer
  marks: Marks
  times: Times
  as: 'mark' | 'ins'
}

function Shown({ piece, octets, marks, times, as }: ShownProps) {
  const own = octets.subarray(piece.start, piece.end)
  if (piece.kind === 'text') return <Lines lines={linesOf(own, piece.start)} marks={marks} times={times} as={as} />
  const at = <At time={times.get(piece.start)} />
  if (piece.kind === 'bytes')
    return (
      <>
        {at}
        {`[octets] ${hex(own)}\n`}
      </>
    )
  const payload = piece.frame.payload.length > 0 ? `\n  "${visible(piece.frame.payload)}"` : ''
  return (
    <>
      {at}
      <span class="frame">[{frameWords(piece.frame)}]</span>
      {` ${hex(own)}${payload}\n`}
    </>
  )
}

interface StreamProps {
  direction: StoredEvent['direction']
  exchange: StoredExchange
  marks: Marks
}

function Stream({ direction, exchange, marks }: StreamProps) {
  const stored = decoded(exchange[direction])
  const whole = direction === 'sent' ? exchange.sentBytes : exchange.receivedBytes
  const octets = stored.subarray(0, MOST_OCTETS)
  const found = pieces(octets, direction)
  const times = timesBeside(exchange, direction, found, octets)
  return (
    <div>
      <p>
        {direction === 'sent' ? 'Sent' : 'Received'}, {byteCount(stored, whole)}
        {stored.length > octets.length && `; the first ${octets.length} shown`}
      </p>
      {octets.length > 0 && (
        <pre>
          {found.map((piece) => (
            <Shown
              key={piece.start}
              piece={piece}
              octets={octets}
              marks={marks}
              times={times}
              as={direction === 'sent' ? 'ins' : 'mark'}
            />
          ))}
        </pre>
      )}
    </div>
  )
}

function startsOf(lines: Pair['own']): Marks {
  return new Set(lines.filter(({ changed }) => changed).map(({ start }) => start))
}

function Control({ pair }: { pair: Pair }) {
  const lines = pair.control.map(({ start, text }) => ({ start, text: visible(Buffer.from(text, 'latin1')) }))
  return (
    <div>
      <p>The correct handshake</p>
      <pre>
        <Lines lines={lines} marks={startsOf(pair.control)} as="del" />
      </pre>
    </div>
  )
}

interface WireProps {
  exchange: StoredExchange
  caption: string
  /** The correct handshake to set beside it; `told` where it need not be shown once more. */
  control?: { exchange: StoredExchange; told: boolean } | undefined
  /** Where lines of what was received begin that differ from what was expected. */
  marks?: Marks
}

/** One connection: the octets of both directions with what was changed in the request, its times, how it ended. */
export function Wire({ exchange, caption, control, marks = NONE }: WireProps) {
  const pair = control ? pairOf(control.exchange, exchange) : null
  const changed = pair ? startsOf(pair.own) : NONE
  const beside = pair !== null && changed.size + startsOf(pair.control).size > 0 && !control?.told
  return (
    <div class="wire">
      <p>
        <strong>{caption}</strong>: {endingWords(exchange)}
      </p>
      {beside && <Control pair={pair} />}
      <Stream direction="sent" exchange={exchange} marks={changed} />
      <Stream direction="received" exchange={exchange} marks={marks} />
    </div>
  )
}

/** More lines, and characters of a line, than these are not shown of what was changed. */
const MOST_LINES = 5
const MOST_CHARACTERS = 120

function short(line: string): string {
  const shown = visible(Buffer.from(line.slice(0, MOST_CHARACTERS), 'latin1')).trimEnd()
  return line.length > MOST_CHARACTERS ? `${shown}… (${line.length} octets)` : shown.replace(/␍␊$/, '')
}

/** Only the lines in which a request and the correct handshake differ; nothing where there are none. */
export function Changes({ control, exchange }: { control: StoredExchange; exchange: StoredExchange }) {
  const pair = pairOf(control, exchange)
  const rows = [
    ...pair.control.filter(({ changed }) => changed).map(({ text }) => <del>{short(text)}</del>),
    ...pair.own.filter(({ changed }) => changed).map(({ text }) => <ins>{short(text)}</ins>),
  ]
  if (rows.length === 0) return null
  return (
    <pre>
      {rows.slice(0, MOST_LINES).map((row, i) => (
        <>
          {i > 0 && '\n'}
          {row}
        </>
      ))}
      {rows.length > MOST_LINES && `\n… ${rows.length - MOST_LINES} more`}
    </pre>
  )
}
