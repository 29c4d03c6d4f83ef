import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE_ROOT } from '../../settings/version'

interface Addresses {
  homepage: string
  repository: { url: string }
}

function own(): Addresses {
  return JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as Addresses
}

/** The address of a page of the published site: `homepage` in package.json, and the path of the page in the site. */
export function siteUrl(path: string): string {
  return new URL(path, own().homepage).href
}

/** The address of the project's repository, from package.json: `https://github.com/wsspec/wsspec`. */
export function repositoryUrl(): string {
  return own().repository.url.replace(/^git\+|\.git$/g, '')
}
