import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder that holds package.json: one above this one in the sources, two above it in dist. */
export const PACKAGE_ROOT = [join(__dirname, '..'), join(__dirname, '..', '..')].find((folder) =>
  existsSync(join(folder, 'package.json')),
) as string

/** The version of wsspec, as package.json states it. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }).version
}
