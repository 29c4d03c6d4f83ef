import type { Role } from '../../harness/case/role'
import { frameAt, type WireFrame } from './stored-frames'

/** A stretch of stored bytes: HTTP text, a WebSocket frame, or bytes that are neither. Offsets are into the stored bytes. */
export type Piece =
  | { kind: 'text'; start: number; end: number }
  | { kind: 'bytes'; start: number; end: number }
  | { kind: 'frame'; start: number; end: number; frame: WireFrame }

/** The bytes of a stored base64 string. */
export function decoded(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

/** The end of the header section that holds `from`, its empty line included; -1 where it has no end. */
function headEnd(latin1: string, from: number): number {
  const found = /\r?\n\r?\n/g
  found.lastIndex = from
  const match = found.exec(latin1)
  return match ? match.index + match[0].length : -1
}

/** Where the frames of a server may begin: after its 101; -1 where there is none. */
function afterSwitching(latin1: string): number {
  const switched = /HTTP\/\d\.\d 101(?=[ \r\n])/.exec(latin1)
  return switched ? headEnd(latin1, switched.index) : -1
}

/**
 * Bytes sent after a request (Latin-1) may be a body or another request: a frame has FIN set, or a data opcode and no
 * reserved bit, or with RSV1 (RFC 7692 6) a mask, which looks like no second letter of a word.
 */
export const FRAME_START = /[\x80-\xff]|[\x00-\x02]|[@AB](?=[\x80-\xff])/

function nextFrame(bytes: Buffer, from: number): number {
  const at = bytes.toString('latin1', from).search(FRAME_START)
  return at < 0 ? bytes.length : from + at
}

/**
 * Splits the stored bytes of one direction into HTTP text and frames. Total; every byte is in exactly one piece.
 * @param role the side that was tested: a client may send frames after an answer that is no 101
 */
export function pieces(bytes: Buffer, direction: 'sent' | 'received', role: Role = 'server'): Piece[] {
  const isOfServer = direction === 'received' && role === 'server'
  const latin1 = bytes.toString('latin1')
  // A client and wsspec send frames after their first head.
  const link = isOfServer ? afterSwitching(latin1) : headEnd(latin1, 0)
  const head = link < 0 ? bytes.length : link
  const found: Piece[] = head > 0 ? [{ kind: 'text', start: 0, end: head }] : []
  let start = head
  while (start < bytes.length) {
    const text = isOfServer ? start : nextFrame(bytes, start)
    if (text > start) found.push({ kind: 'text', start, end: text })
    const frame = frameAt(bytes, text)
    if (frame) found.push({ kind: 'frame', start: text, end: frame.end, frame })
    else if (text < bytes.length) found.push({ kind: 'bytes', start: text, end: bytes.length })
    start = frame ? frame.end : bytes.length
  }
  return found
}
