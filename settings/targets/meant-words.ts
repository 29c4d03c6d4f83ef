import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, extname, join, resolve } from 'node:path'
import { maskProgram } from '../../harness/run/masking/words'
import { shellLineOfMasked } from '../../reports/text/masked-words'
import type { ProcessContext } from '../process-context'
import { isNumber, notACount } from '../setting-values'
import { flagName } from '../settings'
import { ALL_SETTINGS, type Setting } from '../table'

/** The program that runs a script, by the extension of the script. */
const INTERPRETERS: ReadonlyMap<string, string> = new Map([
  ['.js', 'node'],
  ['.mjs', 'node'],
  ['.cjs', 'node'],
  ['.py', 'python3'],
  ['.rb', 'ruby'],
  ['.pl', 'perl'],
  ['.sh', 'sh'],
])

/** Ports on which servers usually speak TLS. */
const TLS_PORTS = ['443', '8443']

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The words that start a program: a word that is in PATH or a path, or a script after what runs it; null for another word. */
function startOf(word: string, { env, cwd }: Pick<ProcessContext, 'env' | 'cwd'>): string[] | null {
  if (word === '' || word.startsWith('-')) return null
  const path = resolve(cwd, word)
  if (word.includes('/')) {
    if (isExecutable(path)) return [word]
  } else if ((env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && isExecutable(join(folder, word))))
    return [word]
  const interpreter = INTERPRETERS.get(extname(word))
  return interpreter !== undefined && existsSync(path) ? [interpreter, word] : null
}

/** The setting whose flag is a word, where its value may be left out; undefined for another word. */
function countOf(word: string | undefined): Setting | undefined {
  return ALL_SETTINGS.find(({ key, withoutValue }) => withoutValue !== undefined && flagName(key) === word)
}

/**
 * What is wrong where a word follows `--bail` and is no number: it was meant as the value. Null for a word that does not follow
 * such a flag.
 * @param argv the whole command line
 */
export function countMeant(word: string, { argv }: Pick<ProcessContext, 'argv'>): string | null {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const at = words.findIndex((each, index) => each === word && countOf(words[index - 1]) !== undefined)
  const setting = countOf(words[at - 1])
  return setting === undefined ? null : notACount(setting, `${flagName(setting.key)} ${word}`)
}

/** Where the first word is that is no flag and no value of one; -1 where there is none. */
function firstName(words: readonly string[]): number {
  const valued = ALL_SETTINGS.filter(({ kind }) => kind !== 'switch').map(({ key }) => flagName(key))
  const isValue = (word: string, before = '') =>
    valued.includes(before) && (countOf(before) === undefined || isNumber(word))
  return words.findIndex((word, at) => !word.startsWith('-') && !isValue(word, words[at - 1]))
}

/**
 * The command line that starts a program and tests its server, where the words name a program and `--` was forgotten;
 * null where they name none.
 * @param words what follows `wsspec run`
 */
export function forgottenDashes(words: readonly string[], context: Pick<ProcessContext, 'env' | 'cwd'>): string | null {
  const at = firstName(words)
  const start = startOf(words[at] ?? '', context)
  if (start === null) return null
  const program = maskProgram([...start, ...words.slice(at + 1)])
  return shellLineOfMasked(['wsspec', 'run', ...words.slice(0, at), '--', ...program])
}

/**
 * The URL that a word without a scheme may mean: `ws://localhost:8080/` for `localhost:8080`, `:8080` and `8080`; null for
 * a word that is no host.
 */
export function urlMeant(word: string): string | null {
  const [, port, after = ''] = /^:?(\d{2,5})(\/.*)?$/.exec(word) ?? []
  if (port !== undefined) return urlMeant(`localhost:${port}${after}`)
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::(\d{1,5}))?([/?].*)?$/i.exec(word)
  const [, host = '', given, rest = '/'] = match ?? []
  if (host === '' || (given === undefined && !/^localhost$|[.[]/i.test(host))) return null
  const scheme = TLS_PORTS.includes(given ?? '') ? 'wss' : 'ws'
  const path = rest.startsWith('/') ? rest : `/${rest}`
  const url = `${scheme}://${host}${given === undefined ? '' : `:${given}`}${path}`
  return URL.canParse(url) ? url : null
}
