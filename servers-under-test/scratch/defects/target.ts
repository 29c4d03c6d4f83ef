import { R } from '../../../suites/requirements'
import type { Defect } from './defect'
import { rewriting } from './kit'

const INVALID = 'RFC 9112 3, 3.2'
const LINE = [R.requestLineIsValidGet, R.badRequestLineRefused]

/** A defect that takes a target which names no resource for one. */
function target(name: string, says: string, takes: (target: string) => boolean): Defect {
  return {
    name,
    breaks: LINE,
    says,
    clause: 'RFC 9112 3.2',
    replaces: (intact) => ({
      target: (value) => takes(value) || intact.target(value),
      path: (value) => (takes(value) ? '/' : intact.path(value)),
    }),
  }
}

/** What can be wrong about the request target, its form, authority and path, and about the lengths and ends of the line. */
export const TARGET_DEFECTS: readonly Defect[] = [
  {
    name: 'absolute-form-refused',
    breaks: [R.requestLineIsValidGet, R.absoluteFormOverridesHost],
    says: 'knows targets that start with a slash and no other',
    clause: 'RFC 9112 3.2.2',
    replaces: (intact) => ({ target: (value) => value.startsWith('/') && intact.target(value) }),
  },
  {
    name: 'host-before-target',
    breaks: [R.absoluteFormOverridesHost],
    says: 'goes by Host where the target names another authority',
    clause: 'RFC 9112 3.2.2',
    replaces: () => ({ authority: (_request, [host]) => host?.value ?? '' }),
  },
  target('target-asterisk', 'takes * in a GET for /', (value) => value === '*'),
  target('target-authority', 'takes an authority in a GET for /', (value) => /^[^/:*]+:[0-9]+$/.test(value)),
  target('target-without-slash', 'takes a path without a slash', (value) => /^[a-z]+$/.test(value)),
  rewriting('target-fragment', 'cuts a fragment off', [R.uriWithoutFragment, ...LINE], 'RFC 9112 3.2', (text) =>
    text.replace(/^(\S+ [^\s#]*)#[^\s]*/, '$1'),
  ),
  rewriting('target-space', 'takes a target with a space in it', LINE, 'RFC 9112 3.2', (text) =>
    text.replace(/^(\S+ \S+) (\S+)(?= HTTP\/1\.1\r\n)/, '$1%20$2'),
  ),
  rewriting(
    'target-controls',
    'drops control octets from the target',
    [R.messageParsedByGrammar, R.badRequestLineRefused],
    'RFC 9112 2.2',
    (text) => {
      const end = text.indexOf('\r\n')
      return text.slice(0, end).replace(/[\x00-\x08\x0e-\x1f\x7f]/g, '') + text.slice(end)
    },
  ),
  rewriting(
    'bare-cr-behind-request-line',
    'takes a bare CR for the end of the request line',
    [R.messageParsedByGrammar, R.badHostAnswered400],
    INVALID,
    (text) => text.replace(/^([^\r\n]* HTTP\/1\.1)\r(?!\n)/, '$1\r\n'),
  ),
  {
    name: 'query-in-path',
    breaks: [R.requestLineIsValidGet, R.resourceNameSelectsService],
    says: 'compares path and query with the paths that it knows',
    clause: 'RFC 6455 3, 4.2.2 /resource name/',
    replaces: (intact) => ({
      path: (value) => intact.path(value) + (/\?[^#]+/.exec(value)?.[0] ?? ''),
      resource: (request, authority, path) =>
        path.includes('?')
          ? { status: 404, because: 'There is nothing here.' }
          : intact.resource(request, authority, path),
    }),
  },
  {
    name: 'path-traversal',
    breaks: [R.noInputTrusted, R.hostileInputSurvived],
    says: 'serves /etc/passwd to a path that climbs out',
    clause: 'RFC 9110 17.3',
    replaces: (intact) => ({
      resource: (request, authority, path) =>
        path.endsWith('../etc/passwd')
          ? { status: 200, because: 'root:x:0:0:root:/root:/bin/sh' }
          : intact.resource(request, authority, path),
    }),
  },
  {
    name: 'any-path',
    breaks: [R.resourceNameSelectsService],
    says: 'opens a WebSocket on every path',
    clause: 'RFC 6455 4.2.2 /resource name/',
    replaces: (intact) => ({
      resource(request, authority, path) {
        const objection = intact.resource(request, authority, path)
        return objection?.status === 404 && !authority.startsWith('second.') ? undefined : objection
      },
    }),
  },
  {
    name: 'leading-empty-line-refused',
    breaks: [R.messageParsedByGrammar],
    says: 'refuses an empty line before the request line',
    clause: 'RFC 9112 2.2',
    replaces: () => ({ skipsEmptyLines: () => false }),
  },
  {
    name: 'request-line-limit-4000',
    breaks: [R.longUriSupported],
    says: 'takes request lines of 4,000 octets and no longer ones',
    clause: 'RFC 9112 3, RFC 9110 4.1',
    replaces: () => ({ limits: (limits) => ({ ...limits, requestLine: 4_000 }) }),
  },
  {
    name: 'long-target-400',
    breaks: [R.badRequestLineRefused],
    says: 'answers 400 to a target that is too long',
    clause: 'RFC 9112 3',
    replaces: (intact) => ({
      refusing(found, request) {
        const refusal = intact.refusing(found, request)
        return refusal.status === 414 ? { ...refusal, status: 400 } : refusal
      },
    }),
  },
  {
    name: 'long-method-404',
    breaks: [R.badRequestLineRefused],
    says: 'answers 404 to a method that is too long',
    clause: 'RFC 9112 3',
    replaces: (intact) => ({
      refusing(found, request) {
        const refusal = intact.refusing(found, request)
        return (request?.method.length ?? 0) > 1_000 ? { ...refusal, status: 404 } : refusal
      },
    }),
  },
]
