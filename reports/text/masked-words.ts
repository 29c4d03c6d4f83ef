import { shellLine } from './shell'

/** What results hold in place of a secret. */
const MASK = '***'

/** A name that a shell takes for a variable, after a prefix, so that it is none that the shell sets: `$PWD`, `$PATH`. */
function variable(prefix: string, name: string): string {
  const upper = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
  return [prefix, upper.replace(/^_+|_+$/g, '')].filter((part) => part !== '').join('_')
}

/** The variable for an Origin that only the reader knows. */
const ORIGIN = 'ORIGIN'

/** The variable for the secret after `before`, named like its parameter or flag, or like its place in a URL. */
function variableAfter(before: string, wordBefore: string): string {
  if (wordBefore === '--origin' && before === '') return ORIGIN
  if (before.endsWith('://')) return variable('SECRET', 'userinfo')
  const name = /([\w.-]+)["']?\s*[=:\s]\s*["']?$/.exec(before)?.[1]
  return variable('SECRET', name ?? (before === '' ? wordBefore : ''))
}

/**
 * A word for a POSIX shell. Where it has a masked secret, the shell puts the value of a variable there, and ends the
 * command with the name of the variable where that is not set.
 * @param before the word before it, which may be the flag that names the secret
 */
function shellWord(word: string, before: string): string {
  const pieces = word.split(MASK)
  if (pieces.length === 1) return shellLine([word])
  return pieces
    .map((piece, at) => {
      const quoted = piece === '' ? '' : shellLine([piece])
      return at === 0 ? quoted : `"\${${variableAfter(pieces[at - 1] ?? '', before)}:?}"${quoted}`
    })
    .join('')
}

/** Words as a command line for a POSIX shell that takes each masked secret from a variable. */
export function shellLineOfMasked(words: readonly string[]): string {
  return words.map((word, at) => shellWord(word, words[at - 1] ?? '')).join(' ')
}

/**
 * The words that give a field whose value is masked (`--header 'Name: ***'`) from a variable: `--header-env Name=VARIABLE`.
 * @param taken the variables of the fields before it; the new one is added
 */
export function fromVariable(field: string, taken: Set<string>): string[] {
  const [name = ''] = field.split(':', 1)
  const usual = variable('HEADER', name)
  let free = usual
  for (let number = 2; taken.has(free); number++) free = `${usual}_${number}`
  taken.add(free)
  return ['--header-env', `${name}=${free}`]
}

/**
 * What to do before a line that reads secrets from variables is run, a sentence; null for a line that reads none. The
 * line is one of `shellLineOfMasked`.
 */
export function variablesNote(line: string): string | null {
  const names = [...line.matchAll(/"\$\{(\w+):\?\}"|=(HEADER\w*)(?=[\s'")]|$)/g)].map(
    ([, read, given]) => read ?? given ?? '',
  )
  const unique = [...new Set(names)]
  if (unique.length === 0) return null
  if (unique.every((name) => name === ORIGIN)) return `Set ${ORIGIN} first, to an Origin that the server accepts.`
  return `Set and export ${unique.join(', ')} first: secrets are not stored.`
}
