/**
 * The harm of a finding, read from its evidence alone:
 * `outage` other connections suffer; `smuggling` bytes of one message are taken for another; `interop` a peer that
 * conforms is refused, misread or answered wrongly; `bypass` a WebSocket opens for a request that did not ask for one;
 * `lax` other invalid input is accepted, and no harm is shown; `form` the decision is right, and a field, the status or
 * the content of the answer is not.
 */
export type Impact = 'outage' | 'smuggling' | 'interop' | 'bypass' | 'lax' | 'form'

/** Every impact, the gravest first. */
export const IMPACTS: readonly Impact[] = ['outage', 'smuggling', 'interop', 'bypass', 'lax', 'form']

/** What explains a finding: the id of a cause (suites/causes.ts), and the harm. */
export interface Blame {
  cause: string
  impact: Impact
}

/** The missing check, or the mistake, that explains findings: a maintainer mends it once. */
export interface Cause {
  /** A final name, as results have it. */
  id: string
  /** What is wrong, read alone: "Host is never checked". */
  title: string
  /** Why it matters, in one sentence. */
  why: string
  /** What to do. */
  remedy: string
  /** The harm of its findings, unless the evidence of one names another. */
  impact: Impact
  /** The cases that it explains, unless the evidence names another cause; in the order of their ids. */
  cases: readonly string[]
}
