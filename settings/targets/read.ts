import type { OpenTarget } from '../../fleet/open-target'
import { maskCommand, maskUrl } from '../../harness/run/mask'
import type { Target } from '../../harness/run/target'
import type { World } from '../process-context'
import type { Greeting } from '../target-options'
import { looksLikeUrl, readTargetUrl } from '../target-url'
import { UsageError } from '../usage'
import { behind, checkUpstream, readHop } from './hop'
import { atServer, BrokenManifest, type NamedServer, readServer } from './server'

/** A target as it was named: checked, but nothing is started yet. */
export interface NamedTarget {
  /** How it is called until more is known. */
  name: string
  /** Its URL, or what stands for it in results while it has none. */
  url: string
  /** Where it listens, if that is known: targets in one place are not run at the same time. */
  place?: string
  /** The name of the hop that stands before it. */
  hop?: string
  /** Starts it where it has to be started. Rejects with StartError where it does not get ready. */
  open(signal: AbortSignal): Promise<OpenTarget>
}

function atUrl(word: string, greeting: Greeting): NamedTarget {
  const url = readTargetUrl(word)
  const name = maskUrl(url.href)
  const target: Target = { ...greeting, name, url, server: null, ours: false }
  const place = greeting.connect ? `${greeting.connect.host}:${greeting.connect.port}` : url.host
  return { name, url: name, place, open: async () => ({ target, close: async () => {} }) }
}

/** The command behind `--`, with $PORT in its words and environment, and in the URL where it is tested. */
function atCommand(
  command: readonly string[],
  word: string | undefined,
  greeting: Greeting,
  world: World,
): NamedTarget {
  const template = word ?? 'ws://127.0.0.1:$PORT/'
  const { filled, launch } = require('../../fleet/launch') as typeof import('../../fleet/launch')
  const withPort = (text: string, port: number) => filled(text, { PORT: String(port) })
  const named = maskUrl(withPort(readTargetUrl(withPort(template, 1)).href && template, 0))
  const name = maskCommand(command).join(' ')
  const open = async (signal: AbortSignal): Promise<OpenTarget> => {
    const { freePort, START_MS } = require('../../fleet/ready') as typeof import('../../fleet/ready')
    const port = await freePort()
    const url = readTargetUrl(withPort(template, port))
    const words = command.map((each) => withPort(each, port))
    const env = { PORT: String(port) }
    const launched = await launch({ command: words, cwd: world.cwd, env, url, startMs: START_MS, signal })
    const target: Target = {
      ...greeting,
      name: maskUrl(url.href),
      url,
      server: null,
      ours: true,
      revive: launched.revive,
    }
    return { target, close: launched.stop }
  }
  return { name, url: named, open }
}

/** A known server; a hop stands before the ws that comes with wsspec. */
async function atNamed(named: NamedServer, greeting: Greeting, world: World): Promise<NamedTarget> {
  if (named.server.kind === 'server') return atServer(named, greeting, world)
  return behind(atServer(await readServer('ws', world), greeting, world), named, world)
}

/** A server as a word names it; one whose manifest is broken does not start, and the other targets are run. */
async function atWord(word: string, greeting: Greeting, world: World): Promise<NamedTarget> {
  try {
    return atNamed(await readServer(word, world), greeting, world)
  } catch (error) {
    if (!(error instanceof BrokenManifest)) throw error
    const { StartError } = require('../../fleet/ready') as typeof import('../../fleet/ready')
    return { name: word, url: '', open: () => Promise.reject(new StartError(error.message)) }
  }
}

/**
 * Reads the words that name targets, and the command behind `--`; each target that `hops` are named for is followed by
 * itself behind each of them.
 * @throws {UsageError} for a word that is no URL and no known server, or where nothing is named.
 */
export async function readTargets(
  words: readonly string[],
  command: readonly string[] | null,
  greeting: Greeting,
  world: World,
  hops: readonly string[] = [],
): Promise<NamedTarget[]> {
  if (command !== null) {
    if (command.length === 0) throw new UsageError("--: no command follows it; write 'wsspec run -- CMD ARG…'")
    if (hops.length > 0) throw new UsageError('--hop: it stands before a known server or a URL, not before a command')
    if (words.length > 1) throw new UsageError(`${words[1]}: a command is tested at one URL; leave out all but one`)
    return [atCommand(command, words[0], greeting, world)]
  }
  if (words.length === 0)
    throw new UsageError("no target is named; write 'wsspec run ws://host:port/path' or 'wsspec run ws'")
  const before = await Promise.all(hops.map((word) => readHop(word, world)))
  const read = async (word: string) => {
    if (!looksLikeUrl(word)) return atWord(word, greeting, world)
    if (before.length > 0) checkUpstream(word, greeting)
    return atUrl(word, greeting)
  }
  const targets = await Promise.all(words.map(read))
  return targets.flatMap((target) => [target, ...before.map((hop) => behind(target, hop, world))])
}
