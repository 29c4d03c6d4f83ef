import { installPackages, wouldChange } from '../fleet/apt'
import { cacheFolder } from '../fleet/cache'
import { aptLine, type Installed, installedPackages } from '../fleet/debian'
import type { Known } from '../fleet/known'
import { installation, isBundled } from '../fleet/npm'
import { prepare } from '../fleet/prepare'
import { StartError } from '../fleet/start-error'
import { clean } from '../reports/text/clean'
import { count } from '../reports/text/phrases'
import { type ProcessContext, printError } from '../settings/process-context'
import type { Named } from '../settings/targets/named-known'
import type { Call } from './commands/command'
import { EXIT, type ExitCode, worstExit } from './exit-codes'

/** The Debian packages that are needed and that are not installed. */
function packagesOf(named: readonly Named<Known>[], installed: Installed): string[] {
  const wanted = named.flatMap(({ known }) => known.install.debian?.packages ?? [])
  return [...new Set(wanted)].filter((name) => !installed.has(name))
}

/** The lines of a shell that install what is needed apart from Debian packages. */
function linesOf({ known, version }: Named<Known>, cache: string): string[] {
  const { npm, debian } = known.install
  if (debian?.build) return [`# ${known.name}: in a copy of ${known.folder}`, ...debian.build]
  if (!npm || (isBundled(known) && version === undefined)) return []
  const here = installation(known, cache, version)
  if (here.isThere) return []
  const more = Object.entries(npm.with ?? {}).map(([name, wanted]) => `${name}@${wanted}`)
  const scripts = npm.scripts ? '' : ' --ignore-scripts'
  return [
    `# ${known.name}: in ${here.folder}`,
    `npm install${scripts} ${[`${here.package}@${here.version}`, ...more].join(' ')}`,
  ]
}

/** Installs Debian packages, and prints first what apt will change. */
async function installDebian(packages: readonly string[], context: ProcessContext): Promise<ExitCode> {
  if (packages.length === 0) return EXIT.fine
  if (process.getuid?.() !== 0) {
    printError(context, `apt needs root; run this: ${aptLine(packages)}`)
    return EXIT.unjudged
  }
  try {
    const { install, upgrade } = await wouldChange(packages)
    context.stdout.write(`${count(install.length, 'Debian package')}: ${install.join(' ')}\n`)
    if (upgrade.length > 0)
      context.stdout.write(`${count(upgrade.length, 'package')} to upgrade: ${upgrade.join(' ')}\n`)
    const status = await installPackages(packages, (text) => context.stderr.write(text))
    if (status === 0) return EXIT.fine
    printError(context, `apt-get failed with status ${status}`)
  } catch (error) {
    const { message } = error as Error
    const hint = message.includes('Unable to locate') ? "; 'apt-get update' fetches the list of packages" : ''
    printError(context, `apt-get: ${clean(message.replaceAll('\n', '; '))}${hint}`)
  }
  return EXIT.unjudged
}

/** Installs and builds what is needed apart from Debian packages. */
async function makeReady({ known, version }: Named<Known>, cache: string, context: ProcessContext): Promise<ExitCode> {
  try {
    const place = await prepare(known, { cache, version, signal: context.signal })
    context.stdout.write(`${known.name} ${place.version} is ready\n`)
    return EXIT.fine
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const lines = error.output === '' ? [] : error.output.trimEnd().split('\n').slice(-10)
    for (const line of lines) context.stderr.write(`    ${clean(line)}\n`)
    printError(context, `${known.name}: ${error.message}`)
    return EXIT.unjudged
  }
}

/**
 * Shows how to get servers or clients. With --yes, installs Debian packages as root, without starting services, and puts npm
 * packages and builds into the cache. Gives 3 if one cannot be installed.
 */
export async function installKnown(
  all: readonly Named<Known>[],
  { context, flags }: Pick<Call, 'context' | 'flags'>,
): Promise<ExitCode> {
  const cache = cacheFolder(context.env)
  const packages = packagesOf(all, await installedPackages())
  const lines = [...(packages.length > 0 ? [aptLine(packages)] : []), ...all.flatMap((each) => linesOf(each, cache))]
  for (const line of lines) context.stdout.write(`${line}\n`)
  if (flags['yes'] !== true) {
    context.stdout.write(lines.length > 0 ? '# --yes runs these lines\n' : 'nothing is missing\n')
    return EXIT.fine
  }
  const codes = [await installDebian(packages, context)]
  const possible = codes[0] === EXIT.fine ? all : all.filter(({ known }) => !known.install.debian)
  for (const each of possible)
    codes.push(context.signal.aborted ? EXIT.interrupted : await makeReady(each, cache, context))
  return worstExit(codes)
}
