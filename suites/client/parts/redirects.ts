import { rfc6455, rfc9110, whatwg } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { ReplyStep, ReplyVars } from '../../../harness/case/reply'
import { asked, requested } from '../../../harness/judge/client/attempt'
import { anyReaction, eitherWay, fails } from '../../../harness/judge/client/client-expectations'
import { shown } from '../../../harness/judge/shown-text'
import { originForm } from '../../../harness/wire/http1/request-head'
import { C } from '../../requirements/client'
import { followed } from './followed'

const item1 = rfc6455('4.1', 'response item 1', 'If the status code received from the server is not 101')
const redirection = rfc9110('15.4', 'redirection')

/** Gives the Location of a redirect to a URL with a correct answer. */
type Location = (vars: ReplyVars) => string

/** A redirect, and FIN after it. */
function redirectTo(status: string, location: Location): readonly ReplyStep[] {
  const text = (_: string, vars: ReplyVars) =>
    [`HTTP/1.1 ${status}`, `Location: ${location(vars)}`, 'Connection: close', 'Content-Length: 0', '', ''].join('\r\n')
  return [{ do: 'reply', edit: { text } }, { do: 'halfClose' }]
}

const RIGHT: readonly ReplyStep[] = [{ do: 'reply' }, { do: 'converse' }]

/** A redirect that leads to the right 101. A client need not follow it; one that does repeats the whole handshake (C0.52). */
function redirect(id: string, title: string, status: string, location: Location): ClientCase {
  const part: ClientPart = { name: title, steps: redirectTo(status, location), again: RIGHT, expect: eitherWay() }
  return {
    id,
    role: 'client',
    level: 'MAY',
    title,
    source: [item1, redirection],
    tests: [C.onlyStatus101Opens],
    needs: ['rfc'],
    parts: [part],
  }
}

/** C2.03 to C2.07: redirects that a client may follow. */
export const redirects: readonly ClientCase[] = [
  redirect('C2.03', 'A 302 leads to a ws: URL', '302 Found', ({ host, path }) => `ws://${host}${path}/next`),
  redirect('C2.04', 'A 301 leads to a path', '301 Moved Permanently', ({ path }) => `${path}/next`),
  redirect(
    'C2.05',
    'A 307 leads to an http: URL',
    '307 Temporary Redirect',
    ({ host, path }) => `http://${host}${path}/next`,
  ),
  redirect(
    'C2.06',
    'A 308 leads to a ws: URL',
    '308 Permanent Redirect',
    ({ host, path }) => `ws://${host}${path}/next`,
  ),
  redirect('C2.07', 'A 303 leads to an http: URL', '303 See Other', ({ host, path }) => `http://${host}${path}/next`),
]

const followsNone: ClientCheck = (observation) => {
  const [further] = followed(observation)
  if (further === undefined) return null
  return { verdict: 'miss', got: `a request for ${shown(further.exchange.request.target)}`, because: '' }
}

/** A redirect that a client with the API of browsers may not follow. */
function forbidden(id: string, title: string, status: string, location: Location): ClientCase {
  const source = [whatwg('2.2', '', 'redirect mode is "error"')]
  const says = 'the client sends no second request, and does not open the WebSocket'
  const expect = fails({ says, checks: [followsNone] })
  const part: ClientPart = { name: title, steps: redirectTo(status, location), again: RIGHT, expect }
  const tests = [C.redirectFails]
  return { id, role: 'client', level: 'MUST', title, source, tests, needs: ['whatwg'], parts: [part] }
}

/** C2.31 and C2.32: redirects that a client with the API of browsers does not follow. */
export const forbiddenRedirects: readonly ClientCase[] = [
  forbidden(
    'C2.31',
    'A 302 leads to a ws: URL, for a client with the API of browsers',
    '302 Found',
    ({ host, path }) => `ws://${host}${path}/next`,
  ),
  forbidden(
    'C2.32',
    'A 307 leads to an http: URL, for a client with the API of browsers',
    '307 Temporary Redirect',
    ({ host, path }) => `http://${host}${path}/next`,
  ),
]

const follows: ClientCheck = (observation) =>
  followed(observation).length > 0 ? null : { verdict: 'skip', because: 'the client follows no redirect' }

/** The time in which a client that follows some tens of redirects gets to its limit, ms. */
const LOOP_MS = 3000

/** The end of the other path of the loop, so that a redirect which is followed is no retry of the first request. */
const OTHER = '/next'

/** From the path of the attempt to the other path, and back. */
const toOther: Location = ({ request, path }) =>
  originForm(request.target).includes(path + OTHER) ? path : path + OTHER

/** C2.36: a loop of two redirects. The pause bounds how many requests the time of the case allows. */
export const redirectLoop: ClientCase = {
  id: 'C2.36',
  role: 'client',
  level: 'SHOULD',
  title: 'Two redirects lead to each other for ever',
  source: [rfc9110('15.4', '', 'A client SHOULD detect and intervene in cyclical redirections')],
  tests: [C.redirectLoopEnds],
  parts: [
    {
      name: 'Two redirects lead to each other for ever',
      steps: [{ do: 'pause', ms: 30 }, ...redirectTo('302 Found', toOther)],
      lasts: LOOP_MS,
      expect: fails({
        says: 'the client fails the connection by itself in the time of the case',
        rows: { waiting: 'miss' },
        checks: [follows],
      }),
    },
  ],
}

/** The credentials that a request has. */
function secretsIn(request: Parameters<typeof requested>[0] | undefined): string[] {
  return request ? ['Authorization', 'Cookie'].filter((name) => requested(request, name).length > 0) : []
}

const hasCredentials: ClientCheck = (observation) =>
  secretsIn(asked(observation)[0]?.request).length > 0
    ? null
    : { verdict: 'skip', because: 'its first request has no credentials: it sends none for the userinfo of a URL' }

const keepsSecrets: ClientCheck = (observation) => {
  const sent = followed(observation).flatMap(({ exchange }) => secretsIn(exchange.request))
  return sent.length > 0 ? { verdict: 'miss', got: `${sent.join(' and ')} at the other origin`, because: '' } : null
}

/** C2.37: a redirect to another port, for a client that takes the userinfo of its URL as credentials. */
export const redirectElsewhere: ClientCase = {
  id: 'C2.37',
  role: 'client',
  level: 'SECURITY',
  title: 'A redirect leads to another origin, and credentials stay',
  source: [
    rfc9110('15.4', '', 'Consider removing header fields that were not automatically generated by the implementation'),
  ],
  tests: [C.redirectKeepsSecrets],
  needs: ['rfc'],
  parts: [
    {
      name: 'A redirect leads to another origin, and credentials stay',
      url: ({ host, path }) => `ws://user:pw@${host}${path}`,
      steps: redirectTo('302 Found', ({ elsewhere, path }) => `http://${elsewhere}${path}/next`),
      again: RIGHT,
      expect: anyReaction({
        says: 'no Authorization or Cookie in the request to the other origin',
        // A client that takes no URL with userinfo.
        rows: { unasked: 'skip' },
        checks: [follows, hasCredentials, keepsSecrets],
      }),
    },
  ],
}
