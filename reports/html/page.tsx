import type { CaseResult, Results } from '../../harness/case/results'
import type { Notes, SuiteTitles } from '../case-notes'
import type { Recipe } from '../model/recipe'
import { type ReportModel, reportModel } from '../model/report-model'
import type { ReportTerms } from '../model/target-report'
import { namesOf } from '../target-words'
import { MOST_WHOLE, shownWithBytes, wholeFindings } from './byte-budget'
import { OneTarget } from './one-target'
import { SeveralTargets } from './several-targets'

/** What a page shows besides the results. Without causes and terms, the page has their usual values. */
export interface HtmlOptions extends Partial<ReportTerms> {
  notes: Notes
  /** The titles of the suites. */
  suites?: SuiteTitles
  /** The remedies that were tried. */
  recipes?: readonly Recipe[]
}

/** Everything of a page that does not depend on how many bytes it shows. */
export interface Prepared {
  results: Results
  notes: Notes
  recipes: readonly Recipe[]
  model: ReportModel
  names: string[]
  /** The findings of which everything is shown. */
  whole: ReadonlySet<CaseResult>
  /** Of which cases the file holds the bytes. */
  holds: 'all' | 'findings' | 'gravest'
}

const HOLDS: Readonly<Record<Prepared['holds'], string>> = {
  all: 'This file holds the complete results',
  findings: 'This file holds the results, with the bytes of findings only',
  gravest: 'This file holds the results, with the bytes of the gravest findings only',
}

/** Brings results into the order of a page. */
export function prepared(results: Results, options: HtmlOptions, mostWhole = MOST_WHOLE): Prepared {
  const { notes, suites = new Map(), recipes = [], causes = [], strict = false, allowInconclusive = 0 } = options
  const model = reportModel(results, { suites, causes, strict, allowInconclusive })
  const holds = results.targets.every(({ kept }) => kept === undefined) ? 'all' : 'findings'
  return { results, notes, recipes, model, names: namesOf(results), whole: wholeFindings(model, mostWhole), holds }
}

/** Everything between `<body>` and the embedded results. The bytes of findings take about `room` characters. */
export function Page({ of, room }: { of: Prepared; room: number }) {
  const context = { ...of, withBytes: shownWithBytes(of.whole, room) }
  const [report, ...more] = of.model.targets
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to the cases
      </a>
      {report !== undefined && more.length === 0 ? (
        <OneTarget report={report} context={context} />
      ) : (
        <SeveralTargets context={context} />
      )}
      <footer>
        <p id="held">
          {HOLDS[of.holds]}: <code>wsspec compare</code>, <code>wsspec merge</code> and <code>wsspec diff</code> read it
          like a file of <code>--json</code>.{' '}
          <button type="button" id="save" hidden>
            Save the results as JSON
          </button>
        </p>
        <p id="status" role="status" />
      </footer>
    </>
  )
}
