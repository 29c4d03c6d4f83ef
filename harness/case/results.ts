import type { Impact } from './cause'
import type { Role } from './role'
import { VERDICTS, type Verdict } from './verdicts'

export type { Verdict } from './verdicts'

/** How strongly the clauses of a case bind the server. SECURITY names a harm, INFO only records. */
export type Level = 'MUST' | 'SHOULD' | 'MAY' | 'SECURITY' | 'INFO'

/** Every level, in the order in which they are listed. */
export const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'MAY', 'SECURITY', 'INFO']

/** Who accepts what is invalid, or refuses what is valid: whoever parses HTTP, or only the upgrade path. */
export type Party = 'http' | 'upgrade'

/** How a connection ended: by the peer (closed, reset), by us (open, timeout), or it was never made (refused). */
export type Ended = 'closed' | 'reset' | 'open' | 'timeout' | 'refused'

/** Bytes that were written or read at once; milliseconds from the first byte sent. */
export interface StoredEvent {
  direction: 'sent' | 'received'
  octets: number
  atMs: number
}

/** One connection as it is stored: base64 of at most 4,096 bytes each way, the full counts, times in milliseconds from the first byte sent. */
export interface StoredExchange {
  sent: string
  received: string
  sentBytes: number
  receivedBytes: number
  ended: Ended
  firstByteMs: number | null
  endedMs: number
  /** Each write and read in the order of time, at most the first 32; absent where there is one of each at most. */
  events?: StoredEvent[]
}

/** One stimulus of a case that has several. `exchanges` are indexes into the case's exchanges. */
export interface PartResult {
  name: string
  verdict: Verdict
  expected: string
  got: string
  because: string
  exchanges: number[]
}

/** How many of the published servers have the finding of a case too. */
export interface Prevalence {
  servers: number
  /** How many of them were judged in this case. */
  of: number
  /**
   * Whether the server that this target behaves like (`TargetResult.like`) has the finding too. Absent where it was not
   * judged there, and where the target is that server itself.
   */
  like?: boolean
  /** The servers whose older published version has the finding and whose later one has not, with the first version without it. */
  mended?: { name: string; since: string }[]
}

/** The published server that a target behaves like. */
export interface Likeness {
  name: string
  version: string
  /** How many of the cases that both were judged in have the same verdict. */
  agree: number
  of: number
  /** How many findings of the target are that server's too, and how many are not. */
  shared: number
  own: number
  /** The server whose code reads and answers the handshake, where that is another one. */
  core?: string
  /** Where it is a hop: the server that it was run in front of, `ws 8.23.0`. */
  inFrontOf?: string
  /** True where the target is this published version itself: the counts say what differs from what was published. */
  published?: true
}

/** The result of one case on one target. */
export interface CaseResult {
  id: string
  suite: number
  title: string
  level: Level
  contested: boolean
  source: string[]
  /** The version of the rule for its verdict; absent for the first, which older results have. */
  meaning?: number
  verdict: Verdict
  expected: string
  got: string
  because: string
  /** The cause of a finding (suites/causes.ts) and its harm; null where the verdict is none. Absent in older results. */
  cause?: string | null
  impact?: Impact | null
  /** Which published servers have the finding too; only where there is one. Absent in older results. */
  prevalence?: Prevalence
  /** The case that scores the fault which was found here too; only where the verdict is `skip`. */
  scoredIn?: string
  /** Who can mend a finding, where a plain GET shows it. */
  party?: Party
  durationMs: number
  /** False when repeated runs differed. */
  stable: boolean
  known: null | { reason: string; link?: string; until?: string }
  /** Why a finding says more of the few lines that start the server than of its library; absent where it does not. */
  fixture?: string
  parts?: PartResult[]
  /** The other cases whose answers decided it: to see it again, they have to be sent too. */
  evidence?: string[]
  exchanges: StoredExchange[]
}

/** How many cases have each verdict. */
export type Summary = Record<Verdict, number>

/** What probing found out about a target. */
export interface Capabilities {
  echo: boolean
  subprotocols: string[]
  permessageDeflate: boolean
}

/** A known failure that no longer holds: its case and reason, why, and where it is listed (`known.yml, line 3`). */
export interface StaleEntry {
  id: string
  reason: string
  because: string
  at: string | null
}

/** With what to try a target again that could not be judged. */
export interface Suggestion {
  /** The URL, without credentials; absent where it stays the same. */
  url?: string
  /** Further flags, a word each. */
  flags: string[]
}

/** What happened to the correct handshake where it was not answered with 101. */
export interface Refusal {
  /** The request line that was sent: `GET / HTTP/1.1`; empty where there was no connection. */
  sent: string
  /** What came back, in words: `404 Not Found`, `no connection (ECONNREFUSED)`. */
  received: string
  /** The beginning of the content of the response, as text of at most 200 characters; absent where there is none. */
  content?: string
  /** What the target looks like, in sentences. */
  looksLike: string
  /** Which flag or which change of the URL helps, in sentences; absent where none is known. */
  help?: string
  /** Absent where nothing is known that could help. */
  suggestion?: Suggestion
}

/** A line of the file of --targets. */
export interface TargetLine {
  /** Its name, else its URL or known server. */
  name: string
  /** A digest of its target and its profile. */
  digest: string
}

/** The outcome of all selected cases on one target. */
export interface TargetResult {
  name: string
  url: string
  /** Which side it is; absent for a server. For a client, `url` is that of the server of wsspec. */
  role?: Role
  server: null | { name: string; version: string; language: string }
  /** Its line in the file of --targets; absent for a URL with neither a name of its own nor a profile. */
  line?: TargetLine
  /** The known client that it is, where wsspec started it by its name; only where `role` is `client`. */
  client?: null | { name: string; version: string; language: string }
  /** The hop in front of it, where wsspec started one; its version is empty where it did not start. */
  via?: { name: string; version: string }
  capabilities: Capabilities
  /** The published server that it behaves like; null where it is like none. Absent in older results, and without a verdict. */
  like?: Likeness | null
  controls: StoredExchange[]
  /** `findings` where only the bytes of findings are kept (reports/brief-results.ts); absent where all are. */
  kept?: 'findings'
  /** Why the target could not be judged (it never answered a correct handshake with 101); absent when it could. */
  diagnosis?: string
  /** What the diagnosis is made of; absent where the target was not reached, or did answer 101. Absent in older results. */
  refusal?: Refusal
  /** How many selected cases were left out because they can hurt and the target is not ours. */
  leftOut?: number
  /** The known failures that speak of this target and no longer hold; absent where there are none. */
  stale?: StaleEntry[]
  summary: Summary
  cases: CaseResult[]
}

/** A case with another verdict than before. */
export interface ChangedCase {
  id: string
  level: Level
  title: string
  old: Verdict
  new: Verdict
}

/** What differs from one target to another that it can be held against: an earlier version, or the server without the hop. */
export interface Changes {
  /** `ws 8.18.2 → 8.18.3`, or `http-proxy 1.18.1 before ws 8.23.0`. */
  heading: string
  /** The two targets, as indexes into the targets of the results. */
  from: number
  to: number
  cases: ChangedCase[]
}

/** The settings that decide which cases a run has, and what its targets are given. What nobody set is absent. */
export interface MadeWith {
  only?: string[]
  skip?: string[]
  catalogue?: string
  slow?: true
  destructive?: true
  /** The part of the run, as in 2/5. */
  shard?: string
  /** A digest of what the profile and the flags give every target. */
  needs?: string
}

/** The document that `--json` writes. */
export interface Results {
  schemaVersion: 1
  tool: { name: 'wsspec'; version: string }
  /** The version of the catalogue by whose rules was judged. Absent in older results, which are of 1.0. */
  catalogue?: string
  /** Absent in older results, and in those of the library. */
  madeWith?: MadeWith
  command: string[]
  startedAt: string | null
  durationMs: number
  /** What changed from version to version of a server, and by each hop; absent where no two targets can be held against each other. */
  changes?: Changes[]
  targets: TargetResult[]
}

/** Counts the verdicts of `cases`. */
export function summarize(cases: readonly { verdict: Verdict }[]): Summary {
  const summary = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Summary
  for (const { verdict } of cases) summary[verdict] += 1
  return summary
}

/** The known server or client that a target is; null where wsspec does not know it, as where only a URL is given. */
export function identityOf({ server, client }: Pick<TargetResult, 'server' | 'client'>): TargetResult['server'] {
  return client ?? server
}

/** Which side a target is. Results without a role are of a server. */
export function roleOf({ role = 'server' }: { role?: Role | undefined }): Role {
  return role
}

/** Which side several targets are: results of both sides are never in one document. */
export function roleOfAll(targets: readonly Pick<TargetResult, 'role'>[]): Role {
  return targets.length > 0 && targets.every((target) => roleOf(target) === 'client') ? 'client' : 'server'
}
