import { CI_COMMANDS, clean, UNPRINTABLE } from './clean'

/** The bytes of text as octal escapes of a printf(1) format. */
function octal(text: string): string {
  return [...Buffer.from(text)].map((octet) => `\\${octet.toString(8).padStart(3, '0')}`).join('')
}

/** A word that may not be shown as it is, written as a printf that gives it: a shell makes the same word of it. */
function printed(word: string): string {
  const format = word
    .replace(/[%\\'!]|^-/g, octal)
    .replace(UNPRINTABLE, octal)
    .replace(CI_COMMANDS, octal)
  return `"$(printf '${format}')"`
}

/** Words as a command line for a POSIX shell: quoted where they need it. */
export function shellLine(words: readonly string[]): string {
  const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)
  return words.map((word) => (clean(word) === word ? quoted(word) : printed(word))).join(' ')
}
