import type { Case, CaseOf, CaseRecord, Part, Suite } from '../../case/case'
import type { Evidence } from '../../case/derived'

/**
 * The ids of all cases whose answers are needed: the selected ones, those that a needed derived case judges, those that
 * vouch for a needed one, and those that may score a fault instead of one. A destructive case is needed only where it is selected.
 */
export function neededCases(
  suites: readonly Suite<CaseOf<unknown, { from?: readonly string[] }, unknown> & { vouchedBy?: string }>[],
  selected: ReadonlySet<string>,
): Set<string> {
  const byId = new Map(suites.flatMap(({ cases }) => cases).map((each) => [each.id, each]))
  const needed = new Set(selected)
  // A set visits what is added to it meanwhile.
  for (const id of needed) {
    const { derived, vouchedBy, sameFaultAs = [] } = byId.get(id) ?? {}
    if (vouchedBy !== undefined) needed.add(vouchedBy)
    const scorers = sameFaultAs.filter((other) => byId.has(other) && byId.get(other)?.hurts !== true)
    for (const other of [...(derived?.from ?? []), ...scorers]) needed.add(other)
  }
  return needed
}

/** How long the longest part of a case waits by design, ms; `waitMs` gives it for one part. */
export function longestWaitMs({ parts = [] }: Case, waitMs: (part: Part) => number): number {
  return Math.max(0, ...parts.map(waitMs))
}

/** The cases of one suite, in the order in which they are sent. */
export interface SendingOrder {
  /** Sent at once. The longest waits begin first, and the others pass meanwhile. */
  together: readonly Case[]
  /** Sent one by one, each with a control after it: destructive cases, and those with more connections than `jobs`. */
  alone: readonly Case[]
}

/**
 * Puts the cases of one suite in the order in which they are sent.
 * @param jobs how many connections may be open at once
 * @param waitMs how long a part waits by design
 */
export function sendingOrder(cases: readonly Case[], jobs: number, waitMs: (part: Part) => number): SendingOrder {
  const isAlone = ({ hurts, connections = 1 }: Case) => hurts === true || connections > jobs
  const together = cases.filter((testCase) => !isAlone(testCase))
  return {
    together: together.toSorted((a, b) => longestWaitMs(b, waitMs) - longestWaitMs(a, waitMs)),
    alone: cases.filter(isAlone),
  }
}

/**
 * Evidence in the order of the catalogue, controls first, so that words about it do not depend on which answer came
 * first. `cases` are all cases in that order.
 */
export function inCatalogueOrder<Item extends Pick<Evidence, 'from'>>(
  evidence: readonly Item[],
  cases: readonly CaseRecord[],
): Item[] {
  const places = new Map(cases.map(({ id }, at) => [id, at]))
  const placeOf = ({ from }: Item) => places.get(from) ?? -1
  return evidence.toSorted((a, b) => placeOf(a) - placeOf(b))
}
