import { R } from '../../../suites/requirements'
import { computeAccept } from '../handshake-fields'
import type { Answer } from '../http/answer'
import type { BriefAbout, Defect } from './defect'
import { changingRefusals, rewriting, withoutField } from './kit'

const ITEM_1 = 'RFC 6455 4.2.1 item 1'
const INVALID = 'RFC 9112 3, 3.2'
const LINE = [R.requestLineIsValidGet, R.badRequestLineRefused]

/** A defect that accepts requests of other methods as GET. */
function takingMethod({ takes, ...about }: BriefAbout & { takes(method: string): boolean }): Defect {
  return {
    breaks: [R.requestLineIsValidGet],
    clause: ITEM_1,
    ...about,
    replaces: (intact) => ({
      decide: (request, server) =>
        intact.decide(takes(request.method) ? { ...request, method: 'GET' } : request, server),
    }),
  }
}

/** A defect that accepts one more version of HTTP. */
function speaking({ major, minor, ...about }: BriefAbout & { major: number; minor: number }): Defect {
  return {
    breaks: [R.requestLineIsValidGet],
    clause: ITEM_1,
    ...about,
    replaces: (intact) => ({
      speaks: (version) => intact.speaks(version) || (version.major === major && version.minor === minor),
    }),
  }
}

const isAuthorityForm = (target: string) => /^[^/:]+:[0-9]+$/.test(target)

/** The 101 to a request that has no fields and so no key. */
const SWITCHING: Answer = {
  status: 101,
  fields: [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', computeAccept('')],
  ],
}

const GARBAGE = 'HTTP\\/1\\.x|HTTP\\/11|HTTP\\/1\\.1\\.1|HTTP\\/1,1|HTTP \\/1\\.1|HTP\\/1\\.1'

/** Method and HTTP version. */
export const REQUEST_LINE_DEFECTS: readonly Defect[] = [
  takingMethod({
    name: 'method-post',
    breaks: [R.requestLineIsValidGet, R.switchHonoursRequestSemantics],
    says: 'opens a WebSocket for POST',
    takes: (method) => method === 'POST',
  }),
  takingMethod({
    name: 'method-head',
    says: 'opens a WebSocket for HEAD',
    takes: (method) => method === 'HEAD',
  }),
  takingMethod({
    name: 'method-options',
    says: 'opens a WebSocket for OPTIONS',
    takes: (method) => method === 'OPTIONS',
  }),
  takingMethod({
    name: 'method-others',
    says: 'opens a WebSocket for PUT, DELETE, PATCH and TRACE',
    takes: (method) => ['PUT', 'DELETE', 'PATCH', 'TRACE'].includes(method),
  }),
  takingMethod({
    name: 'method-in-lower-case',
    says: 'compares the method case-insensitively',
    takes: (method) => method === 'get',
  }),
  takingMethod({
    name: 'method-searched',
    says: 'takes a method that contains GET for GET',
    takes: (method) => method.includes('GET'),
  }),
  takingMethod({
    name: 'method-unknown',
    says: 'opens a WebSocket for any unknown method',
    takes: (method) => !/^(?:HEAD|POST|PUT|DELETE|PATCH|OPTIONS|TRACE|CONNECT)$/.test(method),
  }),
  {
    name: 'method-connect',
    breaks: LINE,
    says: 'opens a WebSocket for CONNECT, and accepts an authority as the target',
    clause: ITEM_1,
    replaces: (intact) => ({
      decide: (request, server) =>
        intact.decide(request.method === 'CONNECT' ? { ...request, method: 'GET' } : request, server),
      isTarget: (target) => isAuthorityForm(target) || intact.isTarget(target),
      pathOf: (target) => (isAuthorityForm(target) ? '/' : intact.pathOf(target)),
    }),
  },
  changingRefusals({
    name: '405-without-allow',
    breaks: [R.requiredFieldIn401And405],
    says: 'leaves Allow out of a 405',
    clause: 'RFC 9110 15.5.6',
    change: (refusal) => withoutField(refusal, 'Allow'),
  }),
  speaking({
    name: 'http-1.0',
    breaks: [R.requestLineIsValidGet, R.upgradeIgnoredInHttp10],
    says: 'opens a WebSocket for HTTP/1.0',
    major: 1,
    minor: 0,
  }),
  rewriting({
    name: 'version-searched',
    breaks: [R.requestLineIsValidGet, R.upgradeIgnoredInHttp10],
    says: 'searches the request line for HTTP/1.1',
    clause: ITEM_1,
    rewrite: (text) => text.replace(/^(\S+ \S*HTTP\/1\.1\S*) HTTP\/1\.0(?=\r\n)/, '$1 HTTP/1.1'),
  }),
  rewriting({
    name: 'http-1.0-with-keep-alive',
    breaks: [R.requestLineIsValidGet, R.upgradeIgnoredInHttp10],
    says: 'takes HTTP/1.0 with keep-alive for HTTP/1.1',
    clause: ITEM_1,
    rewrite: (text) =>
      /^Connection: keep-alive/im.test(text) ? text.replace(/ HTTP\/1\.0(?=\r\n)/, ' HTTP/1.1') : text,
  }),
  speaking({ name: 'http-0.9', says: 'opens a WebSocket for HTTP/0.9', major: 0, minor: 9 }),
  {
    name: 'http-1.2-refused',
    breaks: [R.requestLineIsValidGet, R.higherHttpMinorVersionAccepted],
    says: 'refuses every version but HTTP/1.1',
    clause: 'RFC 9110 6.2',
    replaces: () => ({ speaks: ({ major, minor }) => major === 1 && minor === 1 }),
  },
  rewriting({
    name: 'version-missing',
    breaks: [R.requestLineIsValidGet],
    says: 'accepts a request line without a version as HTTP/1.1',
    clause: ITEM_1,
    rewrite: (text) => text.replace(/^(\S+ \S+)(?=\r\n)/, '$1 HTTP/1.1'),
  }),
  {
    name: 'simple-request',
    breaks: [R.requestLineIsValidGet],
    says: 'answers 101 to a simple request of HTTP/0.9',
    clause: ITEM_1,
    replaces: (intact) => {
      let simple = false
      return {
        splitLines(text) {
          simple = /^GET \S+\r\n$/.test(text)
          return intact.splitLines(text)
        },
        refusalAnswer: (refusal, request) => (simple ? SWITCHING : intact.refusalAnswer(refusal, request)),
        writeFinal: (answer, framing, write) =>
          answer === SWITCHING ? write(answer) : intact.writeFinal(answer, framing, write),
      }
    },
  },
  rewriting({
    name: 'version-in-lower-case',
    breaks: [R.requestLineIsValidGet, R.httpVersionCaseSensitive],
    says: 'compares the HTTP version case-insensitively',
    clause: 'RFC 9112 2.3',
    rewrite: (text) => text.replace(/^(\S+ \S+) http\//, '$1 HTTP/'),
  }),
  rewriting({
    name: 'version-guessed',
    breaks: [R.requestLineIsValidGet, R.messageParsedByGrammar, R.httpVersionCaseSensitive],
    says: 'accepts a malformed HTTP version as HTTP/1.1',
    clause: INVALID,
    rewrite: (text) => text.replace(new RegExp(`^(\\S+ \\S+) (?:${GARBAGE})(?=\\r\\n)`), '$1 HTTP/1.1'),
  }),
  {
    name: 'version-echoed',
    breaks: [R.responseIsValidHttp],
    says: 'answers in the HTTP version of the request',
    clause: 'RFC 9110 6.2',
    replaces: (intact) => {
      let asked = '1.1'
      return {
        splitLines(text) {
          asked = /^[^\r\n]* HTTP\/([0-9]\.[0-9])\r\n/.exec(text)?.[1] ?? '1.1'
          return intact.splitLines(text)
        },
        writeHead: (answer) =>
          Buffer.from(
            intact
              .writeHead(answer)
              .toString('latin1')
              .replace(/^HTTP\/1\.1/, `HTTP/${asked}`),
            'latin1',
          ),
      }
    },
  },
]
