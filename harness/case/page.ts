/** A request for a page of wsspec itself, which belongs to no attempt. */
export interface PageRequest {
  method: string
  target: string
  /** Its content, at most 1 MiB, as UTF-8. */
  body: string
  /** Settles once the connection of the request has ended. */
  gone: Promise<void>
}

/** What a page request is answered with. */
export interface PageAnswer {
  status: 200 | 204 | 404
  /** The Content-Type. */
  type: string
  body: string
  /** Further field lines, without their CRLF. */
  fields?: readonly string[]
}

/** Answers a page request; null for a target that is no page. */
export type AnswerPage = (request: PageRequest) => Promise<PageAnswer | null>

/** The cookie that a page of a run sets for its host. */
export const PAGE_COOKIE = 'wsspec=page'
