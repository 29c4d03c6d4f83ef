import type { Advice } from './advice'
import { type Findings, isCertificateError, isUngreeted } from './findings'

const CONNECT = '--connect HOST:PORT sets where to connect'

/** Why there is no connection to the target, and which flag helps; null where there is one or the reason is unknown. */
export function aboutConnection(findings: Findings): Advice | null {
  const { control, isSecure, target, where } = findings
  const { errorCode, connectedMs, ended, endedMs } = control.recording
  if (connectedMs !== null || isUngreeted(findings)) return null
  if (errorCode === 'ETIMEDOUT' || (errorCode === null && ended === 'timeout'))
    return {
      looksLike: `no connection to ${where} within ${Math.round(endedMs)} ms. A firewall may block it.`,
      help: `${CONNECT}, --timeout MS how long to wait.`,
    }
  if (errorCode === null) return null
  if (errorCode === 'ECONNREFUSED')
    return {
      looksLike: `nothing listens on ${where} (${errorCode}). Is the server running, and is the port right?`,
      help: `${CONNECT}.`,
    }
  if (errorCode === 'ENOTFOUND' || errorCode === 'EAI_AGAIN')
    return {
      looksLike: `the host name ${target.connect?.host ?? target.url.hostname} is not found (${errorCode}). Is it spelled correctly?`,
      help: `${CONNECT}.`,
    }
  if (errorCode === 'EHOSTUNREACH' || errorCode === 'ENETUNREACH')
    return { looksLike: `${where} cannot be reached from this machine (${errorCode}).`, help: `${CONNECT}.` }
  if (isSecure && isCertificateError(errorCode))
    return {
      looksLike: `the certificate of ${where} is not trusted (${errorCode}).`,
      help: '--ca FILE names a certificate to trust, --insecure trusts every certificate.',
      suggestion: { flags: ['--insecure'] },
    }
  return null
}
