import type { Answer, FrameRun, Observation } from './observation'
import type { Capabilities, Level, Verdict } from './results'

/** A clause of a specification, printed as `RFC 6455 4.2.2`; `note` says which words of it. */
export interface Clause {
  rfc: number
  section: string
  note?: string
}

/** Gives the maker of clauses of one RFC: `rfc6455('4.2.2', 'step 5.4')`. */
function clausesOf(rfc: number) {
  return (section: string, note?: string): Clause => (note === undefined ? { rfc, section } : { rfc, section, note })
}
export const rfc6455 = clausesOf(6455)
export const rfc9110 = clausesOf(9110)
export const rfc9112 = clausesOf(9112)
export const rfc9113 = clausesOf(9113)
export const rfc7692 = clausesOf(7692)
export const rfc8441 = clausesOf(8441)
export const rfc9220 = clausesOf(9220)
export const rfc4648 = clausesOf(4648)
export const rfc2616 = clausesOf(2616)
export const rfc3986 = clausesOf(3986)
export const rfc6454 = clausesOf(6454)

/** `RFC 6455 4.2.2`: how a clause stands in results. */
export function clauseName(clause: Clause): string {
  return `RFC ${clause.rfc} ${clause.section}`
}

/** What a target is declared to do that probing cannot find out. Paths are absolute, with a query where they have one. */
export interface Profile {
  /** An Origin that it accepts, and one that it refuses. */
  allowedOrigin?: string
  deniedOrigin?: string
  /** A path with nothing behind it; one that redirects; one that wants `credentials`. */
  missingPath?: string
  redirectPath?: string
  authPath?: string
  /** The Authorization value that `authPath` accepts, and the Cookie value that the target wants. */
  credentials?: string
  authCookie?: string
  /** It serves only its own authority; the names of its virtual hosts. */
  strictHost?: boolean
  vhosts?: readonly string[]
  /** The endpoint ignores queries. */
  queryIgnored?: boolean
  /** It forwards CONNECT; an intermediary stands before it. */
  forwardProxy?: boolean
  topology?: 'direct' | 'proxied'
  /** It listens on IPv4 and on IPv6. */
  dualStack?: boolean
}

/** What a stimulus may depend on; fresh for each connection where it is a nonce. */
export interface Vars {
  /** The host part of `host`, in brackets where it is an IPv6 address, and its port, empty where it is the scheme's default. */
  hostname: string
  port: string
  profile: Profile
  /** The Host value: the target's authority, with a port that is not the scheme's default (RFC 6455 4.1). */
  host: string
  /** Path and query of the target. */
  resource: string
  /** Two fresh Sec-WebSocket-Key values: base64 of 16 random octets. */
  key: string
  otherKey: string
  /** A fresh token that no server knows. */
  random: string
  /** Subprotocols the target is known to speak; a case that reads them needs `subprotocols`. */
  subprotocols: readonly string[]
  /** The ASCII serialisation of the origin that the target accepts: the declared one, or its own. */
  origin: string
  tls: boolean
  /** Whole sets instead of samples are asked for (--thorough). */
  thorough?: boolean
}

/** A value, or how it follows from the variables of the connection. */
export type Value<T> = T | ((vars: Vars) => T)

/** A field line: its value after `Name: `, or with `{ line }` the whole line as it goes out, without its CRLF. */
export type FieldEdit = string | { line: string }

/**
 * One change to the correct handshake request. Octets stand as Latin-1 characters ('\xe9' is one octet).
 * It is data about a request line and fields, not a string, so that it can be sent over HTTP/2 and HTTP/3 too.
 */
export interface Edit {
  method?: string
  target?: Value<string>
  version?: string
  /** By field name, compared case-insensitively: null leaves the field out, a list sends several lines. New names go to the end. */
  fields?: Record<string, Value<FieldEdit | FieldEdit[] | null>>
  /** The order of the field lines, from their names as they stand; those it leaves out go to the end. */
  order?: (names: string[]) => string[]
  /** How each field name is written. */
  spell?: (name: string) => string
  /** Octets behind the header section. */
  body?: Value<string>
  /** Leaves out what the target profile adds to BASE. */
  bare?: boolean
  /** The last word, on the rendered text: for the cases that are about text. */
  text?: (rendered: string, vars: Vars) => string
}

/** What a frame to send looks like; `mask` false makes the unmasked frame that a client may not send (RFC 6455 5.1). */
export interface FrameSpec {
  opcode: number
  payload?: Buffer | string
  fin?: boolean
  /** RSV1 4, RSV2 2, RSV3 1. */
  rsv?: number
  mask?: boolean | Buffer
}

/**
 * A step of a script over one connection. Times are milliseconds.
 * - `send` writes the request that `edit` makes (without it: the part's own), or its octets `from`..`to` as Buffer.subarray
 *   counts them; with `everyMs` one octet per write, that far apart.
 * - `flood` writes `octets` again and again until the peer answers or ends, or `most` octets or `ms` are over.
 * - `stopReading` leaves the receive window to fill for `ms`.
 * - `answer` waits for a final response, at most `within`, its content included where framing tells its end.
 * - `alive` finds out whether the link behind a 101 speaks WebSocket: a Ping, or what probing found to be answered.
 * - `frame` sends one frame, and `joined` another in the same write; behind a refusal only where `refused` says so. `write` octets (Latin-1).
 * - `await` waits until a whole frame that matches has come, with `octets` what matches behind the last answer, with
 *   `link` until that is true of the frames behind it, with `end` the end of the connection.
 * - `watch` waits through a window in which nothing may happen: max(250, 10 x the control's slowest answer), at most `ms`.
 * - `pause`, `halfClose`, `reset` do what they say. `unlessClosing` goes on only where the connection may be used again,
 *   `onlyIf` only where that is true of the last answer and the variables; `says` puts it in words.
 */
export type Step =
  | { do: 'send'; edit?: Edit; from?: number; to?: number; everyMs?: number }
  | { do: 'flood'; octets: Value<string>; most: number; ms: number }
  | { do: 'stopReading'; ms: number }
  | { do: 'answer'; within?: number }
  | { do: 'alive' }
  | { do: 'frame'; frame: FrameSpec; joined?: FrameSpec; refused?: true }
  | { do: 'write'; octets: Value<string> }
  | {
      do: 'await'
      frame?: (payload: Buffer, opcode: number) => boolean
      octets?: (behind: Buffer) => boolean
      link?: (link: FrameRun) => boolean
      end?: true
      within: number
    }
  | { do: 'watch'; ms: number }
  | { do: 'pause'; ms: number }
  | { do: 'unlessClosing' }
  | { do: 'onlyIf'; says: string; answer: (answer: Answer, vars: Vars) => boolean }
  | { do: 'halfClose' }
  | { do: 'reset' }

/** The script of a plain case: the request, its answer, and behind a 101 a sign of life. */
export const HANDSHAKE: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'alive' }]

/**
 * What came of a request, most specific first: `accept` a 101 with Accept, Upgrade and Connection right and a live link,
 * `elsewhere` a 101 to an offered protocol that is not websocket, a status, its class, `dropped` the connection ended
 * without a response, `silent` it stayed open without one, `garbage` octets that are no HTTP response.
 */
export type Outcome =
  | 'accept'
  | 'elsewhere'
  | `${number}`
  | '2xx'
  | '3xx'
  | '4xx'
  | '5xx'
  | 'dropped'
  | 'silent'
  | 'garbage'

/** A verdict, or `miss`: what missing the requirement means at the case's level (MUST and SECURITY fail, SHOULD warn, else observed). */
export type RowVerdict = Verdict | 'miss'

/** Something that was noticed: `got` adds to what the answer was, `because` says why it matters, with its clause. */
export interface Finding {
  verdict: RowVerdict
  got?: string
  because: string
}

/** What a check may look at beside the observation. */
export interface JudgeContext {
  level: Level
  /** The correct handshake that was answered nearest to this case. */
  control: Observation
  vars: Vars
  capabilities: Capabilities
  /** The other parts of the case by name: its twins. */
  part(name: string): Observation | undefined
  /** The slowest answer to a control, ms. */
  slowestControlMs: number
  profile: Profile
  /** False where Via or the profile tells that an intermediary answered. */
  direct: boolean
}

/** A pure look at an observation: null where there is nothing to say. */
export type Check = (observation: Observation, context: JudgeContext) => Finding | null

/** What is required: in words, as a table from outcome to verdict, and as checks. The verdict is the worst that one of them gives. */
export interface Expectation {
  says: string
  table: Partial<Record<Outcome, RowVerdict>>
  checks: readonly Check[]
}

/** One stimulus of a case. Without `expect` it is a twin: sent, recorded, and there to be compared with. */
export interface Part {
  name: string
  send?: Edit
  steps?: readonly Step[]
  /** The address family to connect over; without it, what the name gives. */
  family?: 4 | 6
  /** How long its script takes by design, ms: so much longer than other parts it has. */
  lasts?: number
  expect?: Expectation
}

/** One answer of the run that a derived case looks at: which case asked for it, `control` for the correct handshake. */
export interface Evidence {
  from: string
  part: string
  observation: Observation
  vars: Vars
}

/** A look at every response of the run; it sends nothing of its own. */
export interface Derived {
  /** What is required of each, in words. */
  says: string
  /** Which answers it speaks of; `from` is the case that asked, `control` for the correct handshake. */
  of: (observation: Observation, from: string) => boolean
  /** Judges one answer, or with `all` the answers together. */
  each?: Check
  all?: (evidence: readonly Evidence[], context: JudgeContext) => (Finding & { shownBy?: readonly Evidence[] }) | null
  /** Cases whose answers it needs: they are sent even where only the derived case was asked for. */
  from?: readonly string[]
  /** Why there is nothing to judge when no answer matched. */
  absent: string
}

/** What a case needs and some targets do not have. */
export type Need =
  | 'subprotocols'
  | 'twoSubprotocols'
  | 'addedFields'
  | 'echo'
  | 'permessageDeflate'
  | 'hostname'
  | 'defaultPort'
  | 'allowedOrigin'
  | 'deniedOrigin'
  | 'missingPath'
  | 'redirectPath'
  | 'authPath'
  | 'authCookie'
  | 'strictHost'
  | 'vhosts'
  | 'queryIgnored'
  | 'dualStack'
  | 'topology'

/** The two clauses that pull apart, and how each is read. */
export interface Contest {
  strict: string
  lenient: string
}

/** A numbered conformance case. Ids are final: never renumbered, never reused. */
export interface Case {
  id: string
  level: Level
  title: string
  contested?: Contest
  source: readonly Clause[]
  /** The normative statements it tests (N-ids of suites/server/requirements.ts). */
  tests: readonly string[]
  needs?: readonly Need[]
  /** It can hurt: runs alone, last in its suite, and only where that is allowed. */
  hurts?: true
  /** It waits for minutes: only with --slow. */
  slow?: true
  /** It holds that many connections at once and so runs alone. */
  connections?: number
  parts?: readonly Part[]
  /** Further parts that follow from what the first ones brought. */
  follow?: (observations: ReadonlyMap<string, Observation>, vars: Vars) => Part[]
  derived?: Derived
  /** Why it matters to somebody who runs such a server. */
  why?: string
  /** The version of the catalogue that brought it (harness/catalogue.ts); without it, the first. */
  introduced?: string
  /** Rises from 1 when the rule of its verdict changes; CHANGELOG.md names the case then. */
  meaning?: number
}

/** A topic: the cases whose ids begin with its number. */
export interface Suite {
  number: number
  slug: string
  title: string
  cases: readonly Case[]
}
