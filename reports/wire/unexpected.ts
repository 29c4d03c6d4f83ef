import { decoded } from './stored-bytes'

/** What of an answer is not what was expected, as far as words can tell. */
export interface Differing {
  /** Stretches of the words that say what was got, in order, not overlapping. */
  words: { start: number; end: number }[]
  /** The status differs. */
  status: boolean
  /** Names of the fields that the words speak of, in lower case. */
  fields: string[]
}

const STATUS = /(?<=^|: |; )([1-5]\d\d)(?: [A-Z][A-Za-z' -]*)?/g
const FIELD =
  /\b(Sec-WebSocket-[A-Z][a-z]+|Upgrade|Connection|Allow|Location|WWW-Authenticate|Content-Length|Transfer-Encoding)\b(?:: [^;()]*| missing)?/g

/** True where `expected` asks for this status, or for its class. */
function asksFor(expected: string, status: string): boolean {
  const asked = expected.replace(/;[^;]*\b(?:contested|warning)\b[^;]*/g, '')
  if (new RegExp(`\\bno ${status}\\b`).test(asked)) return false
  return new RegExp(`\\b(?:${status}|${status[0]}xx)\\b`).test(asked)
}

/**
 * Where `got` differs from `expected`: a status that was not asked for, fields that are spoken of; where neither stands
 * there, its last clause. Pure words: nothing is judged by it.
 */
export function differing(expected: string, got: string): Differing {
  const statuses = [...got.matchAll(STATUS)]
  const strange = statuses.filter(([, status = '']) => !asksFor(expected, status))
  const outside = statuses.reduce((text, { 0: words, index }) => blanked(text, index, words.length), got)
  const named = [...outside.matchAll(FIELD)]
  const found = [...strange, ...named].map(({ 0: words, index }) => ({
    start: index,
    end: index + words.trimEnd().length,
  }))
  const start = got.lastIndexOf('; ') < 0 ? 0 : got.lastIndexOf('; ') + 2
  return {
    words: found.length > 0 ? found.toSorted((a, b) => a.start - b.start) : [{ start, end: got.length }],
    status: strange.length > 0,
    fields: named.map(([, name = '']) => name.toLowerCase()),
  }
}

function blanked(text: string, start: number, length: number): string {
  return text.slice(0, start) + ' '.repeat(length) + text.slice(start + length)
}

/** Where in the stored octets of an answer the lines begin that `differing` speaks of: of its last head before content or frames. */
export function differingLines(received: string, { status, fields }: Differing): Set<number> {
  const text = decoded(received).toString('latin1')
  const starts = new Set<number>()
  const head = /(?:HTTP\/1\.[01] 1(?!01)\d\d[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n)*/.exec(text)?.[0].length ?? 0
  const end = /\r?\n\r?\n/.exec(text.slice(head))
  const own = text.slice(0, end ? head + end.index : text.length)
  if (status && text.length > head) starts.add(head)
  for (const { index, 1: name = '' } of own.matchAll(/^([\w-]+)[ \t]*:/gm))
    if (index >= head && fields.includes(name.toLowerCase())) starts.add(index)
  return starts
}
