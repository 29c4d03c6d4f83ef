import { answered, statusOf } from '../../judge/answer'
import { isBusy } from '../../judge/busy'
import { shown } from '../../judge/shown-text'
import { sameName } from '../../wire/http1/fields'
import { maskUrl } from '../masking/words'
import type { Advice } from './advice'
import type { Findings } from './findings'
import type { GetResult } from './ordinary-get'

const CREDENTIALS = "--header-env 'Authorization=VAR' and --header-env 'Cookie=VAR' send credentials"
const PATH = 'Put the path into the URL.'

/** What a 401 asks for. The credentials come from a variable, so that no log has them. */
function aboutUnauthorized({ control, target }: Findings): Advice {
  const [challenge] = answered(control, 'WWW-Authenticate')
  if (challenge === undefined)
    return {
      looksLike: 'It may require credentials or another Origin.',
      help: `${CREDENTIALS}, --origin ORIGIN an Origin.`,
    }
  const isGiven = target.url.username !== '' || target.fields.some(({ name }) => sameName(name, 'Authorization'))
  return {
    looksLike: isGiven
      ? `It does not accept these credentials (WWW-Authenticate: ${shown(challenge, 60)}).`
      : `It requires credentials (WWW-Authenticate: ${shown(challenge, 60)}).`,
    help: "--header-env 'Authorization=VAR' sends the value of $VAR.",
    ...(isGiven ? {} : { suggestion: { flags: ['--header-env', 'Authorization=HEADER_AUTHORIZATION'] } }),
  }
}

/** What a 403 is about. Its own Origin was tried before. The content of many a refusal names the reason. */
function aboutForbidden({ target }: Findings, content: string | null): Advice {
  if (content === null || !/\borigin\b/i.test(content) || target.origin !== undefined)
    return {
      looksLike: 'It may require another Origin or credentials.',
      help: `--origin ORIGIN sends an Origin, ${CREDENTIALS}.`,
    }
  return {
    looksLike: 'It requires an Origin that it knows.',
    help: '--origin ORIGIN sends an Origin.',
    suggestion: { flags: ['--origin', '***'] },
  }
}

/** What a status means by itself; null where it says nothing special. */
function aboutRefusal(findings: Findings, status: number, content: string | null): Advice | null {
  if (status === 401) return aboutUnauthorized(findings)
  if (status === 407)
    return { looksLike: 'A proxy requires credentials.', help: '--connect HOST:PORT connects past the proxy.' }
  if (status === 403) return aboutForbidden(findings, content)
  if (isBusy(status))
    return {
      looksLike: 'It is busy, or it limits the rate of requests.',
      help: 'Wait, and run with --jobs 1.',
      suggestion: { flags: ['--jobs', '1'] },
    }
  if (status === 426)
    return {
      looksLike:
        'It requires an upgrade, but not this one. Is there a WebSocket endpoint at this path, and does a proxy remove the Upgrade field?',
    }
  if (status === 400)
    return {
      looksLike: 'It may require a subprotocol, a field or another path.',
      help: `--subprotocol NAME offers a subprotocol, --header 'N: v' sends a field. ${PATH}`,
    }
  return null
}

function aboutRedirect({ control, target }: Findings): Advice {
  const [location] = answered(control, 'Location')
  if (!location) return { looksLike: 'It redirects, but names no location.' }
  const url = asWebSocket(location, target.url)
  const words = { looksLike: 'It redirects.', help: `Use ${url}` }
  return /^wss?:/.test(url) && URL.canParse(url) ? { ...words, suggestion: { url, flags: [] } } : words
}

/**
 * What a response to the correct handshake means, and which flag helps.
 * @param get what an ordinary GET gave
 * @param content the beginning of the content of the response; null where there is none
 */
export function aboutStatus(findings: Findings, get: GetResult, content: string | null): Advice {
  const { control, target } = findings
  const status = statusOf(control) ?? 0
  const refusal = aboutRefusal(findings, status, content)
  if (refusal !== null) return refusal
  if (status >= 300 && status < 400) return aboutRedirect(findings)
  const same = get.status === status ? ', too' : ''
  const got = get.status === null ? '' : `An ordinary GET gets ${get.status}${same}. `
  if ([404, 405, 410].includes(status))
    return {
      looksLike: `${got}It may be a plain HTTP server, or there is no WebSocket endpoint at ${target.url.pathname}. Is the path right?`,
      help: PATH,
    }
  if (status < 300) return { looksLike: `${got}It may be a plain HTTP server. Is the path right?`, help: PATH }
  return { looksLike: got.trimEnd() }
}

/** A Location as the ws: or wss: URL that a person would write. */
function asWebSocket(location: string, base: URL): string {
  try {
    const absolute = new URL(location, base.href.replace(/^ws/, 'http'))
    absolute.username = absolute.password = absolute.hash = ''
    return maskUrl(shown(absolute.href.replace(/^http/, 'ws'), 200))
  } catch {
    return shown(location, 200)
  }
}
