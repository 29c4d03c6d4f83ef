import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readClientManifests } from '../../fleet/client-manifest'
import { readManifests } from '../../fleet/manifest'
import { packageOf, type Upstream } from './newest-version'

const execute = promisify(execFile)

/** The file that builds of the site read: a build asks nobody. */
const FILE = join(__dirname, 'upstream.json')

/** How long one question may take, ms, and how many are open at once. */
const ASK_MS = 60_000
const AT_ONCE = 3

/** The names of the packages that the known servers and clients come from, without repetition, in the order of the alphabet. */
function packages(from: 'npm' | 'debian'): string[] {
  const names = [...readManifests(), ...readClientManifests()].flatMap((each) => {
    const found = packageOf(each)
    return found?.from === from ? [found.name] : []
  })
  return [...new Set(names)].sort()
}

/** The newest version of an npm package; undefined, with a line on stderr, where npm has no answer. */
async function onNpm(name: string): Promise<string | undefined> {
  try {
    const { stdout } = await execute('npm', ['view', name, 'version'], { timeout: ASK_MS })
    return stdout.trim() || undefined
  } catch (error) {
    console.error(`npm has no answer about ${name}: ${(error as Error).message.split('\n')[0]}`)
    return undefined
  }
}

async function npmVersions(): Promise<Record<string, string>> {
  const names = packages('npm')
  const left = [...names]
  const versions = new Map<string, string>()
  const worker = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const version = await onNpm(name)
      if (version !== undefined) versions.set(name, version)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return Object.fromEntries(names.flatMap((name) => (versions.has(name) ? [[name, versions.get(name) ?? '']] : [])))
}

/** The versions that apt would install, by the name of the package, from the output of `apt-cache policy NAME…`. */
export function candidates(policy: string): Record<string, string> {
  const found = policy.matchAll(/^(\S+):\n(?: .*\n)*? {2}Candidate: (\S+)$/gm)
  return Object.fromEntries(
    [...found].flatMap(([, name, version]) => (version === '(none)' ? [] : [[name ?? '', version ?? '']])),
  )
}

async function debianVersions(): Promise<Record<string, string>> {
  const env = { ...process.env, LC_ALL: 'C' }
  const { stdout } = await execute('apt-cache', ['policy', ...packages('debian')], { timeout: ASK_MS, env })
  return candidates(stdout)
}

/** `Debian 12`, from /etc/os-release. */
function release(): string {
  const [, name = 'Debian', number = ''] =
    /^NAME="?(\w+)[\s\S]*^VERSION_ID="?([\w.]+)/m.exec(
      readFileSync('/etc/os-release', 'utf8').replace(/^PRETTY_.*\n/m, ''),
    ) ?? []
  return `${name} ${number}`.trim()
}

/**
 * `npm run upstream`: asks npm and apt for the newest version of each package that a known server or client comes from, and writes
 * upstream.json. `apt-get update` before it makes apt ask, too.
 */
async function main(): Promise<void> {
  const [npm, debian] = await Promise.all([npmVersions(), debianVersions()])
  const asked = new Date().toISOString().slice(0, 10)
  const upstream: Upstream = { asked, debianRelease: release(), npm, debian }
  writeFileSync(FILE, `${JSON.stringify(upstream, null, 2)}\n`)
  console.log(`${Object.keys(npm).length} npm packages, ${Object.keys(debian).length} Debian packages`)
}

if (require.main === module) void main()
