import { type CaseResult, roleOf } from '../../harness/case/results'
import { findingCount } from '../model/cause-group'
import type { TargetReport } from '../model/target-report'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { Legend, Run, Targets } from './about-run'
import { AllCases } from './all-cases'
import { Causes } from './causes'
import { FirstScreen, VerdictHead } from './first-screen'
import type { PageContext } from './page-context'
import { ErrorsSection, FoldedSections, StaleSection, sectionsOf } from './sections'
import { controlTitle } from './target'
import { Wire } from './wire'

/** The most findings that are open at first. Where there are more, only the first is. */
const OPEN_AT_MOST = 3

/** With more findings than this, paper has them in fewer words, and then by their titles: a report is read, not a list. */
const MANY = 50
const HUNDREDS = 120

function printLook({ causes, known, contested, warnings }: TargetReport): string | undefined {
  const findings = findingCount([...causes, ...known, ...contested, ...warnings])
  return findings > HUNDREDS ? 'many hundreds' : findings > MANY ? 'many' : undefined
}

interface PartProps {
  report: TargetReport
  context: PageContext
}

/** What fails the run, by cause. */
function Failures({ report, context }: PartProps) {
  const { causes, target, known } = report
  if (target.diagnosis !== undefined) return null
  if (causes.length === 0)
    return (
      <section aria-labelledby="fix">
        <h2 id="fix">Nothing to fix</h2>
        <p>{known.length > 0 ? 'Every failure is a known one.' : 'No case failed.'}</p>
      </section>
    )
  const first = causes[0]?.findings[0]
  const few = findingCount(causes) <= OPEN_AT_MOST
  const isOpen = (result: CaseResult) => few || result === first
  return (
    <section aria-labelledby="fix">
      <h2 id="fix">What to fix, the gravest first</h2>
      <Causes groups={causes} section="cause" target={target} context={context} isOpen={isOpen} />
    </section>
  )
}

/** What the correct handshake got, and the cases, which have no verdict. */
function Unjudged({ report: { target }, context }: PartProps) {
  const [control] = target.controls
  return (
    <>
      {control && (
        <section aria-labelledby="control">
          <h2 id="control">{controlTitle(target)}</h2>
          <Wire exchange={control} role={roleOf(target)} caption={`Control 1 of ${target.controls.length}`} />
        </section>
      )}
      <details class="fold unprinted">
        <summary>{count(target.cases.length, 'case')} without a verdict</summary>
        <div>
          <AllCases context={context} />
        </div>
      </details>
    </>
  )
}

/** The page of one target: verdict, what to fix first, then everything else. */
export function OneTarget({ report, context }: PartProps) {
  const { target } = report
  const cases = target.cases.length
  return (
    <>
      <VerdictHead report={report} context={context} />
      <main id="main" class={printLook(report)}>
        {target.diagnosis === undefined && (
          <FirstScreen report={report} context={context} sections={sectionsOf(report)} />
        )}
        <StaleSection stale={report.stale} />
        <ErrorsSection report={report} context={context} />
        <Failures report={report} context={context} />
        <FoldedSections report={report} context={context} />
        {target.diagnosis === undefined ? (
          <AllCases context={context} />
        ) : (
          <Unjudged report={report} context={context} />
        )}
        <Targets context={context} />
        <section class="run" aria-label="The run">
          <Run results={context.results} cases={cases} />
        </section>
        <Legend results={context.results} />
      </main>
    </>
  )
}

/** The title of the page of one target: `FAILED: express-like, WebSocket opening handshake`. */
export function oneTitle({ verdict, name }: TargetReport): string {
  return `${verdict.word}: ${clean(name)}, WebSocket opening handshake`
}
