import { extname } from 'node:path'
import type { CaseResult, Results, TargetResult } from '../../harness/case/results'
import { isConforming, isFailure, isFinding } from '../../harness/case/verdicts'
import { clean } from '../text/clean'
import { closeness, entryFor, type KnownFailure } from './known-failures'

/** What a new entry says, until somebody knows more. */
function firstReason({ verdict, got }: CaseResult): string {
  return `found and not looked into yet: ${got === '' ? verdict : got}`
}

function renewed(entry: KnownFailure, result: CaseResult, day: string): Omit<KnownFailure, 'at'> {
  const { at: _, until, ...kept } = entry
  if (until === undefined) return kept
  if (until >= day) return { ...kept, until }
  return { ...kept, reason: `still ${result.verdict} after ${until}, until when it was expected: ${entry.reason}` }
}

/** What is to be known of one target from now on, beside what `before` says of it. */
function knownOf(
  target: TargetResult,
  several: boolean,
  strict: boolean,
  before: readonly KnownFailure[],
  day: string,
) {
  const server = target.server?.name ?? (several ? target.name : undefined)
  const failing = target.cases.filter(({ verdict }) => isFailure(verdict, strict))
  return failing.map((result) => {
    const entry = entryFor(result.id, target, before)
    if (entry !== undefined) return renewed(entry, result, day)
    return { id: result.id, reason: firstReason(result), ...(server === undefined ? {} : { server }) }
  })
}

/** True where a target of the run shows that an entry does not hold, and none that it does. */
function isDisproved(entry: KnownFailure, targets: readonly TargetResult[]): boolean {
  const mine = targets.flatMap((target) =>
    target.cases.filter(({ id }) => id === entry.id && closeness(entry, target) > 0),
  )
  return mine.some(({ verdict }) => isConforming(verdict)) && !mine.some(({ verdict }) => isFinding(verdict))
}

/**
 * The known failures that make these results succeed: one entry for each failing case of a target, by server where it
 * has one. What `before` says stays as it is, but for entries that the results disprove, and for days that are over.
 */
export function knownFrom(
  targets: readonly TargetResult[],
  before: readonly KnownFailure[],
  { strict, day }: { strict: boolean; day: string },
): KnownFailure[] {
  const found = targets.flatMap((target) => knownOf(target, targets.length > 1, strict, before, day))
  const key = ({ id, server = '' }: KnownFailure) => `${id} ${server}`
  const entries = new Map<string, KnownFailure>()
  for (const { at: _, ...entry } of before) if (!isDisproved(entry, targets)) entries.set(key(entry), entry)
  for (const entry of found) entries.set(key(entry), entry)
  const number = (id: string) => id.split('.').map(Number)
  return [...entries.values()].toSorted((a, b) => {
    const [[suiteA = 0, caseA = 0], [suiteB = 0, caseB = 0]] = [number(a.id), number(b.id)]
    return suiteA - suiteB || caseA - caseB || key(a).localeCompare(key(b), 'en')
  })
}

const HEADER = ' Known failures of the WebSocket opening handshake: wsspec run … --known this-file'

/** A list of known failures as a file holds it: JSON where `path` ends in .json, otherwise YAML. */
export function knownText(path: string, known: readonly KnownFailure[]): string {
  const entries = known.map(({ id, server, reason, link, until }) => {
    const fields = Object.entries({ id, server, reason, link, until }).filter(([, value]) => value !== undefined)
    return Object.fromEntries(fields.map(([key, value]) => [key, clean(value ?? '')]))
  })
  if (extname(path).toLowerCase() === '.json') return `${JSON.stringify(entries, null, 2)}\n`
  // Loaded where such a file is written.
  const { Document } = require('yaml') as typeof import('yaml')
  const document = new Document(entries)
  document.commentBefore = HEADER
  return document.toString({ lineWidth: 0 })
}

/** What the list is made from, besides the results. */
interface KnownListOptions {
  path: string
  /** The entries before the run. */
  known: readonly KnownFailure[]
  /** True where contested and SHOULD findings fail too. */
  strict: boolean
  /** Today, UTC: YYYY-MM-DD. */
  day: string
}

/** The list of known failures with which these results succeed, as a file holds it (see `knownFrom`, `knownText`). */
export function knownList({ targets }: Results, { path, known, strict, day }: KnownListOptions): string {
  return knownText(path, knownFrom(targets, known, { strict, day }))
}
