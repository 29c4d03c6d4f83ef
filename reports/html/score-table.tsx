import { isFailure } from '../../harness/case/verdicts'
import type { SuiteRows } from '../case-rows'
import { likeName } from '../like-words'
import { againstBaseline } from '../model/baseline'
import { percentMet } from '../model/scores'
import type { Score, TargetReport } from '../model/target-report'
import { clean } from '../text/clean'
import { LOOKS } from './first-screen'
import type { PageContext } from './page-context'

function ScoreCell({ score, judged }: { score: Score | undefined; judged: boolean }) {
  const percent = score && judged ? percentMet(score) : null
  if (!score || percent === null) return <td data-value="-1">–</td>
  if (score.level === 'SECURITY') {
    return (
      <td data-value={score.failed} class={score.failed > 0 ? 'harm' : undefined}>
        {score.failed}
      </td>
    )
  }
  return (
    <td data-value={percent} title={`${score.met} of ${score.judged}`}>
      {percent} %
    </td>
  )
}

/** How much of a suite a target fails, in steps of a colour. */
function heat(failed: number, of: number): string {
  if (of === 0) return 'skip'
  if (failed === 0) return 'pass'
  return failed * 4 <= of ? 'some' : failed * 2 <= of ? 'half' : 'fail'
}

function SuiteSquare({ suite, at, name }: { suite: SuiteRows; at: number; name: string }) {
  const results = suite.rows.flatMap((row) => row.results[at] ?? [])
  const judged = results.filter(({ verdict }) => verdict !== 'skip' && verdict !== 'inconclusive')
  const failed = results.filter(({ verdict }) => isFailure(verdict)).length
  return (
    <a href={`#suite-${suite.number}`} class={heat(failed, judged.length)}>
      {name}, {suite.title}: {judged.length === 0 ? 'nothing judged' : `${failed} of ${judged.length} fail`}
    </a>
  )
}

function Line({ report, at, context }: { report: TargetReport; at: number; context: PageContext }) {
  const { name, verdict, scores, target } = report
  const { suites } = context.model
  const judged = target.diagnosis === undefined
  const rows = suites.flatMap((suite) => suite.rows)
  const { worse, better } = againstBaseline(rows, at, 0)
  return (
    <tr>
      <th scope="row">
        <a href={`#target-${at + 1}`}>{name}</a>
        {target.like && !target.like.published && <small>like {clean(likeName(target.like))}</small>}
      </th>
      <td data-value={verdict.word} class="word">
        <strong class={LOOKS[verdict.word]}>{verdict.word}</strong>
      </td>
      {scores.map((score) => (
        <ScoreCell key={score.level} score={score} judged={judged} />
      ))}
      <td data-value={target.summary.fail}>{judged ? target.summary.fail : '–'}</td>
      <td data-value={worse - better} class="against">
        {at === 0 ? 'baseline' : judged ? `${worse} worse, ${better} better` : '–'}
      </td>
      <td class="squares">
        {suites.map((suite) => (
          <SuiteSquare key={suite.number} suite={suite} at={at} name={name} />
        ))}
      </td>
    </tr>
  )
}

/** The headings whose column can be sorted. */
const COLUMNS = ['Target', 'Verdict', 'MUST', 'SHOULD', 'SECURITY', 'Fails', 'Against']

/** A row for each target: verdict, scores, what it is like, how it differs from the baseline, and a square for each suite. */
export function ScoreTable({ context }: { context: PageContext }) {
  const { targets, suites } = context.model
  return (
    <section class="map scoreboard" aria-labelledby="scores-name">
      <h2 id="scores-name">Scores</h2>
      <p class="baseline" hidden>
        <label>
          Baseline{' '}
          <select id="baseline">
            {targets.map(({ name }, at) => (
              <option key={name} value={at}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </p>
      <table>
        <caption class="unseen">
          One row for each target. A square is a suite: the more of it fails, the redder. It leads to the cases of the
          suite.
        </caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
            <th scope="col" class="suites">
              {suites.map(({ number }) => (
                <span key={number}>{number}</span>
              ))}
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.map((report, at) => (
            <Line key={report.name} report={report} at={at} context={context} />
          ))}
        </tbody>
      </table>
      <p class="readout" aria-hidden="true" />
    </section>
  )
}
