import type { Requirement } from '../../../suites/requirements'
import { C } from '../../../suites/requirements/client'
import type { ClientFunctions } from '../functions'
import type { ClientDefect } from '../overlay'

function defect(
  name: string,
  says: string,
  breaks: Requirement,
  replaces: (intact: ClientFunctions) => Partial<ClientFunctions>,
): ClientDefect {
  return { name, says, breaks: [breaks], replaces }
}

/** What is wrong with requests for unusual URLs and subprotocols. */
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
  defect('subprotocol-twice', 'offers a subprotocol twice', C.protocolsAreTokens, (intact) => ({
    mayOffer: (protocols) => intact.mayOffer([...new Set(protocols)]),
  })),
  defect('subprotocol-with-space', 'offers a subprotocol with a space', C.protocolsAreTokens, (intact) => ({
    mayOffer: (protocols) => intact.mayOffer(protocols.filter((each) => !each.includes(' '))),
  })),
]
