import type { Suite } from '../harness/case/case'
import { type Entry, idsOf } from '../harness/case/catalogue'
import type { Profile } from '../harness/case/profile'
import type { CaseResult } from '../harness/case/results'
import { maskUrl } from '../harness/run/mask'
import { DEFAULTS, type RunOptions, type Target } from '../harness/run/target'
import type { KnownFailure } from '../reports/known/known-failures'
import { suites } from '../suites/server/index'
import { catalogueOf } from './catalogue'
import { readFieldLine, readOrigin, readSubprotocol } from './handshake-fields'
import { readKnown } from './known-file'
import { select } from './selection'
import { readTargetUrl } from './target-url'
import { UsageError } from './usage-error'

/** Which cases: patterns as `--only` and `--skip` take them, and the version of the catalogue. */
export interface Selection {
  /** Ids, suites (`6`, `version`), globs (`6.*`), levels; without it, every case. */
  only?: readonly string[]
  skip?: readonly string[]
  /** Only the cases that this version of the catalogue had, as in `1.0`. */
  catalogue?: string
}

/** What a run may be told; each is the flag of the same name. Times in milliseconds. */
export interface Options extends Selection {
  /** Fields that every handshake carries. Their values are masked in results. */
  headers?: Readonly<Record<string, string>>
  /** The Origin to send. */
  origin?: string
  /** Subprotocols that the target speaks. */
  subprotocols?: readonly string[]
  /** What cannot be probed: an Origin that is refused, a missing path, credentials. */
  profile?: Profile
  /** Where to connect instead of where the URL says. */
  connect?: { host: string; port: number }
  /** Do not verify the certificate of a wss: target. */
  insecure?: boolean
  /** Certificates to trust, PEM. */
  ca?: string
  /** The deadline of a case (10,000). */
  timeout?: number
  /** Connections open at once (8). */
  jobs?: number
  /** Runs of each case (1). */
  repeat?: number
  thorough?: boolean
  slow?: boolean
  destructive?: boolean
  /** Contested and SHOULD findings fail too. */
  strict?: boolean
  /** Expected failures: entries, or a YAML or JSON file of them. */
  known?: string | readonly KnownFailure[]
  /** Ends the run: what was finished is in the results, the rest is inconclusive. */
  signal?: AbortSignal
  /** Called for each verdict, in the order in which they are reached. */
  onCase?: (result: CaseResult, done: number, total: number) => void
}

/** What a run does: the suites, the cases of them, how, and what is known to fail. */
export interface Plan {
  suites: readonly Suite[]
  selected: readonly Entry[]
  options: RunOptions
  known: readonly KnownFailure[]
}

/**
 * The suites and cases that a selection leaves.
 * @throws {UsageError} for a pattern that matches nothing, or a catalogue that does not exist.
 */
export function selectionOf({ only = [], skip = [], catalogue }: Selection): Pick<Plan, 'suites' | 'selected'> {
  const had = catalogueOf(suites, catalogue, 'catalogue')
  return { suites: had, selected: select(had, only, skip) }
}

/**
 * What the options come to.
 * @throws {UsageError} for what cannot be read, naming it.
 */
export function planOf(options: Options): Plan {
  const { timeout, jobs, repeat, thorough, slow, destructive, strict, signal, onCase, known = [] } = options
  const given = { timeoutMs: timeout, jobs, repeat, thorough, slow, destructive, strict, signal, onCase }
  for (const [name, count] of Object.entries({ timeout, jobs, repeat }))
    if (count !== undefined && !(Number.isInteger(count) && count >= 1))
      throw new UsageError(`${name}: ${count} is no whole number from 1 on`)
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const expected = typeof known === 'string' ? readKnown(known, process.cwd(), idsOf(suites), 'known') : known
  const stranger = expected.find(({ id }) => !idsOf(suites).includes(id))
  if (stranger) throw new UsageError(`known: no case has the id ${stranger.id}`)
  return { ...selectionOf(options), options: { ...DEFAULTS, ...set }, known: expected }
}

/**
 * The target at a URL, with what the options say that it needs.
 * @throws {UsageError} where it is no ws: or wss: URL, or an option cannot be sent.
 */
export function targetAt(url: string | URL, options: Options): Target {
  const read = readTargetUrl(String(url))
  const { headers = {}, subprotocols = [], origin, profile = {}, connect, insecure = false, ca } = options
  const asked = origin ?? profile.allowedOrigin
  return {
    name: maskUrl(read.href),
    url: read,
    server: null,
    ours: false,
    fields: Object.entries(headers).map(([name, value]) => readFieldLine(name, value, `headers: ${name}`)),
    subprotocols: [...new Set(subprotocols)].map((name) => readSubprotocol(name, 'subprotocols')),
    ...(asked === undefined ? {} : { origin: readOrigin(asked, 'origin') }),
    ...(connect === undefined ? {} : { connect }),
    tls: ca === undefined ? { insecure } : { insecure, ca },
    profile,
  }
}
