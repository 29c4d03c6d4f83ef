/** A normative statement: its final id, where it is, how strongly it binds, and what it says. */
export interface Requirement {
  /** `N10`: what pages and reports show. */
  id: string
  /** `6455 4.2.1 item 6`, or `WHATWG WebSockets 2.2`. */
  where: string
  level: string
  statement: string
}

/** Where a statement is, with the name of its document: `RFC 6455 4.2.1 item 6`, or `WHATWG WebSockets 2.2`. */
export function statementPlace({ where }: Pick<Requirement, 'where'>): string {
  return where.startsWith('WHATWG') ? where : `RFC ${where}`
}
