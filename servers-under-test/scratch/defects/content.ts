import { R } from '../../../suites/requirements'
import type { ContentFraming } from '../http/content'
import { asciiLower, combined, members } from '../http/fields'
import type { Exchange } from '../http/persistence'
import { broken, type Refusal } from '../http/refusal'
import type { Request } from '../http/request'
import type { About, Defect } from './defect'
import { refusing } from './kit'

const NONE = { kind: 'length', length: 0 } as const
const CHUNKED = { kind: 'chunked' } as const

/** A defect that finds another end of the content. `frame` returns `undefined` where it agrees with the intact server. */
function framing({
  frame,
  ...about
}: About & { frame(request: Request): ContentFraming | Refusal | undefined }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      readFraming: (request, limits) => frame(request) ?? intact.readFraming(request, limits),
    }),
  }
}

/** A defect that finds no content where it should find some of a kind. */
function unread({ kind, ...about }: About & { kind: ContentFraming['kind'] }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      readFraming(request, limits) {
        const found = intact.readFraming(request, limits)
        return 'kind' in found && found.kind === kind ? NONE : found
      },
    }),
  }
}

/** A defect that keeps a connection open although its next bytes may belong to no request. It drops those that have arrived. */
function keepingOpen({ keeps, ...about }: About & { keeps(exchange: Exchange): boolean }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      afterAnswer(close, exchange, connection) {
        if (keeps(exchange)) connection.forget()
        intact.afterAnswer(close && !keeps(exchange), exchange, connection)
      },
    }),
  }
}

function values(request: Request, name: string): string[] {
  return request.fields.filter((line) => asciiLower(line.name) === name).map(({ value }) => value)
}

const lengths = (request: Request) => values(request, 'content-length')
const codings = (request: Request) => values(request, 'transfer-encoding')

/** Where the content of a request ends, and Expect and TE. */
export const CONTENT_DEFECTS: readonly Defect[] = [
  framing({
    name: 'content-length-refused',
    breaks: [R.contentReadByLength],
    says: 'refuses Content-Length in a GET',
    clause: 'RFC 9112 6.3 item 6',
    frame: (request) =>
      request.method === 'GET' && lengths(request)[0] === '0'
        ? broken(400, 'A GET has no content.', 'none')
        : undefined,
  }),
  unread({
    name: 'content-unread',
    breaks: [
      R.continueSentBefore101,
      R.switchHonoursRequestSemantics,
      R.bodyReadOrConnectionClosed,
      R.contentReadByLength,
    ],
    says: 'reads the content as the next request, or as frames',
    clause: 'RFC 9112 9.3',
    kind: 'length',
  }),
  framing({
    name: 'content-length-lenient',
    breaks: [R.badBodyFramingAnswered400],
    says: 'reads Content-Length up to the first character that is no digit',
    clause: 'RFC 9112 6.3 item 5',
    frame(request) {
      const [length, ...more] = lengths(request)
      if (length === undefined || more.length > 0 || /^[0-9]+$/.test(length)) return undefined
      return { kind: 'length', length: Math.max(0, Number.parseInt(length, 10) || 0) }
    },
  }),
  framing({
    name: 'content-length-last',
    breaks: [R.badBodyFramingAnswered400],
    says: 'uses the last of several lengths',
    clause: 'RFC 9112 6.3 item 5',
    frame: (request) =>
      lengths(request).length > 1 && codings(request).length === 0
        ? { kind: 'length', length: Number(lengths(request).at(-1)) || 0 }
        : undefined,
  }),
  framing({
    name: 'content-length-wraps',
    breaks: [R.largeNumeralsHandled],
    says: 'reads Content-Length into 64 bits and drops the rest',
    clause: 'RFC 9110 8.6',
    frame: (request) => (/^[0-9]{20,40}$/.test(lengths(request)[0] ?? '') ? NONE : undefined),
  }),
  unread({
    name: 'chunks-unread',
    breaks: [R.badBodyFramingAnswered400, R.requestEndUnambiguous],
    says: 'reads chunked content as the next request, or as frames',
    clause: 'RFC 9112 6.3 item 4, 7.1',
    kind: 'chunked',
  }),
  {
    name: 'length-beside-chunks',
    breaks: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    says: 'ignores Content-Length where there is Transfer-Encoding',
    clause: 'RFC 9112 6.1',
    replaces: (intact) => ({
      readFraming(request, limits) {
        if (codings(request).length === 0) return intact.readFraming(request, limits)
        const fields = request.fields.filter(({ name }) => asciiLower(name) !== 'content-length')
        return intact.readFraming({ ...request, fields }, limits)
      },
    }),
  },
  framing({
    name: 'coding-ignored',
    breaks: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    says: 'ignores unknown transfer codings',
    clause: 'RFC 9112 6.3 item 4',
    frame(request) {
      const found = codings(request).join(', ')
      return found !== '' && !/chunked/i.test(found) ? NONE : undefined
    },
  }),
  framing({
    name: 'coding-substring',
    breaks: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    says: 'searches for chunked anywhere in Transfer-Encoding',
    clause: 'RFC 9112 6.3 item 4',
    frame(request) {
      const found = codings(request).join(', ')
      const similar = /^[a-z]*chunked, [a-z]*$|^xchunked$/.test(found) && found !== 'chunked, chunked'
      return similar ? CHUNKED : undefined
    },
  }),
  framing({
    name: 'coding-case-sensitive',
    breaks: [R.requestEndUnambiguous],
    says: 'knows chunked only in lower case, and finds no content for other spellings',
    clause: 'RFC 9112 7',
    frame: (request) => (codings(request).some((coding) => coding !== asciiLower(coding)) ? NONE : undefined),
  }),
  keepingOpen({
    name: 'bad-framing-kept-open',
    breaks: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    says: 'keeps the connection open after a 400 for bad content framing',
    clause: 'RFC 9112 6.3 items 4, 5',
    keeps: ({ refusal }) => refusal?.clause.startsWith('RFC 9112 6.3') === true,
  }),
  keepingOpen({
    name: 'http-1.0-coding-kept-open',
    breaks: [R.transferEncodingOnlyWhereAllowed],
    says: 'keeps the connection open after an HTTP/1.0 request with Transfer-Encoding',
    clause: 'RFC 9112 6.1',
    keeps: ({ request }) => request?.version.major === 1 && request.version.minor === 0 && codings(request).length > 0,
  }),
  {
    name: 'continue-unsent',
    breaks: [R.continueSentBefore101],
    says: 'answers 101 without 100 before the content has arrived',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      expectsContinue: () => false,
      readFraming: (request, limits) => (intact.expectsContinue(request) ? NONE : intact.readFraming(request, limits)),
    }),
  },
  refusing({
    name: 'te-refused',
    breaks: [R.elementsReadAsDefined],
    says: 'refuses requests with TE',
    clause: 'RFC 9110 10.1.4',
    refusal: (request, server) =>
      members(combined(server.fieldLines(request, 'TE'))).length > 0
        ? broken(400, 'TE is not welcome.', 'none')
        : undefined,
  }),
]
