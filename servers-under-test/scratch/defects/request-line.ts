import { R, type Requirement } from '../../../suites/requirements'
import type { Answer } from '../answer'
import { acceptOf } from '../steps'
import type { Defect } from './defect'
import { rewriting } from './kit'

const ITEM_1 = 'RFC 6455 4.2.1 item 1'
const INVALID = 'RFC 9112 3, 3.2'
const LINE = [R.requestLineIsValidGet, R.badRequestLineRefused]

/** A defect that takes requests of other methods for GET. */
function method(
  name: string,
  says: string,
  takes: (method: string) => boolean,
  breaks = [R.requestLineIsValidGet],
): Defect {
  return {
    name,
    breaks,
    says,
    clause: ITEM_1,
    replaces: (intact) => ({
      method(request) {
        const found = intact.method(request)
        return takes(found) ? 'GET' : found
      },
    }),
  }
}

/** A defect that speaks further versions of HTTP. */
function speaking(name: string, says: string, major: number, minor: number, breaks: readonly Requirement[]): Defect {
  return {
    name,
    breaks,
    says,
    clause: ITEM_1,
    replaces: (intact) => ({
      speaks: (version) => intact.speaks(version) || (version.major === major && version.minor === minor),
    }),
  }
}

/** A 101 for want of any key. */
const SWITCHING: Answer = {
  status: 101,
  fields: [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', acceptOf('')],
  ],
}

const GARBAGE = 'HTTP\\/1\\.x|HTTP\\/11|HTTP\\/1\\.1\\.1|HTTP\\/1,1|HTTP \\/1\\.1|HTP\\/1\\.1'

/** What can be wrong about method and version. */
export const REQUEST_LINE_DEFECTS: readonly Defect[] = [
  method('method-post', 'opens a WebSocket for POST', (name) => name === 'POST', [
    R.requestLineIsValidGet,
    R.switchHonoursRequestSemantics,
  ]),
  method('method-head', 'opens a WebSocket for HEAD', (name) => name === 'HEAD'),
  method('method-options', 'opens a WebSocket for OPTIONS', (name) => name === 'OPTIONS'),
  method('method-others', 'opens a WebSocket for PUT, DELETE, PATCH and TRACE', (name) =>
    ['PUT', 'DELETE', 'PATCH', 'TRACE'].includes(name),
  ),
  method('method-in-lower-case', 'compares the method without case', (name) => name === 'get'),
  method(
    'method-unknown',
    'opens a WebSocket for any method that it does not know',
    (name) => !/^(?:HEAD|POST|PUT|DELETE|PATCH|OPTIONS|TRACE|CONNECT)$/.test(name),
  ),
  {
    name: 'method-connect',
    breaks: LINE,
    says: 'opens a WebSocket for CONNECT, and takes an authority for a target',
    clause: ITEM_1,
    replaces: (intact) => ({
      method: (request) => (request.method === 'CONNECT' ? 'GET' : intact.method(request)),
      target: (value) => /^[^/:]+:[0-9]+$/.test(value) || intact.target(value),
      path: (value) => (/^[^/:]+:[0-9]+$/.test(value) ? '/' : intact.path(value)),
    }),
  },
  {
    name: '405-without-allow',
    breaks: [R.requiredFieldIn401And405],
    says: 'leaves Allow out of 405',
    clause: 'RFC 9110 15.5.6',
    replaces: () => ({
      refusing: (refusal) => ({ ...refusal, fields: (refusal.fields ?? []).filter(([name]) => name !== 'Allow') }),
    }),
  },
  speaking('http-1.0', 'opens a WebSocket for HTTP/1.0', 1, 0, [R.requestLineIsValidGet, R.upgradeIgnoredInHttp10]),
  speaking('http-0.9', 'opens a WebSocket for HTTP/0.9', 0, 9, [R.requestLineIsValidGet]),
  {
    name: 'http-1.2-refused',
    breaks: [R.requestLineIsValidGet, R.higherHttpMinorVersionAccepted],
    says: 'refuses every version but HTTP/1.1',
    clause: 'RFC 9110 6.2',
    replaces: () => ({ speaks: ({ major, minor }) => major === 1 && minor === 1 }),
  },
  rewriting(
    'version-missing',
    'takes a request line without a version for HTTP/1.1',
    [R.requestLineIsValidGet],
    ITEM_1,
    (text) => text.replace(/^(\S+ \S+)(?=\r\n)/, '$1 HTTP/1.1'),
  ),
  {
    name: 'simple-request',
    breaks: [R.requestLineIsValidGet],
    says: 'answers 101 to a simple request of HTTP/0.9',
    clause: ITEM_1,
    replaces: (intact) => {
      let simple = false
      return {
        section(text) {
          simple = /^GET \S+\r\n$/.test(text)
          return intact.section(text)
        },
        told: (refusal, request) => (simple ? SWITCHING : intact.told(refusal, request)),
        final: (answer, framing, write) =>
          answer === SWITCHING ? write(answer) : intact.final(answer, framing, write),
      }
    },
  },
  rewriting(
    'version-in-lower-case',
    'compares the version without case',
    [R.requestLineIsValidGet, R.httpVersionCaseSensitive],
    'RFC 9112 2.3',
    (text) => text.replace(/^(\S+ \S+) http\//, '$1 HTTP/'),
  ),
  rewriting(
    'version-guessed',
    'takes what looks like a version for HTTP/1.1',
    [R.requestLineIsValidGet, R.messageParsedByGrammar, R.httpVersionCaseSensitive],
    INVALID,
    (text) => text.replace(new RegExp(`^(\\S+ \\S+) (?:${GARBAGE})(?=\\r\\n)`), '$1 HTTP/1.1'),
  ),
  {
    name: 'version-echoed',
    breaks: [R.responseIsValidHttp],
    says: 'answers in the version of the request',
    clause: 'RFC 9110 6.2',
    replaces: (intact) => {
      let asked = '1.1'
      return {
        section(text) {
          asked = /^[^\r\n]* HTTP\/([0-9]\.[0-9])\r\n/.exec(text)?.[1] ?? '1.1'
          return intact.section(text)
        },
        write: (answer) =>
          Buffer.from(
            intact
              .write(answer)
              .toString('latin1')
              .replace(/^HTTP\/1\.1/, `HTTP/${asked}`),
            'latin1',
          ),
      }
    },
  },
]
