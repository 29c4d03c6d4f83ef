/** What a report says of a case beside its result; the cli takes it from the case data. */
export interface CaseNotes {
  /** Why it matters to somebody who runs such a server. */
  why?: string | undefined
  /** The two clauses that pull apart, and how each is read. */
  contested?: { strict: string; lenient: string } | undefined
  /** The clauses behind the case; `url` leads to https://www.rfc-editor.org/, anything else is not made a link. */
  clauses: readonly { text: string; url: string }[]
  /** The command line that runs this case again. */
  repeat: string
}

/** Notes by case id. */
export type Notes = ReadonlyMap<string, CaseNotes>

/** What the suites are called, by number. Results hold the numbers only. */
export type SuiteTitles = ReadonlyMap<number, string>
