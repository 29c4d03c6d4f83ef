import type { Results } from '../../harness/case/results'
import { VERDICTS } from '../../harness/case/verdicts'
import { PROGRAM_MARK } from '../case-words'
import { impactMeaningsOf } from '../model/impact-words'
import { againLine } from '../repeat-command'
import { wordsOfAll } from '../role-words'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { meaningsOf } from '../verdict-words'
import { Badge } from './badge'
import { RunTime } from './first-screen'
import { ImpactChip } from './impact'
import type { PageContext } from './page-context'
import { About } from './target'

/** The run: how many cases, when, with which wsspec, and how to do it again. */
export function Run({ results, cases }: { results: Results; cases: number }) {
  return (
    <dl>
      <dt>Run</dt>
      <dd>
        {count(cases, 'case')} by wsspec {clean(results.tool.version)}
        {results.catalogue !== undefined && `, catalogue ${clean(results.catalogue)}`}
        <RunTime results={results} />
        {results.startedAt === null && ', date not recorded (--stable)'}
      </dd>
      <dt>Run again</dt>
      <dd>
        <code class="line">{againLine(results)}</code>
      </dd>
    </dl>
  )
}

/** What the targets are, and how to reach them again. */
export function Targets({ context: { results, names } }: { context: PageContext }) {
  return (
    <section class="unprinted" aria-labelledby="targets">
      <h2 id="targets">{names.length === 1 ? 'The target' : 'The targets'}</h2>
      {results.targets.map((target, i) => (
        <About key={names[i]} target={target} name={names[i] ?? ''} index={i} command={results.command} />
      ))}
    </section>
  )
}

/** What the verdicts, the impacts and the marks mean. */
export function Legend({ results }: { results: Results }) {
  const words = wordsOfAll(results.targets)
  const meanings = meaningsOf(words)
  return (
    <section class="unprinted" aria-labelledby="legend">
      <h2 id="legend">How to read this</h2>
      <dl>
        {VERDICTS.flatMap((verdict) => [
          <dt key={verdict}>
            <Badge verdict={verdict} />
          </dt>,
          <dd key={`${verdict}-meaning`}>{meanings[verdict]}</dd>,
        ])}
      </dl>
      <p>The impact of a finding is its harm, the gravest first:</p>
      <dl>
        {impactMeaningsOf(words).flatMap(([impact, meaning]) => [
          <dt key={impact}>
            <ImpactChip impact={impact} />
          </dt>,
          <dd key={`${impact}-meaning`}>{meaning}</dd>,
        ])}
      </dl>
      <p>
        A finding is a case that is fail, contested or warn. Findings with one cause are mended by one change. “Known{' '}
        {words.plural}” are the published ones that were judged in the same case, and “behaves like” counts the cases in
        which both were judged.
      </p>
      <p>
        MUST and SHOULD are the words of the clause. A SECURITY case does what an attacker would, and no clause has a
        MUST for it: it fails where the harm was observed. A broken MUST can have a grave harm, such as smuggling, too.
      </p>
      <p>
        A pass means that {words.passSays}. In shown bytes, a line ends with CR LF unless a mark such as{' '}
        <i class="sign">LF</i> says otherwise, and what is not printable ASCII is \xNN. Only the {words.control} has{' '}
        <del>a line like this</del>, and only the case has <ins>a line like this</ins>.{' '}
        {words.noun === 'server' && (
          <>
            <mark>A mark</mark> in an answer is where it differs from what was required.{' '}
          </>
        )}
        “{PROGRAM_MARK}” marks a finding that comes from the program of a few lines that starts the library, and not
        from the library itself.
      </p>
    </section>
  )
}
