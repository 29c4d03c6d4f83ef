import type { StoredEvent, StoredExchange } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { roleWords } from '../role-words'
import { duration } from '../text/phrases'
import { byteCount, DIRECTIONS, endingWords, hex, visible } from '../wire/connection-text'
import { timesOf } from '../wire/event-times'
import { type Pair, pairOf } from '../wire/request-pair'
import { decoded, type Piece, pieces } from '../wire/stored-bytes'
import { frameWords } from '../wire/stored-frames'

/** Where the lines begin that are to be marked, as offsets into stored bytes. */
type Marks = ReadonlySet<number>
const NONE: Marks = new Set()

/** The most bytes of one direction that are shown. */
const MOST_BYTES = 2048

/** CR and LF as `visible` draws them. The marks are no letters of text, because `visible` escapes what is not ASCII. */
const LINE_ENDS = /([␍␊])/

/** A line end that is not CR LF, or a CR that ends no line, as the letters of its name: fonts lack a sign for it. */
function Unusual({ text }: { text: string }) {
  return (
    <>{text.split(LINE_ENDS).map((part, i) => (i % 2 === 1 ? <i key={i}>{part === '␍' ? 'CR' : 'LF'}</i> : part))}</>
  )
}

interface Lined {
  start: number
  /** The line as `visible` draws it, without the CR LF at its end. */
  text: string
  /** True where a line break follows. */
  ends: boolean
}

function lined(line: string, start: number): Lined {
  const text = visible(Buffer.from(line, 'latin1')).replace(/\n$/, '')
  return { start, text: text.replace(/␍␊$/, ''), ends: line.endsWith('\n') }
}

/** Bytes as lines, each with its offset; `from` is that of the first. */
export function linesOf(bytes: Buffer, from = 0): Lined[] {
  let start = from
  return (bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => {
    const made = lined(line, start)
    start += line.length
    return made
  })
}

/** The times that are shown, by the offset into stored bytes where their line or frame begins. */
type Times = ReadonlyMap<number, string>
const UNTIMED: Times = new Map()

function At({ time }: { time: string | undefined }) {
  return time === undefined ? null : <small>{time} </small>
}

/** The time of each line and frame that has another time than the one before it, where the exchange stores single times. */
function timesBeside(
  exchange: StoredExchange,
  direction: StoredEvent['direction'],
  found: readonly Piece[],
  bytes: Buffer,
): Times {
  if (!exchange.events) return UNTIMED
  const timeOf = timesOf(exchange, direction)
  const starts = found.flatMap((piece) =>
    piece.kind === 'text'
      ? linesOf(bytes.subarray(piece.start, piece.end), piece.start).map(({ start }) => start)
      : [piece.start],
  )
  const timed = starts.map((start) => ({ start, atMs: timeOf(start) }))
  const changed = timed.filter(({ atMs }, i) => atMs !== null && atMs !== timed[i - 1]?.atMs)
  return new Map(changed.map(({ start, atMs }) => [start, duration(atMs ?? 0)]))
}

interface LinesProps {
  lines: readonly Lined[]
  marks: Marks
  as: 'mark' | 'ins' | 'del'
  times?: Times
  /** What follows the first marked line. */
  note?: string
}

/** Lines of text, each with its time if it is shown. Marked lines are in an element of their own. */
export function Lines({ lines, marks, as: Mark, times = UNTIMED, note = '' }: LinesProps) {
  const first = lines.find(({ start }) => marks.has(start))
  return (
    <>
      {lines.map((line) => {
        const text = <Unusual text={line.text} />
        return (
          <>
            <At time={times.get(line.start)} />
            {marks.has(line.start) ? <Mark>{text}</Mark> : text}
            {line === first && note !== '' && <span class="must"> ← {note}</span>}
            {line.ends && '\n'}
          </>
        )
      })}
    </>
  )
}

interface ShownProps {
  piece: Piece
  bytes: Buffer
  marks: Marks
  times: Times
  as: 'mark' | 'ins'
  note: string
}

function Shown({ piece, bytes, marks, times, as, note }: ShownProps) {
  const own = bytes.subarray(piece.start, piece.end)
  if (piece.kind === 'text')
    return <Lines lines={linesOf(own, piece.start)} marks={marks} times={times} as={as} note={note} />
  const at = <At time={times.get(piece.start)} />
  if (piece.kind === 'bytes')
    return (
      <>
        {at}
        {`[bytes] ${hex(own)}\n`}
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
  role: Role
  marks: Marks
  /** What follows the first marked line. */
  note?: string
}

function Stream({ direction, exchange, role, marks, note = '' }: StreamProps) {
  const stored = decoded(exchange[direction])
  const whole = direction === 'sent' ? exchange.sentBytes : exchange.receivedBytes
  const bytes = stored.subarray(0, MOST_BYTES)
  const found = pieces(bytes, direction, role)
  const times = timesBeside(exchange, direction, found, bytes)
  return (
    <div>
      <p>
        {direction === 'sent' ? 'Sent' : 'Received'}, {byteCount(stored, whole)}
        {stored.length > bytes.length && `; the first ${bytes.length} shown`}
      </p>
      {bytes.length > 0 && (
        <pre>
          {found.map((piece) => (
            <Shown
              key={piece.start}
              piece={piece}
              bytes={bytes}
              marks={marks}
              times={times}
              as={direction === 'sent' ? 'ins' : 'mark'}
              note={note}
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

function Control({ pair, role }: { pair: Pair; role: Role }) {
  const lines = pair.control.map(({ start, text }) => lined(text, start))
  return (
    <div>
      <p>The {roleWords({ role }).control}</p>
      <pre>
        <Lines lines={lines} marks={startsOf(pair.control)} as="del" />
      </pre>
    </div>
  )
}

interface WireProps {
  exchange: StoredExchange
  /** The side that was tested. */
  role: Role
  caption: string
  /** The correct handshake to compare with; `isShown` where the page already shows it beside this one. */
  control?: { exchange: StoredExchange; isShown: boolean } | undefined
  /** Where the unexpected lines of the answer begin. */
  marks?: Marks
  /** What was required instead of the first of them; empty for nothing. */
  required?: string
}

/** One connection: the bytes of both directions with what was changed in those that were sent, their times, and how it ended. */
export function Wire({ exchange, role, caption, control, marks = NONE, required = '' }: WireProps) {
  const pair = control ? pairOf(control.exchange, exchange) : null
  const changed = pair ? startsOf(pair.own) : NONE
  const beside = pair !== null && changed.size + startsOf(pair.control).size > 0 && !control?.isShown
  return (
    <div class="wire">
      <p>
        <strong>{caption}</strong>: {endingWords(exchange, role)}
      </p>
      {beside && <Control pair={pair} role={role} />}
      {DIRECTIONS[role].map((direction) => (
        <Stream
          key={direction}
          direction={direction}
          exchange={exchange}
          role={role}
          marks={direction === 'sent' ? changed : marks}
          note={direction === 'sent' ? '' : required}
        />
      ))}
    </div>
  )
}

/** The most changed lines that are shown, and the most characters of each. */
const MOST_LINES = 5
const MOST_CHARACTERS = 120

function short(line: string): string {
  const { text } = lined(line.slice(0, MOST_CHARACTERS), 0)
  return line.length > MOST_CHARACTERS ? `${text}… (${line.length} bytes)` : text
}

/** Only the lines in which what was sent differs from the correct handshake; nothing where there are none. */
export function Changes({ control, exchange }: { control: StoredExchange; exchange: StoredExchange }) {
  const pair = pairOf(control, exchange)
  const rows = [
    ...pair.control
      .filter(({ changed }) => changed)
      .map(({ text }) => (
        <del>
          <Unusual text={short(text)} />
        </del>
      )),
    ...pair.own
      .filter(({ changed }) => changed)
      .map(({ text }) => (
        <ins>
          <Unusual text={short(text)} />
        </ins>
      )),
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
