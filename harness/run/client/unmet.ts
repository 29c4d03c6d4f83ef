import type { ClientCase, ClientNeed } from '../../case/client-case'
import type { Driver } from '../../drive/driver'
import type { ClientTarget } from './client-target'

/** Why a case cannot run with a client that does not meet a need. */
const UNMET: Readonly<Record<ClientNeed, string>> = {
  whatwg: 'binds clients with the WebSocket API of browsers: --whatwg',
  rfc: 'its rule is another one for clients with the WebSocket API of browsers',
  page: 'binds the WebSocket of a page in a browser: --page',
  tls: 'needs a client that can do TLS',
  together: 'needs a driver that makes several attempts in one process: --batch, or --page',
}

/** The needs that a client with this driver meets. */
export function needsMet(
  { profile, can }: Pick<ClientTarget, 'profile' | 'can'>,
  { pages, together }: Pick<Driver, 'pages' | 'together'>,
): ClientNeed[] {
  return [
    profile,
    ...(pages ? ['page' as const] : []),
    ...(together ? ['together' as const] : []),
    ...(can?.tls === false ? [] : ['tls' as const]),
  ]
}

/** Why a case cannot run with a client that meets these needs; null where it can. */
export function unmet({ needs = [], slow }: ClientCase, met: readonly ClientNeed[], runsSlow: boolean): string | null {
  const missing = needs.find((need) => !met.includes(need))
  if (missing !== undefined) return UNMET[missing]
  return slow && !runsSlow ? 'waits for minutes: runs only with --slow' : null
}
