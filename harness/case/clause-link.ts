import { type Clause, clauseName } from './clause'

/** A clause as a reader finds it: what it is called, and where it stands on the web. */
export interface ClauseLink {
  text: string
  url: string
}

/** Where a clause stands on the web. */
export function clauseUrl({ rfc, section }: Clause): string {
  const anchor = /^[A-Z]/.test(section) ? `appendix-${section}` : `section-${section}`
  return `https://www.rfc-editor.org/rfc/rfc${rfc}#${anchor}`
}

/** `RFC 6455 4.2.2 (step 5.4)`. */
export function clauseWords(clause: Clause): string {
  return clauseName(clause) + (clause.note === undefined ? '' : ` (${clause.note})`)
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
