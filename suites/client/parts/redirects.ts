import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ReplyStep, ReplyVars } from '../../../harness/case/reply'
import { eitherWay } from '../../../harness/judge/client/client-expectations'
import { C } from '../../requirements/client'

const item1 = rfc6455('4.1', 'response item 1', 'If the status code received from the server is not 101')
const redirection = rfc9110('15.4', 'redirection')

/** How the Location of a redirect names the place that answers right. */
type Location = (vars: ReplyVars) => string

/** A redirect that leads to the right 101. A client need not follow it; one that does repeats the whole handshake (C0.52). */
function redirect(id: string, title: string, status: string, location: Location): ClientCase {
  const text = (_: string, vars: ReplyVars) =>
    [`HTTP/1.1 ${status}`, `Location: ${location(vars)}`, 'Connection: close', 'Content-Length: 0', '', ''].join('\r\n')
  const steps: readonly ReplyStep[] = [{ do: 'reply', edit: { text } }, { do: 'halfClose' }]
  const part: ClientPart = { name: title, steps, again: [{ do: 'reply' }, { do: 'converse' }], expect: eitherWay() }
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
