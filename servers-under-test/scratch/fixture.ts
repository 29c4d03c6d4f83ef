import { asciiLower, combined, type FieldLine } from './fields'
import type { Request } from './request'
import type { Objection, SiteSteps } from './site-steps'

/** What a site is said to do: the keys are those of a target profile. */
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

/** The profile of the fixture `full`: all that can be declared of one server without an intermediary. */
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

/** The vhost without a WebSocket, and the names of the one that has it. */
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

/** Basic is case-insensitive, what follows is not. RFC 9110 11.1. */
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
  // RFC 6455 10.2: a client without an Origin is no script of another site, and neither is one of its own.
  if (lines.length === 0) return true
  return lines.length === 1 && [FULL_PROFILE.allowedOrigin, `http://${authority}`].includes(asciiLower(combined(lines)))
}

/** The steps that make the server a site with two virtual hosts, an origin policy and the paths of its profile. */
export const FULL_STEPS: Partial<SiteSteps> = {
  serves: (authority) => [...OWN, SECOND].includes(hostOf(authority)),
  resource,
  origin: isAllowedOrigin,
}
