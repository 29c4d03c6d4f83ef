import type { Case, Part, Suite } from '../../harness/case/case'
import type { Check } from '../../harness/case/check'
import { rfc3986, rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import type { FieldEdit } from '../../harness/case/edit'
import type { Value } from '../../harness/case/vars'
import { accepted, observed, REFUSAL_WARNS, refused, refused400 } from '../../harness/judge/expectations'
import { R } from '../requirements'
import { withPlainTwins } from './parts/plain-twin'
import { whereDeclared } from './parts/where-declared'

const FOREIGN = 'other.invalid'

const ownAuthority = rfc6455('4.2.1', 'item 2', "A |Host| header field containing the server's authority.")
const MISSING =
  'A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message that lacks a Host header field'
const REPEATED = `${MISSING} and to any request message that contains more than one Host header field line`
const missing400 = rfc9112('3.2', 'last paragraph', MISSING)
const repeated400 = rfc9112('3.2', 'last paragraph', REPEATED)
const invalid400 = rfc9112('3.2', 'last paragraph', `${REPEATED} or a Host header field with an invalid field value`)
const grammar = rfc9110('7.2', '', 'Host = uri-host [ ":" port ]')
const wholeServer = rfc6455(
  '4.2',
  'who is meant',
  'the server for the purposes of this specification is considered to include all parts of the server-side infrastructure',
)
const equivalent = rfc9110(
  '4.2.3',
  'the host in any case, an empty port and the default port',
  'distinct resources SHOULD NOT be identified by HTTP URIs that are equivalent after normalization',
)
const trimmed = rfc9110(
  '5.5',
  '',
  'a field parsing implementation MUST exclude such whitespace prior to evaluating the field value',
)

/** The part that sends BASE with another Host; null leaves the field out, a list sends several lines. */
function host(name: string, value: Value<FieldEdit | FieldEdit[] | null>, expect?: Part['expect']): Part {
  return { name, send: { fields: { Host: value } }, ...(expect ? { expect } : {}) }
}

/** The value of Host for this name and port; an empty port is left out. */
function withPort(hostname: string, port: string): string {
  return port === '' ? hostname : `${hostname}:${port}`
}

/** 2.15: on the default port, BASE itself has a Host without a port. */
const onAnotherPort: Check = (_, { vars }) =>
  vars.port === ''
    ? {
        verdict: 'skip',
        because: "the target uses its scheme's default port, so this request is the correct handshake itself",
      }
    : null

/** 2.20: a trailing dot makes a name absolute, but it breaks an IPv6 literal. */
const hostIsName: Check = (_, { vars }) =>
  vars.hostname.startsWith('[') ? { verdict: 'skip', because: 'an IPv6 literal cannot have a trailing dot' } : null

const ANY_NAME = 'a name that nobody serves'

/** 2.22: a server that chooses by the name may refuse any other; only one that serves every name has no reason to. */
const servesAnyName: Check = (_, { part }) =>
  part(ANY_NAME)?.opened
    ? null
    : { verdict: 'skip', because: 'the target does not accept every name, so it may refuse this one too' }

const cases: Case[] = [
  {
    id: '2.01',
    level: 'MUST',
    title: 'Host is missing',
    source: [missing400, ownAuthority, wholeServer],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([host('no Host', null, refused400())]),
    why: 'Without Host a server cannot know which site is meant. Node checks Host in every request except an upgrade. The HTTP library and the WebSocket library can each mend that: RFC 6455 4.2 counts both as the server.',
  },
  {
    id: '2.02',
    level: 'MUST',
    title: 'Two Host field lines with different values',
    source: [repeated400, ownAuthority],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([
      host('the right host first', (vars) => [vars.host, FOREIGN], refused400()),
      host('another host first', (vars) => [FOREIGN, vars.host], refused400()),
    ]),
    why: 'One hop takes the first line and the next takes the last. A request that the first hop allows is then served for another site.',
  },
  {
    id: '2.03',
    level: 'MUST',
    title: 'Two Host field lines with the same value',
    source: [repeated400, ownAuthority],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([host('the right host twice', (vars) => [vars.host, vars.host], refused400())]),
    why: 'A hop that rewrites only the first line, or only the last, turns this into two different hosts (2.02).',
  },
  {
    id: '2.04',
    level: 'INFO',
    title: 'Host is empty',
    source: [
      rfc9112('3.3', 'reject it or use a default'),
      rfc9112('3.2', 'empty where the URI has no authority'),
      rfc9110('4.2.1'),
    ],
    tests: [R.hostNamesServer],
    parts: [host('empty', { line: 'Host:' }, observed())],
  },
  {
    id: '2.05',
    level: 'MUST',
    title: 'Host contains a space',
    source: [invalid400, grammar],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([host('a space and x after it', (vars) => `${vars.host} x`, refused400())]),
    why: 'Frameworks pass Host to new URL(), which throws on a space. Where nobody catches the exception, one request can end the process.',
  },
  {
    id: '2.06',
    level: 'MUST',
    title: 'Host contains userinfo',
    source: [invalid400, grammar],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([host('u@ before it', (vars) => `u@${vars.host}`, refused400())]),
    why: 'Code that makes a URL of it, as many servers do to find the path, reads another host than code that compares the field.',
  },
  {
    id: '2.07',
    level: 'MUST',
    title: 'Host contains a path or a scheme',
    source: [invalid400, grammar],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([
      host('a path', (vars) => `${vars.host}/chat`, refused400()),
      host('a scheme', (vars) => `http://${vars.host}`, refused400()),
    ]),
    why: 'Code that joins Host and target to a URL routes to another path, or to a host called "http". The check of srvx threw an exception that nobody caught, and the process ended.',
  },
  {
    id: '2.08',
    level: 'MUST',
    title: 'Port in Host is not a number',
    source: [invalid400, rfc3986('3.2.3', 'port is the DIGITs of a number', 'port = *DIGIT')],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([host('port abc', (vars) => `${vars.hostname}:abc`, refused400())]),
    why: 'Code that reads the port as a number gets NaN or an exception. The Node adapter of Astro crashed on a malformed port.',
  },
  {
    id: '2.09',
    level: 'INFO',
    title: 'Port in Host is out of range',
    source: [rfc3986('3.2.3', 'port = *DIGIT: it is valid')],
    tests: [R.hostNamesServer],
    parts: [host('port 99999', (vars) => `${vars.hostname}:99999`, observed())],
  },
  {
    id: '2.10',
    level: 'MUST',
    title: 'Unclosed IPv6 literal in Host',
    source: [invalid400, rfc3986('3.2.2', 'IP-literal', 'IP-literal = "[" ( IPv6address / IPvFuture ) "]"')],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([host('[::1', '[::1', refused400())]),
    why: 'URL parsers throw on a bracket that is not closed. Code that splits at the first colon finds a host called "[".',
  },
  {
    id: '2.11',
    level: 'INFO',
    title: 'Valid IPv6 literal in Host',
    source: [rfc9110('7.2')],
    tests: [R.hostNamesServer],
    parts: [host('[::1]', (vars) => withPort('[::1]', vars.port), observed())],
  },
  {
    id: '2.12',
    level: 'INFO',
    title: 'Host contains a comma',
    source: [rfc3986('3.2.2', 'a comma is a sub-delim, so this is a reg-name')],
    tests: [R.hostNamesServer],
    parts: [host('a,b', 'a,b', observed())],
  },
  {
    id: '2.13',
    level: 'SHOULD',
    title: 'Host in upper case',
    source: [equivalent, rfc3986('3.2.2', 'the host is case-insensitive')],
    tests: [R.hostNamesServer],
    needs: ['hostname'],
    parts: [
      host('upper case', (vars) => vars.host.toUpperCase(), accepted({ says: '101, as for the correct handshake' })),
    ],
    why: 'Browsers send the name in lower case, and other clients send it as it was typed. A virtual host that compares bytes does not match it.',
  },
  {
    id: '2.14',
    level: 'SHOULD',
    title: 'Default port or empty port in Host',
    source: [equivalent, rfc9110('4.2.1')],
    tests: [R.hostNamesServer],
    needs: ['defaultPort'],
    parts: [
      host(
        'the default port',
        ({ hostname, tls }) => `${hostname}:${tls ? 443 : 80}`,
        accepted({ says: '101, as for the correct handshake' }),
      ),
      host(
        'a colon without a port',
        ({ hostname }) => `${hostname}:`,
        accepted({ says: '101, as for the correct handshake' }),
      ),
    ],
    why: 'A client that always sends the port is correct too. A virtual host or an origin check that compares bytes refuses it.',
  },
  {
    id: '2.15',
    level: 'INFO',
    title: 'Host without the port of a non-default port',
    source: [ownAuthority],
    tests: [R.hostNamesServer],
    parts: [host('no port', (vars) => vars.hostname, observed({ checks: [onAnotherPort] }))],
  },
  {
    id: '2.16',
    level: 'SECURITY',
    title: 'Host is a foreign name (DNS rebinding)',
    source: [ownAuthority, rfc9110('7.4'), rfc9110('15.5.20')],
    tests: [R.hostNamesServer],
    parts: [
      host(
        'evil.example',
        (vars) => withPort('evil.example', vars.port),
        whereDeclared('strictHost', refused({ says: '400, 403, 404 or 421' })),
      ),
    ],
    why: 'With DNS rebinding, a page makes its own name point at this machine and reaches a local service under its own origin. Host shows the foreign name.',
  },
  {
    id: '2.17',
    level: 'MUST',
    title: 'Host is the last field line',
    source: [rfc6455('4.2.1', 'introduction', 'the order of the header fields is not important'), rfc9110('5.3')],
    tests: [R.hostNamesServer],
    parts: [
      {
        name: 'after all other fields',
        send: { order: (names) => [...names.filter((name) => name !== 'Host'), 'Host'] },
        expect: accepted(),
      },
    ],
    why: 'A hop that replaces Host may remove the line and append its own after the others.',
  },
  {
    id: '2.18',
    level: 'MUST',
    title: 'OWS around the Host value',
    meaning: 2,
    source: [trimmed, rfc9112('5.1')],
    tests: [R.hostNamesServer, R.fieldValueTrimmedNoControls],
    parts: [
      host('spaces before and after', (vars) => ({ line: `Host:   ${vars.host}  ` }), accepted()),
      host('a tab before and after', (vars) => ({ line: `Host:\t${vars.host}\t` }), accepted()),
    ],
    why: 'With whitespace around it, the name matches no virtual host and no list of allowed hosts.',
  },
  {
    id: '2.19',
    level: 'MUST',
    title: 'X-Forwarded-Host instead of Host',
    meaning: 2,
    source: [missing400, ownAuthority],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    sameFaultAs: ['2.01'],
    parts: [
      {
        name: 'X-Forwarded-Host for Host',
        send: { fields: { Host: null, 'X-Forwarded-Host': (vars) => vars.host } },
        expect: refused400(),
      },
    ],
    why: 'Any client can send X-Forwarded-Host. A server that reads it instead of Host lets the client choose a site that no hop in front has checked.',
  },
  {
    id: '2.20',
    level: 'INFO',
    title: 'Trailing dot after the name in Host',
    source: [rfc3986('3.2.2')],
    tests: [R.hostNamesServer],
    parts: [
      host(
        'a dot after the name',
        (vars) => withPort(`${vars.hostname}.`, vars.port),
        observed({ checks: [hostIsName] }),
      ),
    ],
  },
  {
    id: '2.21',
    level: 'MUST',
    title: 'Host value repeated in a comma-separated list',
    source: [invalid400, grammar],
    tests: [R.hostNamesServer, R.badHostAnswered400],
    ...withPlainTwins([host('HOST, HOST', (vars) => `${vars.host}, ${vars.host}`, refused400())]),
    why: 'A hop that joins two Host lines produces this value.',
  },
  {
    id: '2.22',
    level: 'SHOULD',
    introduced: '1.1',
    title: 'IPv6 literal in Host of a server that serves any name',
    source: [grammar, rfc3986('3.2.2', '', 'host = IP-literal / IPv4address / reg-name')],
    tests: [R.hostNamesServer],
    parts: [
      host(ANY_NAME, (vars) => withPort('evil.example', vars.port)),
      host(
        '[::1]',
        (vars) => withPort('[::1]', vars.port),
        accepted({ says: '101, as for any other name', rows: REFUSAL_WARNS, checks: [servesAnyName] }),
      ),
    ],
    why: 'Browsers send such a Host to ws://[::1]. Code that splits Host at the first colon finds a host called "[" and refuses it.',
  },
]

/** Suite 2: the Host field, which names the authority that the client wants. */
export const hostSuite: Suite = { number: 2, slug: 'host', title: 'Host', cases }
