import type { Verdict } from '../../harness/case/results'

/** The width of a character in terminal cells: 0 for combining marks, 2 for wide East Asian characters and emoji, otherwise 1. */
function cells(char: string): number {
  if (char < '\u0300') return 1
  if (/^\p{M}$/u.test(char)) return 0
  return /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u.test(
    char,
  )
    ? 2
    : 1
}

/** The width of text in terminal cells. The text holds no control characters. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, char) => sum + cells(char), 0)
}

/** Text padded with spaces to `width` cells. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Text cut to `width` cells; the last is … where it was cut. */
export function fitted(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${width > 1 ? chopped(text, width - 1)[0] : ''}…`
}

/** Text cut in its middle to `width` cells, so that its end can be read, too. */
function fittedInside(text: string, width: number): string {
  if (widthOf(text) <= width || width < 3) return fitted(text, width)
  const [start = ''] = chopped(text, Math.ceil((width - 1) / 2))
  const chars = Array.from(text)
  let end = ''
  while (chars.length > 0 && widthOf(chars.at(-1) + end) <= Math.floor((width - 1) / 2)) end = chars.pop() + end
  return `${start}…${end}`
}

/** Texts cut to `width` cells: at the end, or in the middle where two would be the same then. */
export function fittedApart(texts: readonly string[], width: number): string[] {
  const cut = texts.map((text) => fitted(text, width))
  return new Set(cut).size === new Set(texts).size ? cut : texts.map((text) => fittedInside(text, width))
}

/** Breaks text into lines of at most `width` cells: between words, and inside a word only where it is longer than a line. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(4, width)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (widthOf(joined) <= room) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = chopped(word, room)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  return [...lines, line]
}

/** A word as pieces of at most `width` cells. */
function chopped(word: string, width: number): string[] {
  const pieces = ['']
  let used = 0
  for (const char of word) {
    const more = cells(char)
    if (used + more > width) {
      pieces.push('')
      used = 0
    }
    pieces[pieces.length - 1] += char
    used += more
  }
  return pieces
}

/** `first` and wrapped text after it; the further lines are indented to where the text began. */
export function hanging(first: string, text: string, width: number, indent = widthOf(first)): string[] {
  const [line = '', ...more] = wrap(text, width - indent)
  return [padded(first, indent) + line, ...more.map((each) => ' '.repeat(indent) + each)]
}

const CODES: Readonly<Record<Verdict | 'bold' | 'dim', string>> = {
  pass: '32',
  fail: '1;31',
  warn: '33',
  contested: '35',
  observed: '36',
  skip: '2',
  inconclusive: '33',
  error: '1;31',
  bold: '1',
  dim: '2',
}

/** Sets text in the colour of a verdict, in bold or dim. Without colours it gives the text back. */
export type Paint = (style: Verdict | 'bold' | 'dim', text: string) => string

/** Gives the painter for a terminal with or without colours (SGR, ECMA-48 8.3.117). */
export function painter(color: boolean): Paint {
  return (style, text) => (color ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text)
}
