import { broken } from '../refusal'
import { readRequestLine } from '../request'
import type { Variant } from './variant'

/** What is free about how requests are read. */
export const REQUEST_VARIANTS: readonly Variant[] = [
  {
    name: 'small-limits',
    says: 'takes header sections of 8 KB and request lines of 8,000 octets, and no more',
    clause: 'RFC 9110 5.4, RFC 9112 3',
    replaces: () => ({
      limits: (limits) => ({ ...limits, headerSection: 8_500, requestLine: 8_013, content: 1_024, message: 65_536 }),
    }),
  },
  {
    name: 'obs-fold-unfolded',
    says: 'puts a space for each obs-fold',
    clause: 'RFC 9112 5.2',
    replaces: () => ({ section: (text) => text.replace(/\r\n[ \t]+/g, ' ') }),
  },
  {
    name: 'bare-lf-taken',
    says: 'takes LF alone for a line end',
    clause: 'RFC 9112 2.2',
    replaces: () => ({ section: (text) => text.replace(/(?<!\r)\n/g, '\r\n') }),
  },
  {
    name: 'controls-replaced',
    says: 'puts a space for each bare CR, NUL and other control octet in a field value',
    clause: 'RFC 9112 2.2, RFC 9110 5.5',
    replaces: () => ({
      section(text) {
        const [first = '', ...lines] = text.split('\r\n')
        const cleaned = lines.map((line) => {
          const colon = line.indexOf(':') + 1
          return line.slice(0, colon) + line.slice(colon).replace(/[\x00-\x08\x0a-\x1f\x7f]/g, ' ')
        })
        return [first, ...cleaned].join('\r\n')
      },
    }),
  },
  {
    name: 'request-line-by-words',
    says: 'splits the request line at any whitespace and drops what stands around it',
    clause: 'RFC 9112 3',
    replaces: () => ({
      section(text) {
        const end = text.indexOf('\r\n')
        const words = text
          .slice(0, end)
          .split(/[ \t\v\f\r]+/)
          .filter((word) => word !== '')
        const line = words.join(' ')
        return words.length === 3 && !('because' in readRequestLine(line)) ? line + text.slice(end) : text
      },
    }),
  },
  {
    name: 'content-refused',
    says: 'refuses every request that has content',
    clause: 'RFC 9110 9.3.1',
    replaces: (intact) => ({
      framing(request, limits) {
        const framing = intact.framing(request, limits)
        if ('because' in framing || (framing.kind === 'length' && framing.length === 0)) return framing
        return broken(413, 'No content is wanted here.', 'RFC 9110 9.3.1')
      },
    }),
  },
  {
    name: 'transfer-coding-unknown-501',
    says: 'refuses every transfer coding but chunked with 501',
    clause: 'RFC 9112 6.1',
    replaces: () => ({
      refusing: (refusal) =>
        refusal.clause === 'RFC 9112 6.3 item 4' ? { ...refusal, status: 501, clause: 'RFC 9112 6.1' } : refusal,
    }),
  },
  {
    name: 'continue-with-content-only',
    says: 'sends 100 only where there is content to wait for',
    clause: 'RFC 9110 10.1.1',
    replaces: (intact) => ({
      continues: (request) =>
        intact.continues(request) &&
        request.fields.some(({ name }) => /^(?:content-length|transfer-encoding)$/i.test(name)),
    }),
  },
  {
    name: 'unknown-target-forms-404',
    says: 'answers 404 to targets that name no resource',
    clause: 'RFC 9112 3.2',
    replaces: (intact) => ({
      target: () => true,
      resource: (request, authority, path) =>
        intact.target(request.target)
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
      upgrade: (lines) => intact.upgrade(lines),
      lines: (request, name) =>
        name === 'Upgrade' && !intact.speaks(request.version) ? [] : intact.lines(request, name),
      closes: (asked, about) => asked || (about.request !== undefined && !intact.speaks(about.request.version)),
    }),
  },
  {
    name: 'one-request-a-connection',
    says: 'closes behind every final answer',
    clause: 'RFC 9112 9.3',
    replaces: () => ({ closes: () => true }),
  },
  {
    name: 'expectation-ignored',
    says: 'ignores expectations that it does not know',
    clause: 'RFC 9110 10.1.1',
    replaces: (intact) => ({ lines: (request, name) => (name === 'Expect' ? [] : intact.lines(request, name)) }),
  },
  {
    name: 'expectation-refused',
    says: 'refuses every expectation with 417',
    clause: 'RFC 9110 10.1.1',
    replaces: (intact) => ({
      framing: (request, limits) =>
        request.fields.some(({ name }) => /^expect$/i.test(name))
          ? broken(417, 'Nothing is to be expected here.', 'RFC 9110 10.1.1')
          : intact.framing(request, limits),
    }),
  },
]
