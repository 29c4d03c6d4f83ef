import { commandHere } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type ClientManifests, type KnownClient, readEveryClientManifest } from '../../fleet/client-manifest'
import type { FixtureNote } from '../../fleet/manifest-parts'
import { prepare } from '../../fleet/prepare'
import { StartError } from '../../fleet/start-error'
import { batchDriver } from '../../harness/drive/batch-driver'
import type { Driver } from '../../harness/drive/driver'
import { type PageOptions, pageDriver } from '../../harness/drive/page-driver'
import { processDriver } from '../../harness/drive/process-driver'
import type { ClientTarget } from '../../harness/run/client/client-target'
import { secretsInCommand } from '../../harness/run/masking/words'
import type { ProcessContext } from '../process-context'
import { didYouMean } from '../suggest'
import { looksLikeUrl } from '../target-url'
import { UsageError } from '../usage-error'
import { nameOfCommand } from './command-name'
import { countMeant } from './meant-words'
import { announcedStart, BrokenManifest, type Named, readNamed, UnknownName, valueMeant } from './named-known'

/** A client that can be run now. */
export interface OpenClient {
  target: ClientTarget
  /** The cases that the driver decides, not the library. */
  fixture: readonly FixtureNote[]
}

/** How a command makes attempts: a process for each, one process for all, or a page in a browser for all. */
export type Way = 'each' | 'batch' | 'page'

const DRIVERS: Readonly<Record<Way, (program: PageOptions) => Driver>> = {
  each: processDriver,
  batch: batchDriver,
  page: pageDriver,
}

/** How long a browser may take until its page asks for attempts, ms, where its manifest says nothing. */
const BROWSER_START_MS = 60_000

/** How much later than the driver of a page an attempt gives up its start, ms: the driver knows what is missing. */
const LATER_MS = 1000

/** A client as the command line names it. It is checked, but nothing is installed or started yet. */
export interface NamedClient {
  /** Its name in messages until it is open: its name, or the command. */
  name: string
  /**
   * Installs and builds what it needs.
   * @throws {StartError} if it cannot run here.
   */
  open(signal: AbortSignal): Promise<OpenClient>
}

/** How the words of a command line name clients. */
export interface ClientWords {
  /** Names of known clients. */
  words: readonly string[]
  /** The command after `--`; null without `--`. */
  command: readonly string[] | null
  /** Whose rules apply to the command (--whatwg). A known client has its own. */
  profile: ClientTarget['profile']
  /** How the command makes attempts (--batch, --page). */
  way: Way
}

const HOW = "'wsspec clients run -- CMD ARG… {url} {protocols}' runs a command (docs/clients.md)"

function knownClient(name: string, { clients, broken }: ClientManifests): KnownClient {
  const client = clients.find((each) => each.name === name)
  if (client) return client
  const because = broken.get(name)
  if (because !== undefined) throw new BrokenManifest(because)
  if (looksLikeUrl(name)) throw new UsageError(`${name}: a client has no URL, because wsspec starts it; ${HOW}`)
  if (name.trim() === '') throw new UsageError(`a client is empty; write 'wsspec clients run ws', or: ${HOW}`)
  const names = clients.map((each) => each.name)
  const otherwise = `'wsspec clients names' lists them, and ${HOW}`
  const meant = didYouMean(name, names, otherwise)
  throw new UnknownName(`${name}: no client has this name; ${meant}`, meant !== otherwise)
}

/**
 * Reads a word that names a known client: `ws`, or `ws@8.18.2`.
 * @throws {UsageError} if the client does not exist or does not have this version.
 * @throws {BrokenManifest} if the manifest of the client is broken.
 */
export function readClient(
  word: string,
  context: Pick<ProcessContext, 'env' | 'signal' | 'stderr'>,
): Promise<Named<KnownClient>> {
  return readNamed(word, (name) => knownClient(name, readEveryClientManifest()), context)
}

/** A known client. Opening it installs and builds it. */
export function clientTarget(named: Named<KnownClient>, context: Pick<ProcessContext, 'env' | 'stderr'>): NamedClient {
  const { known, version: wanted, offline } = named
  const { name, language, jobs, api = 'rfc', fixture = [], can, page, batch, connect } = known
  const pageMs = known.startMs ?? BROWSER_START_MS
  const startMs = page ? pageMs + LATER_MS : known.startMs
  const cache = cacheFolder(context.env)
  const open = async (signal: AbortSignal): Promise<OpenClient> => {
    const start = () => prepare(known, { cache, version: wanted, offline, signal })
    const { cwd, env, version } = await announcedStart(named, start, context)
    const command = commandHere(batch ?? connect, cwd)
    const driver = DRIVERS[page ? 'page' : batch ? 'batch' : 'each']({ command, cwd, env, startMs: pageMs })
    const target: ClientTarget = {
      name: `${name}@${version}`,
      client: { name, version, language },
      driver,
      profile: api,
      can,
      ...(jobs === undefined ? {} : { jobs }),
      ...(startMs === undefined ? {} : { startMs }),
    }
    return { target, fixture }
  }
  return { name: wanted === undefined ? name : `${name}@${wanted}`, open }
}

/** A client with another name for reports. */
export function renamedClient(named: NamedClient, name: string): NamedClient {
  const open: NamedClient['open'] = async (signal) => {
    const opened = await named.open(signal)
    return { ...opened, target: { ...opened.target, name } }
  }
  return { name, open }
}

/** A command that is the driver of a client. */
function commandClient(
  { command, profile, way }: ClientWords & { command: readonly string[] },
  cwd: string,
): NamedClient {
  const name = nameOfCommand(command)
  const secrets = secretsInCommand(['--', ...command])
  // A page always has the WebSocket API of browsers, which do not trust certificates that a run made.
  const ofPage = { profile: 'whatwg' as const, startMs: BROWSER_START_MS + LATER_MS, can: { tls: false } }
  const ruled = way === 'page' ? ofPage : { profile }
  const open = async (): Promise<OpenClient> => ({
    target: { name, driver: DRIVERS[way]({ command, cwd, startMs: BROWSER_START_MS }), ...ruled, secrets },
    fixture: [],
  })
  return { name, open }
}

/** A client by its name. If its manifest is broken, opening it fails; the other clients still run. */
async function readName(word: string, context: ProcessContext): Promise<NamedClient> {
  try {
    return clientTarget(await readClient(word, context), context)
  } catch (error) {
    if (!(error instanceof BrokenManifest)) throw valueMeant(error, word, context)
    return { name: word, open: () => Promise.reject(new StartError(error.message)) }
  }
}

/**
 * Reads the words that name clients, and the command after `--`.
 * @throws {UsageError} for a word that is no known client, for both words and a command, and if nothing is named.
 */
export async function readClients(of: ClientWords, context: ProcessContext): Promise<NamedClient[]> {
  const { words, command } = of
  if (command === null) {
    if (words.length > 0) return Promise.all(words.map((word) => readName(word, context)))
    throw new UsageError(
      "no client is named; write 'wsspec clients run ws', or 'wsspec clients run -- CMD ARG… {url} {protocols}' (docs/clients.md)",
    )
  }
  if (command.length === 0 || command[0]?.trim() === '')
    throw new UsageError("--: no command follows it; write 'wsspec clients run -- CMD ARG… {url} {protocols}'")
  const wrong = words.flatMap((word) => countMeant(word, context) ?? []).at(0)
  if (wrong !== undefined) throw new UsageError(wrong)
  if (words.length > 0) throw new UsageError(`${words[0]}: name clients, or give a command after --, not both`)
  return [commandClient({ ...of, command }, context.cwd)]
}
