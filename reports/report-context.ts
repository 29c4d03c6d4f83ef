import type { Suite } from '../harness/case/case'
import type { Results } from '../harness/case/results'
import { notesOf, titlesOf } from './case-notes'
import { type KnownFailure, today } from './known'
import type { ReportContext } from './registry'

/** What a run knows that its reports need. */
export interface RunContext {
  suites: readonly Suite[]
  /** True where contested and SHOULD findings fail too. */
  strict: boolean
  /** The known failures as they were before the run. */
  known: readonly KnownFailure[]
}

/** What the reports of these results may need besides them, wherever they go. */
export function reportContext(results: Results, { suites, strict, known }: RunContext): Omit<ReportContext, 'path'> {
  return { strict, known, day: today(), suites: titlesOf(suites), notes: notesOf(suites, results) }
}
