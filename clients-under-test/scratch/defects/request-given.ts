import { C } from '../../../suites/requirements/client'
import type { Opening } from '../functions'
import type { ClientDefect } from '../overlay'
import { defect } from './defect'

/** The defects in requests for unusual URLs and subprotocols. */
export const GIVEN_DEFECTS: readonly ClientDefect[] = [
  defect('space-in-target', 'sends a space of the URL as it is', C.targetIsAscii, (intact) => ({
    targetOf: (url) => intact.targetOf(url).replace('%20au', ' au'),
  })),
  defect('target-above-ascii', 'sends UTF-8 in the target', C.targetIsAscii, (intact) => ({
    targetOf: (url) => intact.targetOf(url).replace('%C3%A9', '\u00c3\u00a9'),
  })),
  defect('upper-case-scheme', 'knows no scheme in upper case', C.schemeWithoutCase, (intact) => ({
    readUrl: (text) => (text.startsWith('WS') ? undefined : intact.readUrl(text)),
  })),
  defect('user-as-host', 'takes the userinfo of a URL for its host in Host', C.hostNamesAuthority, (intact) => ({
    hostOf: (url) => url.username || intact.hostOf(url),
  })),
  defect('brackets-missing', 'leaves out the brackets of an IPv6 address in Host', C.hostNamesAuthority, (intact) => ({
    hostOf: (url) => intact.hostOf(url).replace(/[[\]]/g, ''),
  })),
  defect('server-name-missing', 'sends no name in its ClientHello', C.serverNameSent, () => ({ serverName: () => '' })),
  defect('subprotocol-twice', 'offers a subprotocol twice', C.protocolsAreTokens, (intact) => ({
    mayOffer: (protocols) => intact.mayOffer([...new Set(protocols)]),
  })),
  defect('subprotocol-with-space', 'offers a subprotocol with a space', C.protocolsAreTokens, (intact) => ({
    mayOffer: (protocols) => intact.mayOffer(protocols.filter((each) => !each.includes(' '))),
  })),
]

/** A defect whose requests after a redirect lack a field. */
function lackingAfterRedirect(name: string, field: string): ClientDefect {
  return defect(name, `sends no ${field} after a redirect`, C.redirectRepeatsHandshake, (intact) => {
    const further = new WeakSet<Opening>()
    return {
      redirected: (head, opening, client) => {
        const next = intact.redirected(head, opening, client)
        if (next !== undefined) further.add(next)
        return next
      },
      requestFields: (opening, client) => {
        const fields = intact.requestFields(opening, client)
        return further.has(opening) ? fields.filter(([each]) => each !== field) : fields
      },
    }
  })
}

/** The defects in further requests, and in the masking keys of frames. */
export const FURTHER_DEFECTS: readonly ClientDefect[] = [
  defect('key-kept', 'sends the same key after a redirect', C.keyIsFreshAgain, (intact) => ({
    redirected: (head, opening, client) => {
      const next = intact.redirected(head, opening, client)
      return next && { ...next, key: opening.key }
    },
  })),
  lackingAfterRedirect('redirect-without-upgrade', 'Upgrade'),
  lackingAfterRedirect('redirect-without-version', 'Sec-WebSocket-Version'),
  defect('mask-constant', 'masks each frame with the same key', C.maskIsFresh, () => ({
    maskKey: () => Buffer.from([1, 2, 3, 4]),
  })),
  defect('mask-of-16', 'has 16 masking keys', C.maskIsFresh, () => {
    let drawn = 0
    return { maskKey: () => Buffer.from([1, 2, 3, drawn++ % 16]) }
  }),
  defect('reconnects-at-once', 'connects again at once after 503', C.reconnectsBackOff, (intact) => ({
    redirected: (head, opening, client) =>
      head.status === 503 ? { ...opening, key: client.chooseKey() } : intact.redirected(head, opening, client),
  })),
]
