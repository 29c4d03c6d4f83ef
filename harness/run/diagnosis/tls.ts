import type { Observation } from '../../case/observation'
import { statusOf } from '../../judge/answer'
import { maskUrl } from '../masking/words'
import type { Advice } from './advice'
import { type Findings, isCertificateError, isUngreeted, wasEnded } from './findings'
import { ordinaryGet } from './ordinary-get'

/** The type of a TLS record that carries an alert (RFC 8446 5.1). */
const TLS_ALERT = 0x15

/** How usual servers complain about plain HTTP on a TLS port. */
const TLS_EXPECTED =
  /HTTP request (?:was )?(?:sent )?to (?:an )?HTTPS (?:port|server)|client sent an HTTP request to an HTTPS/i

/** The error codes of TLS where the peer did not speak it. */
const NO_TLS = ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']

/** True where the answer to plain HTTP is a TLS record, or a server says that it expects TLS. */
function expectsTls(control: Observation): boolean {
  const { received } = control
  const isAlert = received[0] === TLS_ALERT && received[1] === 3
  return isAlert || (statusOf(control) === 400 && TLS_EXPECTED.test(received.toString('latin1')))
}

/** Advice to use another URL. */
function use(url: string, looksLike: string): Advice {
  return { looksLike, help: `Use ${url}`, suggestion: { url, flags: [] } }
}

/** What a plain handshake to a TLS port looks like. */
async function aboutMissingTls({ control, target, where }: Findings, tlsUrl: string): Promise<Advice | null> {
  if (expectsTls(control)) return use(tlsUrl, `${where} speaks TLS on this port.`)
  if (control.received.length > 0 || !wasEnded(control)) return null
  const { error } = await ordinaryGet(target, 'https:')
  const speaksTls = error === null || isCertificateError(error)
  return speaksTls ? use(tlsUrl, `${where} ended the connection, and it speaks TLS on this port.`) : null
}

/** Why there is no TLS connection. */
async function aboutFailedTls(findings: Findings, plainUrl: string): Promise<Advice> {
  const { control, target, where } = findings
  const { errorCode, endedMs } = control.recording
  const { error } = await ordinaryGet(target, 'http:')
  if (error === null || (errorCode !== null && NO_TLS.includes(errorCode)))
    return use(plainUrl, `${where} does not speak TLS on this port.`)
  if (isUngreeted(findings))
    return {
      looksLike: `no TLS connection to ${where} within ${Math.round(endedMs)} ms. Does the port speak TLS, or is ${plainUrl} right? A firewall may also block it.`,
      help: '--connect HOST:PORT sets where to connect, --timeout MS how long to wait.',
    }
  return { looksLike: `the TLS handshake with ${where} failed${errorCode ? ` (${errorCode})` : ''}.` }
}

/** What is wrong about TLS, and which URL or flag helps; null where nothing is. May send an ordinary GET. */
export async function aboutTls(findings: Findings): Promise<Advice | null> {
  const { control, isSecure, target } = findings
  const url = maskUrl(target.url.href)
  if (!isSecure) return aboutMissingTls(findings, url.replace(/^ws:/, 'wss:'))
  return control.recording.connectedMs === null ? aboutFailedTls(findings, url.replace(/^wss:/, 'ws:')) : null
}
