import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of package.json: one level above this one in the sources, two in dist. */
export const PACKAGE_ROOT = [join(__dirname, '..'), join(__dirname, '..', '..')].find((folder) =>
  existsSync(join(folder, 'package.json')),
) as string

/** The version of wsspec, from package.json. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }).version
}
