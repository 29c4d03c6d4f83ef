import type { SuiteRows } from '../case-rows'
import type { TargetReport } from '../model/target-report'
import { leftOutLine } from '../target-words'
import { count } from '../text/phrases'
import { Legend, Run, Targets } from './about-run'
import { CaseDetails } from './case'
import { ChangeList } from './changes'
import { Differences } from './differences'
import { Filters } from './filters'
import { RunTime } from './first-screen'
import { Matrix } from './matrix'
import { NextCommand } from './not-judged'
import type { PageContext } from './page-context'
import { ScoreTable } from './score-table'

function SuiteCases({ suite: { number, title, rows }, context }: { suite: SuiteRows; context: PageContext }) {
  return (
    <section data-suite={number} aria-labelledby={`suite-${number}`}>
      <h3 id={`suite-${number}`}>{title}</h3>
      {rows.map((row) => (
        <CaseDetails key={row.id} row={row} context={context} />
      ))}
    </section>
  )
}

/** Why a target could not be judged, or what was left out of its run. */
function Banner({ report: { name, verdict, target }, context }: { report: TargetReport; context: PageContext }) {
  const left = leftOutLine(target)
  if (target.diagnosis === undefined) return left === null ? null : <p>{`${name}: ${left}`}</p>
  return (
    <div class="banner">
      <p>
        <strong>{name} could not be judged</strong>: {verdict.text}
      </p>
      <NextCommand target={target} command={context.results.command} />
    </div>
  )
}

/** The page of several targets: scores, what differs, then every case. */
export function SeveralTargets({ context }: { context: PageContext }) {
  const { results, names, model } = context
  const { suites, comparison, targets } = model
  const cases = suites.reduce((sum, { rows }) => sum + rows.length, 0)
  return (
    <>
      <header>
        <p class="crumb">
          <strong>wsspec</strong> WebSocket opening handshake
        </p>
        <h1>{count(names.length, 'target')} compared</h1>
        <p class="where">
          {count(cases, 'case')}
          <RunTime results={results} />
        </p>
        {targets.map((report) => (
          <Banner key={report.name} report={report} context={context} />
        ))}
      </header>
      <main id="main">
        <ScoreTable context={context} />
        <ChangeList results={results} />
        {comparison && <Differences comparison={comparison} context={context} />}
        <section class="unprinted" aria-labelledby="cases">
          <h2 id="cases">All cases</h2>
          <Filters suites={suites} several />
          <Matrix suites={suites} names={names} />
          <h2 id="details">Case by case</h2>
          {suites.map((suite) => (
            <SuiteCases key={suite.number} suite={suite} context={context} />
          ))}
        </section>
        <Targets context={context} />
        <section class="run" aria-label="The run">
          <Run results={results} cases={cases} />
        </section>
        <Legend results={results} />
      </main>
    </>
  )
}
