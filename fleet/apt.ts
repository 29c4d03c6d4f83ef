import { execFile, spawn } from 'node:child_process'

/** How long apt may take to say what it would do, ms. */
const SIMULATION_MS = 60_000

/** How long an installation waits for another to end, s. */
const WAIT_S = 120

/** How invoke-rc.d asks whether a service may be started (invoke-rc.d(8)). */
const POLICY = '/usr/sbin/policy-rc.d'

/**
 * Installs the packages that are its arguments behind the second, while the policy at the first says that no service may
 * be started (101); what stood there before stands there again afterwards, also where an earlier run was killed. Waits
 * as many seconds as the second says for another wsspec, and for whoever holds apt's lock. Removes no package. Signals do
 * not end it: an installation that is cut off leaves a broken system.
 */
const SCRIPT = `
trap '' INT TERM HUP
policy=$1 wait=$2
shift 2
exec 9< "\${policy%/*}" && flock -w "$wait" 9 || { echo 'another wsspec is still installing' >&2; exit 1; }
kept=$policy.before-wsspec
restore() {
  if grep -qs 'of wsspec' "$policy"; then rm -f "$policy"; fi
  if [ -e "$kept" ]; then mv -f "$kept" "$policy"; fi
}
restore
trap restore EXIT
if [ -e "$policy" ]; then mv "$policy" "$kept" || exit 1; fi
printf '#!/bin/sh\\n# of wsspec, while it installs\\nexit 101\\n' > "$policy" && chmod 755 "$policy" || exit 1
DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends --no-remove \
  -o DPkg::Lock::Timeout="$wait" -- "$@" 9<&-
`

/** Names of packages that apt would change. */
export interface WouldChange {
  install: string[]
  upgrade: string[]
}

/**
 * What apt would do for `packages`.
 * @throws {Error} with apt's words where it cannot.
 */
export function wouldChange(packages: readonly string[]): Promise<WouldChange> {
  const words = ['install', '--simulate', '--no-install-recommends', '--no-remove', '--', ...packages]
  return new Promise((resolve, reject) => {
    execFile('apt-get', words, { timeout: SIMULATION_MS, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || error.message))
      // The version that is there stands in brackets before the one that comes.
      const all = [...stdout.matchAll(/^Inst (\S+)( \[)?/gm)]
      const names = (there: boolean) =>
        all.filter(([, , old]) => (old !== undefined) === there).map(([, name = '']) => name)
      resolve({ install: names(false), upgrade: names(true) })
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
  waitS: number = WAIT_S,
): Promise<number> {
  const child = spawn('sh', ['-c', SCRIPT, 'sh', policy, String(waitS), ...packages], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve(status ?? 1))
  })
}
