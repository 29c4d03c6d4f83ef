import type { Observation } from '../../case/observation'
import type { Target } from '../target'

/** What is known when the correct handshake failed. */
export interface Findings {
  target: Target
  /** The answer to the correct handshake. */
  control: Observation
  /** The address that the handshake went to, for a sentence. */
  where: string
  /** The handshake went over TLS. */
  isSecure: boolean
}

export function findingsOf(target: Target, control: Observation): Findings {
  const { connect, url } = target
  const where = connect ? `${connect.host}:${connect.port}` : url.host
  return { target, control, where, isSecure: url.protocol === 'wss:' }
}

/** The Origin of a page that the target itself serves (RFC 6454 6.1). */
export function ownOrigin({ url }: Target): string {
  return `${url.protocol === 'wss:' ? 'https' : 'http'}://${url.host}`
}

/** True where the peer ended the connection. */
export function wasEnded({ recording: { ended } }: Observation): boolean {
  return ended === 'closed' || ended === 'reset'
}

/** True for the error codes of a certificate that is not trusted. */
export function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|ISSUER|VERIFY|ALTNAME|UNABLE_TO/.test(code)
}

/** True where no TLS connection was established within the deadline and no error says why: TCP may have connected. */
export function isUngreeted({ control: { recording }, isSecure }: Findings): boolean {
  return isSecure && recording.connectedMs === null && recording.errorCode === null && recording.ended === 'timeout'
}
