import type { FieldLine, SyntaxFault } from '../../case/http-message'
import { isToken, trimOws } from './fields'

/** Maximum number of field lines of one request that are read. */
const MOST_LINES = 2000

/** What is wrong with the text of one field line (RFC 9112 5, RFC 9110 5). */
function faultOf(text: string): SyntaxFault | null {
  const colon = text.indexOf(':')
  const name = text.slice(0, Math.max(colon, 0))
  if (/^[ \t]/.test(text)) return { what: 'a folded line (obs-fold)', clause: 'RFC 9112 5.2', shown: text }
  if (colon < 0) return { what: 'a line without a colon', clause: 'RFC 9112 5', shown: text }
  if (/[ \t]$/.test(name)) return { what: 'whitespace before the colon', clause: 'RFC 9112 5.1', shown: text }
  if (!isToken(name)) return { what: 'a field name that is not a token', clause: 'RFC 9110 5.1', shown: text }
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(text.slice(colon + 1)))
    return { what: 'a control character in a field value', clause: 'RFC 9110 5.5', shown: text }
  return null
}

/** The lines of a header section: each with its own text and whether it ends in CRLF. */
export function linesOf(section: string): { text: string; isCrlf: boolean }[] {
  const lines = section.split('\n').slice(0, -1)
  return lines.map((line) => ({ text: line.replace(/\r$/, ''), isCrlf: line.endsWith('\r') }))
}

/** Reads field lines, and what is wrong with them. A folded line belongs to the one before it (RFC 9112 5.2). */
export function readFieldLines(texts: readonly string[]): { fields: FieldLine[]; faults: SyntaxFault[] } {
  const fields: FieldLine[] = []
  const faults: SyntaxFault[] = []
  for (const text of texts.slice(0, MOST_LINES)) {
    const fault = faultOf(text)
    if (fault) faults.push(fault)
    const last = fields.at(-1)
    const colon = text.indexOf(':')
    if (/^[ \t]/.test(text) && last) last.value = trimOws(`${last.value} ${trimOws(text)}`)
    else if (colon > 0) fields.push({ name: trimOws(text.slice(0, colon)), value: trimOws(text.slice(colon + 1)) })
  }
  return { fields, faults }
}
