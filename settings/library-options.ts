import { idsOf } from '../harness/case/catalogue'
import type { Profile } from '../harness/case/profile'
import type { CaseResult } from '../harness/case/results'
import { maskUrl } from '../harness/run/masking/words'
import type { Target } from '../harness/run/target'
import type { KnownFailure } from '../reports/known/known-failures'
import { suites } from '../suites/server/index'
import { readFieldLine, readOrigin, readSubprotocol } from './handshake-fields'
import { type Plan, planOf } from './plan'
import { DEFAULT_SETTINGS, type LibrarySettings, type Settings } from './settings'
import { ALL_SETTINGS, type SettingKey } from './table'
import { readTargetUrl } from './target-url'
import { UsageError } from './usage-error'

/**
 * Which cases: patterns as `--only` and `--skip` take them (ids, suites `6` or `version`, globs `6.*`, levels), and the
 * version of the catalogue. Without them, every case.
 */
export type Selection = Pick<LibrarySettings, 'only' | 'skip' | 'catalogue'>

/** The options of a run. Those that are not listed here are the flags of the same name. Times are in milliseconds. */
export interface Options extends LibrarySettings {
  /** Fields to send in every handshake. Their values are masked in results. */
  headers?: Readonly<Record<string, string>>
  /** Subprotocols that the target speaks. */
  subprotocols?: readonly string[]
  /** What the target is declared to do, where probing cannot find it out: an Origin it refuses, a missing path, credentials. */
  profile?: Profile
  /** Where to connect, instead of the host and port of the URL. */
  connect?: { host: string; port: number }
  /** Certificates to trust, as PEM text. */
  ca?: string
  /** Expected failures: entries, or the path of a YAML or JSON file of them. */
  known?: string | readonly KnownFailure[]
  /** Ends the run. The results hold what was finished; the other cases are inconclusive. */
  signal?: AbortSignal
  /** Called with each result, in the order in which they are reached. */
  onCase?: (result: CaseResult, done: number, total: number) => void
}

/**
 * The settings that options of the library set. Error messages name the options.
 * @throws {UsageError} for a count that is not a whole number, or too small.
 */
export function settingsFrom(options: LibrarySettings): Settings {
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS }
  const sources = Object.fromEntries(ALL_SETTINGS.map(({ key }): [SettingKey, string] => [key, key]))
  for (const { key, kind, min = 0 } of ALL_SETTINGS.filter(({ library }) => library)) {
    const value = options[key as keyof LibrarySettings]
    if (value === undefined) continue
    if (kind === 'count' && !(Number.isInteger(value) && Number(value) >= min))
      throw new UsageError(`${key}: ${value} is not a whole number of at least ${min}`)
    settings[key] = value
  }
  return { ...settings, sources } as unknown as Settings
}

/**
 * The plan that options of the library ask for.
 * @throws {UsageError} for an option that cannot be read. The error names the option.
 */
export function planFrom({ known = [], signal, onCase, ...options }: Options): Plan {
  const file = typeof known === 'string' ? { known } : {}
  const plan = planOf({ ...settingsFrom(options), ...file }, process.cwd())
  const expected = typeof known === 'string' ? plan.known : [...known, ...plan.known]
  const stranger = expected.find(({ id }) => !idsOf(suites).includes(id))
  if (stranger) throw new UsageError(`known: no case has the id ${stranger.id}`)
  const hooks = { ...(signal === undefined ? {} : { signal }), ...(onCase === undefined ? {} : { onCase }) }
  return { ...plan, options: { ...plan.options, ...hooks }, known: expected }
}

/**
 * The target at a URL, with what the options of the library give it.
 * @throws {UsageError} if it is not a ws: or wss: URL, or a field, an Origin or a subprotocol cannot be sent.
 */
export function targetFrom(url: string | URL, options: Options): Target {
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
