/** C0, DEL, C1, and what reorders, hides or breaks lines: bidi controls, zero-width characters, line separators, lone surrogates. */
export const UNPRINTABLE =
  /[\0-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e0fff}]/gu

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16)}` : `\\u{${code.toString(16)}}`
}

/** The start of what a CI service takes for a command in the output of a job: `::name …::`, `##[name]`, `##vso[…]`, `##teamcity[…]`. */
export const CI_COMMANDS = /:(?=:[a-z][a-z-]*(?:::|\s))|#(?=#[a-z]*\[)/gi

/** Text of any number of lines in which no CI service finds a command: the first character of a command becomes `\xNN`. */
export function withoutCommands(text: string): string {
  return text.replace(CI_COMMANDS, escaped)
}

/**
 * Makes text from outside fit for one line of a report: control characters become `\xNN` or `\uNNNN`, and no CI service
 * finds a command in it.
 */
export function clean(text: string): string {
  return withoutCommands(text.replace(UNPRINTABLE, escaped))
}
