import { extname } from 'node:path'
import { type CaseResult, identityOf, type Results, roleOf, type TargetResult } from '../../harness/case/results'
import { roleOfId } from '../../harness/case/role'
import { isConforming, isFailure, isFinding } from '../../harness/case/verdicts'
import { compareIds } from '../case-rows'
import { clean } from '../text/clean'
import { closeness, entryFor, type KnownFailure } from './known-failures'

/** The reason in a new entry, until a person writes a better one. */
function firstReason({ verdict, got }: CaseResult): string {
  return `found, not examined yet: ${got === '' ? verdict : got}`
}

function renewed(entry: KnownFailure, result: CaseResult, day: string): Omit<KnownFailure, 'at'> {
  const { at: _, until, ...kept } = entry
  if (until === undefined) return kept
  if (until >= day) return { ...kept, until }
  return {
    ...kept,
    reason: `still ${result.verdict} after ${until}, the last day on which it was expected: ${entry.reason}`,
  }
}

/** What a list is made from, besides the results. */
interface ListOptions {
  /** True where contested and SHOULD findings fail too. */
  strict: boolean
  /** Today, UTC: YYYY-MM-DD. */
  day: string
}

interface Before extends ListOptions {
  before: readonly KnownFailure[]
  /** True where the run has several targets, so that an entry names its own. */
  several: boolean
}

/** The entry with which a finding is expected: it names the target where wsspec knows that, or the results have several. */
export function entryOf(target: TargetResult, result: CaseResult, several: boolean): KnownFailure {
  const name = identityOf(target)?.name ?? (several ? target.name : undefined)
  return { id: result.id, ...(name === undefined ? {} : { [roleOf(target)]: name }), reason: firstReason(result) }
}

/** The entries for the failing cases of one target. */
function entriesOf(target: TargetResult, { before, several, strict, day }: Before) {
  const failing = target.cases.filter(({ verdict }) => isFailure(verdict, strict))
  return failing.flatMap((result) => {
    const entry = entryFor(result, target, before)
    if (entry?.published !== undefined) return []
    if (entry !== undefined) return renewed(entry, result, day)
    return entryOf(target, result, several)
  })
}

/** True where a target of the run disproves an entry, and none confirms it. */
function isDisproved(entry: KnownFailure, targets: readonly TargetResult[]): boolean {
  const mine = targets.flatMap((target) =>
    target.cases.filter(({ id }) => id === entry.id && closeness(entry, target) > 0),
  )
  return mine.some(({ verdict }) => isConforming(verdict)) && !mine.some(({ verdict }) => isFinding(verdict))
}

/**
 * The known failures with which these results succeed: an entry for each failing case of a target, by server where it has
 * one. The entries of `before` are kept, except those that the results disprove; one whose last day is over is renewed.
 * What a published server explains (--known-as) is left out: it is known without an entry.
 */
export function knownFrom(
  targets: readonly TargetResult[],
  before: readonly KnownFailure[],
  { strict, day }: ListOptions,
): KnownFailure[] {
  const found = targets.flatMap((target) => entriesOf(target, { before, several: targets.length > 1, strict, day }))
  const key = ({ id, server, client }: KnownFailure) => `${id} ${server ?? client ?? ''}`
  const entries = new Map<string, KnownFailure>()
  for (const { at: _, ...entry } of before)
    if (entry.published === undefined && !isDisproved(entry, targets)) entries.set(key(entry), entry)
  for (const entry of found) entries.set(key(entry), entry)
  return [...entries.values()].toSorted((a, b) => compareIds(a.id, b.id) || key(a).localeCompare(key(b), 'en'))
}

const HEADER = ' Known failures of the WebSocket opening handshake: wsspec run … --known this-file'
const OF_CLIENTS = ' Known failures of WebSocket clients: wsspec clients run … --known this-file'

/** A list of known failures as the text of its file: JSON where `path` ends in .json, otherwise YAML. */
export function knownText(path: string, known: readonly KnownFailure[]): string {
  const entries = known.map(({ id, server, client, reason, link, until }) => {
    const fields = Object.entries({ id, server, client, reason, link, until }).filter(
      ([, value]) => value !== undefined,
    )
    return Object.fromEntries(fields.map(([key, value]) => [key, clean(value ?? '')]))
  })
  if (extname(path).toLowerCase() === '.json') return `${JSON.stringify(entries, null, 2)}\n`
  // Loaded only where such a file is written.
  const { Document } = require('yaml') as typeof import('yaml')
  const document = new Document(entries)
  document.commentBefore = known.some(({ id }) => roleOfId(id) === 'client') ? OF_CLIENTS : HEADER
  return document.toString({ lineWidth: 0 })
}

/** What the report is made from, besides the results. */
interface KnownListOptions extends ListOptions {
  path: string
  /** The entries before the run. */
  known: readonly KnownFailure[]
}

/** The list of known failures with which these results succeed, as a file holds it (see `knownFrom`, `knownText`). */
export function knownList({ targets }: Results, { path, known, strict, day }: KnownListOptions): string {
  return knownText(path, knownFrom(targets, known, { strict, day }))
}
