import type { Case, Part } from '../../../harness/case/case'
import { rfc3986, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import { accepted, notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { whereDeclared } from '../parts/where-declared'
import { authority, pathOf, root, target, withQuery } from './parts/edits'
import {
  acceptedIfIgnored,
  hasLetter,
  leaksPasswd,
  ORIGIN_FORM,
  OWN_HOST,
  otherHost,
  usesTheTarget,
} from './parts/resource'

const resourceName = rfc6455('4.2.1', 'item 1: a Request-URI')
const invalidTarget = rfc9112('3.2', 'an invalid request-line: SHOULD be answered 400 or 301, SHOULD NOT be corrected')
const otherMethods = rfc9110('7.1', 'these forms MUST NOT be used with other methods')

/** A target that is invalid in a GET. A 101 warns: the server corrected it, and RFC 9112 3.2 has only a SHOULD NOT for that. */
function invalid(name: string, value: Parameters<typeof target>[0]): Part {
  const expect = notUpgraded({ says: 'no 101; preferably 400', rows: { '101': 'warn' } })
  return { name, send: target(value), expect }
}

/** The request target: its four forms, and the resource that it names. */
export const targetCases: readonly Case[] = [
  {
    id: '1.18',
    level: 'MUST',
    title: 'Request target in absolute-form (http or https)',
    source: [rfc9112('3.2.2', 'a server MUST accept the absolute-form'), resourceName, rfc9110('2.4')],
    tests: [R.requestLineIsValidGet, R.absoluteFormOverridesHost],
    parts: [
      {
        name: "the target's own URI",
        send: target((vars) => root(vars) + vars.resource),
        expect: accepted(),
      },
    ],
    why: 'A client that uses a proxy sends the absolute-form. A server that compares the whole target with a path answers 404, or not at all.',
  },
  {
    id: '1.19',
    level: 'INFO',
    title: 'Request target in absolute-form (ws or wss)',
    source: [rfc6455('4.2.1', 'item 1 names HTTP and HTTPS URIs'), rfc9112('3.2.2', 'any absolute URI')],
    tests: [R.requestLineIsValidGet],
    parts: [
      {
        name: "the target's own URI",
        send: target(({ tls, host, resource }) => `${tls ? 'wss' : 'ws'}://${host}${resource}`),
        expect: observed(),
      },
    ],
  },
  {
    id: '1.20',
    level: 'MUST',
    title: 'Host differs from the host of an absolute-form target',
    source: [rfc9112('3.2.2', 'an origin server MUST ignore Host and use the host of the request-target')],
    tests: [R.requestLineIsValidGet, R.absoluteFormOverridesHost],
    parts: [
      { name: ORIGIN_FORM, send: { fields: { Host: otherHost } } },
      { name: OWN_HOST, send: target((vars) => root(vars) + vars.resource) },
      {
        name: 'the right host in the request target, another in Host',
        send: { target: (vars) => root(vars) + vars.resource, fields: { Host: otherHost } },
        expect: observed({
          says: 'the answer of the host in the target, or a 4xx; not the answer of the host in Host',
          rows: { accept: 'pass' },
          checks: [usesTheTarget],
        }),
      },
    ],
    why: 'If one hop checks the host of the target and the next serves the host of Host, a request passes the rules of a virtual host.',
  },
  {
    id: '1.21',
    level: 'SHOULD',
    title: 'GET with a request target in asterisk-form',
    source: [otherMethods, rfc9112('3.2.4'), invalidTarget, rfc6455('4.2.1', 'item 1'), rfc6455('3')],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    parts: [invalid('*', '*')],
    why: '"*" is not a path, so no rule for paths matches it. Joined to a base URL it becomes a path that nobody meant.',
  },
  {
    id: '1.22',
    level: 'SHOULD',
    title: 'GET with a request target in authority-form',
    source: [otherMethods, rfc9112('3.2.3'), invalidTarget, rfc6455('4.2.1', 'item 1')],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    parts: [invalid('host and port', authority)],
    why: 'A URI parser reads "localhost:80" as a URI with the scheme "localhost", and a router reads it as a relative path. Rules for paths match neither.',
  },
  {
    id: '1.23',
    level: 'SHOULD',
    title: 'Request target without a leading slash',
    source: [rfc9112('3.2.1'), invalidTarget],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    parts: [invalid('no slash', (vars) => (pathOf(vars) === '/' ? 'chat' : '') + vars.resource.slice(1))],
    why: 'A server that parses such a target as a URI can crash: graph-node did.',
  },
  {
    id: '1.24',
    level: 'SHOULD',
    title: 'Fragment in the request target',
    source: [invalidTarget, rfc6455('3', 'last paragraph; it binds the URI')],
    tests: [R.uriWithoutFragment, R.requestLineIsValidGet, R.badRequestLineRefused],
    parts: [invalid('#f', ({ resource }) => `${resource}#f`)],
    why: 'A hop that cuts the fragment off and a hop that keeps it see two different resources. Nearly all servers accept it.',
  },
  {
    id: '1.25',
    level: 'SHOULD',
    title: 'Unencoded space in the request target',
    source: [invalidTarget],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    parts: [invalid('a space in the query', (vars) => withQuery(vars, 'a b'))],
    why: 'One parser cuts at the first space and another at the last. RFC 9112 3.2 warns of invalid request lines that are crafted "to bypass security filters along the request chain".',
  },
  {
    id: '1.26',
    level: 'INFO',
    title: 'Unencoded non-ASCII bytes in the request target',
    source: [rfc9112('3.2'), rfc3986('2')],
    tests: [R.requestLineIsValidGet],
    parts: [{ name: 'C3 A9 in the query', send: target((vars) => withQuery(vars, '\xc3\xa9')), expect: observed() }],
  },
  {
    id: '1.27',
    level: 'MUST',
    title: 'Query in the request target',
    source: [rfc6455('3'), resourceName],
    tests: [R.requestLineIsValidGet, R.resourceNameSelectsService],
    parts: [{ name: 'a=b%20c&d', send: target((vars) => withQuery(vars, 'a=b%20c&d')), expect: acceptedIfIgnored }],
    why: 'Clients put tokens and session ids in the query. A server that compares the whole target with a path does not find the endpoint.',
  },
  {
    id: '1.28',
    level: 'INFO',
    title: 'Empty query in the request target',
    source: [rfc6455('3', '"?" only where the query is not empty')],
    tests: [R.requestLineIsValidGet],
    parts: [{ name: 'path and ?', send: target((vars) => `${pathOf(vars)}?`), expect: accepted() }],
  },
  {
    id: '1.29',
    level: 'INFO',
    title: 'Percent-encoded letter or digit in the path',
    source: [rfc9110('4.2.3'), rfc3986('6.2.2.2')],
    tests: [R.requestLineIsValidGet],
    parts: [
      {
        name: 'one letter encoded',
        send: target(({ resource }) =>
          resource.replace(/^([^?]*?\/)([A-Za-z0-9])/, (_, before: string, letter: string) => {
            return `${before}%${letter.charCodeAt(0).toString(16)}`
          }),
        ),
        expect: observed({ checks: [hasLetter] }),
      },
    ],
  },
  {
    id: '1.30',
    level: 'SECURITY',
    title: 'Dot segments in the path',
    source: [rfc9110('17.3')],
    tests: [R.noInputTrusted, R.hostileInputSurvived],
    parts: [
      ['up and down again', ({ resource }: { resource: string }) => `/x/..${resource}`] as const,
      ['/../../etc/passwd', '/../../etc/passwd'] as const,
    ].map(([name, value]) => ({
      name,
      send: target(value),
      expect: observed({ says: 'any answer without the content of /etc/passwd', checks: [leaksPasswd] }),
    })),
    why: 'A server that also serves files uses the path twice: for the route and for the file system. Both must read it alike.',
  },
  {
    id: '1.31',
    level: 'MUST',
    title: 'Request target names an unknown resource',
    source: [rfc6455('4.2.2', 'step 4 /resource name/: an HTTP error where the service is not available')],
    tests: [R.resourceNameSelectsService],
    parts: [
      {
        name: 'a path without a service',
        send: target(({ profile, random }) => profile.missingPath ?? `/no-such-service-${random}`),
        expect: whereDeclared('missingPath', notUpgraded()),
      },
    ],
    why: 'A server with one service may serve it on every path, so only a path that the profile declares as missing is judged.',
  },
]
