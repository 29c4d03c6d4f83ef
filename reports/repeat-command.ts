import { identityOf, type Results, roleOf, type TargetResult } from '../harness/case/results'
import { type CommandWords, commandWords } from './command-words'
import { findings } from './target-words'
import { fromVariable, shellLineOfMasked } from './text/masked-words'

/** The flags of a command for which `keeps` holds, as words. A masked field is read from a variable. */
function flagWords({ flags }: CommandWords, keeps: (flag: CommandWords['flags'][number]) => boolean): string[] {
  const taken = new Set<string>()
  return flags
    .filter(keeps)
    .flatMap(({ name, words, value }) => (name === '--header' ? fromVariable(value, taken) : words))
}

/** The hops of --hop, each of which may name several between commas. */
function hopsOf({ flags }: CommandWords): string[] {
  return flags.filter(({ name }) => name === '--hop').flatMap(({ value }) => value.split(','))
}

/** True where `word` names the known server or hop `name`, perhaps with a version. */
function names(word: string, name: string): boolean {
  return word === name || word.startsWith(`${name}@`)
}

/** The same URL in every spelling of it. */
function normalUrl(word: string): string {
  return URL.canParse(word) ? new URL(word).href : word
}

/** The word that starts a known server or client again: as it was typed, or else with its version. */
function knownWord({ name, version }: { name: string; version: string }, words: readonly string[]): string {
  const exact = `${name}@${version}`
  return words.includes(exact) || !words.includes(name) ? exact : name
}

/** The word for the server of a target, without the hop in front of it. */
function serverWord({ server, url, via, name }: TargetResult, { verb, words }: CommandWords): string {
  if (server) return knownWord(server, words)
  const [only] = words
  // A server that did not start has no URL, and perhaps a name of --name. No other word can be meant where there is one.
  if (url === '' && only !== undefined && words.length === 1 && verb === 'run') return only
  const [base = ''] = name.split(' via ')
  // With a hop, the URL is that of the hop, whose port is gone.
  const named = via || url === '' ? base : url
  return words.find((word) => normalUrl(word) === normalUrl(named)) ?? named
}

/** Where a started server listens, unless the command line names a URL. */
const STARTED_URL = 'ws://127.0.0.1:$PORT/'

/** How a target is reached again. */
interface Reach {
  verb: 'run' | 'compare' | 'clients run'
  words: readonly string[]
  /** The words of `--hop`, where the hop is named by that flag. */
  hop: readonly string[]
  started: readonly string[]
}

/** True where the command after `--` started this target: the others of a comparison are known servers or recorded. */
export function wasStarted({ server, name }: TargetResult, { verb, started }: CommandWords): boolean {
  if (started.length === 0 || server !== null) return false
  const typed = started.join(' ')
  return verb !== 'compare' || typed.startsWith(name.replace(/…$/, ''))
}

/** The command of a client that wsspec does not know: the one after `--`, or the words of its name. */
function driverOf({ name }: TargetResult, { started }: CommandWords): readonly string[] {
  if (started.length > 0) return started
  return /\{url\}/.test(name) && !name.endsWith('…') ? name.split(' ') : ['CMD', 'ARG…', '{url}', '{protocols}']
}

/** How a client is started again: by its name, or by the command of its driver. */
function clientReach(target: TargetResult, command: CommandWords): Reach {
  const known = identityOf(target)
  const words = known ? [knownWord(known, command.words)] : []
  return { verb: 'clients run', words, hop: [], started: known ? [] : driverOf(target, command) }
}

function reachOf(target: TargetResult, command: CommandWords): Reach {
  if (roleOf(target) === 'client') return clientReach(target, command)
  const { words, started } = command
  const { via } = target
  if (wasStarted(target, command)) {
    const url = words.filter((word) => /^wss?:\/\//i.test(word)).slice(0, 1)
    return { verb: 'run', words: url, hop: [], started }
  }
  if (!via) return { verb: 'run', words: [serverWord(target, command)], hop: [], started: [] }
  const alone = words.find((word) => names(word, via.name))
  if (alone !== undefined) return { verb: 'run', words: [alone], hop: [], started: [] }
  const hop = hopsOf(command).find((word) => names(word, via.name)) ?? via.name
  return { verb: 'compare', words: [serverWord(target, command)], hop: ['--hop', hop], started: [] }
}

/** What a URL has before its path. */
function authorityOf(url: string): string {
  return /^wss?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? ''
}

/** The same target at another URL. The port of a server that is started again is another one. */
function movedTo(url: string, target: TargetResult, reach: Reach): Reach {
  if (reach.verb === 'clients run') return reach
  const [word = reach.started.length > 0 ? STARTED_URL : ''] = reach.words
  const place = authorityOf(word)
  // The word is the name of a server that wsspec starts.
  if (place === '') return reach
  if (authorityOf(url) !== authorityOf(target.url)) return { ...reach, words: [url], hop: [], verb: 'run', started: [] }
  return { ...reach, words: [url.replace(authorityOf(url), () => place)] }
}

/**
 * Flags that the diagnosis of a target found. An Origin that is the address of a started server has its port, which is another
 * one when it is started again.
 */
function flagsAgain(flags: readonly string[], { url }: TargetResult, { words, started }: Reach): string[] {
  const [own, place] = [authorityOf(url), authorityOf(words[0] ?? STARTED_URL)]
  if (started.length === 0 || own === '') return [...flags]
  return flags.map((word) => word.replace(`//${own}`, () => `//${place}`))
}

/** The command line that runs `target` again, with the flags that it needs and `more`; at another URL where one is given. */
function targetLine(
  target: TargetResult,
  command: readonly string[],
  more: readonly string[],
  url: string | undefined = undefined,
): string {
  const read = commandWords(command)
  const reach = reachOf(target, read)
  const { verb, words, hop, started } = url === undefined ? reach : movedTo(url, target, reach)
  const flags = flagWords(read, ({ name, use }) => {
    if (name === '--hop' || (name === '--name' && verb === 'compare')) return false
    return use === 'target' && !(name === '--jobs' && more.includes(name))
  })
  const after = started.length > 0 ? ['--', ...started] : []
  return shellLineOfMasked(['wsspec', ...verb.split(' '), ...words, ...hop, ...flags, ...more, ...after])
}

/**
 * The command line that runs one case of a target again as `command` ran it, with the other cases whose answers decided it.
 * @param id the id of the case, or a placeholder for one
 * @param evidence the ids of those other cases
 */
export function repeatLine(
  id: string,
  target: TargetResult,
  command: readonly string[],
  evidence: readonly string[] = [],
): string {
  const only = [id, ...evidence].flatMap((each) => ['--only', each])
  return targetLine(target, command, [...only, '--verbose'])
}

/**
 * The command line that does again what a run did: the same targets and cases, without the reports and their files.
 * @param more further flags
 */
export function againLine({ command, targets }: Results, more: readonly string[] = []): string {
  const read = commandWords(command)
  const flags = flagWords(read, ({ use }) => use !== 'report')
  const words = command.length > 0 ? read.words : targets.map((target) => serverWord(target, read))
  const verb = command.length === 0 && targets.length > 1 ? 'compare' : read.verb
  const after = read.started.length > 0 ? ['--', ...read.started] : []
  return shellLineOfMasked(['wsspec', verb, ...words, ...flags, ...more, ...after])
}

/** The command that shows several targets side by side on a page, as they were compared, or else were merged. */
export function nextComparison(results: Results): string {
  const page = ['--html', 'report.html']
  const read = commandWords(results.command)
  if (['compare', 'merge', 'clients'].includes(read.verb)) return againLine(results, page)
  const words = results.targets.map((target) => serverWord(target, read))
  const flags = flagWords(read, ({ name, use }) => use === 'target' && name !== '--name')
  return shellLineOfMasked(['wsspec', 'compare', ...words, ...flags, ...page])
}

/**
 * The command to run next. Of a judged target it shows more: of one finding, or of all where there is none. Another target
 * is tried again, with what its diagnosis found.
 * @param first the id of the finding to look at first; without it, that of the gravest new finding
 */
export function nextStep(target: TargetResult, command: readonly string[], first?: string): string {
  if (target.diagnosis !== undefined) {
    const { url, flags } = target.refusal?.suggestion ?? { flags: [] }
    const again = flagsAgain(flags, target, reachOf(target, commandWords(command)))
    return targetLine(target, command, [...again, ...selection(command)], url)
  }
  const id = first ?? findings(target).find(({ known }) => known === null)?.id
  const only = id === undefined ? selection(command) : ['--only', id]
  return targetLine(target, command, [...only, '--html', 'report.html'])
}

/** The words of --only and --skip. */
function selection(command: readonly string[]): string[] {
  return flagWords(commandWords(command), ({ name }) => name === '--only' || name === '--skip')
}
