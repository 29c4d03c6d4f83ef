import { execFile, spawn } from 'node:child_process'

/** How long a simulation of apt may take, ms. */
const SIMULATION_MS = 60_000

/** How long an installation waits for another one to end, s. */
const WAIT_S = 120

/** The program that invoke-rc.d asks whether a service may be started (invoke-rc.d(8)). */
const POLICY = '/usr/sbin/policy-rc.d'

/**
 * Installs packages without starting a service. Arguments: the file of the policy, how many seconds to wait for another
 * wsspec and for apt's lock, the packages.
 *
 * While it installs, the file of the policy is a program that forbids every service (101). The former file is put back
 * afterwards, also one that a killed run left moved away. No package is removed. Signals do not end it: an installation
 * that is cut off leaves a broken system.
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

/** The names of the packages that apt would change. */
export interface WouldChange {
  install: string[]
  upgrade: string[]
}

/**
 * Simulates the installation of `packages`.
 * @throws {Error} with apt's own message where it cannot install them.
 */
export function wouldChange(packages: readonly string[]): Promise<WouldChange> {
  const words = ['install', '--simulate', '--no-install-recommends', '--no-remove', '--', ...packages]
  return new Promise((resolve, reject) => {
    execFile('apt-get', words, { timeout: SIMULATION_MS, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || error.message))
      // An upgrade has the installed version in brackets: `Inst NAME [1.0] (1.1 …)`.
      const all = [...stdout.matchAll(/^Inst (\S+)( \[)?/gm)]
      const names = (isInstalled: boolean) =>
        all.filter(([, , old]) => (old !== undefined) === isInstalled).map(([, name = '']) => name)
      resolve({ install: names(false), upgrade: names(true) })
    })
  })
}

/**
 * Installs Debian packages, as root, without starting the services in them. Returns apt's exit status.
 * @param write is called with apt's output, piece by piece
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
