import { R } from '../../../suites/requirements'
import type { About, Defect } from './defect'
import { changingRefusals, rewriting } from './kit'

const INVALID = 'RFC 9112 3, 3.2'
const FORMS = 'RFC 9112 3.2'
const LINE = [R.requestLineIsValidGet, R.badRequestLineRefused]

/** A defect that accepts a target which names no resource, for the path `/`. */
function takingTarget({ takes, ...about }: Pick<About, 'name' | 'says'> & { takes(target: string): boolean }): Defect {
  return {
    breaks: LINE,
    clause: FORMS,
    ...about,
    replaces: (intact) => ({
      isTarget: (target) => takes(target) || intact.isTarget(target),
      pathOf: (target) => (takes(target) ? '/' : intact.pathOf(target)),
    }),
  }
}

/** The request target: form, authority and path. Also the length and the end of the request line. */
export const TARGET_DEFECTS: readonly Defect[] = [
  {
    name: 'absolute-form-refused',
    breaks: [R.requestLineIsValidGet, R.absoluteFormOverridesHost],
    says: 'refuses targets that do not start with a slash',
    clause: 'RFC 9112 3.2.2',
    replaces: (intact) => ({ isTarget: (target) => target.startsWith('/') && intact.isTarget(target) }),
  },
  {
    name: 'host-before-target',
    breaks: [R.absoluteFormOverridesHost],
    says: 'prefers Host where the target names another authority',
    clause: 'RFC 9112 3.2.2',
    replaces: () => ({ authorityOf: (_target, [host]) => host?.value ?? '' }),
  },
  takingTarget({
    name: 'target-asterisk',
    says: 'accepts * as the target of a GET and reads it as /',
    takes: (target) => target === '*',
  }),
  takingTarget({
    name: 'target-authority',
    says: 'accepts an authority as the target of a GET and reads it as /',
    takes: (target) => /^[^/:*]+:[0-9]+$/.test(target),
  }),
  takingTarget({
    name: 'target-without-slash',
    says: 'accepts a path without a leading slash',
    takes: (target) => /^[a-z]+$/.test(target),
  }),
  rewriting({
    name: 'target-fragment',
    breaks: [R.uriWithoutFragment, ...LINE],
    says: 'removes a fragment from the target',
    clause: FORMS,
    rewrite: (text) => text.replace(/^(\S+ [^\s#]*)#[^\s]*/, '$1'),
  }),
  rewriting({
    name: 'target-space',
    breaks: LINE,
    says: 'accepts a target with a space in it',
    clause: FORMS,
    rewrite: (text) => text.replace(/^(\S+ \S+) (\S+)(?= HTTP\/1\.1\r\n)/, '$1%20$2'),
  }),
  rewriting({
    name: 'target-controls',
    breaks: [R.messageParsedByGrammar, R.badRequestLineRefused],
    says: 'removes control characters from the target',
    clause: 'RFC 9112 2.2',
    rewrite(text) {
      const end = text.indexOf('\r\n')
      return text.slice(0, end).replace(/[\x00-\x08\x0e-\x1f\x7f]/g, '') + text.slice(end)
    },
  }),
  rewriting({
    name: 'bare-cr-behind-request-line',
    breaks: [R.messageParsedByGrammar, R.badHostAnswered400],
    says: 'accepts a bare CR as the end of the request line',
    clause: INVALID,
    rewrite: (text) => text.replace(/^([^\r\n]* HTTP\/1\.1)\r(?!\n)/, '$1\r\n'),
  }),
  {
    name: 'query-in-path',
    breaks: [R.requestLineIsValidGet, R.resourceNameSelectsService],
    says: 'compares path and query with the paths that it knows',
    clause: 'RFC 6455 3, 4.2.2 /resource name/',
    replaces: (intact) => ({
      pathOf: (target) => intact.pathOf(target) + (/\?[^#]+/.exec(target)?.[0] ?? ''),
      resource: (request, authority, path) =>
        path.includes('?')
          ? { status: 404, because: 'There is nothing here.' }
          : intact.resource(request, authority, path),
    }),
  },
  {
    name: 'path-traversal',
    breaks: [R.noInputTrusted, R.hostileInputSurvived],
    says: 'serves /etc/passwd to a path that climbs out of the root',
    clause: 'RFC 9110 17.3',
    replaces: (intact) => ({
      resource: (request, authority, path) =>
        path.endsWith('../etc/passwd')
          ? { status: 200, because: 'root:x:0:0:root:/root:/bin/sh' }
          : intact.resource(request, authority, path),
    }),
  },
  {
    name: 'two-slashes-500',
    breaks: [R.noInputTrusted],
    says: 'joins the target to a base URL, and answers 500 where that fails',
    clause: 'RFC 9110 15.6',
    replaces: (intact) => ({
      resource(request, authority, path) {
        if (!URL.canParse(request.target, 'http://base.test')) return { status: 500, because: 'Invalid URL.' }
        return intact.resource(request, authority, path)
      },
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
    replaces: () => ({ skipEmptyLines: () => {} }),
  },
  {
    name: 'request-line-limit-4000',
    breaks: [R.longUriSupported],
    says: 'refuses request lines of more than 4,000 bytes',
    clause: 'RFC 9112 3, RFC 9110 4.1',
    replaces: ({ limits }) => ({ limits: { ...limits, requestLine: 4_000 } }),
  },
  changingRefusals({
    name: 'long-target-400',
    breaks: [R.badRequestLineRefused],
    says: 'answers 400 to a target that is too long',
    clause: 'RFC 9112 3',
    change: (refusal) => (refusal.status === 414 ? { ...refusal, status: 400 } : refusal),
  }),
  changingRefusals({
    name: 'long-method-404',
    breaks: [R.badRequestLineRefused],
    says: 'answers 404 to a method that is too long',
    clause: 'RFC 9112 3',
    change: (refusal, request) => ((request?.method.length ?? 0) > 1_000 ? { ...refusal, status: 404 } : refusal),
  }),
]
