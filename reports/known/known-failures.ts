import type { CaseResult, StaleEntry, TargetResult } from '../../harness/case/results'
import { isConforming, isFinding } from '../../harness/case/verdicts'

/** A failure that is expected: with the reason, and where it holds only for one server or until a day, which. */
export interface KnownFailure {
  id: string
  reason: string
  link?: string
  /** The last day on which it is expected, UTC: YYYY-MM-DD. */
  until?: string
  /** `ws`, `ws@8.23.0`, or the name of a target that wsspec did not start: its URL. Without it, every target. */
  server?: string
  /** Where it stands, for messages: `known.yml, line 3`. */
  at?: string
}

/** What an entry may speak of: a target, as results name it. */
export type Named = Pick<TargetResult, 'name' | 'server'>

/** Today, UTC, as `until` is written. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** True for a day of the calendar, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** How closely an entry names a target: 0 not at all, 1 with every other, 2 its server, 3 itself with its version. */
export function closeness({ server }: KnownFailure, { name, server: started }: Named): number {
  if (server === undefined) return 1
  if (server === name) return 3
  return server === started?.name ? 2 : 0
}

/** The entry that speaks of a case on a target; where several do, the one that names the target closest. */
export function entryFor(id: string, target: Named, known: readonly KnownFailure[]): KnownFailure | undefined {
  const near = known.filter((entry) => entry.id === id && closeness(entry, target) > 0)
  return near.toSorted((a, b) => closeness(b, target) - closeness(a, target))[0]
}

/** Why an entry no longer holds, or null. What has no verdict speaks neither for it nor against it. */
function whyStale({ until }: KnownFailure, { verdict }: CaseResult, day: string): string | null {
  if (until !== undefined && until < day) return `it was expected to fail until ${until}, which is over`
  if (!isConforming(verdict)) return null
  return `it was expected to fail, and came to ${verdict}; take the entry out`
}

/**
 * Marks a result as known where an entry expects what was found. Gives the entry as stale where its case passed or its
 * day is over; such a one expects nothing any more.
 */
export function markCase(
  result: CaseResult,
  target: Named,
  known: readonly KnownFailure[],
  day: string,
): StaleEntry | null {
  const entry = entryFor(result.id, target, known)
  if (entry === undefined) return null
  const { id, reason, link, until, at } = entry
  const because = whyStale(entry, result, day)
  if (because !== null) return { id, reason, because, at: at ?? null }
  if (isFinding(result.verdict))
    result.known = { reason, ...(link === undefined ? {} : { link }), ...(until === undefined ? {} : { until }) }
  return null
}

/** Marks the known failures in a target's results, and keeps there which entries are stale. */
export function markKnown(target: TargetResult, known: readonly KnownFailure[], day: string): void {
  const stale = target.cases.flatMap((result) => markCase(result, target, known, day) ?? [])
  if (stale.length > 0) target.stale = stale
}

/** A stale entry in one line: where it stands, its case, why. */
export function staleLine({ id, reason, because, at }: StaleEntry): string {
  return `${at ?? 'known failures'}: stale, ${id}: ${because} (its reason: ${reason})`
}
