import { execFile, spawn } from 'node:child_process'

/** How long apt may take to say what it would do, ms. */
const SIMULATION_MS = 60_000

/** How invoke-rc.d asks whether a service may be started (invoke-rc.d(8)). */
const POLICY = '/usr/sbin/policy-rc.d'

/**
 * Installs the packages that are its arguments behind the first, while the policy at the first says that no service may
 * be started (101); what stood there before stands there again afterwards. Signals do not end it: an installation that
 * is cut off leaves a broken system.
 */
const SCRIPT = `
trap '' INT TERM HUP
policy=$1
shift
kept=$policy.before-wsspec-$$
if [ -e "$policy" ]; then mv "$policy" "$kept" || exit 1; fi
trap 'rm -f "$policy"; if [ -e "$kept" ]; then mv "$kept" "$policy"; fi' EXIT
printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy" || exit 1
DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -- "$@"
`

/**
 * What apt would install for `packages`, by name.
 * @throws {Error} with apt's words where it cannot.
 */
export function wouldInstall(packages: readonly string[]): Promise<string[]> {
  const words = ['install', '--simulate', '--no-install-recommends', '--', ...packages]
  return new Promise((resolve, reject) => {
    execFile('apt-get', words, { timeout: SIMULATION_MS, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || error.message))
      else resolve([...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name))
    })
  })
}

/**
 * Installs Debian packages, as root, and starts none of the services in them. `write` gets what apt says. Gives apt's exit
 * status.
 */
export function installPackages(
  packages: readonly string[],
  write: (text: string) => void,
  policy: string = POLICY,
): Promise<number> {
  const child = spawn('sh', ['-c', SCRIPT, 'sh', policy, ...packages], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve(status ?? 1))
  })
}
