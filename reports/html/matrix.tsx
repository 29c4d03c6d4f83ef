import type { CaseResult } from '../../harness/case/results'
import { isNotable } from '../../harness/case/verdicts'
import type { Row, SuiteRows } from '../case-rows'
import { Badge, ProgramMark, present } from './badge'
import { outcomesOf } from './shared-outcomes'

/** The verdict of a target in a case. A notable one links to its outcome, which is shown once for all targets that share it. */
function Cell({ row, result, index }: { row: Row; result: CaseResult | undefined; index: number }) {
  if (!result) return <td>not run</td>
  const { verdict } = result
  if (!isNotable(verdict)) return <td class={verdict}>{verdict}</td>
  const shared = outcomesOf(row).find(({ targets }) => targets.includes(index))
  return (
    <td class={verdict}>
      <a href={`#${row.id}-${(shared?.targets[0] ?? 0) + 1}`}>{verdict}</a>
      <ProgramMark of={result} />
    </td>
  )
}

function CaseRow({ row, names }: { row: Row; names: readonly string[] }) {
  return (
    <tr>
      <th scope="row">
        <a href={`#${row.id}`}>{row.id}</a> {row.title}
      </th>
      {row.results.map((result, i) => (
        <Cell key={names[i]} row={row} result={result} index={i} />
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
          <td key={names[i]}>
            {present(summary).map((verdict) => (
              <Badge key={verdict} verdict={verdict} number={summary[verdict]} />
            ))}
          </td>
        ))}
      </tr>
      {suite.rows.map((row) => (
        <CaseRow key={row.id} row={row} names={names} />
      ))}
    </tbody>
  )
}

/** A row for each case and a column for each target. It scrolls in a region of its own, which the keyboard can reach. */
export function Matrix({ suites, names }: { suites: readonly SuiteRows[]; names: readonly string[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard (WCAG 2.1.1)
    <section class="matrix" aria-labelledby="matrix-caption" tabIndex={0}>
      <table>
        <caption id="matrix-caption">Verdicts by case and target; an id links to what was sent and received</caption>
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
