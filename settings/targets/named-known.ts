import { availabilityOf, versionOf } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import type { Known } from '../../fleet/known'
import { installation, isBundled } from '../../fleet/npm'
import { StartError } from '../../fleet/start-error'
import { listed } from '../../reports/text/phrases'
import { announced } from '../announced'
import type { ProcessContext } from '../process-context'
import { UsageError } from '../usage-error'
import { countMeant } from './meant-words'

/** The module for published versions, loaded when a version is named. */
const versions = (): typeof import('../../fleet/versions') => require('../../fleet/versions')

/** A known server or client as a word names it: `ws`, or `ws@8.18.2`. */
export interface Named<K extends Known> {
  known: K
  /** The version in the word; absent for the usual version. */
  version?: string
  /** Why the registry of the version cannot be asked; absent where it answered, or was not asked. */
  offline?: string
}

type Versioned<K extends Known> = Named<K> & { version: string }

/** The manifest of the named server or client is broken. */
export class BrokenManifest extends UsageError {}

/** No server or client has the name. */
export class UnknownName extends UsageError {
  /** True where the message names what was meant instead. */
  readonly isGuessed: boolean

  constructor(message: string, isGuessed: boolean) {
    super(message)
    this.isGuessed = isGuessed
  }
}

/** The error for a name that nobody has, where it follows `--bail` and resembles no known name: its value was meant. */
export function valueMeant(error: unknown, word: string, context: Pick<ProcessContext, 'argv'>): unknown {
  if (!(error instanceof UnknownName) || error.isGuessed) return error
  const wrong = countMeant(word, context)
  return wrong === null ? error : new UsageError(`${wrong}; nothing known has this name`)
}

/** What is not from npm has one version: the installed one. */
async function checkInstalledVersion({ known, version }: Versioned<Known>, cache: string): Promise<void> {
  const here = await availabilityOf(known, cache)
  if (here.version !== version)
    throw new UsageError(
      `${known.name}@${version}: only the installed version is available (${here.version ?? 'none'}); leave out @${version}`,
    )
}

/** What to write for a version that npm does not have; `near` are the versions to suggest, the newest of all last. */
function noSuchVersion({ known: { name, install }, version }: Versioned<Known>, near: readonly string[]): string {
  const said = `${name}@${version}: npm has no version ${version} of ${install.npm?.package}`
  const newest = near.at(-1)
  if (newest === undefined) return said
  const others = near.slice(0, -1).map((each) => `${name}@${each}`)
  const nearby = others.length > 0 ? `, near it ${others.length === 1 ? 'is' : 'are'} ${listed(others)}` : ''
  return `${said}; the newest is ${name}@${newest}${nearby}. Every published version can run: 'npm view ${install.npm?.package} versions' lists them`
}

/**
 * Checks that npm has the version. Without an answer from the registry, the reason is kept: it is reported where the
 * version cannot be installed from what npm has kept.
 */
async function checkedNpmVersion<K extends Known>(
  { known, version }: Versioned<K>,
  cache: string,
  context: Pick<ProcessContext, 'signal' | 'stderr'>,
): Promise<Named<K>> {
  let instead: string[] | null
  try {
    const question = versions().versionsInstead(known, version, cache, context.signal)
    const what = `${known.name}@${version}: waiting for the npm registry to say whether there is such a version`
    instead = await announced(what, question, context)
  } catch (error) {
    if (error instanceof StartError) return { known, version, offline: error.message }
    throw error
  }
  if (instead !== null) throw new UsageError(noSuchVersion({ known, version }, instead))
  return { known, version }
}

/**
 * Reads a word that names a server or client: `ws`, or `ws@8.18.2` (the last `@` after the first character splits it).
 * @param find finds it by its name, or throws
 * @throws {UsageError} if it does not have this version.
 */
export async function readNamed<K extends Known>(
  word: string,
  find: (name: string) => K,
  context: Pick<ProcessContext, 'env' | 'signal' | 'stderr'>,
): Promise<Named<K>> {
  const at = word.lastIndexOf('@')
  const known = find(at > 0 ? word.slice(0, at) : word)
  if (at <= 0) return { known }
  if (word.endsWith('@')) throw new UsageError(`${word}: no version follows the @; leave it out, or write one`)
  const [version, cache] = [word.slice(at + 1), cacheFolder(context.env)]
  if (!known.install.npm) {
    await checkInstalledVersion({ known, version }, cache)
    return { known }
  }
  if (isBundled(known) && (await versionOf(known)) === version) return { known }
  return checkedNpmVersion({ known, version }, cache, context)
}

/** True where it has to be installed by npm before it can start. */
function mustBeFetched({ known, version }: Named<Known>, cache: string): boolean {
  const { npm } = known.install
  if (!npm || (isBundled(known) && version === undefined)) return false
  return !installation(known, cache, version).isThere
}

/** Waits for what starts or prepares a server or client. Where npm installs it first and takes long, standard error shows that. */
export function announcedStart<T>(
  named: Named<Known>,
  start: () => Promise<T>,
  context: Pick<ProcessContext, 'env' | 'stderr'>,
): Promise<T> {
  const { known, version } = named
  const isFetched = mustBeFetched(named, cacheFolder(context.env))
  if (!isFetched) return start()
  return announced(
    `${known.name}@${version ?? known.install.npm?.version}: waiting for npm to install it`,
    start(),
    context,
  )
}
