import { roleOf, type StoredExchange, type TargetResult } from '../../harness/case/results'
import { count } from '../text/phrases'
import { shellLine } from '../text/shell'
import { decoded, pieces } from './stored-bytes'

/** The server that a line is for. */
export interface Peer {
  tls: boolean
  /** A name, or an address without brackets. */
  host: string
  /** Null where it is not known any more. */
  port: number | null
  /** The name that TLS asks for (RFC 6066 3), where it is not `host`. */
  serverName?: string
}

/** A line for a shell, and notes on its use, a sentence each. */
export interface HandLine {
  line: string
  notes: string[]
}

/** Notes on a line: where its port, and where its credentials have to be filled in. */
export const PORT_NOTE = 'PORT is the port where the server listens now.'
export const CREDENTIALS_NOTE = 'Credentials are not stored: put yours in place of the asterisks.'

/** How long the line keeps the sending side open, s: some programs close it at the end of their input, and servers may give up then. */
const HOLD_S = 2

/** Bytes that have a short escape in a printf format, or that it cannot hold as they are. */
export const SHORT: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  // Some CI services take `##` for the start of a command in the output of a job.
  [0x23, '\\043'],
  [0x25, '%%'],
  [0x5c, '\\\\'],
])

/** One byte inside the single quotes of a printf format; octal, because every printf(1) reads that. */
function formatByte(byte: number, index: number): string {
  const short = SHORT.get(byte)
  if (short !== undefined) return short
  const looksLikeOption = index === 0 && byte === 0x2d
  const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x27 && !looksLikeOption
  return plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`
}

function address({ host, port }: Peer): string {
  return `${shellLine([host.includes(':') ? `[${host}]` : host])}:${port ?? '"$PORT"'}`
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host)
}

/** Letters that s_client takes for a command of its own at the start of its input, unless it ignores the end of its input. */
const COMMAND_LETTERS = 'BKQRk'

function speaker(peer: Peer, bytes: Buffer): string {
  if (!peer.tls) {
    const options = peer.host.startsWith('-') ? '-w 3 --' : '-w 3'
    return `nc ${options} ${shellLine([peer.host])} ${peer.port ?? '"$PORT"'}`
  }
  const name = peer.serverName ?? peer.host
  const asks = isAddress(name) ? '' : ` -servername ${shellLine([name])}`
  const ends = COMMAND_LETTERS.includes(bytes.toString('latin1', 0, 1)) ? '' : ' -no_ign_eof'
  return `openssl s_client -quiet${ends} -connect ${address(peer)}${asks}`
}

/**
 * A line for a POSIX shell that sends `bytes` to `peer` in one piece and shows the answer of the next two seconds:
 * printf into nc, or into openssl s_client for TLS. Where the port is not known, the line reads it from $PORT.
 */
export function byHand(peer: Peer, bytes: Buffer): string {
  return `(printf '${Array.from(bytes, formatByte).join('')}'; sleep ${HOLD_S}) | ${speaker(peer, bytes)}`
}

/** The place of the bytes in a `handTemplate`. */
export const PLACEHOLDER = 'BYTES'

/**
 * The line that sends a request to the target of a run, with PLACEHOLDER in place of the bytes as a printf format; null
 * for a client, and where its URL cannot be parsed.
 */
export function handTemplate(target: TargetResult, command: readonly string[]): string | null {
  const peer = peerOf(target, command)
  return peer && byHand(peer, Buffer.from(PLACEHOLDER))
}

/** The value of `--connect HOST:PORT` in a command line; null without it. */
function connectOf(command: readonly string[]): { host: string; port: number } | null {
  const own = command.includes('--') ? command.slice(0, command.indexOf('--')) : command
  const joined = own.map((word, at) => (own[at - 1] === '--connect' ? `--connect=${word}` : word))
  const match = joined.flatMap((word) => /^--connect=\[?([^\]]+)\]?:(\d+)$/.exec(word) ?? [])
  return match[1] === undefined ? null : { host: match[1], port: Number(match[2]) }
}

/** Where a run connected; null for a client, to which nobody connects. A server that wsspec started is gone, and its port with it. */
function peerOf(target: TargetResult, command: readonly string[]): Peer | null {
  if (roleOf(target) === 'client' || !URL.canParse(target.url)) return null
  const { protocol, hostname, port } = new URL(target.url)
  const tls = protocol === 'wss:'
  const name = hostname.replace(/^\[|\]$/g, '')
  const ours = target.server !== null || command.includes('--')
  const own = port === '' ? (tls ? 443 : 80) : Number(port)
  const to = connectOf(command) ?? { host: name, port: own }
  return { tls, host: to.host, port: ours || to.port === 0 ? null : to.port, serverName: name }
}

/** True where asterisks replace credentials in stored bytes: a whole field value, a query parameter, or six in a row. */
export function isMasked(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  return (
    /\*{6}/.test(text) ||
    /^[^\s:]+[ \t]*:[ \t]*\*+[ \t]*\r?$/m.test(text) ||
    /^[^\r\n]*[?&;][^=&;\s]+=\*+[&;\s]/.test(text)
  )
}

/**
 * The line that sends the stored request of a connection again, for results whose command line was `command`; null where
 * nothing was sent, and for a client. Frames that were sent after the request are left out.
 */
export function exchangeByHand(
  target: TargetResult,
  command: readonly string[],
  exchange: StoredExchange,
): HandLine | null {
  const sent = decoded(exchange.sent)
  const frame = pieces(sent, 'sent').find(({ kind }) => kind !== 'text')
  const bytes = sent.subarray(0, frame?.start ?? sent.length)
  const peer = peerOf(target, command)
  if (bytes.length === 0 || peer === null) return null
  const notes = [
    peer.port === null ? PORT_NOTE : '',
    isMasked(bytes) ? CREDENTIALS_NOTE : '',
    frame || exchange.sentBytes === sent.length
      ? ''
      : `Only the first ${sent.length} of ${exchange.sentBytes} bytes are stored, and only these are sent.`,
    frame ? `The frames after the request (${count(exchange.sentBytes - bytes.length, 'byte')}) are left out.` : '',
  ]
  return { line: byHand(peer, bytes), notes: notes.filter((note) => note !== '') }
}
