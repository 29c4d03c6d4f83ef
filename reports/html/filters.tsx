import { LEVELS, type Level } from '../../harness/case/results'
import { VERDICTS, type Verdict } from '../../harness/case/verdicts'
import type { SuiteRows } from '../case-rows'
import { Badge } from './badge'

function verdictsIn(suites: readonly SuiteRows[]): Verdict[] {
  return VERDICTS.filter((verdict) => suites.some(({ summaries }) => summaries.some((summary) => summary[verdict] > 0)))
}

function levelsIn(suites: readonly SuiteRows[]): Level[] {
  return LEVELS.filter((level) => suites.some(({ rows }) => rows.some((row) => row.level === level)))
}

/** The form that narrows the cases. It is hidden until the script of the page shows it, for without that it does nothing. */
export function Filters({ suites, several }: { suites: readonly SuiteRows[]; several: boolean }) {
  return (
    <form id="filters" aria-labelledby="filters-name" autocomplete="off" hidden>
      <p id="filters-name">Show only</p>
      <fieldset>
        <legend>Verdict</legend>
        {verdictsIn(suites).map((verdict) => (
          <label key={verdict}>
            <input type="checkbox" name="verdict" value={verdict} />
            <Badge verdict={verdict} />
          </label>
        ))}
      </fieldset>
      <label>
        Level
        <select name="level">
          <option value="">all</option>
          {levelsIn(suites).map((level) => (
            <option key={level}>{level}</option>
          ))}
        </select>
      </label>
      <label>
        Suite
        <select name="suite">
          <option value="">all</option>
          {suites.map(({ number, title }) => (
            <option key={number} value={String(number)}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Text
        <input type="search" name="q" />
      </label>
      {several && (
        <label>
          <input type="checkbox" name="differ" value="1" />
          Only differences
        </label>
      )}
      <button type="reset">Show all</button>
      <output id="shown" aria-live="polite" />
    </form>
  )
}
