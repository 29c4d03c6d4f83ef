import type { Observation } from '../../case/observation'
import { statusOf } from '../../judge/answer'
import { Session } from '../session'
import { aboutConnection } from './connection'
import { findingsOf } from './findings'
import { aboutMissingField } from './missing-field'
import { aboutNoResponse } from './no-response'
import { ordinaryGet } from './ordinary-get'
import { aboutSecondRead } from './second-read'
import { aboutStatus } from './status'
import { aboutTls } from './tls'

/** How long one further handshake may take, ms. */
const TRY_MS = 2000

/**
 * Why a target does not answer the correct handshake with 101, and which flag helps, in one or more sentences.
 * Sends an ordinary GET and, where that may help, handshakes with one more field. The time is bounded. Rejects for
 * nothing that a target does.
 * @param control the answer to the correct handshake
 */
export async function diagnose({ target, options }: Session, control: Observation): Promise<string> {
  const findings = findingsOf(target, control)
  const early = aboutConnection(findings) ?? (await aboutTls(findings))
  if (early !== null) return early
  const get = await ordinaryGet(target, findings.isSecure ? 'https:' : 'http:')
  const hasResponse = statusOf(control) !== null
  if (!hasResponse && control.received.length > 0) return aboutNoResponse(findings, get)
  const session = new Session(target, { ...options, timeoutMs: Math.min(TRY_MS, options.timeoutMs) })
  const missing = (await aboutSecondRead(findings, session)) ?? (await aboutMissingField(findings, session))
  session.time.clear()
  return missing ?? (hasResponse ? aboutStatus(findings, get) : aboutNoResponse(findings, get))
}
