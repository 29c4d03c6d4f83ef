import { identityOf, type Results } from '../../harness/case/results'
import { notJudged } from '../diagnosis-words'
import { likeWords } from '../like-words'
import type { CauseGroup } from '../model/cause-group'
import { percentMet } from '../model/scores'
import type { Score, TargetReport } from '../model/target-report'
import type { VerdictLine } from '../model/verdict-line'
import { roleWords } from '../role-words'
import { leftOutLine } from '../target-words'
import { clean } from '../text/clean'
import { count, duration } from '../text/phrases'
import { HeatMap } from './heat-map'
import { ImpactChip } from './impact'
import { Refusal } from './not-judged'
import { causeAnchor, type PageContext } from './page-context'

/** The verdict on a case whose colour and shape the verdict on a target has. */
export const LOOKS: Readonly<Record<VerdictLine['word'], string>> = {
  PASSED: 'pass',
  FAILED: 'fail',
  'NOT JUDGED': 'inconclusive',
}

interface RunTimeProps {
  results: Results
  /** True where words come before it in its line. */
  after?: boolean
}

/** When and how long a run was; what is not known is left out. */
export function RunTime({ results: { startedAt, durationMs }, after = true }: RunTimeProps) {
  const when = startedAt === null ? null : clean(startedAt)
  const long = durationMs > 0 ? duration(durationMs) : ''
  return (
    <>
      {after && long !== '' && ' · '}
      {long}
      {when !== null && (after || long !== '') && ' · '}
      {when !== null && <time dateTime={when}>{when.replace('T', ' ').replace(/:\d\d\.\d+Z$/, ' UTC')}</time>}
    </>
  )
}

/** `85 %`, or a dash where nothing was judged. It never rounds up to a whole. */
function percent(score: Score): string {
  const met = percentMet(score)
  return met === null ? '–' : `${met} %`
}

function ScoreTile({ score }: { score: Score }) {
  const { level, met, judged, failed, unjudged } = score
  const isHarm = level === 'SECURITY'
  const number = isHarm ? String(failed) : percent(score)
  const words = isHarm ? `of ${judged} hardening cases failed` : `${met} of ${judged} met`
  return (
    <div class={isHarm && failed > 0 ? 'harm' : undefined}>
      <dt>{level}</dt>
      <dd>
        <strong>{judged === 0 ? '–' : number}</strong>{' '}
        <small>
          {judged === 0 ? 'none judged' : words}
          {unjudged > 0 && judged > 0 && `, ${unjudged} not judged`}
        </small>
      </dd>
    </div>
  )
}

/** Where no server is alike: whose the findings can be then. A known library with other settings may be like none, too. */
const STRANGER = 'The findings can come from its own code, from its library, or from a proxy in between.'

function Like({ report: { target, causes } }: { report: TargetReport }) {
  const words = likeWords(target)
  if (words === null) return null
  const [like = '', ...shared] = clean(words.charAt(0).toUpperCase() + words.slice(1)).split(/(?<=\)):/)
  return (
    <p class="like">
      <strong>{like}</strong>
      {shared.length > 0 && `:${shared.join(':')}`}.{target.like === null && causes.length > 0 && ` ${STRANGER}`}
    </p>
  )
}

/** The URL and the language of a target, and when and how long the run was; what is empty is left out. */
function Where({ url, language, results }: { url: string; language: string; results: Results }) {
  const words = [url, language].filter((each) => each !== '').join(' · ')
  return (
    <>
      {words}
      <RunTime results={results} after={words !== ''} />
    </>
  )
}

/** Who was tested, the verdict, the scores, and whose the findings are. */
export function VerdictHead({ report, context }: { report: TargetReport; context: PageContext }) {
  const { target, name, verdict, scores } = report
  const known = identityOf(target)
  const url = clean(target.url)
  const left = leftOutLine(target)
  const unjudged = notJudged(target)
  return (
    <header>
      <p class="crumb">
        <strong>wsspec</strong> WebSocket opening handshake
      </p>
      <h1>{name}</h1>
      <p class="where">
        <Where url={url === name ? '' : url} language={clean(known?.language ?? '')} results={context.results} />
      </p>
      <p class="verdict">
        <strong class={LOOKS[verdict.word]}>{verdict.word}</strong> <span>{unjudged?.verdict ?? verdict.text}</span>
      </p>
      {unjudged && <Refusal words={unjudged} target={target} command={context.results.command} />}
      {!unjudged && (
        <dl class="scores">
          {scores.map((score) => (
            <ScoreTile key={score.level} score={score} />
          ))}
        </dl>
      )}
      {!unjudged && <Like report={report} />}
      {left && <p>{left}</p>}
    </header>
  )
}

/** How many causes the first screen lists. */
const MOST_CAUSES = 8

/** How many of them are shown with what to do. */
const MOST_FIXES = 3

/** The first sentence of a text. */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
}

/** One cause: its harm, how many cases show it, whose it is, and what to do. */
function CauseLine({ group, withFix }: { group: CauseGroup; withFix: boolean }) {
  const { title, impact, findings, owner, remedy } = group
  const fix = withFix ? firstSentence(remedy) : ''
  return (
    <li>
      <ImpactChip impact={impact} /> <a href={`#${causeAnchor(group, 'cause')}`}>{clean(title)}</a>{' '}
      <b>{count(findings.length, 'case')}</b>
      {(owner !== null || fix !== '') && (
        <small>
          {owner !== null && <span class={owner.isOwn ? 'own' : undefined}>{clean(owner.short)}</span>}
          {fix !== '' && `${owner === null ? '' : ' · '}Fix: ${clean(fix)}`}
        </small>
      )}
    </li>
  )
}

/** The causes in the order in which to mend them. */
function FixFirst({ causes }: { causes: readonly CauseGroup[] }) {
  const more = causes.length - MOST_CAUSES
  return (
    <section class="first" aria-labelledby="first-name">
      <h2 id="first-name">Fix first</h2>
      <ol>
        {causes.slice(0, MOST_CAUSES).map((group, i) => (
          <CauseLine key={group.id} group={group} withFix={i < MOST_FIXES} />
        ))}
      </ol>
      {more > 0 && (
        <p>
          <a href="#fix">{count(more, 'more cause')}</a>
        </p>
      )}
    </section>
  )
}

/** How many cases have no verdict for the most frequent reason, and that reason. */
function WithoutVerdict({ cases, because }: { cases: number; because: string }) {
  return (
    <p class="note">
      <a href="#undecided">{count(cases, 'case')} without a verdict</a>
      {because !== '' && `: ${clean(because)}`}.
    </p>
  )
}

interface FirstScreenProps {
  report: TargetReport
  context: PageContext
  /** The ids of the sections that the page has. */
  sections: ReadonlySet<string>
}

/** What a person reads in the first ten seconds: what to fix first, and all cases in one picture. */
export function FirstScreen({ report, context, sections }: FirstScreenProps) {
  const { causes, waited, undecided } = report
  return (
    <div class={causes.length > 0 ? 'screen' : 'screen alone'}>
      {causes.length > 0 && <FixFirst causes={causes} />}
      <div>
        <HeatMap suites={context.model.suites} sections={sections} words={roleWords(report.target)} />
        {undecided[0] && <WithoutVerdict cases={undecided[0].cases.length} because={undecided[0].because} />}
        {waited > 0 && <p class="note">{count(waited, 'case')} waited for silence until a deadline.</p>}
        <p class="note unprinted">
          <a href="#legend">How to read this page</a>
        </p>
      </div>
    </div>
  )
}
