import type { Requirement } from '../../../suites/requirements'
import { C } from '../../../suites/requirements/client'
import type { ConnectionEnd } from '../functions'
import type { ClientDefect } from '../overlay'
import type { Head } from '../response'
import { defect } from './defect'

/** A defect that changes the text of a header section before it reads it. */
function reading(name: string, says: string, breaks: Requirement, change: (text: string) => string): ClientDefect {
  return defect(name, says, breaks, (intact) => ({ readHead: (text) => intact.readHead(change(text)) }))
}

/** Drops the lines after the status line that match. */
function without(line: RegExp) {
  return (text: string) =>
    text
      .split('\r\n')
      .filter((each, at) => at === 0 || !line.test(each))
      .join('\r\n')
}

/** A defect that refuses an answer that has a field. */
function refusing(name: string, field: string): ClientDefect {
  return defect(name, `refuses a 101 with ${field}`, C.framingFieldsIgnored, (intact) => ({
    objection: (head, opening, client) =>
      head.fields.some((each) => each[0] === field) ? `${field} in a 101` : intact.objection(head, opening, client),
  }))
}

/** A defect that opens where a connection was in one state and these bytes had come. */
function openingAt(name: string, says: string, how: ConnectionEnd, when: (bytes: Buffer) => boolean): ClientDefect {
  const OPENED: Head = { status: 101, fields: [] }
  return defect(name, says, C.onlyWholeAnswerOpens, (intact) => {
    let isTaken = false
    return {
      endOfHead: (bytes, now, last) => {
        isTaken = now === how && when(bytes)
        return isTaken ? { end: 0, next: bytes.length } : intact.endOfHead(bytes, now, last)
      },
      readHead: (text) => (isTaken ? OPENED : intact.readHead(text)),
      objection: (head, opening, client) => (head === OPENED ? undefined : intact.objection(head, opening, client)),
    }
  })
}

/** A field of a head, as text; empty where it has none. */
function fieldOf({ fields }: Head, wanted: string): string {
  return fields.find(([name]) => name === wanted)?.[1] ?? ''
}

const isUnended = (bytes: Buffer) => bytes.includes('Sec-WebSocket-Accept') && !bytes.includes('\r\n\r\n')

/** The defects in reading the answer as HTTP, and the bytes after it. */
export const SYNTAX_TRANSPORT_DEFECTS: readonly ClientDefect[] = [
  reading('line-without-colon', 'skips a line without a colon', C.fieldLinesMatchGrammar, without(/^\S[^:]*$/)),
  reading('empty-field-name', 'skips a line that begins with a colon', C.fieldLinesMatchGrammar, without(/^:/)),
  reading('space-in-field-name', 'takes a field name with a space', C.fieldLinesMatchGrammar, without(/^\w+ \w+:/)),
  reading('space-before-colon-taken', 'takes a space before a colon', C.noSpaceBeforeColon, (text) =>
    text.replace(/^(\w+) +:/gm, '$1:'),
  ),
  reading('fold-refused', 'refuses folded lines', C.foldedLinesRead, (text) => (/\r\n[ \t]/.test(text) ? '' : text)),
  reading('fold-dropped', 'drops what is after a fold', C.foldedLinesRead, (text) =>
    text.replace(/\r\n[ \t]+[^\r]*/g, ''),
  ),
  refusing('content-length-refused', 'content-length'),
  refusing('content-encoding-refused', 'content-encoding'),
  defect('content-length-obeyed', 'takes what follows a 101 for its content', C.framingFieldsIgnored, () => ({
    contentAfter: (head) => Number(fieldOf(head, 'content-length')),
  })),
  defect('chunked-obeyed', 'takes what follows a chunked 101 for its content', C.framingFieldsIgnored, () => ({
    contentAfter: (head, rest) => (fieldOf(head, 'transfer-encoding') === 'chunked' ? rest.length : 0),
  })),
  openingAt('unended-head-opens-at-fin', 'opens where FIN comes inside the header section', 'closed', isUnended),
  openingAt('unended-head-opens-at-reset', 'opens where a reset comes inside the header section', 'reset', isUnended),
  openingAt('status-line-opens', 'opens where FIN follows a status line', 'closed', (bytes) =>
    /^HTTP\/1\.1 101 [^\r]*\r\n$/.test(bytes.toString('latin1')),
  ),
  {
    ...openingAt('fin-opens', 'opens where FIN comes without an answer', 'closed', ({ length }) => length === 0),
    // Also after an interim response.
    breaks: [C.onlyWholeAnswerOpens, C.onlyStatus101Opens],
  },
  openingAt('reset-opens', 'opens where a reset comes without an answer', 'reset', ({ length }) => length === 0),
  openingAt('garbage-opens', 'opens after bytes that are no HTTP', 'open', (bytes) => bytes[0] === 0),
  openingAt('alert-opens', 'opens after a TLS alert and FIN', 'closed', (bytes) => bytes[0] === 0x15),
  defect('head-unbounded', 'reads a header section of any length', C.headIsBounded, () => ({
    mostHead: () => Number.POSITIVE_INFINITY,
  })),
  defect('frames-unchecked', 'checks nothing of a frame', C.brokenFramesFail, () => ({ violation: () => undefined })),
  defect('masked-frames-taken', 'takes masked frames', C.brokenFramesFail, (intact) => ({
    violation: (first, second, agreed) => intact.violation(first, second & 0x7f, agreed),
  })),
  defect('second-head-skipped', 'skips a second answer', C.brokenFramesFail, () => ({
    contentAfter: (_, rest) => (rest.toString('latin1', 0, 5) === 'HTTP/' ? rest.indexOf('\r\n\r\n') + 4 : 0),
  })),
  defect('no-pong', 'answers no Ping', C.pingsAnswered, () => ({ answerPing: () => Buffer.alloc(0) })),
  defect('empty-pong', 'answers a Ping without its data', C.pingsAnswered, (intact) => ({
    answerPing: (_, client) => intact.answerPing(Buffer.alloc(0), client),
  })),
]
