import type { Results } from '../../harness/results'
import { type Row, type SuiteRows, suitesOf } from '../model'
import type { Notes, SuiteTitles } from '../notes'
import { clean, duration, shellLine } from '../text'
import { COUNTED, calledName, fails, MEANINGS } from '../words'
import { Badge } from './badge'
import { CaseDetails } from './case'
import { Matrix } from './matrix'
import { About, Findings, Headline } from './target'

/** So many failing cases stand open when the page is opened; where there are more, all are closed. */
const OPEN_AT_MOST = 8

/** The names of the targets, numbered where two are called the same. */
export function namesOf(results: Results): string[] {
  const names = results.targets.map(calledName)
  return names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${i + 1})`))
}

function failing(row: Row): boolean {
  return row.results.some((result) => result && fails(result.verdict))
}

function Run({ results }: { results: Results }) {
  const when = results.startedAt === null ? 'not recorded (--stable)' : clean(results.startedAt)
  return (
    <dl>
      <dt>Run</dt>
      <dd>
        {results.startedAt === null ? (
          when
        ) : (
          <time dateTime={when}>{when.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>
        )}
        {results.durationMs > 0 && `, ${duration(results.durationMs)}`}
      </dd>
      <dt>By</dt>
      <dd>wsspec {clean(results.tool.version)}</dd>
      <dt>Again</dt>
      <dd>
        <code>{shellLine(['wsspec', ...results.command])}</code>
      </dd>
    </dl>
  )
}

function Legend() {
  return (
    <>
      <h2 id="legend">How to read this</h2>
      <dl>
        {COUNTED.flatMap((verdict) => [
          <dt key={verdict}>
            <Badge verdict={verdict} />
          </dt>,
          <dd key={`${verdict}-meaning`}>{MEANINGS[verdict]}</dd>,
        ])}
      </dl>
      <p>
        A pass says that this one request was answered as its clauses ask; it says nothing about requests that were not
        sent. Free choices, such as 400 or 426, are told and not scored. Octets are shown with CR as ␍, LF as ␊ and what
        is not printable ASCII as \xNN.
      </p>
    </>
  )
}

interface CasesProps {
  suites: readonly SuiteRows[]
  notes: Notes
  names: readonly string[]
}

function Cases({ suites, notes, names }: CasesProps) {
  const many = suites.flatMap((suite) => suite.rows).filter(failing).length > OPEN_AT_MOST
  return (
    <>
      {suites.map((suite) => (
        <section key={suite.number} aria-labelledby={`suite-${suite.number}`}>
          <h3 id={`suite-${suite.number}`}>{suite.title}</h3>
          {suite.rows.map((row) => (
            <CaseDetails key={row.id} row={row} notes={notes.get(row.id)} names={names} open={failing(row) && !many} />
          ))}
        </section>
      ))}
    </>
  )
}

/** Everything between `<body>` and the embedded data. */
export function Page({ results, notes, titles }: { results: Results; notes: Notes; titles: SuiteTitles }) {
  const suites = suitesOf(results, titles)
  const names = namesOf(results)
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to the findings
      </a>
      <header>
        <h1>WebSocket opening handshake</h1>
        {results.targets.map((target, i) => (
          <Headline key={names[i]} target={target} />
        ))}
        <Run results={results} />
      </header>
      <main id="main">
        <h2 id="findings">Findings</h2>
        {results.targets.map((target, i) => (
          <Findings key={names[i]} target={target} name={names.length > 1 ? (names[i] ?? '') : null} />
        ))}
        <h2 id="matrix">All cases</h2>
        <p class="filter">
          <input type="checkbox" id="hide-pass" autocomplete="off" />
          <label for="hide-pass">Only what is not a pass</label>
        </p>
        <Matrix suites={suites} names={names} />
        <h2 id="cases">Case by case</h2>
        <Cases suites={suites} notes={notes} names={names} />
        <h2 id="targets">{names.length === 1 ? 'The target' : 'The targets'}</h2>
        {results.targets.map((target, i) => (
          <About key={names[i]} target={target} name={names[i] ?? ''} index={i} />
        ))}
        <Legend />
      </main>
      <footer>
        The results stand in this file as JSON, in the element with the id <code>results</code>.
      </footer>
    </>
  )
}
