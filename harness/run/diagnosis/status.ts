import { answered, statusOf } from '../../judge/answer'
import { isBusy } from '../../judge/busy'
import { describe } from '../../judge/describe'
import { shown } from '../../judge/shown-text'
import type { Findings } from './findings'
import type { GetResult } from './ordinary-get'

const CREDENTIALS_HINT = "(--header-env 'Authorization=VAR', --header-env 'Cookie=VAR')"
const ORIGIN_HINT = 'another Origin (--origin ORIGIN)'

/** What an answer to a status says; null where the status says nothing special. */
function aboutRefusal({ control }: Findings, status: number): string | null {
  if (status === 401) {
    const [challenge] = answered(control, 'WWW-Authenticate')
    return challenge === undefined
      ? `it may require credentials ${CREDENTIALS_HINT} or ${ORIGIN_HINT}.`
      : `it requires credentials (WWW-Authenticate: ${shown(challenge, 60)}). --header-env 'Authorization=VAR' sends the value of $VAR.`
  }
  if (status === 407) return 'a proxy requires credentials. --connect HOST:PORT connects past the proxy.'
  if (status === 403) return `it may require ${ORIGIN_HINT} or credentials ${CREDENTIALS_HINT}.`
  if (isBusy(status)) return 'it is busy, or it limits the rate of requests. Wait, and run with --jobs 1.'
  if (status === 426)
    return 'it requires an upgrade, but not this one. Is there a WebSocket endpoint at this path, and does a proxy remove the Upgrade field?'
  if (status === 400)
    return "it may require a subprotocol (--subprotocol NAME), a field (--header 'N: v') or another path."
  return null
}

function aboutRedirect({ control, target }: Findings): string {
  const [location] = answered(control, 'Location')
  return location ? `it redirects. Use ${asWebSocket(location, target.url)}` : 'it redirects, but names no location.'
}

/** What a response to the correct handshake means, and which flag helps; `get` is what an ordinary GET gave. */
export function aboutStatus(findings: Findings, get: GetResult): string {
  const { control, target, where } = findings
  const status = statusOf(control) ?? 0
  const answers = `${where} answers the correct handshake with ${describe(control)}`
  const refusal = aboutRefusal(findings, status)
  if (refusal !== null) return `${answers}: ${refusal}`
  if (status >= 300 && status < 400) return `${answers}: ${aboutRedirect(findings)}`
  const both = get.status === null ? answers : `${answers}, and an ordinary GET with ${get.status}`
  if (status === 404 || status === 410)
    return `${both}. It may be a plain HTTP server, or there is no WebSocket endpoint at ${target.url.pathname}. Is the path right? Put it in the URL.`
  return status < 300 ? `${both}. It may be a plain HTTP server. Is the path right?` : `${both}.`
}

/** A Location as the ws: or wss: URL that a person would write. */
function asWebSocket(location: string, base: URL): string {
  try {
    const absolute = new URL(location, base.href.replace(/^ws/, 'http'))
    absolute.username = absolute.password = ''
    return shown(absolute.href.replace(/^http/, 'ws'), 200)
  } catch {
    return shown(location, 200)
  }
}
