import { VERDICTS } from '../../harness/case/verdicts'
import { differs, type Row } from '../case-rows'
import { Badge, ProgramMark } from './badge'
import { CaseHead } from './case-head'
import { Outcome } from './outcome'
import type { PageContext } from './page-context'
import { outcomesOf } from './shared-outcomes'

/** One badge where all targets agree, otherwise one for each verdict with the number of its targets. */
function Verdicts({ row }: { row: Row }) {
  const [first] = row.results
  if (first && !differs(row)) return <Badge verdict={first.verdict} />
  const number = (verdict: string) => row.results.filter((result) => result?.verdict === verdict).length
  const without = row.results.filter((result) => result === undefined).length
  return (
    <span class="mixed">
      {VERDICTS.filter((verdict) => number(verdict) > 0).map((verdict) => (
        <Badge key={verdict} verdict={verdict} number={number(verdict)} />
      ))}
      {without > 0 && <span>{without} not run</span>}
    </span>
  )
}

/** One case with everything that is known of it: its clauses, why it matters, both readings, and the outcome of each target. */
export function CaseDetails({ row, context }: { row: Row; context: PageContext }) {
  const whole = row.results.some((result) => result && context.whole.has(result))
  return (
    <details>
      <summary>
        <Verdicts row={row} />
        <strong>{row.id}</strong>
        <span>{row.title}</span>
        <small>{row.level}</small>
        <ProgramMark of={row.results.find((result) => result?.fixture !== undefined)} />
      </summary>
      <div id={row.id}>
        {whole && (
          <CaseHead
            source={row.source}
            contested={row.results.some((result) => result?.verdict === 'contested')}
            notes={context.notes.get(row.id)}
          />
        )}
        {outcomesOf(row).map((shared) => (
          <Outcome key={shared.targets[0]} shared={shared} id={row.id} context={context} />
        ))}
      </div>
    </details>
  )
}
