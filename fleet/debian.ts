import { execFile } from 'node:child_process'

/** How long dpkg-query may take, ms. */
const QUERY_MS = 10_000

/** The versions of the installed Debian packages by name. Empty where there is no dpkg. */
export type Installed = ReadonlyMap<string, string>

/** Asks dpkg for every installed package. */
export function installedPackages(): Promise<Installed> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own way to name a field
  const format = ['-f', '${db:Status-Abbrev}\\t${Package}\\t${Version}\\n']
  return new Promise((resolve) => {
    execFile('dpkg-query', ['-W', ...format], { timeout: QUERY_MS, maxBuffer: 1 << 26 }, (_, stdout) => {
      const rows = stdout.split('\n').map((line) => line.split('\t'))
      resolve(new Map(rows.flatMap(([status, name = '', version = '']) => (status === 'ii ' ? [[name, version]] : []))))
    })
  })
}

/** The command line that installs Debian packages. */
export function aptLine(packages: readonly string[]): string {
  return `apt-get install --no-install-recommends ${packages.join(' ')}`
}
