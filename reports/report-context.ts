import type { CaseRecord, Suite } from '../harness/case/case'
import type { Cause } from '../harness/case/cause'
import { notesOf, titlesOf } from './case-notes'
import { type KnownFailure, today } from './known/known-failures'
import type { Recipe } from './model/recipe'
import type { ReportContext } from './registry'

/** What a run knows that its reports need. */
export interface RunContext {
  suites: readonly Suite<CaseRecord>[]
  causes: readonly Cause[]
  /** True where contested and SHOULD findings fail too. */
  strict: boolean
  /** The remedies that were tried. */
  recipes: readonly Recipe[]
  /** How many cases of a target may stay without a verdict. */
  allowInconclusive: number
  /** The known failures as they were before the run. */
  known: readonly KnownFailure[]
}

/** What the reports of a run may need besides its results, wherever they go. */
export function reportContext({ suites, ...terms }: RunContext): Omit<ReportContext, 'path'> {
  return { ...terms, day: today(), suites: titlesOf(suites), notes: notesOf(suites) }
}
