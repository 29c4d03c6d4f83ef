import type { ServerFunctions } from '../functions'
import { asciiLower, combined } from '../http/fields'
import { broken } from '../http/refusal'
import type { Variant } from './variant'

/** The names by which the tests reach the server. */
const OWN = /^(?:localhost|example\.test|127\.0\.0\.1|\[::1\])(?::[0-9]*)?$/i

const MOST_FIELDS = 60

/** Which authorities, paths and origins are served, and how patient the server is. */
export const SITE_VARIANTS: readonly Variant[] = [
  {
    name: 'own-authority-only',
    says: 'answers 421 to every authority that is not its own',
    clause: 'RFC 9110 7.4, 15.5.20',
    replaces: () => ({ isServed: (authority) => OWN.test(authority) }),
  },
  {
    name: 'own-path-only',
    says: 'answers 404 to every path but its own two',
    clause: 'RFC 6455 4.2.2 step 3',
    replaces: () => ({
      resource: (_request, _authority, path) =>
        ['/', '/chat'].includes(path) ? undefined : { status: 404, because: 'There is nothing here.' },
    }),
  },
  {
    name: 'own-origin-only',
    says: 'refuses scripts of other origins with 403',
    clause: 'RFC 6455 10.2',
    replaces: () => ({
      isAllowedOrigin: (lines, authority) =>
        lines.length === 0 || (lines.length === 1 && asciiLower(combined(lines)) === `http://${authority}`),
    }),
  },
  {
    name: 'impatient',
    says: 'answers 408 to a request that is not complete after one second',
    clause: 'RFC 9110 15.5.9',
    replaces: ({ limits }) => ({ limits: { ...limits, headMs: 1_000, contentMs: 1_000 } }),
  },
  {
    name: 'idle-links-closed',
    says: 'closes a WebSocket that is silent for one second, with 1001',
    clause: 'RFC 6455 7.3',
    replaces: ({ limits }) => ({ limits: { ...limits, linkMs: 1_000 } }),
  },
  {
    name: 'many-fields-431',
    says: `refuses more than ${MOST_FIELDS} field lines`,
    clause: 'RFC 9110 5.4',
    replaces: (intact: ServerFunctions) => ({
      readFraming: (request, limits) =>
        request.fields.length > MOST_FIELDS
          ? broken(431, 'There are too many fields.', 'RFC 6585 5')
          : intact.readFraming(request, limits),
    }),
  },
]
