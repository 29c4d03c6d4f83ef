import type { Observation } from '../case/observation'
import type { Step } from '../case/script'
import { answered, statusOf } from '../judge/answer'
import { describe } from '../judge/describe'
import { shown } from '../judge/shown-text'
import { type Asked, ask } from './ask'
import { Session } from './session'
import { COMMON_SUBPROTOCOLS } from './subprotocols'

/** How long one variation of the handshake may take, ms. */
const TRY_MS = 2000

const HEAD_ONLY: readonly Step[] = [{ do: 'send' }, { do: 'answer' }]

/** TLS speaks of an alert with this octet first (RFC 8446 5.1). */
const TLS_ALERT = 0x15

/** What is known when a handshake failed: the answer to it, and an ordinary request for the same resource. */
interface Findings {
  session: Session
  control: Observation
  /** Where the handshake went, for a sentence. */
  where: string
  secure: boolean
}

function authorityOf({ session: { target } }: Findings): string {
  const { connect, url } = target
  return connect ? `${connect.host}:${connect.port}` : url.host
}

/** No TLS came about, and no error said why: TCP may have connected all the same. */
function isUngreeted({ control: { recording }, secure }: Findings): boolean {
  return secure && recording.connectedMs === null && recording.errorCode === null && recording.ended === 'timeout'
}

/** What a failure to connect means, by the system's error code. */
function aboutConnection(findings: Findings): string | null {
  const { control, secure, session } = findings
  const { errorCode, connectedMs, ended } = control.recording
  const where = authorityOf(findings)
  if (connectedMs !== null || isUngreeted(findings)) return null
  if (errorCode === null || errorCode === 'ETIMEDOUT')
    return ended === 'timeout' || errorCode !== null
      ? `${where} does not answer: no connection within ${Math.round(control.recording.endedMs)} ms. Is a firewall between? --connect HOST:PORT says where to connect, --timeout MS how long to wait.`
      : null
  if (errorCode === 'ECONNREFUSED')
    return `nothing listens on ${where} (${errorCode}): is the server started, and is the port right? --connect HOST:PORT says where to connect.`
  if (errorCode === 'ENOTFOUND' || errorCode === 'EAI_AGAIN')
    return `the name ${session.target.connect?.host ?? session.target.url.hostname} is not found (${errorCode}): is it spelled right? --connect HOST:PORT says where to connect.`
  if (errorCode === 'EHOSTUNREACH' || errorCode === 'ENETUNREACH')
    return `${where} cannot be reached from here (${errorCode}); --connect HOST:PORT says where to connect.`
  if (secure && /CERT|SELF_SIGNED|ISSUER|VERIFY|ALTNAME|UNABLE_TO/.test(errorCode))
    return `the certificate of ${where} is not trusted (${errorCode}): --ca FILE names the certificate to trust, --insecure trusts any.`
  return null
}

/** The octets are TLS where HTTP was spoken, or a server says that it expects TLS. */
function speaksTls({ control }: Findings): boolean {
  const { received } = control
  const alert = received[0] === TLS_ALERT && received[1] === 3
  const complaint =
    /HTTP request (?:was )?(?:sent )?to (?:an )?HTTPS (?:port|server)|client sent an HTTP request to an HTTPS/i
  return alert || (statusOf(control) === 400 && complaint.test(received.toString('latin1')))
}

async function aboutTls(findings: Findings): Promise<string | null> {
  const { control, secure, session, where } = findings
  const { errorCode, connectedMs } = control.recording
  const { url } = session.target
  const other = (scheme: string) => `${scheme}://${url.host}${url.pathname}`
  if (!secure && speaksTls(findings)) return `${where} speaks TLS on this port: use ${other('wss')}`
  if (
    !secure &&
    control.received.length === 0 &&
    (control.recording.ended === 'closed' || control.recording.ended === 'reset')
  ) {
    const asked = await ask(session.target, 'https:')
    if (asked.error === null || /CERT|SELF_SIGNED|ISSUER|ALTNAME|UNABLE_TO/.test(asked.error))
      return `${where} ended the connection, and speaks TLS on this port: use ${other('wss')}`
  }
  if (secure && connectedMs === null) {
    const asked = await ask(session.target, 'http:')
    const plain =
      asked.error === null ||
      errorCode === 'ERR_SSL_WRONG_VERSION_NUMBER' ||
      errorCode === 'ERR_SSL_PACKET_LENGTH_TOO_LONG'
    if (plain) return `${where} does not speak TLS on this port: use ${other('ws')}`
    if (isUngreeted(findings))
      return `${where} does not answer: no TLS connection within ${Math.round(control.recording.endedMs)} ms. Does it speak TLS, or is ${other('ws')} right? Is a firewall between? --connect HOST:PORT says where to connect, --timeout MS how long to wait.`
    return `the TLS handshake with ${where} failed${errorCode ? ` (${errorCode})` : ''}.`
  }
  return null
}

/** True when the handshake with these fields is answered 101. */
async function opens(session: Session, fields: Record<string, string>): Promise<boolean> {
  const { observation } = await session.send({ send: { fields }, steps: HEAD_ONLY })
  return observation.opened
}

/** The subprotocol that makes the target say 101, of the candidates. */
async function subprotocolThatOpens(session: Session): Promise<string | null> {
  if (!(await opens(session, { 'Sec-WebSocket-Protocol': COMMON_SUBPROTOCOLS.join(', ') }))) {
    for (const name of COMMON_SUBPROTOCOLS) if (await opens(session, { 'Sec-WebSocket-Protocol': name })) return name
    return null
  }
  for (const name of COMMON_SUBPROTOCOLS) if (await opens(session, { 'Sec-WebSocket-Protocol': name })) return name
  return null
}

/** One variation each: what the handshake lacks, where an Origin or a subprotocol is all of it. */
async function aboutVariations({ session }: Findings): Promise<string | null> {
  const { target } = session
  const { url, origin } = target
  const own = `${url.protocol === 'wss:' ? 'https' : 'http'}://${url.host}`
  if (origin === undefined && (await opens(session, { Origin: own })))
    return `it answers 101 once the handshake carries an Origin: --origin ${own}`
  const name = await subprotocolThatOpens(session)
  return name === null ? null : `it answers 101 once a subprotocol is offered: --subprotocol ${name}`
}

/** What a status says, where it says something by itself. */
function aboutStatus(findings: Findings, asked: Asked): string {
  const { control, where, session } = findings
  const status = statusOf(control)
  const told = `${where} answers the correct handshake with ${describe(control)}`
  const { pathname } = session.target.url
  if (status === 401) {
    const [challenge] = answered(control, 'WWW-Authenticate')
    if (challenge === undefined)
      return `${told}: it may want credentials (--header-env 'Authorization=VAR', 'Cookie=VAR') or another Origin (--origin ORIGIN).`
    return `${told}: it wants credentials (WWW-Authenticate: ${shown(challenge, 60)}). --header-env 'Authorization=VAR' sends the value of $VAR.`
  }
  if (status === 407) return `${told}: a proxy wants credentials; --connect HOST:PORT goes around it.`
  if (status === 403)
    return `${told}: it may want another Origin (--origin ORIGIN) or credentials (--header-env 'Authorization=VAR', 'Cookie=VAR').`
  if (status === 429 || status === 503)
    return `${told}: it is busy or limits how often one may ask. Wait, and run with --jobs 1.`
  if (status !== null && status >= 300 && status < 400) {
    const [location] = answered(control, 'Location')
    return `${told}: it redirects. ${location ? `Use ${asWebSocket(location, session.target.url)}` : 'It does not say where to.'}`
  }
  const plain = asked.status !== null ? `, an ordinary GET with ${asked.status}` : ''
  if (status === 404 || status === 410)
    return `${told}${plain}: looks like a plain HTTP server, or no WebSocket is at ${pathname}. Is the path right? Put it in the URL.`
  if (status === 426)
    return `${told}: it wants an upgrade, and not this one. Is it WebSocket behind this path, and does a proxy take Upgrade away?`
  if (status === 400)
    return `${told}: it may want a subprotocol (--subprotocol NAME), a field (--header 'N: v') or another path.`
  if (status !== null && status < 300) return `${told}${plain}: looks like a plain HTTP server; is the path right?`
  return `${told}${plain}.`
}

/** `location` as the ws: or wss: URL that a person would write. */
function asWebSocket(location: string, base: URL): string {
  try {
    const absolute = new URL(location, base.href.replace(/^ws/, 'http'))
    absolute.username = absolute.password = ''
    return shown(absolute.href.replace(/^http/, 'ws'), 200)
  } catch {
    return shown(location, 200)
  }
}

/** An answer that is no HTTP response, or none at all. */
function aboutSilence(findings: Findings, asked: Asked): string {
  const { control, where } = findings
  const { ended, endedMs, overflow } = control.recording
  const http =
    asked.status === null
      ? ''
      : ` It answers an ordinary GET with ${asked.status}: looks like a plain HTTP server; is the path right?`
  if (control.answers[0].garbageAt !== null)
    return `${where} answers, but not in HTTP: ${shown(control.received.toString('latin1'), 60)}. Is the port right?`
  const octets = control.received.length
  const begun = `octets of an answer to the correct handshake that does not come to its end: ${shown(control.received.toString('latin1', 0, 60))}. Is the port right?`
  if (overflow) return `${where} sends more than ${octets} ${begun}`
  if (octets > 0 && (ended === 'closed' || ended === 'reset'))
    return `${where} ends the connection after ${octets} ${begun}`
  if (octets > 0) return `${where} stops for ${Math.round(endedMs)} ms after ${octets} ${begun}`
  if (ended === 'closed' || ended === 'reset')
    return `${where} ends the connection without an answer to the correct handshake.${http || ' Is the port right, and is it WebSocket?'}`
  return `${where} took the connection and stays silent for ${Math.round(endedMs)} ms.${http || ' Is the port right, or does it speak TLS (wss://)? --timeout MS says how long to wait.'}`
}

/** Answers that a variation of the handshake may turn into a 101. */
function mayVary(control: Observation): boolean {
  const status = statusOf(control)
  const { ended } = control.recording
  if (status === null) return ended === 'closed' || ended === 'reset'
  // A 401 names what it wants (RFC 9110 15.5.2); one that does not is how some servers refuse an Origin.
  if (status === 401) return answered(control, 'WWW-Authenticate').length === 0
  return status === 200 || (status >= 400 && ![404, 405, 407, 410, 429, 503].includes(status))
}

/**
 * What a target looks like that does not answer the correct handshake with 101, and which flag helps. One or more lines.
 * Sends an ordinary GET, and where that may help a few variations of the handshake; bounded in time, rejects for nothing a target does.
 */
export async function diagnose(session: Session, control: Observation): Promise<string> {
  const { target, options } = session
  const timeoutMs = Math.min(TRY_MS, options.timeoutMs)
  const secure = target.url.protocol === 'wss:'
  const findings: Findings = {
    session: new Session(target, { ...options, timeoutMs }),
    control,
    secure,
    where: authorityOf({ session } as Findings),
  }
  const early = aboutConnection(findings) ?? (await aboutTls(findings))
  if (early !== null) return early
  const asked = await ask(target, secure ? 'https:' : 'http:')
  if (statusOf(control) === null && control.received.length > 0) return aboutSilence(findings, asked)
  const variation = mayVary(control) ? await aboutVariations(findings) : null
  if (variation !== null)
    return `${findings.where} answers the correct handshake with ${describe(control)}; ${variation}`
  return statusOf(control) === null ? aboutSilence(findings, asked) : aboutStatus(findings, asked)
}
