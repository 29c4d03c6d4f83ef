/** One line, without its end. */
export interface Line {
  text: string
  /** The offset after it. */
  next: number
  ending: 'CRLF' | 'LF'
}

/** Reads the line that starts at `from`; null while its end is missing (RFC 9112 2.2). */
export function readLine(bytes: Buffer, from: number): Line | null {
  const lf = bytes.indexOf(0x0a, from)
  if (lf < 0) return null
  const crlf = lf > from && bytes[lf - 1] === 0x0d
  return { text: bytes.toString('latin1', from, crlf ? lf - 1 : lf), next: lf + 1, ending: crlf ? 'CRLF' : 'LF' }
}
