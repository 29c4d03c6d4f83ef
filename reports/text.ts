/** C0, DEL, C1, and what reorders, hides or breaks lines: bidi controls, zero-width characters, line separators, lone surrogates. */
const UNPRINTABLE =
  /[\0-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e0fff}]/gu

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16)}` : `\\u{${code.toString(16)}}`
}

/** What CI services take for a command in what a job prints: `::name …::`, `##[name]`, `##vso[…]`, `##teamcity[…]`. */
const COMMANDS = /:(?=:[a-z][a-z-]*(?:::|\s))|#(?=#[a-z]*\[)/gi

/** Text of any number of lines in which no CI service finds a command: the first character of one becomes `\xNN`. */
export function withoutCommands(text: string): string {
  return text.replace(COMMANDS, escaped)
}

/**
 * Text that came from outside, fit for one line of a report: control characters become `\xNN` or `\uNNNN`, and what a
 * CI service would obey stands as text.
 */
export function clean(text: string): string {
  return withoutCommands(text.replace(UNPRINTABLE, escaped))
}

/** At most `most` characters of text; what was cut off is counted. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text
  const end = most - (/[\ud800-\udbff]/.test(text.charAt(most - 1)) ? 1 : 0)
  return `${text.slice(0, end)}… (${text.length - end} more characters)`
}

/** `1 case`, `2 cases`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** The octets of text as printf(1) reads them in its format. */
function octal(text: string): string {
  return [...Buffer.from(text)].map((octet) => `\\${octet.toString(8).padStart(3, '0')}`).join('')
}

/** A word that may not be shown as it is, from printf: a shell makes the same word of it. */
function printed(word: string): string {
  const format = word
    .replace(/[%\\'!]|^-/g, octal)
    .replace(UNPRINTABLE, octal)
    .replace(COMMANDS, octal)
  return `"$(printf '${format}')"`
}

/** Words as a POSIX shell takes them: quoted where they need it. */
export function shellLine(words: readonly string[]): string {
  const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)
  return words.map((word) => (clean(word) === word ? quoted(word) : printed(word))).join(' ')
}

/** Milliseconds for a reader: `0.4 ms`, `12 ms`, `3.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}
