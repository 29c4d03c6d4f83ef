import type { StoredExchange, TargetResult } from '../../harness/case/results'
import { shellLine } from '../text/shell'
import { decoded, pieces } from './stored-bytes'

/** Who is spoken to: over TLS or not, the host (a name, or an address without brackets), and the port; null where it is not known any more. */
export interface Peer {
  tls: boolean
  host: string
  port: number | null
  /** The name that TLS asks for (RFC 6066 3), where it is not `host`. */
  serverName?: string
}

/** A line for a shell, and what to know before it is used. */
export interface HandLine {
  line: string
  notes: string[]
}

/** How long the line holds the sending side open, s: some programs close it at the end of their input, and servers give up on that. */
const HOLD_S = 2

/** Octets that a printf format has a short escape for, or that may not stand in one as they are. */
export const SHORT: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  // Two of them begin what some CI services take for a command in the output of a job.
  [0x23, '\\043'],
  [0x25, '%%'],
  [0x5c, '\\\\'],
])

/** One octet inside the single quotes of a printf format; octal, because that is what every printf(1) reads. */
function formatOctet(octet: number, index: number): string {
  const short = SHORT.get(octet)
  if (short !== undefined) return short
  const looksLikeOption = index === 0 && octet === 0x2d
  const plain = octet >= 0x20 && octet < 0x7f && octet !== 0x27 && !looksLikeOption
  return plain ? String.fromCharCode(octet) : `\\${octet.toString(8).padStart(3, '0')}`
}

function address({ host, port }: Peer): string {
  return `${shellLine([host.includes(':') ? `[${host}]` : host])}:${port ?? '"$PORT"'}`
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host)
}

/** What s_client takes as a command of its own at the start of its input, unless it is to ignore the end of that. */
const COMMAND_LETTERS = 'BKQRk'

function speaker(peer: Peer, octets: Buffer): string {
  if (!peer.tls) {
    const options = peer.host.startsWith('-') ? '-w 3 --' : '-w 3'
    return `nc ${options} ${shellLine([peer.host])} ${peer.port ?? '"$PORT"'}`
  }
  const name = peer.serverName ?? peer.host
  const asks = isAddress(name) ? '' : ` -servername ${shellLine([name])}`
  const ends = COMMAND_LETTERS.includes(octets.toString('latin1', 0, 1)) ? '' : ' -no_ign_eof'
  return `openssl s_client -quiet${ends} -connect ${address(peer)}${asks}`
}

/**
 * A line for a POSIX shell that sends `octets` to `peer` in one piece and shows what comes back within two seconds:
 * printf into nc, or into openssl s_client for TLS. Where the port is not known the line reads it from $PORT.
 */
export function byHand(peer: Peer, octets: Buffer): string {
  return `(printf '${Array.from(octets, formatOctet).join('')}'; sleep ${HOLD_S}) | ${speaker(peer, octets)}`
}

/** What stands for the octets in `byHandWith`. */
export const PLACEHOLDER = 'OCTETS'

/**
 * The line that sends a request to where the octets of a run went, with PLACEHOLDER for its octets as a format of printf; null where
 * that is not known.
 */
export function byHandWith(target: TargetResult, command: readonly string[]): string | null {
  const peer = peerOf(target, command)
  return peer && byHand(peer, Buffer.from(PLACEHOLDER))
}

/** What `--connect HOST:PORT` says in a command line; null where it is not there. */
function connectOf(command: readonly string[]): { host: string; port: number } | null {
  const own = command.includes('--') ? command.slice(0, command.indexOf('--')) : command
  const joined = own.map((word, at) => (own[at - 1] === '--connect' ? `--connect=${word}` : word))
  const match = joined.flatMap((word) => /^--connect=\[?([^\]]+)\]?:(\d+)$/.exec(word) ?? [])
  return match[1] === undefined ? null : { host: match[1], port: Number(match[2]) }
}

/** Where the octets of a run went: what wsspec started itself is gone, and its port with it. */
function peerOf(target: TargetResult, command: readonly string[]): Peer | null {
  if (!URL.canParse(target.url)) return null
  const { protocol, hostname, port } = new URL(target.url)
  const tls = protocol === 'wss:'
  const name = hostname.replace(/^\[|\]$/g, '')
  const ours = target.server !== null || command.includes('--')
  const own = port === '' ? (tls ? 443 : 80) : Number(port)
  const to = connectOf(command) ?? { host: name, port: own }
  return { tls, host: to.host, port: ours || to.port === 0 ? null : to.port, serverName: name }
}

/** True where asterisks stand for credentials in stored octets: a whole field value, a query parameter, or many in a row. */
export function isMasked(octets: Buffer): boolean {
  const text = octets.toString('latin1')
  return (
    /\*{6}/.test(text) ||
    /^[^\s:]+[ \t]*:[ \t]*\*+[ \t]*\r?$/m.test(text) ||
    /^[^\r\n]*[?&;][^=&;\s]+=\*+[&;\s]/.test(text)
  )
}

/**
 * The line that sends the stored request of a connection again, for results whose command line was `command`; null where
 * nothing was sent. What went out as frames behind the request is left out.
 */
export function exchangeByHand(
  target: TargetResult,
  command: readonly string[],
  exchange: StoredExchange,
): HandLine | null {
  const sent = decoded(exchange.sent)
  const frame = pieces(sent, 'sent').find(({ kind }) => kind !== 'text')
  const octets = sent.subarray(0, frame?.start ?? sent.length)
  const peer = peerOf(target, command)
  if (octets.length === 0 || peer === null) return null
  const notes = [
    peer.port === null ? 'PORT is where the server listens now.' : '',
    isMasked(octets) ? 'Credentials are not stored: write yours where the asterisks stand.' : '',
    frame || exchange.sentBytes === sent.length
      ? ''
      : `Only the first ${sent.length} of ${exchange.sentBytes} octets are stored, and only those are sent.`,
    frame ? `The frames behind the request (${exchange.sentBytes - octets.length} octets) are left out.` : '',
  ]
  return { line: byHand(peer, octets), notes: notes.filter((note) => note !== '') }
}
