import type { Row, SuiteRows } from '../model'
import { Badge, CountCell } from './badge'
import { allPass, anchorOf } from './case'

function CaseRow({ row, names }: { row: Row; names: readonly string[] }) {
  return (
    <tr class={allPass(row) ? 'all-pass' : ''}>
      <th scope="row">
        <a class="id" href={`#${anchorOf(row.id)}`}>
          {row.id}
        </a>{' '}
        {row.title} <span class="level">{row.level}</span>
      </th>
      {row.results.map((result, i) => (
        <td key={names[i]}>{result ? <Badge verdict={result.verdict} /> : 'not run'}</td>
      ))}
    </tr>
  )
}

function SuiteBody({ suite, names }: { suite: SuiteRows; names: readonly string[] }) {
  return (
    <tbody>
      <tr class="suite">
        <th scope="rowgroup">{suite.title}</th>
        {suite.summaries.map((summary, i) => (
          <CountCell key={names[i]} summary={summary} />
        ))}
      </tr>
      {suite.rows.map((row) => (
        <CaseRow key={row.id} row={row} names={names} />
      ))}
    </tbody>
  )
}

/** Cases by suite down, targets across. It scrolls in a region of its own, which the keyboard can reach. */
export function Matrix({ suites, names }: { suites: readonly SuiteRows[]; names: readonly string[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard (WCAG 2.1.1)
    <section class="matrix" aria-labelledby="matrix-caption" tabIndex={0}>
      <table>
        <caption id="matrix-caption">Verdicts by case and target; an id leads to what was sent and received</caption>
        <thead>
          <tr>
            <th scope="col">Case</th>
            {names.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {suites.map((suite) => (
          <SuiteBody key={suite.number} suite={suite} names={names} />
        ))}
      </table>
    </section>
  )
}
