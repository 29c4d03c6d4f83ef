import { isNumber } from '../settings/setting-values'
import { flagName } from '../settings/settings'
import { ALL_SETTINGS } from '../settings/table'
import { looksLikeUrl } from '../settings/target-url'

/** A command line, split at `--`. */
export interface CommandLine {
  /** The words before `--`. `run` is the first if the command line begins with a URL. */
  words: string[]
  /** The words after `--`; null without `--`. */
  command: string[] | null
}

/** The flags whose value may be left out, with the value that they have then. */
const VALUES_LEFT_OUT = new Map(
  ALL_SETTINGS.flatMap(({ key, withoutValue }) => (withoutValue === undefined ? [] : [[flagName(key), withoutValue]])),
)

/** Writes out the left-out value of `--bail`: the word after it is its value only if it is a number, right or wrong. */
function withLeftOutValues(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const value = VALUES_LEFT_OUT.get(word)
    if (value === undefined) return word
    return isNumber(words[index + 1] ?? '') ? word : `${word}=${value}`
  })
}

/** Splits a command line at `--`, and adds `run` if it begins with a URL. */
export function splitCommandLine(argv: readonly string[]): CommandLine {
  const at = argv.indexOf('--')
  const before = at < 0 ? [...argv] : argv.slice(0, at)
  const words = looksLikeUrl(before[0] ?? '') ? ['run', ...before] : before
  return { words: withLeftOutValues(words), command: at < 0 ? null : argv.slice(at + 1) }
}
