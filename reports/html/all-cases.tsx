import type { CaseResult } from '../../harness/case/results'
import type { Row, SuiteRows } from '../case-rows'
import { Badge, ProgramMark, present } from './badge'
import { Filters } from './filters'
import { hasCard } from './has-card'
import { BriefResult } from './outcome'
import type { PageContext } from './page-context'

interface CaseProps {
  row: Row
  result: CaseResult
  context: PageContext
}

/** A case with a card: the line leads to it. */
function CardLine({ row, result }: CaseProps) {
  return (
    <p class="line-of" data-id={row.id}>
      <Badge verdict={result.verdict} />
      <strong>{row.id}</strong>
      <span>
        <a href={`#${row.id}`}>{row.title}</a>
      </span>
      <small>{row.level}</small>
      <ProgramMark of={result} />
    </p>
  )
}

function PlainCase({ row, result }: CaseProps) {
  return (
    <details>
      <summary>
        <Badge verdict={result.verdict} />
        <strong>{row.id}</strong>
        <span>{row.title}</span>
        <small>{row.level}</small>
      </summary>
      <div id={row.id}>
        <BriefResult result={result} />
      </div>
    </details>
  )
}

function Suite({ suite, context }: { suite: SuiteRows; context: PageContext }) {
  const { number, title, rows, summaries } = suite
  return (
    <section data-suite={number} aria-labelledby={`suite-${number}`}>
      <h3 id={`suite-${number}`}>
        {title}{' '}
        {summaries[0] &&
          present(summaries[0]).map((verdict) => (
            <Badge key={verdict} verdict={verdict} number={summaries[0]?.[verdict] ?? 0} />
          ))}
      </h3>
      {rows.map((row) => {
        const [result] = row.results
        if (result === undefined) return null
        const Case = hasCard(result) ? CardLine : PlainCase
        return <Case key={row.id} row={row} result={result} context={context} />
      })}
    </section>
  )
}

/** Every case of one target by suite. A finding is a link to its card; any other case has its details here. */
export function AllCases({ context }: { context: PageContext }) {
  const { suites } = context.model
  return (
    <section class="unprinted" aria-labelledby="cases">
      <h2 id="cases">All cases</h2>
      <Filters suites={suites} several={false} />
      {suites.map((suite) => (
        <Suite key={suite.number} suite={suite} context={context} />
      ))}
    </section>
  )
}
