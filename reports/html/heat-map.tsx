import { isFinding, VERDICTS } from '../../harness/case/verdicts'
import type { SuiteRows } from '../case-rows'
import type { RoleWords } from '../role-words'
import { count } from '../text/phrases'
import { meaningsOf, verdictLabel } from '../verdict-words'
import { present } from './badge'

/** The section of the page about a verdict. */
const SECTIONS: Readonly<Record<string, string>> = {
  fail: 'fix',
  warn: 'warnings',
  contested: 'contested',
  observed: 'choices',
  skip: 'skips',
  inconclusive: 'undecided',
}

function SuiteLine({ suite: { title, rows, summaries } }: { suite: SuiteRows }) {
  const found = present(summaries[0] ?? ({} as never)).filter((verdict) => isFinding(verdict))
  return (
    <tr>
      <th scope="row">{title}</th>
      <td class="squares">
        {rows.map(({ id, results: [result] }) => (
          <a key={id} href={`#${id}`} class={result?.known ? `${result.verdict} known` : result?.verdict}>
            {id} {result?.verdict}
            {result?.known && ', known'}
          </a>
        ))}
      </td>
      <td class="found">
        {found.map((verdict) => (
          <b key={verdict} class={verdict}>
            {summaries[0]?.[verdict]}
            <span class="unseen"> {verdict}</span>
          </b>
        ))}
      </td>
    </tr>
  )
}

interface LegendProps {
  suites: readonly SuiteRows[]
  /** The ids of the sections that the page has. */
  sections: ReadonlySet<string>
  words: RoleWords
}

/** Each verdict that occurs, with its number and its square; a link where a section is about it. */
function MapLegend({ suites, sections, words: of }: LegendProps) {
  const meanings = meaningsOf(of)
  const number = (verdict: (typeof VERDICTS)[number]) =>
    suites.reduce((sum, { summaries }) => sum + (summaries[0]?.[verdict] ?? 0), 0)
  return (
    <ul class="legend">
      {VERDICTS.filter((verdict) => number(verdict) > 0).map((verdict) => {
        const section = SECTIONS[verdict] ?? 'cases'
        const words = `${number(verdict)} ${verdictLabel(verdict)}`
        return (
          <li key={verdict} title={meanings[verdict]}>
            <i class={verdict} aria-hidden="true" />
            {sections.has(section) ? <a href={`#${section}`}>{words}</a> : words}
          </li>
        )
      })}
      {sections.has('known') && (
        <li>
          <i class="fail known" aria-hidden="true" />
          <a href="#known">known</a>
        </li>
      )}
    </ul>
  )
}

/**
 * Every case of one target as a square: a picture of the whole run, and a way to each case. It is a table, so that it also
 * reads as one: a row for each suite, with the number of its findings.
 */
export function HeatMap({ suites, sections, words }: LegendProps) {
  const cases = suites.reduce((sum, { rows }) => sum + rows.length, 0)
  return (
    <section class="map" aria-labelledby="map-name">
      <h2 id="map-name">{count(cases, 'case')}</h2>
      <table>
        <caption class="unseen">One row for each suite, one square for each case; a square leads to its case</caption>
        <thead class="unseen">
          <tr>
            <th scope="col">Suite</th>
            <th scope="col">Cases</th>
            <th scope="col">Findings</th>
          </tr>
        </thead>
        <tbody>
          {suites.map((suite) => (
            <SuiteLine key={suite.number} suite={suite} />
          ))}
        </tbody>
      </table>
      <MapLegend suites={suites} sections={sections} words={words} />
      <p class="readout" aria-hidden="true" />
    </section>
  )
}
