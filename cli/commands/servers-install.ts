import { installPackages, wouldChange } from '../../fleet/apt'
import { cacheFolder } from '../../fleet/cache'
import { aptLine, type Installed, installedPackages } from '../../fleet/debian'
import { installation, isBundled } from '../../fleet/npm'
import { prepare } from '../../fleet/prepare'
import { StartError } from '../../fleet/start-error'
import { clean } from '../../reports/text/clean'
import { count } from '../../reports/text/phrases'
import { type ProcessContext, printError } from '../../settings/process-context'
import type { NamedServer } from '../../settings/targets/named-target'
import { readServer } from '../../settings/targets/server'
import { EXIT, type ExitCode, worstExit } from '../exit'

function packagesOf(named: readonly NamedServer[], installed: Installed): string[] {
  const wanted = named.flatMap(({ server }) => server.install.debian?.packages ?? [])
  return [...new Set(wanted)].filter((name) => !installed.has(name))
}

/** What a server asks for beside Debian packages, as lines to read or to run. */
function linesOf({ server, version }: NamedServer, cache: string): string[] {
  const { npm, debian } = server.install
  if (debian?.build) return [`# ${server.name}: in a copy of ${server.folder}`, ...debian.build]
  if (!npm || (isBundled(server) && version === undefined)) return []
  const here = installation(server, cache, version)
  if (here.isThere) return []
  const more = Object.entries(npm.with ?? {}).map(([name, wanted]) => `${name}@${wanted}`)
  const scripts = npm.scripts ? '' : ' --ignore-scripts'
  return [
    `# ${server.name}: in ${here.folder}`,
    `npm install${scripts} ${[`${here.package}@${here.version}`, ...more].join(' ')}`,
  ]
}

async function apt(packages: readonly string[], context: ProcessContext): Promise<ExitCode> {
  if (packages.length === 0) return EXIT.fine
  if (process.getuid?.() !== 0) {
    printError(context, `apt needs root; run this: ${aptLine(packages)}`)
    return EXIT.unjudged
  }
  try {
    const { install, upgrade } = await wouldChange(packages)
    context.stdout.write(`${count(install.length, 'package')} of Debian: ${install.join(' ')}\n`)
    if (upgrade.length > 0)
      context.stdout.write(`${count(upgrade.length, 'package')} to upgrade: ${upgrade.join(' ')}\n`)
    const status = await installPackages(packages, (text) => context.stderr.write(text))
    if (status === 0) return EXIT.fine
    printError(context, `apt-get failed with status ${status}`)
  } catch (error) {
    const words = (error as Error).message
    const hint = words.includes('Unable to locate') ? "; 'apt-get update' fetches the list of packages" : ''
    printError(context, `apt-get: ${clean(words.replaceAll('\n', '; '))}${hint}`)
  }
  return EXIT.unjudged
}

async function ready({ server, version }: NamedServer, cache: string, context: ProcessContext): Promise<ExitCode> {
  try {
    const place = await prepare(server, { cache, version, signal: context.signal })
    context.stdout.write(`${server.name} ${place.version} is ready\n`)
    return EXIT.fine
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const lines = error.output === '' ? [] : error.output.trimEnd().split('\n').slice(-10)
    for (const line of lines) context.stderr.write(`    ${clean(line)}\n`)
    printError(context, `${server.name}: ${error.message}`)
    return EXIT.unjudged
  }
}

/**
 * `wsspec servers install`: tells what gets the named servers, or with `yes` gets them: Debian packages as root, without
 * starting a service; npm packages and what is built into the cache. Exit code 3 where one of them does not come.
 */
export async function installServers(
  context: ProcessContext,
  names: readonly string[],
  yes: boolean,
): Promise<ExitCode> {
  const cache = cacheFolder(context.env)
  const named = await Promise.all(names.map((name) => readServer(name, context)))
  const packages = packagesOf(named, await installedPackages())
  const lines = [...(packages.length > 0 ? [aptLine(packages)] : []), ...named.flatMap((each) => linesOf(each, cache))]
  for (const line of lines) context.stdout.write(`${line}\n`)
  if (!yes) {
    context.stdout.write(lines.length > 0 ? '# --yes does it\n' : 'nothing is missing\n')
    return EXIT.fine
  }
  const codes = [await apt(packages, context)]
  const possible = codes[0] === EXIT.fine ? named : named.filter(({ server }) => !server.install.debian)
  for (const each of possible) codes.push(context.signal.aborted ? EXIT.interrupted : await ready(each, cache, context))
  return worstExit(codes)
}
