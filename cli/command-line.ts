import { looksLikeUrl } from '../settings/target-url'

/** A command line, taken apart. */
export interface Line {
  /** The words up to `--`; `run` is first where it was implied. */
  words: string[]
  /** The words behind `--`, or null where there is none. */
  command: string[] | null
}

/** `--bail` takes a number or nothing: what follows it and is no number is the next word. */
function settleBail(words: readonly string[]): string[] {
  return words.map((word, index) => (word === '--bail' && !/^\d+$/.test(words[index + 1] ?? '') ? '--bail=1' : word))
}

/** Takes a command line apart at `--`; `run` is implied where its first word is a URL. */
export function readLine(argv: readonly string[]): Line {
  const at = argv.indexOf('--')
  const before = at < 0 ? [...argv] : argv.slice(0, at)
  const words = looksLikeUrl(before[0] ?? '') ? ['run', ...before] : before
  return { words: settleBail(words), command: at < 0 ? null : argv.slice(at + 1) }
}
