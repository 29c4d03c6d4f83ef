import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110, rfc9112, rfc9113 } from '../../../harness/case/clause'
import { clauseWords } from '../../../harness/case/clause-link'
import type { Head } from '../../../harness/case/http-message'
import { onOpened } from '../../../harness/judge/checks'
import { accepted, type Change, notUpgraded, observed } from '../../../harness/judge/expectations'
import { shown } from '../../../harness/judge/shown-text'
import { sameName } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { headsOf } from '../parts/heads'
import { mustStop } from '../parts/must-stop'
import { withPlainTwins } from '../parts/plain-twin'
import { requestLine, withQuery } from './parts/edits'

const orHigher = mustStop('item 1: "An HTTP/1.1 or higher GET request"')
const ignoredIn10 = rfc9110(
  '7.8',
  '',
  'A server that receives an Upgrade header field in an HTTP/1.0 request MUST ignore that Upgrade field.',
)
const oldHttp = [
  ignoredIn10,
  rfc9110('15.2', '', 'a server MUST NOT send a 1xx response to an HTTP/1.0 client'),
  orHigher,
]
const malformed400 = rfc9112(
  '2.2',
  'last paragraph: bytes that do not match the grammar',
  'the server SHOULD respond with a 400 (Bad Request) response and close the connection',
)

/** 1.09, 1.10: a 101 also fails where an intermediary may have raised the version: the client talks to the whole chain. */
const wholeChain: Check = onOpened((_, { direct }) =>
  direct
    ? null
    : {
        verdict: 'fail',
        because: `${clauseWords(ignoredIn10)} An intermediary may have raised the version (RFC 9112 2.3), but the server "is considered to include all parts of the server-side infrastructure" (RFC 6455 4.2)`,
      },
)

/** BASE with another HTTP version, which must not be upgraded. */
function version(name: string, change?: Change): Part {
  return { name, send: { version: name }, expect: notUpgraded(change) }
}

const highestVersion = rfc9110(
  '6.2',
  '',
  'A server SHOULD send a response version equal to the highest version to which the server is conformant',
)

/** Judges the version of one response; 7.11 judges a name in lower case. */
function versionFault({ version: sent, status }: Head): ReturnType<Check> {
  if (sameName(sent, 'HTTP/1.1')) return null
  const got = `${shown(sent, 40)} ${status}`
  if (!sameName(sent, 'HTTP/1.0')) {
    return { verdict: 'fail', got, because: '' }
  }
  if (status < 200)
    return {
      verdict: 'warn',
      got,
      because: clauseWords(highestVersion),
    }
  return { verdict: 'observed', got, because: 'RFC 9112 2.3: a server MAY answer some clients in HTTP/1.0' }
}

/** From bad to good. */
const RANK = ['fail', 'warn', 'observed']

/** 1.17: the worst finding about the status lines of a connection. */
const responseVersion: Check = (observation) => {
  const faults = headsOf(observation)
    .map(versionFault)
    .filter((fault) => fault !== null)
  return faults.toSorted((a, b) => RANK.indexOf(a.verdict) - RANK.indexOf(b.verdict))[0] ?? null
}

/** The HTTP version of the request and of its responses. */
export const versionCases: readonly Case[] = [
  {
    id: '1.09',
    level: 'MUST',
    title: 'HTTP/1.0 request line',
    source: oldHttp,
    tests: [R.requestLineIsValidGet, R.upgradeIgnoredInHttp10],
    parts: [version('HTTP/1.0', { checks: [wholeChain] })],
    why: 'An HTTP/1.0 client can be an old proxy that does not know Upgrade: it reads the bytes after the 101 as content. Most servers fail here.',
  },
  {
    id: '1.10',
    level: 'MUST',
    meaning: 2,
    title: 'HTTP/1.0 request with Connection: keep-alive, Upgrade',
    source: oldHttp,
    tests: [R.requestLineIsValidGet, R.upgradeIgnoredInHttp10],
    sameFaultAs: ['1.09'],
    parts: [
      {
        name: 'HTTP/1.0 with keep-alive',
        send: { version: 'HTTP/1.0', fields: { Connection: 'keep-alive, Upgrade' } },
        expect: notUpgraded({ checks: [wholeChain] }),
      },
    ],
    why: 'An HTTP/1.0 proxy that does not know Connection forwards it unchanged (RFC 9112 C.2.2), together with Upgrade. Then no hop on the way has agreed to switch.',
  },
  {
    id: '1.11',
    level: 'SHOULD',
    title: 'HTTP/1.2 request line',
    source: [
      rfc9110(
        '6.2',
        'on a higher minor version',
        'SHOULD process the message as if it were in the highest minor version within that major version to which the recipient is conformant',
      ),
      rfc6455('4.2.1', 'item 1', 'An HTTP/1.1 or higher GET request'),
    ],
    tests: [R.requestLineIsValidGet, R.higherHttpMinorVersionAccepted],
    ...withPlainTwins([{ name: 'HTTP/1.2', send: { version: 'HTTP/1.2' }, expect: accepted() }]),
    why: 'A higher minor version is compatible, so that newer clients can talk to older servers. Many parsers accept only 1.0 and 1.1.',
  },
  {
    id: '1.12',
    level: 'INFO',
    title: 'HTTP/2.0 request line',
    source: [
      orHigher,
      rfc9110('2.5'),
      rfc9110('6.2', 'a 505 is allowed'),
      rfc9110('15.6.6'),
      rfc9113('8.6', 'HTTP/2 has no 101'),
    ],
    tests: [R.requestLineIsValidGet],
    parts: [{ name: 'HTTP/2.0', send: { version: 'HTTP/2.0' }, expect: observed() }],
    why: 'Read literally, "HTTP/1.1 or higher" includes HTTP/2.0. 1.17 judges the version of the answer.',
  },
  {
    id: '1.13',
    level: 'MUST',
    title: 'HTTP/0.9 request line',
    source: [orHigher],
    tests: [R.requestLineIsValidGet],
    ...withPlainTwins([version('HTTP/0.9')]),
    why: 'HTTP/0.9 has no fields, so it cannot have a handshake. A server that reads the fields anyway does not check the version.',
  },
  {
    id: '1.14',
    level: 'MUST',
    title: 'HTTP version is missing from the request line',
    source: [orHigher, rfc9112('3', '', 'request-line = method SP request-target SP HTTP-version')],
    tests: [R.requestLineIsValidGet],
    ...withPlainTwins([
      {
        name: 'no version',
        send: requestLine((line) => line.replace(/ HTTP\/1\.1$/, '')),
        expect: notUpgraded(),
      },
    ]),
    why: 'Some parsers take this for HTTP/0.9, where a request ends with its line. To them the fields are the next request.',
  },
  {
    id: '1.15',
    level: 'SHOULD',
    title: 'HTTP version in lower case (http/1.1)',
    source: [malformed400, rfc9112('2.3', '', 'HTTP-version is case-sensitive.')],
    tests: [R.requestLineIsValidGet, R.httpVersionCaseSensitive],
    ...withPlainTwins([version('http/1.1', { says: 'no 101; preferably 400', rows: { '101': 'warn' } })]),
  },
  {
    id: '1.16',
    level: 'SHOULD',
    title: 'Malformed HTTP version in the request line',
    source: [malformed400, rfc9112('2.3', '', 'HTTP-version = HTTP-name "/" DIGIT "." DIGIT')],
    tests: [R.requestLineIsValidGet, R.messageParsedByGrammar, R.httpVersionCaseSensitive],
    ...withPlainTwins(
      ['HTTP/1.x', 'HTTP/11', 'HTTP/1.1.1', 'HTTP/1,1', 'HTTP /1.1', 'HTP/1.1'].map((name) =>
        version(name, { says: 'no 101; preferably 400 or 505', rows: { '101': 'warn', dropped: 'warn' } }),
      ),
    ),
    why: 'When one hop reads a version and the next reads a part of the target, they route two different requests.',
  },
  {
    id: '1.17',
    level: 'MUST',
    title: 'Status lines have the version HTTP/1.1',
    source: [
      rfc9110('6.2', '', 'A server MUST NOT send a version to which it is not conformant.'),
      highestVersion,
      rfc9112('2.3'),
    ],
    tests: [R.responseIsValidHttp],
    derived: {
      says: 'HTTP/1.1 in every status line',
      of: (observation) => headsOf(observation).length > 0,
      each: responseVersion,
      from: ['1.09', '1.11', '1.12', '1.13', '1.14'],
      absent: 'there was no HTTP response',
    },
    why: 'A server that repeats the version of the request claims to speak HTTP/0.9 or HTTP/2. Chrome accepted a 101 in HTTP/1.0, and Firefox did not.',
  },
  {
    id: '1.46',
    level: 'MUST',
    introduced: '1.1',
    title: 'HTTP/1.0 request line with HTTP/1.1 in its query',
    source: oldHttp,
    tests: [R.requestLineIsValidGet, R.upgradeIgnoredInHttp10],
    sameFaultAs: ['1.09'],
    parts: [
      {
        name: '?x=HTTP/1.1 and HTTP/1.0',
        send: { version: 'HTTP/1.0', target: (vars) => withQuery(vars, 'x=HTTP/1.1') },
        expect: notUpgraded({ checks: [wholeChain] }),
      },
    ],
    why: 'A server that searches the line for HTTP/1.1 finds it in the query, which the client chose.',
  },
]
