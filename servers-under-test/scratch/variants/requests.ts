import { broken } from '../http/refusal'
import { readRequestLine } from '../http/request'
import { changingRefusal, rewritingText } from '../replacements'
import type { Variant } from './variant'

/** A variant that reads another text than was sent. */
function rewriting({ rewrite, ...about }: Omit<Variant, 'replaces'> & { rewrite(text: string): string }): Variant {
  return { ...about, replaces: rewritingText(rewrite) }
}

/** How requests are read, and which are refused. */
export const REQUEST_VARIANTS: readonly Variant[] = [
  {
    name: 'small-limits',
    says: 'accepts header sections of at most 8,500 bytes and request lines of at most 8,013',
    clause: 'RFC 9110 5.4, RFC 9112 3',
    replaces: ({ limits }) => ({
      limits: { ...limits, headerSection: 8_500, requestLine: 8_013, content: 1_024, message: 65_536 },
    }),
  },
  rewriting({
    name: 'obs-fold-unfolded',
    says: 'replaces each obs-fold with a space',
    clause: 'RFC 9112 5.2',
    rewrite: (text) => text.replace(/\r\n[ \t]+/g, ' '),
  }),
  rewriting({
    name: 'bare-lf-taken',
    says: 'accepts LF alone as a line end',
    clause: 'RFC 9112 2.2',
    rewrite: (text) => text.replace(/(?<!\r)\n/g, '\r\n'),
  }),
  rewriting({
    name: 'controls-replaced',
    says: 'replaces each bare CR, NUL and other control character in a field value with a space',
    clause: 'RFC 9112 2.2, RFC 9110 5.5',
    rewrite(text) {
      const [first = '', ...lines] = text.split('\r\n')
      const cleaned = lines.map((line) => {
        const colon = line.indexOf(':') + 1
        return line.slice(0, colon) + line.slice(colon).replace(/[\x00-\x08\x0a-\x1f\x7f]/g, ' ')
      })
      return [first, ...cleaned].join('\r\n')
    },
  }),
  rewriting({
    name: 'request-line-by-words',
    says: 'splits the request line at any whitespace and ignores whitespace around it',
    clause: 'RFC 9112 3',
    rewrite(text) {
      const end = text.indexOf('\r\n')
      const words = text
        .slice(0, end)
        .split(/[ \t\v\f\r]+/)
        .filter((word) => word !== '')
      const line = words.join(' ')
      return words.length === 3 && !('because' in readRequestLine(line)) ? line + text.slice(end) : text
    },
  }),
  {
    name: 'content-refused',
    says: 'refuses every request with content',
    clause: 'RFC 9110 9.3.1',
    replaces: (intact) => ({
      readFraming(request, limits) {
        const framing = intact.readFraming(request, limits)
        if ('because' in framing || (framing.kind === 'length' && framing.length === 0)) return framing
        return broken(413, 'No content is wanted here.', 'RFC 9110 9.3.1')
      },
    }),
  },
  {
    name: 'transfer-coding-unknown-501',
    says: 'refuses every transfer coding but chunked with 501',
    clause: 'RFC 9112 6.1',
    replaces: changingRefusal((refusal) =>
      refusal.clause === 'RFC 9112 6.3 item 4' ? { ...refusal, status: 501, clause: 'RFC 9112 6.1' } : refusal,
    ),
  },
  {
    name: 'continue-with-content-only',
    says: 'sends 100 only where there is content to wait for',
    clause: 'RFC 9110 10.1.1',
    replaces: (intact) => ({
      expectsContinue: (request) =>
        intact.expectsContinue(request) &&
        request.fields.some(({ name }) => /^(?:content-length|transfer-encoding)$/i.test(name)),
    }),
  },
  {
    name: 'unknown-target-forms-404',
    says: 'answers 404 to targets that name no resource',
    clause: 'RFC 9112 3.2',
    replaces: (intact) => ({
      isTarget: () => true,
      resource: (request, authority, path) =>
        intact.isTarget(request.target)
          ? intact.resource(request, authority, path)
          : { status: 404, because: 'There is nothing here.' },
    }),
  },
  {
    name: 'http-1.0-page',
    says: 'ignores Upgrade in HTTP/1.0 and answers with the page',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      speaks: (version) => intact.speaks(version) || (version.major === 1 && version.minor === 0),
      fieldLines: (request, name) =>
        name === 'Upgrade' && !intact.speaks(request.version) ? [] : intact.fieldLines(request, name),
      closesAfter: (exchange) =>
        intact.closesAfter(exchange) || (exchange.request !== undefined && !intact.speaks(exchange.request.version)),
    }),
  },
  {
    name: 'one-request-a-connection',
    says: 'closes after every final answer',
    clause: 'RFC 9112 9.3',
    replaces: () => ({ closesAfter: () => true }),
  },
  {
    name: 'expectation-ignored',
    says: 'ignores unknown expectations',
    clause: 'RFC 9110 10.1.1',
    replaces: (intact) => ({
      fieldLines: (request, name) => (name === 'Expect' ? [] : intact.fieldLines(request, name)),
    }),
  },
  {
    name: 'expectation-refused',
    says: 'refuses every expectation with 417',
    clause: 'RFC 9110 10.1.1',
    replaces: (intact) => ({
      readFraming: (request, limits) =>
        request.fields.some(({ name }) => /^expect$/i.test(name))
          ? broken(417, 'Nothing is to be expected here.', 'RFC 9110 10.1.1')
          : intact.readFraming(request, limits),
    }),
  },
]
