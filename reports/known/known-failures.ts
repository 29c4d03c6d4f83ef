import { type CaseResult, identityOf, type StaleEntry, type TargetResult } from '../../harness/case/results'
import { isConforming, isFinding, isWorse, type Verdict } from '../../harness/case/verdicts'

/** An expected failure, with its reason. */
export interface KnownFailure {
  id: string
  reason: string
  link?: string
  /** The last day on which it is expected, UTC: YYYY-MM-DD. */
  until?: string
  /** The target: `ws`, `ws@8.23.0`, or the URL of a target that wsspec did not start. Without it, every target. */
  server?: string
  /** The same for a client: `undici`, or the name of a target that wsspec does not know. */
  client?: string
  /** Where the entry is, for messages: `known.yml, line 3`. */
  at?: string
  /**
   * The verdict of a published server, where the entry is one of its findings (--known-as). It expects no graver one, and
   * is never stale: the list is about that server.
   */
  published?: Verdict
}

/** A target as results name it. */
export type Named = Pick<TargetResult, 'name' | 'server' | 'client'>

/** Today, UTC: YYYY-MM-DD. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

/** True for a day of the calendar, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** How closely an entry names a target: 0 not at all, 1 with every other target, 2 by its server, 3 by its own name. */
export function closeness({ server, client }: KnownFailure, target: Named): number {
  const wanted = server ?? client
  if (wanted === undefined) return 1
  if (wanted === target.name) return 3
  return wanted === identityOf(target)?.name ? 2 : 0
}

/** True where an entry of a published server is about a less grave finding than this one. */
function isGraver(verdict: Verdict, { published }: KnownFailure): boolean {
  return published !== undefined && isWorse(verdict, published)
}

/**
 * The entry for a result of a target; of several, the one that names the target most closely, and of these the first. One
 * of a published server is none for a graver finding.
 */
export function entryFor(
  { id, verdict }: Pick<CaseResult, 'id' | 'verdict'>,
  target: Named,
  known: readonly KnownFailure[],
): KnownFailure | undefined {
  const near = known.filter((entry) => entry.id === id && closeness(entry, target) > 0 && !isGraver(verdict, entry))
  return near.toSorted((a, b) => closeness(b, target) - closeness(a, target))[0]
}

/** Why an entry no longer holds, or null. A result without evidence proves nothing about an entry. */
function whyStale({ until, published }: KnownFailure, { verdict }: CaseResult, day: string): string | null {
  if (published !== undefined) return null
  if (until !== undefined && until < day) return `it was expected to fail until ${until}, and this day is over`
  if (!isConforming(verdict)) return null
  return `it was expected to fail, but its verdict is ${verdict}; remove the entry`
}

/**
 * Marks a finding as known where an entry expects it. Gives the entry as stale where its case conforms, or its last day is
 * over; a stale entry expects nothing.
 */
export function markCase(
  result: CaseResult,
  target: Named,
  known: readonly KnownFailure[],
  day: string,
): StaleEntry | null {
  const entry = entryFor(result, target, known)
  if (entry === undefined) return null
  const { id, reason, link, until, at } = entry
  const because = whyStale(entry, result, day)
  if (because !== null) return { id, reason, because, at: at ?? null }
  if (isFinding(result.verdict))
    result.known = { reason, ...(link === undefined ? {} : { link }), ...(until === undefined ? {} : { until }) }
  return null
}

/** Marks the known failures in a target's results, and puts the stale entries there. */
export function markKnown(target: TargetResult, known: readonly KnownFailure[], day: string): void {
  const stale = target.cases.flatMap((result) => markCase(result, target, known, day) ?? [])
  if (stale.length > 0) target.stale = stale
}

/** A stale entry in one line: where it is, its case, why it is stale. */
export function staleLine({ id, reason, because, at }: StaleEntry): string {
  return `${at ?? 'known failures'}: stale, ${id}: ${because} (its reason: ${reason})`
}
