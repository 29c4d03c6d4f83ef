import type { CaseResult, Results, TargetResult } from '../../harness/case/results'
import type { Notes } from '../case-notes'
import { bugReport } from '../issue'
import { entryOf } from '../known/known-list'
import type { CauseGroup } from '../model/cause-group'
import type { Recipe } from '../model/recipe'
import type { TargetReport } from '../model/target-report'
import { repeatLine } from '../repeat-command'
import { clean } from '../text/clean'
import { exchangeByHand } from '../wire/by-hand'
import { decidingExchange } from '../wire/deciding'
import { packedElement } from './embedded-results'
import type { Prepared } from './page'

/** The most characters of a line that is offered for copying. */
export const LONGEST_LINE = 2500

/** The entry for a list of known failures (YAML); each value is also JSON. */
function knownEntry(target: TargetResult, result: CaseResult, several: boolean): string {
  return Object.entries(entryOf(target, result, several))
    .map(([key, value], i) => `${i === 0 ? '- ' : '  '}${key}: ${JSON.stringify(clean(value ?? ''))}\n`)
    .join('')
}

/** What can be copied about a finding: how to see it again, with wsspec and by hand, and what to do with it. */
function textsOf(results: Results, { target }: TargetReport, cause: CauseGroup, notes: Notes): Record<string, string> {
  const [result] = cause.findings
  if (!result) return {}
  const deciding = decidingExchange(result)
  const hand = deciding && exchangeByHand(target, results.command, deciding)
  const isShort = hand && hand.line.length <= LONGEST_LINE
  return {
    again: repeatLine(result.id, target, results.command, result.evidence),
    ...(isShort ? { hand: clean(hand.line), notes: hand.notes.join(' ') } : {}),
    issue: bugReport(target, cause, results, { notes, causes: [], strict: true }),
    known: knownEntry(target, result, results.targets.length > 1),
  }
}

/** A bug report names the other findings of its cause only where these are no more: each of them has such a report. */
const MOST_OF_CAUSE = 30

/** The cause of each finding of which the page shows everything, with that finding first. */
function byFinding({ causes, known, contested, warnings }: TargetReport, whole: Prepared['whole']): CauseGroup[] {
  return [...causes, ...known, ...contested, ...warnings].flatMap((cause) =>
    cause.findings
      .filter((each) => whole.has(each))
      .map((result) => {
        const alone = cause.id === null || cause.findings.length > MOST_OF_CAUSE
        const others = alone ? [] : cause.findings.filter((each) => each !== result)
        return { ...cause, findings: [result, ...others] }
      }),
  )
}

/** The clauses of each case and why it matters, by its id. */
function casesOf(results: Results, notes: Notes): Record<string, { clauses: string; why: string }> {
  const all = results.targets.flatMap(({ cases }) => cases)
  return Object.fromEntries(
    all.map(({ id, source }) => {
      const { clauses = [], why = '' } = notes.get(id) ?? {}
      const named = clauses.length > 0 ? clauses.map(({ text }) => text) : source
      return [id, { clauses: named.map(clean).join(', '), why: clean(why) }]
    }),
  )
}

function recipesOf(results: Results, recipes: readonly Recipe[]): Record<string, Pick<Recipe, 'use' | 'code'>> {
  const causes = new Set(results.targets.flatMap(({ cases }) => cases.map(({ cause }) => cause ?? '')))
  const used = recipes.filter(({ cause }) => causes.has(cause))
  return Object.fromEntries(used.map(({ path, use, code }) => [path, { use, code: code.trimEnd() }]))
}

/**
 * What a page shows or copies only when a person asks for it, packed, as an element that its script reads:
 * - `findings`: of those that the page shows whole, by the number of the target and the id, the lines that repeat a finding, a bug report about it, and an entry
 *   for a list of known failures;
 * - `cases`: the clauses of each case and why it matters;
 * - `recipes`: those for the causes of the findings, by path.
 */
export function extraTexts({ results, model, notes, recipes, whole }: Prepared): string {
  const findings = model.targets.flatMap((report, at) =>
    byFinding(report, whole).map((cause) => [
      `${at + 1} ${cause.findings[0]?.id}`,
      textsOf(results, report, cause, notes),
    ]),
  )
  const all = {
    findings: Object.fromEntries(findings),
    cases: casesOf(results, notes),
    recipes: recipesOf(results, recipes),
  }
  return packedElement('texts', JSON.stringify(all))
}
