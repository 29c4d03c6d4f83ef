import { type Clause, clauseName } from './clause'

/** A clause as a link: its name, and its address on the web. */
export interface ClauseLink {
  text: string
  url: string
}

/** The address of an RFC without its number. */
export const RFC_URL = 'https://www.rfc-editor.org/rfc/rfc'

const WHATWG_URL = 'https://websockets.spec.whatwg.org/#'

/** The sections of the WHATWG WebSockets Standard by their place: its own links have only names. */
const WHATWG_SECTIONS: Readonly<Record<string, string>> = {
  '2.1': 'websocket-connections',
  '2.2': 'websocket-opening-handshake',
  '3.1': 'interface-definition',
}

/** The address of a clause. */
function clauseUrl({ rfc, section }: Clause): string {
  if (rfc === undefined) return WHATWG_URL + (WHATWG_SECTIONS[section] ?? '')
  const anchor = /^[A-Z]/.test(section) ? `appendix-${section}` : `section-${section}`
  return `${RFC_URL}${rfc}#${anchor}`
}

/** True for an address of a clause; reports link to no other. */
export function isClauseUrl(url: string): boolean {
  if (url.startsWith(WHATWG_URL)) return Object.values(WHATWG_SECTIONS).includes(url.slice(WHATWG_URL.length))
  return url.startsWith(RFC_URL) && /^\d+#[\w.-]+$/.test(url.slice(RFC_URL.length))
}

/** A clause as results name it (`RFC 6455 4.2.2`) as a link; its `url` is empty where the name is another. */
export function namedClauseLink(text: string): ClauseLink {
  const [, rfc, section = ''] = /^RFC (\d+) ([\dA-Z][\w.]*)/.exec(text) ?? []
  if (rfc !== undefined) return { text, url: clauseUrl({ rfc: Number(rfc), section }) }
  const [, living = ''] = /^WHATWG WebSockets (\d\.\d)/.exec(text) ?? []
  return { text, url: living in WHATWG_SECTIONS ? clauseUrl({ section: living }) : '' }
}

/** `RFC 6455 4.2.2 (step 5.4): "the words of the clause"`. */
export function clauseWords(clause: Clause): string {
  const { note, quote } = clause
  return clauseName(clause) + (note === undefined ? '' : ` (${note})`) + (quote === undefined ? '' : `: "${quote}"`)
}

/** A clause with its words and its address. */
export function clauseLink(clause: Clause): ClauseLink {
  return { text: clauseWords(clause), url: clauseUrl(clause) }
}

/** The clauses that a text names, as `RFC 6455 9.1, 4.3` does, once each and in their order. */
export function clausesIn(text: string): ClauseLink[] {
  const named = [...text.matchAll(/RFC (\d{4}) (\d+(?:\.\d+)*(?:, \d+(?:\.\d+)*)*)/g)].flatMap(
    ([, rfc, sections = '']) => sections.split(', ').map((section) => clauseLink({ rfc: Number(rfc), section })),
  )
  return [...new Map(named.map((link) => [link.url, link])).values()]
}
