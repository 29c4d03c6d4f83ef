import { type FieldLine, isToken, trimOws } from './fields'
import { broken, type Refusal } from './refusal'

/** A request whose header section has arrived and is well-formed. */
export interface Request {
  readonly method: string
  readonly target: string
  readonly version: { readonly major: number; readonly minor: number }
  readonly fields: readonly FieldLine[]
  /** The trailer section of chunked content. RFC 9110 6.5.1 requires that it is kept apart from the header section. */
  readonly trailers: readonly FieldLine[]
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\x21-\x7e]+) HTTP\/([0-9])\.([0-9])$/
const FORBIDDEN_IN_VALUE = /[\x00-\x08\x0a-\x1f\x7f]/

/**
 * Reads a header section, from the request line to the empty line that ends it, both included.
 * Takes any bytes and never throws: where they are no request, it returns the refusal. RFC 9112 2.2, 3, 5.
 * @param split cuts the section into lines, as `splitLines` does
 */
export function readHead(section: Uint8Array, split: typeof splitLines = splitLines): Request | Refusal {
  const lines = split(Buffer.from(section).toString('latin1'))
  if (!Array.isArray(lines)) return lines
  const [first = '', ...rest] = lines
  const start = readRequestLine(first)
  if ('because' in start) return start
  if (rest.indexOf('') !== rest.length - 1)
    return broken(400, 'The header section does not end in an empty line.', 'RFC 9112 2.1')
  const fields = readFieldLines(rest.slice(0, -1))
  if (!Array.isArray(fields)) return fields
  return { ...start, fields, trailers: [] }
}

/** Reads a request line without its line end. RFC 9112 3; HTTP-version is case-sensitive (2.3). */
export function readRequestLine(line: string): Pick<Request, 'method' | 'target' | 'version'> | Refusal {
  const match = REQUEST_LINE.exec(line)
  if (match === null) return broken(400, 'This is not a request line.', 'RFC 9112 3')
  const [, method = '', target = '', major, minor] = match
  return { method, target, version: { major: Number(major), minor: Number(minor) } }
}

/** Reads field lines, each without its line end. An obs-fold is refused; RFC 9112 5.2 also allows to unfold it. */
export function readFieldLines(lines: readonly string[]): FieldLine[] | Refusal {
  const fields: FieldLine[] = []
  for (const line of lines) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      return broken(400, 'A field line starts with whitespace.', 'RFC 9112 2.2, 5.2')
    }
    const colon = line.indexOf(':')
    if (colon < 0) return broken(400, 'A field line has no colon.', 'RFC 9112 5')
    const name = line.slice(0, colon)
    if (/[ \t]$/.test(name))
      return broken(400, 'There is whitespace between a field name and its colon.', 'RFC 9112 5.1')
    if (!isToken(name)) return broken(400, 'A field name is not a token.', 'RFC 9110 5.1')
    const raw = line.slice(colon + 1)
    if (FORBIDDEN_IN_VALUE.test(raw)) return broken(400, 'A field value has a control octet.', 'RFC 9110 5.5')
    fields.push({ name, raw, value: trimOws(raw) })
  }
  return fields
}

/** Splits text into its lines. A bare LF or a bare CR ends no line; RFC 9112 2.2 also allows to accept a bare LF. */
export function splitLines(text: string): string[] | Refusal {
  const lines = text.split('\n')
  lines.pop()
  for (const [index, line] of lines.entries()) {
    if (!line.endsWith('\r')) return broken(400, 'A line ends in LF without CR.', 'RFC 9112 2.2')
    if (line.indexOf('\r') !== line.length - 1) return broken(400, 'There is a bare CR.', 'RFC 9112 2.2')
    lines[index] = line.slice(0, -1)
  }
  return lines
}
