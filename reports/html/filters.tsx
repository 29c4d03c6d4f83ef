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

function VerdictBoxes({ verdicts }: { verdicts: readonly Verdict[] }) {
  return (
    <fieldset>
      <legend>Verdict</legend>
      {verdicts.map((verdict) => (
        <label key={verdict}>
          <input type="checkbox" name="verdict" value={verdict} />
          <Badge verdict={verdict} />
        </label>
      ))}
    </fieldset>
  )
}

interface SelectProps {
  label: string
  name: string
  /** The value of each option, and its text. */
  options: readonly (readonly [string, string])[]
}

function Select({ label, name, options }: SelectProps) {
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">all</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What a browser without scripts does not show, and the commands that show it. */
function WithoutScripts() {
  return (
    <noscript>
      <p class="note">
        Without JavaScript, this page does not show the bytes and the clauses of cases without a finding.{' '}
        <code>wsspec merge FILE.html --trace DIR</code> writes the bytes that this file holds, and{' '}
        <code>wsspec explain ID</code> shows the clauses.
      </p>
    </noscript>
  )
}

/** The form that narrows the cases. It is hidden until the script of the page shows it: it works only with the script. */
export function Filters({ suites, several }: { suites: readonly SuiteRows[]; several: boolean }) {
  return (
    <>
      <WithoutScripts />
      <form id="filters" aria-labelledby="filters-name" autocomplete="off" hidden>
        <p id="filters-name">Show only</p>
        <VerdictBoxes verdicts={verdictsIn(suites)} />
        <Select label="Level" name="level" options={levelsIn(suites).map((level) => [level, level])} />
        <Select label="Suite" name="suite" options={suites.map(({ number, title }) => [String(number), title])} />
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
    </>
  )
}
