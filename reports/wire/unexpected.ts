import { decoded } from './stored-bytes'

/** What differs in an answer from what was expected, as far as words show it. */
export interface Unexpected {
  /** Stretches of the words for the answer, in order, not overlapping. */
  words: { start: number; end: number }[]
  /** The statuses that differ. */
  statuses: string[]
  /** The names of the fields that the words name, in lower case. */
  fields: string[]
}

const STATUS = /(?<=^|: |; )([1-5]\d\d)(?: [A-Z][A-Za-z' -]*)?/g
const FIELD =
  /\b(Sec-WebSocket-[A-Z][a-z]+|Upgrade|Connection|Allow|Location|WWW-Authenticate|Content-Length|Transfer-Encoding)\b(?:: [^;()]*| missing)?/g

/** True where `expected` names this status, or its class. */
function asksFor(expected: string, status: string): boolean {
  const asked = expected.replace(/;[^;]*\b(?:contested|warning)\b[^;]*/g, '')
  if (new RegExp(`\\bno ${status}\\b`).test(asked)) return false
  return new RegExp(`\\b(?:${status}|${status[0]}xx)\\b`).test(asked)
}

/** A status, or a class of them. */
const NAMES_STATUS = /\b[1-5](?:\d\d|xx)\b/

/**
 * What differs in `got` from `expected`: a status that was not expected, and the fields that it names; without either, its
 * last clause. This only compares words, for marks in a page: nothing is judged by it.
 */
export function unexpectedIn(expected: string, got: string): Unexpected {
  const statuses = [...got.matchAll(STATUS)]
  // Where no status is asked for, and something is said after it, that is what was not expected: `no Pong`, `; a Pong`.
  const isAboutOther = !NAMES_STATUS.test(expected) && got.includes('; ')
  const strange = isAboutOther ? [] : statuses.filter(([, status = '']) => !asksFor(expected, status))
  const outside = statuses.reduce((text, { 0: words, index }) => blanked(text, index, words.length), got)
  const named = [...outside.matchAll(FIELD)]
  const found = [...strange, ...named].map(({ 0: words, index }) => ({
    start: index,
    end: index + words.trimEnd().length,
  }))
  const start = got.lastIndexOf('; ') < 0 ? 0 : got.lastIndexOf('; ') + 2
  return {
    words: found.length > 0 ? found.toSorted((a, b) => a.start - b.start) : [{ start, end: got.length }],
    statuses: [...new Set(strange.map(([, status = '']) => status))],
    fields: named.map(([, name = '']) => name.toLowerCase()),
  }
}

function blanked(text: string, start: number, length: number): string {
  return text.slice(0, start) + ' '.repeat(length) + text.slice(start + length)
}

/**
 * Where the lines begin that are unexpected, as offsets into the stored bytes of an answer. Only its last head is searched,
 * not the content or the frames.
 */
export function unexpectedLines(received: string, { statuses, fields }: Unexpected): Set<number> {
  const text = decoded(received).toString('latin1')
  const starts = new Set<number>()
  const head = /(?:HTTP\/1\.[01] 1(?!01)\d\d[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n)*/.exec(text)?.[0].length ?? 0
  const end = /\r?\n\r?\n/.exec(text.slice(head))
  const own = text.slice(0, end ? head + end.index : text.length)
  const [, status = ''] = /^HTTP\/\d\.\d (\d{3})/.exec(text.slice(head)) ?? []
  if (statuses.includes(status)) starts.add(head)
  for (const { index, 1: name = '' } of own.matchAll(/^([\w-]+)[ \t]*:/gm))
    if (index >= head && fields.includes(name.toLowerCase())) starts.add(index)
  return starts
}
