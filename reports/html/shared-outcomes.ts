import type { CaseResult } from '../../harness/case/results'
import type { Row } from '../case-rows'

/** A result that one or more targets share, word for word. `targets` are their indexes; the result is the first target's. */
export interface SharedOutcome {
  /** Undefined where the case was not run. */
  result: CaseResult | undefined
  targets: number[]
}

/** What results must have in common to share an outcome. A pass is a pass: its words are those of the one that is shown. */
function wordsOf({ verdict, expected, got, because, known, stable, fixture, parts = [] }: CaseResult): string {
  if (verdict === 'pass') return JSON.stringify([verdict, known, stable])
  const ofParts = parts.map((part) => [part.name, part.verdict, part.got, part.because])
  return JSON.stringify([verdict, expected, got, because, known, stable, fixture, ofParts])
}

/** The outcomes of a case. Targets whose results have the same words share one, and all that pass do. */
export function outcomesOf(row: Row): SharedOutcome[] {
  const shared = new Map<string, SharedOutcome>()
  for (const [i, result] of row.results.entries()) {
    const key = result ? wordsOf(result) : ''
    const known = shared.get(key)
    if (known) known.targets.push(i)
    else shared.set(key, { result, targets: [i] })
  }
  return [...shared.values()]
}
