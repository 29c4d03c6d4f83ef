import type { StoredExchange } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { byteCount, DIRECTIONS, endingOf, hex, visible } from '../../reports/wire/connection-text'
import { pairOf } from '../../reports/wire/request-pair'
import { decoded, pieces } from '../../reports/wire/stored-bytes'
import { frameWords } from '../../reports/wire/stored-frames'

/** The most bytes of one direction that are shown. */
const MOST_BYTES = 1024

interface Line {
  start: number
  text: string
  /** What ends it where that is not CR LF: `LF`, or nothing at the end of the bytes. */
  end: 'LF' | ''
}

/** Bytes of HTTP as lines. CR LF is how a line ends (RFC 9112 2.2), so only another end is named. */
export function linesOf(bytes: Buffer, from = 0): Line[] {
  let start = from
  return (bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []).map((raw) => {
    const [, own = '', ending = ''] = /^([\s\S]*?)(\r\n|\n|)$/.exec(raw) ?? []
    const line: Line = { start, text: visible(Buffer.from(own, 'latin1')), end: ending === '\n' ? 'LF' : '' }
    start += raw.length
    return line
  })
}

/** Text of visible() in which each bare CR is a mark of its own. */
function Marked({ text }: { text: string }) {
  return (
    <>
      {text.split('␍').map((part, at) => (
        <>
          {at > 0 && <i>CR</i>}
          {part}
        </>
      ))}
    </>
  )
}

function Lines({ lines, changed }: { lines: readonly Line[]; changed: ReadonlySet<number> }) {
  return (
    <>
      {lines.map(({ start, text, end }) => {
        const content = (
          <>
            <Marked text={text} />
            {end !== '' && <i>{end}</i>}
          </>
        )
        return (
          <>
            {changed.has(start) ? <ins>{content}</ins> : content}
            {'\n'}
          </>
        )
      })}
    </>
  )
}

interface StreamProps {
  exchange: StoredExchange
  role: Role
  direction: 'sent' | 'received'
  changed: ReadonlySet<number>
}

function Stream({ exchange, role, direction, changed }: StreamProps) {
  const stored = decoded(exchange[direction])
  const whole = direction === 'sent' ? exchange.sentBytes : exchange.receivedBytes
  const bytes = stored.subarray(0, MOST_BYTES)
  return (
    <div>
      <p>
        {direction === 'sent' ? 'Sent' : 'Received'}, {byteCount(bytes, whole)}
      </p>
      {bytes.length > 0 && (
        <pre>
          {pieces(bytes, direction, role).map((piece) => {
            const own = bytes.subarray(piece.start, piece.end)
            if (piece.kind === 'text') return <Lines lines={linesOf(own, piece.start)} changed={changed} />
            if (piece.kind === 'bytes') return `[bytes] ${hex(own)}\n`
            const payload = piece.frame.payload.length > 0 ? `\n  "${visible(piece.frame.payload)}"` : ''
            return `[${frameWords(piece.frame)}] ${hex(own)}${payload}\n`
          })}
        </pre>
      )}
    </div>
  )
}

const NONE: ReadonlySet<number> = new Set()

interface WireProps {
  exchange: StoredExchange
  /** The correct handshake; lines that only this connection has are marked. */
  control: StoredExchange | undefined
  role: Role
}

/** One connection: the bytes of both directions and how it ended. */
export function Wire({ exchange, control, role }: WireProps) {
  const own = control ? pairOf(control, exchange).own.filter((line) => line.changed) : []
  const changed = new Set(own.map(({ start }) => start))
  return (
    <div class="wire">
      {DIRECTIONS[role].map((direction) => (
        <Stream
          key={direction}
          exchange={exchange}
          role={role}
          direction={direction}
          changed={direction === 'sent' ? changed : NONE}
        />
      ))}
      <p class="ended">The connection was {endingOf(exchange.ended, role)}.</p>
    </div>
  )
}
