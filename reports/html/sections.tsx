import type { ComponentChildren } from 'preact'
import type { CaseResult } from '../../harness/case/results'
import { staleLine } from '../known/known-failures'
import { type CauseGroup, findingCount } from '../model/cause-group'
import type { Skips } from '../model/skips'
import type { TargetReport } from '../model/target-report'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { Causes } from './causes'
import { FindingCard } from './finding-card'
import type { PageContext } from './page-context'

interface SectionProps {
  id: string
  heading: string
  /** What the section is about, a sentence. */
  about?: string
  /** False where paper does not need it. */
  printed?: boolean
  children: ComponentChildren
}

/** A section that is folded at first. */
function Folded({ id, heading, about, printed = true, children }: SectionProps) {
  return (
    <details class={printed ? 'fold' : 'fold unprinted'} id={id}>
      <summary>
        <h2>{heading}</h2>
      </summary>
      <div>
        {about && <p>{about}</p>}
        {children}
      </div>
    </details>
  )
}

/** Links to cases, each with its title and what was got or why. */
function CaseList({ cases, words }: { cases: readonly CaseResult[]; words: (result: CaseResult) => string }) {
  return (
    <ul class="brief">
      {cases.map((result) => (
        <li key={result.id}>
          <a href={`#${result.id}`}>{result.id}</a> {clean(result.title)}
          {words(result) !== '' && <span>{clean(words(result))}</span>}
        </li>
      ))}
    </ul>
  )
}

function Ids({ cases }: { cases: readonly CaseResult[] }) {
  return (
    <>
      {cases.map(({ id }) => (
        <>
          <a key={id} href={`#${id}`}>
            {id}
          </a>{' '}
        </>
      ))}
    </>
  )
}

interface GroupsProps {
  id: string
  heading: string
  about: string
  groups: readonly CauseGroup[]
  report: TargetReport
  context: PageContext
}

function GroupsSection({ id, heading, about, groups, report, context }: GroupsProps) {
  if (groups.length === 0) return null
  return (
    <Folded id={id} heading={`${heading}: ${findingCount(groups)}`} about={about}>
      <Causes groups={groups} section={id} target={report.target} context={context} />
    </Folded>
  )
}

function SkipsSection({ skips: { referred, unlocks, others } }: { skips: Skips }) {
  const all = referred.length + others.length + unlocks.reduce((sum, { cases }) => sum + cases.length, 0)
  if (all === 0) return null
  return (
    <Folded id="skips" heading={`Skipped: ${all}`} about="These cases need what this run did not have.">
      <ul class="brief">
        {unlocks.map(({ option, fields, cases }) => (
          <li key={option}>
            <code>{option}</code> runs {count(cases.length, 'more case')}: <Ids cases={cases} />
            {fields.length > 0 && <span>Fields of the profile: {fields.join(', ')}</span>}
          </li>
        ))}
        {referred.length > 0 && (
          <li>
            {count(referred.length, 'case')} found a fault that another case scores: <Ids cases={referred} />
          </li>
        )}
        {others.length > 0 && (
          <li>
            {count(others.length, 'case')} cannot apply to this target: <Ids cases={others} />
          </li>
        )}
      </ul>
    </Folded>
  )
}

function UndecidedSection({ report: { undecided, target } }: { report: TargetReport }) {
  if (undecided.length === 0 || target.diagnosis !== undefined) return null
  const all = undecided.reduce((sum, { cases }) => sum + cases.length, 0)
  return (
    <Folded
      id="undecided"
      heading={`Without a verdict: ${all}`}
      about="There is no evidence for or against the target."
    >
      <ul class="brief">
        {undecided.map(({ because, cases }) => (
          <li key={because}>
            {clean(because) || 'No reason is recorded'}: <Ids cases={cases} />
          </li>
        ))}
      </ul>
    </Folded>
  )
}

/** Known failures that no longer hold: they fail the run. */
export function StaleSection({ stale }: Pick<TargetReport, 'stale'>) {
  if (stale.length === 0) return null
  return (
    <section aria-labelledby="stale">
      <h2 id="stale">Known failures that no longer hold</h2>
      <ul class="brief">
        {stale.map((entry) => (
          <li key={entry.id}>{clean(staleLine(entry))}</li>
        ))}
      </ul>
    </section>
  )
}

/** What wsspec itself could not do. */
export function ErrorsSection({ report, context }: { report: TargetReport; context: PageContext }) {
  const { errors, target } = report
  if (errors.length === 0) return null
  const group = { id: null, title: '', why: '', remedy: '', impact: null, owner: null, findings: errors }
  return (
    <section aria-labelledby="errors">
      <h2 id="errors">Errors in wsspec</h2>
      <p>Please report them: they say nothing about the target.</p>
      {errors.map((result) => (
        <FindingCard
          key={result.id}
          result={result}
          group={group}
          anchor="errors"
          target={target}
          context={context}
          open={false}
        />
      ))}
    </section>
  )
}

/** Everything about a target besides what fails its run: each section folded, with its number in the heading. */
export function FoldedSections({ report, context }: { report: TargetReport; context: PageContext }) {
  const { known, contested, warnings, observed, skips } = report
  const common = { report, context }
  return (
    <>
      <GroupsSection
        id="known"
        heading="Known"
        about="Expected failures: they do not fail the run."
        groups={known}
        {...common}
      />
      <GroupsSection
        id="contested"
        heading="Contested"
        about="Two clauses disagree: both readings are shown. They do not fail the run."
        groups={contested}
        {...common}
      />
      <GroupsSection
        id="warnings"
        heading="Warnings"
        about="A SHOULD is missed, or a MUST is met in substance but not in form."
        groups={warnings}
        {...common}
      />
      {observed.length > 0 && (
        <Folded
          id="choices"
          heading={`Free choices: ${observed.length}`}
          about="Several behaviours conform. They are recorded and not scored."
          printed={false}
        >
          <CaseList cases={observed} words={({ got }) => got} />
        </Folded>
      )}
      <SkipsSection skips={skips} />
      <UndecidedSection report={report} />
    </>
  )
}

/** The ids of the sections that the page of a target has. */
export function sectionsOf({
  causes,
  known,
  contested,
  warnings,
  observed,
  skips,
  undecided,
}: TargetReport): Set<string> {
  const all = {
    fix: causes.length,
    known: known.length,
    contested: contested.length,
    warnings: warnings.length,
    choices: observed.length,
    skips: skips.referred.length + skips.unlocks.length + skips.others.length,
    undecided: undecided.length,
    cases: 1,
  }
  return new Set(Object.entries(all).flatMap(([id, number]) => (number > 0 ? [id] : [])))
}
