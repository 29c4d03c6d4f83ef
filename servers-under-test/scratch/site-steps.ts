import type { FieldLine } from './fields'
import { isAuthority, isTarget } from './host'
import type { Refusal } from './refusal'
import type { Request } from './request'

/** A refusal before its rule has given it a clause. */
export type Objection = Omit<Refusal, 'clause'>

/** The steps that say which requests a site is there for. Without a fixture it is there for all. */
export interface SiteSteps {
  /** The method as the rules read it. RFC 9110 9.1. */
  method(request: Request): string
  /** Does the request target name a resource? RFC 9112 3.2. */
  target(target: string): boolean
  /** Is there exactly one Host with a valid authority? RFC 9112 3.2. */
  host(lines: readonly FieldLine[]): boolean
  /** The authority that the request is for: of the request target, else of Host. RFC 9112 3.2.2, 3.3. */
  authority(request: Request, host: readonly FieldLine[]): string
  /** The path of the request target. RFC 9112 3.3. */
  path(target: string): string
  /** Is that an authority of this site? RFC 9110 7.4. */
  serves(authority: string): boolean
  /** What the resource says before any handshake: it is missing, has moved, or wants credentials. RFC 6455 4.2.2 steps 2 to 4. */
  resource(request: Request, authority: string, path: string): Objection | undefined
  /** May a script of that origin open a WebSocket at that authority? RFC 6455 4.2.2 /origin/, 10.2. */
  origin(lines: readonly FieldLine[], authority: string): boolean
}

/** The steps of a site that is there for every authority, path and origin. */
export const SITE_STEPS: SiteSteps = {
  method: ({ method }) => method,
  target: isTarget,
  host: ([line, ...more]) => line !== undefined && more.length === 0 && isAuthority(line.value),
  authority: ({ target }, [host]) => /^[a-z]+:\/\/([^/?#]*)/i.exec(target)?.[1] ?? host?.value ?? '',
  path: (target) => target.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '') || '/',
  serves: () => true,
  resource: () => undefined,
  origin: () => true,
}
