import { R, type Requirement } from '../../../suites/requirements'
import { asciiLower, combined, members } from '../fields'
import { broken } from '../refusal'
import type { Request } from '../request'
import type { Steps } from '../steps'
import type { About } from '../wire-steps'
import type { Defect } from './defect'

type Framing = Steps['framing']

const NONE = { kind: 'length', length: 0 } as const
const CHUNKED = { kind: 'chunked' } as const

/** A defect that finds another end of the content. */
function framing(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  change: (intact: Framing, request: Request, limits: Parameters<Framing>[1]) => ReturnType<Framing>,
): Defect {
  return {
    name,
    breaks,
    says,
    clause,
    replaces: (intact) => ({ framing: (request, limits) => change(intact.framing, request, limits) }),
  }
}

function values(request: Request, name: string): string[] {
  return request.fields.filter((line) => asciiLower(line.name) === name).map(({ value }) => value)
}

const lengths = (request: Request) => values(request, 'content-length')
const codings = (request: Request) => values(request, 'transfer-encoding')

/** A defect that keeps connections open whose next octets belong to no request, and drops what is there of them. */
function keepingOpen(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  keeps: (about: About) => boolean,
): Defect {
  return {
    name,
    breaks,
    says,
    clause,
    replaces: (intact) => ({
      ends: (close, about) => intact.ends(close, about) && !keeps(about),
      keepsPipelined: (about) => intact.keepsPipelined(about) && !keeps(about),
    }),
  }
}

/** What can be wrong about where a request ends. */
export const FRAMING_DEFECTS: readonly Defect[] = [
  framing(
    'content-length-refused',
    'refuses Content-Length in a GET',
    [R.contentReadByLength],
    'RFC 9112 6.3 item 6',
    (intact, request, limits) =>
      lengths(request).length > 0 && request.method === 'GET' && lengths(request)[0] === '0'
        ? broken(400, 'A GET has no content.', 'none')
        : intact(request, limits),
  ),
  framing(
    'content-unread',
    'takes the content for what follows the request',
    [R.continueSentBefore101, R.switchHonoursRequestSemantics, R.bodyReadOrConnectionClosed, R.contentReadByLength],
    'RFC 9112 9.3',
    (intact, request, limits) => {
      const found = intact(request, limits)
      return 'kind' in found && found.kind === 'length' ? NONE : found
    },
  ),
  framing(
    'content-length-lenient',
    'reads as much of Content-Length as is a number',
    [R.badBodyFramingAnswered400],
    'RFC 9112 6.3 item 5',
    (intact, request, limits) => {
      const [length = '', ...more] = lengths(request)
      return more.length > 0 || lengths(request).length === 0 || /^[0-9]+$/.test(length)
        ? intact(request, limits)
        : { kind: 'length', length: Math.max(0, Number.parseInt(length, 10) || 0) }
    },
  ),
  framing(
    'content-length-last',
    'takes the last of several lengths',
    [R.badBodyFramingAnswered400],
    'RFC 9112 6.3 item 5',
    (intact, request, limits) =>
      lengths(request).length > 1 && codings(request).length === 0
        ? { kind: 'length', length: Number(lengths(request).at(-1)) || 0 }
        : intact(request, limits),
  ),
  framing(
    'content-length-wraps',
    'reads Content-Length into 64 bits and drops the rest',
    [R.largeNumeralsHandled],
    'RFC 9110 8.6',
    (intact, request, limits) => {
      const [length = ''] = lengths(request)
      return /^[0-9]{20,40}$/.test(length) ? NONE : intact(request, limits)
    },
  ),
  framing(
    'chunks-unread',
    'takes chunked content for what follows the request',
    [R.badBodyFramingAnswered400, R.requestEndUnambiguous],
    'RFC 9112 6.3 item 4, 7.1',
    (intact, request, limits) => {
      const found = intact(request, limits)
      return 'kind' in found && found.kind === 'chunked' ? NONE : found
    },
  ),
  framing(
    'length-beside-chunks',
    'overlooks Content-Length beside chunked',
    [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    'RFC 9112 6.1',
    (intact, request, limits) =>
      codings(request).length > 0
        ? intact(
            { ...request, fields: request.fields.filter(({ name }) => asciiLower(name) !== 'content-length') },
            limits,
          )
        : intact(request, limits),
  ),
  framing(
    'coding-ignored',
    'ignores transfer codings that it does not know',
    [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    'RFC 9112 6.3 item 4',
    (intact, request, limits) => {
      const found = codings(request).join(', ')
      return found !== '' && !/chunked/i.test(found) ? NONE : intact(request, limits)
    },
  ),
  framing(
    'coding-substring',
    'looks for chunked anywhere in Transfer-Encoding',
    [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    'RFC 9112 6.3 item 4',
    (intact, request, limits) => {
      const found = codings(request).join(', ')
      return /^[a-z]*chunked, [a-z]*$|^xchunked$/.test(found) && found !== 'chunked, chunked'
        ? CHUNKED
        : intact(request, limits)
    },
  ),
  framing(
    'coding-case-sensitive',
    'knows chunked in lower case only, and takes other spellings for no content',
    [R.requestEndUnambiguous],
    'RFC 9112 7',
    (intact, request, limits) =>
      codings(request).some((coding) => coding !== asciiLower(coding)) ? NONE : intact(request, limits),
  ),
  keepingOpen(
    'bad-framing-kept-open',
    'keeps the connection open behind a 400 for bad framing',
    [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    'RFC 9112 6.3 items 4, 5',
    ({ refusal }) => refusal?.clause.startsWith('RFC 9112 6.3') === true,
  ),
  keepingOpen(
    'http-1.0-coding-kept-open',
    'keeps the connection open behind an HTTP/1.0 request with Transfer-Encoding',
    [R.transferEncodingOnlyWhereAllowed],
    'RFC 9112 6.1',
    ({ request }) => request?.version.major === 1 && request.version.minor === 0 && codings(request).length > 0,
  ),
  {
    name: 'continue-unsent',
    breaks: [R.continueSentBefore101],
    says: 'answers 101 without 100 before the content is in',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      continues: () => false,
      framing: (request, limits) => (intact.continues(request) ? NONE : intact.framing(request, limits)),
    }),
  },
  {
    name: 'te-refused',
    breaks: [R.elementsReadAsDefined],
    says: 'refuses requests with TE',
    clause: 'RFC 9110 10.1.4',
    replaces: (intact) => ({
      further: (request, nth) =>
        members(combined(intact.lines(request, 'TE'))).length > 0
          ? broken(400, 'TE is not welcome.', 'none')
          : intact.further(request, nth),
    }),
  },
]
