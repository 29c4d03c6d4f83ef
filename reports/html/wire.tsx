import type { StoredExchange } from '../../harness/results'
import { frameWords } from '../frames'
import { decoded, endingWords, hex, octetCount, type Piece, pieces, visible } from '../octets'

type Direction = 'sent' | 'received'

const MARKS = /([␍␊]+)/

/** Text of visible() with its line ends set back, so that the eye finds the rest. */
function Lines({ text }: { text: string }) {
  return <>{text.split(MARKS).map((part, i) => (i % 2 === 1 ? <i key={i}>{part}</i> : part))}</>
}

function Shown({ piece, octets }: { piece: Piece; octets: Buffer }) {
  const own = octets.subarray(piece.start, piece.end)
  if (piece.kind === 'text') return <Lines text={visible(own)} />
  if (piece.kind === 'octets') return <>{`[octets] ${hex(own)}\n`}</>
  const payload = piece.frame.payload.length > 0 ? `\n  "${visible(piece.frame.payload)}"` : ''
  return (
    <>
      <span class="frame">[{frameWords(piece.frame)}]</span>
      {` ${hex(own)}${payload}\n`}
    </>
  )
}

function Side({ direction, octets, whole }: { direction: Direction; octets: Buffer; whole: number }) {
  return (
    <div class="side">
      <p>
        {direction === 'sent' ? 'Sent' : 'Received'}, {octetCount(octets, whole)}
      </p>
      {octets.length > 0 && (
        <pre>
          {pieces(octets, direction).map((piece) => (
            <Shown key={piece.start} piece={piece} octets={octets} />
          ))}
        </pre>
      )}
    </div>
  )
}

/** One connection: every stored octet of both directions side by side, its times, how it ended. */
export function Wire({ exchange, caption }: { exchange: StoredExchange; caption: string }) {
  return (
    <div class="wire">
      <p>
        <strong>{caption}</strong>: {endingWords(exchange)}
      </p>
      <Side direction="sent" octets={decoded(exchange.sent)} whole={exchange.sentBytes} />
      <Side direction="received" octets={decoded(exchange.received)} whole={exchange.receivedBytes} />
    </div>
  )
}

const BRIEF = 400

/** The first HTTP text of a direction up to its empty line, at most BRIEF octets; null where there is none. */
function headOf(octets: Buffer): string | null {
  const end = octets.indexOf('\r\n\r\n')
  const head = octets.subarray(0, end < 0 ? octets.length : end + 2)
  if (head.length === 0) return null
  return visible(head.subarray(0, BRIEF)) + (head.length > BRIEF ? `\n… ${head.length - BRIEF} octets more` : '')
}

/** What a passing case shows: the head of the first request and of its answer. */
export function Heads({ exchange }: { exchange: StoredExchange }) {
  const heads = [
    { name: 'Sent', text: headOf(decoded(exchange.sent)) },
    { name: 'Received', text: headOf(decoded(exchange.received)) },
  ]
  return (
    <div class="wire">
      {heads.map(({ name, text }) => (
        <div class="side" key={name}>
          <p>{text === null ? `${name} nothing` : `${name} (head)`}</p>
          {text !== null && (
            <pre>
              <Lines text={text} />
            </pre>
          )}
        </div>
      ))}
    </div>
  )
}
