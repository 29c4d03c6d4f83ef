import type { Objection, SiteFunctions } from './functions'
import { asciiLower, combined, type FieldLine } from './http/fields'
import type { Request } from './http/request'

/** What a site does. The keys are those of a target profile. */
export interface SiteProfile {
  readonly allowedOrigin: string
  readonly deniedOrigin: string
  readonly missingPath: string
  readonly redirectPath: string
  readonly authPath: string
  readonly credentials: string
  readonly authCookie: string
  readonly strictHost: true
  readonly vhosts: readonly string[]
  readonly queryIgnored: true
  readonly topology: 'direct'
}

/** The profile of the fixture `full`: everything that a profile can declare of one server without an intermediary. */
export const FULL_PROFILE: SiteProfile = {
  allowedOrigin: 'http://allowed.example',
  deniedOrigin: 'http://evil.example',
  missingPath: '/missing',
  redirectPath: '/old',
  authPath: '/private',
  credentials: `Basic ${Buffer.from('wsspec:sesame').toString('base64')}`,
  authCookie: 'session=5e5a3e',
  strictHost: true,
  vhosts: ['second.localhost', 'localhost'],
  queryIgnored: true,
  topology: 'direct',
}

/** The virtual host without a WebSocket, and the names of the one that has it. */
const SECOND = 'second.localhost'
const OWN = ['localhost', '127.0.0.1', '[::1]', 'example.test']
const PATHS = ['/', '/chat']

function hostOf(authority: string): string {
  return asciiLower(authority)
    .replace(/:[0-9]*$/, '')
    .replace(/\.$/, '')
}

function hasCookie(request: Request): boolean {
  const cookies = request.fields.filter(({ name }) => asciiLower(name) === 'cookie')
  return cookies.some(({ value }) => value.split(/; ?/).includes(FULL_PROFILE.authCookie))
}

/** The scheme Basic is case-insensitive, the credentials after it are not. RFC 9110 11.1. */
function hasCredentials(request: Request): boolean {
  const value = combined(request.fields.filter(({ name }) => asciiLower(name) === 'authorization'))
  return value.replace(/^basic +/i, 'Basic ') === FULL_PROFILE.credentials
}

const NOT_FOUND: Objection = { status: 404, because: 'There is nothing here.' }

function resource(request: Request, authority: string, path: string): Objection | undefined {
  if (hostOf(authority) === SECOND) return NOT_FOUND
  if (path === FULL_PROFILE.redirectPath)
    return { status: 301, because: 'This has moved.', fields: [['Location', '/']] }
  if (path === FULL_PROFILE.authPath) {
    if (hasCredentials(request) || hasCookie(request)) return undefined
    const challenge = ['WWW-Authenticate', 'Basic realm="scratch"'] as const
    return { status: 401, because: 'This wants credentials.', fields: [challenge] }
  }
  return PATHS.includes(path) ? undefined : NOT_FOUND
}

function isAllowedOrigin(lines: readonly FieldLine[], authority: string): boolean {
  // RFC 6455 10.2: a client without an Origin is no script in a browser.
  if (lines.length === 0) return true
  return lines.length === 1 && [FULL_PROFILE.allowedOrigin, `http://${authority}`].includes(asciiLower(combined(lines)))
}

/** A site with two virtual hosts, an origin policy and the paths of its profile. */
export const FULL_SITE: SiteFunctions = {
  isServed: (authority) => [...OWN, SECOND].includes(hostOf(authority)),
  resource,
  isAllowedOrigin,
}
