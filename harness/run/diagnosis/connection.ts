import { type Findings, isCertificateError, isUngreeted } from './findings'

const CONNECT_HINT = '--connect HOST:PORT sets where to connect'

/** Why there is no connection to the target, and which flag helps; null where there is one or the reason is unknown. */
export function aboutConnection(findings: Findings): string | null {
  const { control, isSecure, target, where } = findings
  const { errorCode, connectedMs, ended, endedMs } = control.recording
  if (connectedMs !== null || isUngreeted(findings)) return null
  if (errorCode === 'ETIMEDOUT' || (errorCode === null && ended === 'timeout'))
    return `no connection to ${where} within ${Math.round(endedMs)} ms. A firewall may block it. ${CONNECT_HINT}, --timeout MS how long to wait.`
  if (errorCode === null) return null
  if (errorCode === 'ECONNREFUSED')
    return `nothing listens on ${where} (${errorCode}). Is the server running, and is the port right? ${CONNECT_HINT}.`
  if (errorCode === 'ENOTFOUND' || errorCode === 'EAI_AGAIN')
    return `the host name ${target.connect?.host ?? target.url.hostname} is not found (${errorCode}). Is it spelled correctly? ${CONNECT_HINT}.`
  if (errorCode === 'EHOSTUNREACH' || errorCode === 'ENETUNREACH')
    return `${where} cannot be reached from this machine (${errorCode}). ${CONNECT_HINT}.`
  if (isSecure && isCertificateError(errorCode))
    return `the certificate of ${where} is not trusted (${errorCode}). --ca FILE names a certificate to trust, --insecure trusts every certificate.`
  return null
}
