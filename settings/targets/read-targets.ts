import { StartError } from '../../fleet/start-error'
import type { ProcessContext } from '../process-context'
import type { TargetNeeds } from '../target-needs'
import { looksLikeUrl } from '../target-url'
import { UsageError } from '../usage-error'
import { countMeant, forgottenDashes } from './meant-words'
import type { NamedServer, NamedTarget } from './named-target'
import { urlTarget } from './url'

// A URL needs nothing of what starts servers: each of these is loaded when such a target is named.
const commands = (): typeof import('./command') => require('./command')
const hopTargets = (): typeof import('./hop') => require('./hop')
const servers = (): typeof import('./server') => require('./server')
const namedKnown = (): typeof import('./named-known') => require('./named-known')

/** What names targets on the command line. */
export interface TargetWords {
  /** URLs and names of known servers. */
  words: readonly string[]
  /** The command after `--`; null without `--`. */
  command: readonly string[] | null
  /** The hops of --hop. */
  hops?: readonly string[]
}

/** A known server; a hop is put in front of the bundled ws. */
async function namedTarget(named: NamedServer, needs: TargetNeeds, context: ProcessContext): Promise<NamedTarget> {
  const { readServer, serverTarget } = servers()
  if (named.known.kind === 'server') return serverTarget(named, needs, context)
  return hopTargets().throughHop(serverTarget(await readServer('ws', context), needs, context), named, context)
}

/** A server by its name. If its manifest is broken, opening it fails; the other targets still run. */
async function readName(word: string, needs: TargetNeeds, context: ProcessContext): Promise<NamedTarget> {
  const { BrokenManifest } = namedKnown()
  try {
    return await namedTarget(await servers().readServer(word, context), needs, context)
  } catch (error) {
    if (!(error instanceof BrokenManifest)) throw error
    return { name: word, url: '', open: () => Promise.reject(new StartError(error.message)) }
  }
}

/** The error for a word that cannot be read. Where the command line starts a program without `--`, it says how to write that. */
function meantError(error: unknown, word: string, context: ProcessContext): unknown {
  const line = error instanceof namedKnown().UnknownName ? forgottenDashes(context.argv.slice(1), context) : null
  if (line === null) return namedKnown().valueMeant(error, word, context)
  return new UsageError(`${word}: no server has this name; to start a command and test its server: ${line}`)
}

/** Refuses a word that is no URL where it follows `--bail`: its value was meant. */
function checkNoValue(words: readonly string[], context: ProcessContext): void {
  const wrong = words.flatMap((word) => (looksLikeUrl(word) ? [] : (countMeant(word, context) ?? []))).at(0)
  if (wrong !== undefined) throw new UsageError(wrong)
}

function readCommand(
  { words, command, hops = [] }: TargetWords & { command: readonly string[] },
  needs: TargetNeeds,
  context: ProcessContext,
): NamedTarget {
  if (command.length === 0) throw new UsageError("--: no command follows it; write 'wsspec run -- CMD ARG…'")
  if (command[0]?.trim() === '') throw new UsageError("--: the command is empty; write 'wsspec run -- CMD ARG…'")
  if (hops.length > 0)
    throw new UsageError('--hop: a hop is put in front of a known server or a URL, not in front of a command')
  checkNoValue(words, context)
  if (words.length > 1) throw new UsageError(`${words[1]}: a command is tested at one URL; leave out all but one`)
  return commands().commandTarget({ command, url: words[0] }, needs, context)
}

/**
 * Reads the words that name targets, and the command after `--`. With hops, each target is followed by the same target
 * through each hop.
 * @throws {UsageError} for a word that is neither a URL nor a known server, and if nothing is named.
 */
export async function readTargets(
  { words, command, hops = [] }: TargetWords,
  needs: TargetNeeds,
  context: ProcessContext,
): Promise<NamedTarget[]> {
  if (command !== null) return [readCommand({ words, command, hops }, needs, context)]
  if (words.length === 0)
    throw new UsageError("no target is named; write 'wsspec run ws://host:port/path' or 'wsspec run ws'")
  const readHops = await Promise.all(hops.map((word) => hopTargets().readHop(word, context)))
  const read = async (word: string) => {
    if (!looksLikeUrl(word))
      return readName(word, needs, context).catch((error) => {
        throw meantError(error, word, context)
      })
    if (readHops.length > 0) hopTargets().checkUpstream(word, needs)
    return urlTarget(word, needs)
  }
  const targets = await Promise.all(words.map(read))
  return targets.flatMap((target) => [target, ...readHops.map((hop) => hopTargets().throughHop(target, hop, context))])
}
