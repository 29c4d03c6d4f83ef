import type { Answer } from '../http/answer'
import { changingRefusal } from '../replacements'
import type { Variant } from './variant'

/** Answers a plain request, which is no opening handshake, in another way. */
function withPage(about: Omit<Variant, 'replaces'>, page: Answer): Variant {
  return { ...about, replaces: () => ({ page: () => page }) }
}

const LONG_PAGE = `<!doctype html><title>No</title>${'<p>This is a long page about what went wrong.</p>\n'.repeat(400)}`

/** Which status a refusal has, and what is with it. */
export const REFUSAL_VARIANTS: readonly Variant[] = [
  withPage(
    {
      name: 'page-400',
      says: 'has no page for people and answers 400 instead',
      clause: 'RFC 9110 15.5.1',
    },
    { status: 400, fields: [], content: Buffer.from('This is a WebSocket.\n') },
  ),
  withPage(
    { name: 'page-301', says: 'sends people to another page', clause: 'RFC 9110 15.4.2' },
    { status: 301, fields: [['Location', 'https://www.example.com/chat?from=here']] },
  ),
  withPage(
    {
      name: 'page-302-relative',
      says: 'sends people to a page of its own by a relative reference',
      clause: 'RFC 9110 10.2.2',
    },
    { status: 302, fields: [['Location', 'login?next=chat#top']] },
  ),
  withPage(
    {
      name: 'page-307-other-host',
      says: 'sends people to another host with the same scheme',
      clause: 'RFC 9110 10.2.2',
    },
    { status: 307, fields: [['Location', '//wss.example.com//chat']] },
  ),
  withPage(
    { name: 'page-308-wss', says: 'sends everybody to the secure WebSocket', clause: 'RFC 6455 4.2.2 step 3' },
    { status: 308, fields: [['Location', 'wss://example.test/chat']] },
  ),
  withPage(
    { name: 'page-401', says: 'wants credentials for its page', clause: 'RFC 9110 15.5.2' },
    { status: 401, fields: [['WWW-Authenticate', 'Basic realm="people", charset="UTF-8"']] },
  ),
  withPage({ name: 'page-empty', says: 'has an empty page', clause: 'RFC 9110 15.3.1' }, { status: 200, fields: [] }),
  {
    name: 'methods-501',
    says: 'implements GET and HEAD only, and answers 501 to every other method',
    clause: 'RFC 9110 15.6.2',
    replaces: changingRefusal((refusal) =>
      refusal.status === 405 ? { ...refusal, status: 501, fields: [] } : refusal,
    ),
  },
  {
    name: 'methods-400',
    says: 'answers 400 to every method but GET and HEAD',
    clause: 'RFC 6455 4.2.1 item 1',
    replaces: changingRefusal((refusal) =>
      refusal.status === 405 ? { ...refusal, status: 400, fields: [] } : refusal,
    ),
  },
  {
    name: 'head-405',
    says: 'answers 405 to HEAD',
    clause: 'RFC 9110 15.5.6',
    replaces: (intact) => ({
      decide(request, server) {
        if (request.method !== 'HEAD') return intact.decide(request, server)
        const because = 'Only GET opens a WebSocket.'
        const refusal = { status: 405, because, clause: 'RFC 9110 15.5.6', fields: [['Allow', 'GET']] as const }
        return { kind: 'refuse', refusal }
      },
    }),
  },
  {
    name: 'refusals-401',
    says: 'answers 401 with two challenges to a bad key',
    clause: 'RFC 9110 15.5.2',
    replaces: changingRefusal((refusal) =>
      refusal.clause === 'RFC 6455 4.2.1 item 5'
        ? {
            ...refusal,
            status: 401,
            fields: [
              ['WWW-Authenticate', 'Basic realm="a"'],
              ['WWW-Authenticate', 'Bearer'],
            ],
          }
        : refusal,
    ),
  },
  {
    name: 'refusals-422',
    says: 'refuses a bad key, subprotocol list or extension list with 422',
    clause: 'RFC 6455 4.2.1',
    replaces: changingRefusal((refusal) =>
      refusal.status === 400 && /RFC 6455 4\.2\.1 item [589]/.test(refusal.clause)
        ? { ...refusal, status: 422 }
        : refusal,
    ),
  },
  {
    name: 'refusals-long',
    says: 'refuses with an HTML page of 20 kB',
    clause: 'RFC 9110 15.5',
    replaces: (intact) => ({
      refusalAnswer(refusal, request) {
        const answer = intact.refusalAnswer(refusal, request)
        if (answer === undefined) return undefined
        const fields = answer.fields.map(([name, value]): [string, string] => [
          name,
          name === 'Content-Type' ? 'text/html; charset=utf-8' : value,
        ])
        return { ...answer, fields, content: Buffer.from(LONG_PAGE) }
      },
    }),
  },
  {
    name: 'refusals-as-problem',
    says: 'refuses with problem details in JSON, with a language and an encoding that is named',
    clause: 'RFC 9110 8.3, 8.5',
    replaces: (intact) => ({
      refusalAnswer(refusal, request) {
        const answer = intact.refusalAnswer(refusal, request)
        if (answer === undefined) return undefined
        const rest = answer.fields.filter(([name]) => name !== 'Content-Type')
        return {
          ...answer,
          fields: [['Content-Type', 'application/problem+json'], ['Content-Language', 'en'], ...rest],
          content: Buffer.from(JSON.stringify({ title: refusal.because, status: refusal.status })),
        }
      },
    }),
  },
  {
    name: 'http-1.0-426',
    says: 'answers 426 with HTTP/1.1 and websocket in Upgrade to HTTP/1.0',
    clause: 'RFC 9110 15.5.22',
    replaces: changingRefusal((refusal, request) =>
      request?.version.major === 1 && request.version.minor === 0 && refusal.status === 505
        ? {
            ...refusal,
            status: 426,
            fields: [
              ['Upgrade', 'HTTP/1.1, websocket'],
              ['Connection', 'Upgrade'],
            ],
          }
        : refusal,
    ),
  },
  {
    name: 'upgrade-list-in-426',
    says: 'names more than one protocol in the Upgrade of a 426',
    clause: 'RFC 9110 15.5.22',
    replaces: changingRefusal((refusal) =>
      refusal.status === 426
        ? {
            ...refusal,
            fields: (refusal.fields ?? []).map(([name, value]) => [
              name,
              name === 'Upgrade' ? `scratch/1, ${value}` : value,
            ]),
          }
        : refusal,
    ),
  },
]
