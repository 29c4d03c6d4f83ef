import type { Results } from '../../harness/case/results'
import { failsRun, VERDICTS } from '../../harness/case/verdicts'
import type { Notes, SuiteTitles } from '../case-notes'
import { type Row, type SuiteRows, suitesOf } from '../case-rows'
import { PROGRAM_MARK } from '../case-words'
import { againLine } from '../repeat-command'
import { namesOf } from '../target-words'
import { clean } from '../text/clean'
import { duration } from '../text/phrases'
import { MEANINGS } from '../verdict-words'
import { type Answers, answersOf } from '../wire/answer-heads'
import { AnswerList } from './answers'
import { Badge, present } from './badge'
import { shownWithBytes } from './byte-budget'
import { CaseDetails } from './case'
import { ChangeList } from './changes'
import { Filters } from './filters'
import { Matrix } from './matrix'
import type { PageContext } from './outcome'
import { About, Findings, Headline } from './target'

/** The most failing cases that are open at first. Where there are more, all are closed. */
const OPEN_AT_MOST = 8

function failing(row: Row): boolean {
  return row.results.some((result) => result && failsRun(result.verdict))
}

function Run({ results, cases }: { results: Results; cases: number }) {
  const when = results.startedAt === null ? 'not recorded (--stable)' : clean(results.startedAt)
  return (
    <dl>
      <dt>Run</dt>
      <dd>
        {cases === 1 ? '1 case' : `${cases} cases`},{' '}
        {results.startedAt === null ? (
          when
        ) : (
          <time dateTime={when}>{when.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>
        )}
        {results.durationMs > 0 && `, ${duration(results.durationMs)}`}
      </dd>
      <dt>By</dt>
      <dd>wsspec {clean(results.tool.version)}</dd>
      <dt>Run again</dt>
      <dd>
        <code class="line">{againLine(results)}</code>
      </dd>
    </dl>
  )
}

function Legend() {
  return (
    <>
      <h2 id="legend">How to read this</h2>
      <dl>
        {VERDICTS.flatMap((verdict) => [
          <dt key={verdict}>
            <Badge verdict={verdict} />
          </dt>,
          <dd key={`${verdict}-meaning`}>{MEANINGS[verdict]}</dd>,
        ])}
      </dl>
      <p>
        A pass means that this one request was answered as its clauses ask; it says nothing about other requests. A free
        choice, such as 400 or 426, is recorded and not scored. Bytes are shown with CR as ␍, LF as ␊ and everything
        that is not printable ASCII as \xNN. Only the correct handshake has <del>a line like this</del>, and only the
        case has <ins>a line like this</ins>. <mark>A mark</mark> in an answer is where it differs from what was
        expected. “{PROGRAM_MARK}” marks a finding that comes from the program of a few lines that starts the library,
        and not from the library itself.
      </p>
    </>
  )
}

interface SuiteProps {
  suite: SuiteRows
  notes: Notes
  context: PageContext
  closed: boolean
}

function SuiteCases({ suite, notes, context, closed }: SuiteProps) {
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
        <CaseDetails
          key={row.id}
          row={row}
          notes={notes.get(row.id)}
          context={context}
          open={failing(row) && !closed}
        />
      ))}
    </section>
  )
}

interface CasesProps {
  suites: readonly SuiteRows[]
  notes: Notes
  context: PageContext
}

function Cases({ suites, notes, context }: CasesProps) {
  const { results, names } = context
  const several = names.length > 1
  const closed = suites.flatMap((suite) => suite.rows).filter(failing).length > OPEN_AT_MOST
  const [target] = results.targets
  return (
    <>
      {!several && target && (
        <>
          <h2 id="findings">Findings</h2>
          <Findings target={target} />
        </>
      )}
      {several && <ChangeList results={results} />}
      <h2 id="cases">All cases</h2>
      <Filters suites={suites} several={several} />
      {several && <Matrix suites={suites} names={names} />}
      {several && <h2 id="details">Case by case</h2>}
      {suites.map((suite) => (
        <SuiteCases key={suite.number} suite={suite} notes={notes} context={context} closed={closed} />
      ))}
    </>
  )
}

/** Everything of a page that does not depend on how many bytes it shows. */
export interface Prepared {
  results: Results
  notes: Notes
  suites: SuiteRows[]
  names: string[]
  answers: Answers
}

/** Brings results into the order of a page. */
export function prepared(results: Results, notes: Notes, titles: SuiteTitles): Prepared {
  return { results, notes, suites: suitesOf(results, titles), names: namesOf(results), answers: answersOf(results) }
}

/** Everything between `<body>` and the embedded results. The results that a person has to look into show at most `mostBytes` bytes. */
export function Page({ of, mostBytes }: { of: Prepared; mostBytes: number }) {
  const { results, notes, suites, names, answers } = of
  const context = { results, names, answers, withBytes: shownWithBytes(results, mostBytes) }
  const cases = suites.reduce((sum, { rows }) => sum + rows.length, 0)
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to the cases
      </a>
      <header>
        <h1>WebSocket opening handshake</h1>
        {results.targets.map((target, i) => (
          <Headline key={names[i]} target={target} />
        ))}
        <Run results={results} cases={cases} />
      </header>
      <main id="main">
        <Cases suites={suites} notes={notes} context={context} />
        <AnswerList answers={answers} />
        <h2 id="targets">{names.length === 1 ? 'The target' : 'The targets'}</h2>
        {results.targets.map((target, i) => (
          <About key={names[i]} target={target} name={names[i] ?? ''} index={i} command={results.command} />
        ))}
        <Legend />
      </main>
      <footer>
        <p>
          This file holds the complete results: <code>wsspec compare</code> and <code>wsspec diff</code> read it like a
          file of <code>--json</code>.{' '}
          <button type="button" id="save" hidden>
            Save the results as JSON
          </button>
        </p>
        <p id="status" role="status" />
      </footer>
    </>
  )
}
