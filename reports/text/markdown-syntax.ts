import { clean } from './clean'
import { xml } from './xml'

/** Breaks what GitHub makes links of in any text: mentions, issue numbers, URLs. A word joiner is invisible. */
function unlinked(text: string): string {
  return text
    .replace(/@(?=[\w\\])/g, '\u2060@\u2060')
    .replace(/#(?=\w)/g, '#\u2060')
    .replace(/:\/\//g, ':\u2060//')
    .replace(/\bwww\./gi, 'www\u2060.')
}

/** Text of this project as a paragraph, inside one, a list or a table: no markup, no HTML, one line. */
export function escaped(text: string): string {
  return clean(text)
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~>]/g, '\\$&')
    .replace(/^(?=[-+](?:\s|$)|--|[#=])|^(\d+)(?=[.)](?:\s|$))/, '$1\\')
}

/** Text from outside as a paragraph, inside one, a list or a table: no markup, no HTML, no mention, no link, one line. */
export function prose(text: string): string {
  return unlinked(escaped(text))
}

/** Text from outside inside an HTML element in Markdown: no markup, no mention, no link, one line. */
export function inElement(text: string): string {
  return unlinked(xml(clean(text).trim()))
}

function fenceFor(text: string, least: number): string {
  const longest = Math.max(least - 1, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  return '`'.repeat(longest + 1)
}

/** Text as code inside a line: a fence longer than any run of backticks in it. */
export function code(text: string): string {
  const inside = clean(text)
  const fence = fenceFor(inside, 1)
  const pad = /^`|`$|^ | $/.test(inside) ? ' ' : ''
  return `${fence}${pad}${inside}${pad}${fence}`
}

/** Lines as a block of code. They may hold no control character but the line feed. */
export function fenced(lines: string, language: 'text' | 'sh' | 'diff' = 'text'): string {
  const fence = fenceFor(lines, 3)
  return `${fence}${language}\n${lines}\n${fence}`
}

/** A row of a table. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/**
 * A table. The cells are Markdown.
 * @param textColumns how many columns, the first ones, are aligned left; the others hold numbers and are aligned right
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns: number = head.length,
): string {
  const rule = head.map((_, at) => (at < textColumns ? '---' : '--:'))
  return [row(head), row(rule), ...rows.map(row)].join('\n')
}
