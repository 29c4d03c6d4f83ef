import type { Case, Part } from '../../../harness/case/case'
import { rfc3986, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import { accepted, notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { withPlainTwins } from '../parts/plain-twin'
import { whereDeclared } from '../parts/where-declared'
import { authority, pathOf, root, target, withQuery } from './parts/edits'
import {
  acceptedIfIgnored,
  hasLetter,
  leaksPasswd,
  ORIGIN_FORM,
  OWN_HOST,
  otherHost,
  queryIsPart,
  unknownPathAfterError,
  unlikeAnyUnknownPath,
  usesTheTarget,
} from './parts/resource'

const resourceName = rfc6455('4.2.1', 'item 1', 'including a "Request-URI"')
const invalidTarget = rfc9112(
  '3.2',
  'on an invalid request-line',
  'A recipient SHOULD NOT attempt to autocorrect and then process the request without a redirect',
)
const otherMethods = rfc9110('7.1', 'it binds the client', 'These forms MUST NOT be used with other methods.')

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
    source: [
      rfc9112('3.2.2', '', 'A server MUST accept the absolute-form in requests'),
      rfc6455('4.2.1', 'item 1', 'or an absolute HTTP/HTTPS URI containing the /resource name/'),
    ],
    tests: [R.requestLineIsValidGet, R.absoluteFormOverridesHost],
    ...withPlainTwins([
      {
        name: "the target's own URI",
        send: target((vars) => root(vars) + vars.resource),
        expect: accepted(),
      },
    ]),
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
    source: [
      rfc9112(
        '3.2.2',
        '',
        'the origin server MUST ignore the received Host header field (if any) and instead use the host information of the request-target',
      ),
    ],
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
    meaning: 2,
    title: 'GET with a request target in asterisk-form',
    source: [invalidTarget, otherMethods, rfc9112('3.2.4')],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    ...withPlainTwins([invalid('*', '*')]),
    why: '"*" is not a path, so no rule for paths matches it. Joined to a base URL it becomes a path that nobody meant.',
  },
  {
    id: '1.22',
    level: 'SHOULD',
    meaning: 2,
    title: 'GET with a request target in authority-form',
    source: [invalidTarget, otherMethods, rfc9112('3.2.3')],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    ...withPlainTwins([invalid('host and port', authority)]),
    why: 'A URI parser reads "localhost:80" as a URI with the scheme "localhost", and a router reads it as a relative path. Rules for paths match neither.',
  },
  {
    id: '1.23',
    level: 'SHOULD',
    title: 'Request target without a leading slash',
    source: [invalidTarget, rfc9112('3.2.1', '', 'origin-form = absolute-path [ "?" query ]')],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    ...withPlainTwins([invalid('no slash', (vars) => (pathOf(vars) === '/' ? 'chat' : '') + vars.resource.slice(1))]),
    why: 'A server that parses such a target as a URI can crash: graph-node did.',
  },
  {
    id: '1.24',
    level: 'SHOULD',
    title: 'Fragment in the request target',
    source: [invalidTarget, rfc6455('3', 'last paragraph; it binds the URI')],
    tests: [R.uriWithoutFragment, R.requestLineIsValidGet, R.badRequestLineRefused],
    ...withPlainTwins([invalid('#f', ({ resource }) => `${resource}#f`)]),
    why: 'A hop that cuts the fragment off and a hop that keeps it see two different resources. Nearly all servers accept it.',
  },
  {
    id: '1.25',
    level: 'SHOULD',
    title: 'Unencoded space in the request target',
    source: [invalidTarget, rfc9112('3.2', '', 'No whitespace is allowed in the request-target.')],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    ...withPlainTwins([invalid('a space in the query', (vars) => withQuery(vars, 'a b'))]),
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
    source: [resourceName, queryIsPart],
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
    source: [
      rfc9110(
        '17.3',
        '',
        'an origin server needs to avoid accessing names that have a special significance to the system when mapping the target resource to files, folders, or directories',
      ),
    ],
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
    source: [
      rfc6455(
        '4.2.2',
        'step 4 /resource name/',
        'If the requested service is not available, the server MUST send an appropriate HTTP error code',
      ),
    ],
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
  {
    id: '1.47',
    level: 'SHOULD',
    introduced: '1.1',
    title: 'Request target begins with two slashes',
    source: [
      rfc9110('15.6', 'on a 5xx to a valid request', 'the server is aware that it has erred'),
      rfc9110('4.1', 'a path may begin with "//"', 'absolute-path = 1*( "/" segment )'),
      rfc6455('10.7'),
    ],
    tests: [R.requestLineIsValidGet, R.noInputTrusted],
    parts: ['//', '///', '//evil.example/chat'].map((value) => ({
      name: value,
      send: target(value),
      expect: observed({
        says: 'an answer as to any unknown path, and no 5xx',
        rows: { '501': 'observed', '503': 'inconclusive', '5xx': 'miss', dropped: 'miss' },
        checks: [unlikeAnyUnknownPath],
      }),
    })),
    follow: unknownPathAfterError,
    why: 'Code that joins such a target to a base URL, as new URL(target, base), reads a host in it and throws an error for "//". Where nobody catches that, one request ends the process.',
  },
]
