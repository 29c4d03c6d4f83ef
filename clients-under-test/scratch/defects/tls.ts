import { C } from '../../../suites/requirements/client'
import type { ClientDefect } from '../overlay'
import { defect } from './defect'

/** A defect that overlooks one problem of a certificate, as OpenSSL names it. */
function trusting(name: string, says: string, overlooked: RegExp): ClientDefect {
  return defect(name, says, C.certificateVerified, (intact) => ({
    trusts: (problem) => intact.trusts(problem) || overlooked.test(problem ?? ''),
  }))
}

/** The defects in connections to wss: URLs. */
export const TLS_DEFECTS: readonly ClientDefect[] = [
  trusting('certificate-unverified', 'verifies no certificate', /./),
  trusting('certificate-self-signed', 'takes self-signed certificates', /SELF_SIGNED/),
  trusting('certificate-unknown-authority', 'takes certificates of unknown authorities', /UNABLE_TO/),
  trusting('certificate-other-name', 'compares no name with the certificate', /ALTNAME/),
  trusting('certificate-expired', 'takes expired certificates', /EXPIRED/),
  defect('tls-refused', 'opens no wss: URL', C.rightAnswerOpensOverTls, (intact) => ({
    objection: (head, opening, client) =>
      opening.url.protocol === 'wss:' ? 'the URL is a wss: URL' : intact.objection(head, opening, client),
  })),
  defect('tls-or-clear', 'asks in clear text where TLS fails', C.tlsBeforeAnswer, () => ({ triesInClear: () => true })),
  defect('redirect-to-clear', 'follows a redirect from wss to ws', C.staysOnTls, (intact) => ({
    redirected: (head, opening, client) => {
      const { url, protocols } = opening
      const [, location] = head.fields.find(([name]) => name === 'location') ?? []
      const leaves = url.protocol === 'wss:' && head.status === 302 && location?.startsWith('ws:')
      if (!leaves || location === undefined) return intact.redirected(head, opening, client)
      return { url: new URL(location), protocols, key: client.chooseKey() }
    },
  })),
]
