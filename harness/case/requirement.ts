/** A normative statement: its final id, where it is, how strongly it binds, and what it says. */
export interface Requirement {
  /** `N10`: what pages and reports show. */
  id: string
  /** `6455 4.2.1 item 6`. */
  where: string
  level: string
  statement: string
}
