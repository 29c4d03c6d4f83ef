import type { CaseResult, Results } from '../../harness/case/results'
import type { Notes } from '../case-notes'
import type { CauseGroup } from '../model/cause-group'
import type { Recipe } from '../model/recipe'
import type { ReportModel } from '../model/report-model'

/** What every part of a page may need. */
export interface PageContext {
  results: Results
  model: ReportModel
  /** The names of the targets. */
  names: readonly string[]
  notes: Notes
  recipes: readonly Recipe[]
  /** The findings of which everything is shown; of any other, the script of the page adds the rest. */
  whole: ReadonlySet<CaseResult>
  /** The results whose bytes are shown. */
  withBytes: ReadonlySet<CaseResult>
}

/** The id of the element of a cause, in a section of the page: names of causes in recorded results may be anything. */
export function causeAnchor({ id }: Pick<CauseGroup, 'id'>, section: string): string {
  return `${section}-${id !== null && /^[a-z\d-]+$/.test(id) ? id : 'other'}`
}
