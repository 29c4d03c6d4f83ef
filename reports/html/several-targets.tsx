import type { SuiteRows } from '../case-rows'
import { Legend, Run, Targets } from './about-run'
import { Badge, present } from './badge'
import { CaseDetails } from './case'
import { ChangeList } from './changes'
import { Filters } from './filters'
import { Matrix } from './matrix'
import type { PageContext } from './page-context'
import { Headline } from './target'

function SuiteCases({ suite, context }: { suite: SuiteRows; context: PageContext }) {
  const { number, title, rows, summaries } = suite
  const [summary] = summaries
  return (
    <section data-suite={number} aria-labelledby={`suite-${number}`}>
      <h3 id={`suite-${number}`}>
        {title}{' '}
        {summaries.length === 1 &&
          summary &&
          present(summary).map((verdict) => <Badge key={verdict} verdict={verdict} number={summary[verdict]} />)}
      </h3>
      {rows.map((row) => (
        <CaseDetails key={row.id} row={row} notes={context.notes.get(row.id)} context={context} open={false} />
      ))}
    </section>
  )
}

/** The page of several targets. */
export function SeveralTargets({ context }: { context: PageContext }) {
  const { results, names, model } = context
  const { suites } = model
  const cases = suites.reduce((sum, { rows }) => sum + rows.length, 0)
  return (
    <>
      <header>
        <h1>WebSocket opening handshake</h1>
        {results.targets.map((target, i) => (
          <Headline key={names[i]} target={target} />
        ))}
        <Run results={results} cases={cases} />
      </header>
      <main id="main">
        <ChangeList results={results} />
        <h2 id="cases">All cases</h2>
        <Filters suites={suites} several />
        <Matrix suites={suites} names={names} />
        <h2 id="details">Case by case</h2>
        {suites.map((suite) => (
          <SuiteCases key={suite.number} suite={suite} context={context} />
        ))}
        <Targets context={context} />
        <Legend />
      </main>
    </>
  )
}
