import type { CaseResult } from '../../harness/case/results'
import type { CauseGroup } from '../../reports/model/cause-group'
import { compareFindings } from '../../reports/model/finding-order'
import { clean } from '../../reports/text/clean'
import { count } from '../../reports/text/phrases'
import { changesOf } from '../../reports/version-changes'
import { asResults } from '../gallery/gallery'
import { BaseLink, basePeer, type PartProps, versionsPage } from './base-link'
import { Finding } from './finding'
import { CaseLink, CaseLinks, ImpactChip, Verdict } from './words'

interface FindingsProps extends PartProps {
  findings: readonly CaseResult[]
}

function FindingList({ findings, ...props }: FindingsProps) {
  const base = basePeer(props)
  return (
    <ul class="findings">
      {findings.map((result) => (
        <Finding
          key={result.id}
          peer={props.peer}
          result={result}
          root={props.root}
          base={base}
          versions={versionsPage(props)}
        />
      ))}
    </ul>
  )
}

/** A cause with its remedy and its findings. */
export function CauseSection({ group, ...props }: PartProps & { group: CauseGroup }) {
  const { id, title, impact, why, remedy, findings } = group
  const hasRecipe = props.data.causes.some(({ cause, recipes }) => cause.id === id && recipes.length > 0)
  return (
    <section class="cause" aria-labelledby={`cause-${id ?? 'none'}`}>
      <h3 id={`cause-${id ?? 'none'}`}>
        {impact && <ImpactChip impact={impact} />} {clean(title)}
      </h3>
      {why !== '' && <p>{clean(why)}</p>}
      {remedy !== '' && (
        <p>
          <strong>What to do.</strong> {clean(remedy)}{' '}
          <a href={`${props.root}causes/${id}.html`}>
            {hasRecipe ? 'Recipes, and who else has it' : 'Who else has it'}
          </a>
        </p>
      )}
      <FindingList {...props} findings={findings} />
    </section>
  )
}

/** Findings that do not fail a run, by cause. */
export function OtherFindings({ heading, words, groups, ...props }: PartProps & OtherProps) {
  const findings = groups.flatMap((group) => group.findings)
  if (findings.length === 0) return null
  return (
    <section>
      <h2>
        {heading} ({findings.length})
      </h2>
      <p>{words}</p>
      <FindingList {...props} findings={findings} />
    </section>
  )
}

interface OtherProps {
  heading: string
  words: string
  groups: readonly CauseGroup[]
}

/** Findings that are not counted: of the test program. */
export function ProgramFindings(props: PartProps) {
  const { peer } = props
  const found = peer.published.target.cases
    .filter(({ id }) => peer.whose.get(id) === 'program')
    .toSorted(compareFindings)
  if (found.length === 0) return null
  return (
    <section>
      <h2>Decided by the test program ({found.length})</h2>
      <p>The small test program decides these, not the library. They are not counted.</p>
      <FindingList {...props} findings={found} />
    </section>
  )
}

/** What a hop changes, and the findings that are there without it. */
export function HopSections(props: PartProps) {
  const { peer, root } = props
  if (peer.kind !== 'hop' || peer.base === undefined) return null
  const [changes] = changesOf(asResults([peer.base, peer.published]))
  const got = new Map(peer.published.target.cases.map((each) => [each.id, each.got]))
  const shared = [...peer.whose].filter(([, whose]) => whose === 'shared').map(([id]) => id)
  return (
    <>
      <h2>
        What it changes in front of <BaseLink {...props} />
      </h2>
      <ul class="plain">
        {(changes?.cases ?? []).map(({ id, title, old, new: now }) => (
          <li key={id}>
            <CaseLink id={id} root={root} /> {clean(title)}: <Verdict verdict={old} /> → <Verdict verdict={now} />,{' '}
            {clean(got.get(id) ?? '')}
          </li>
        ))}
      </ul>
      {shared.length > 0 && (
        <>
          <h2>There without the hop ({shared.length})</h2>
          <p>
            <BaseLink {...props} /> has the same verdicts, or graver ones. These findings are not about the hop:{' '}
            <CaseLinks ids={shared} root={root} />.
          </p>
        </>
      )}
    </>
  )
}

/** What is not scored, and what has no verdict. */
export function Rest({ peer, root }: PartProps) {
  const { undecided, skips, observed } = peer.report
  const skipped = [...skips.unlocks.flatMap(({ cases }) => cases), ...skips.referred, ...skips.others]
  return (
    <>
      {undecided.length > 0 && (
        <>
          <h2>Without a verdict</h2>
          {undecided.map(({ because, cases }) => (
            <p key={because}>
              {clean(because)}: <CaseLinks ids={cases.map(({ id }) => id)} root={root} />
            </p>
          ))}
        </>
      )}
      <h2>Not scored</h2>
      <p>
        {count(observed.length, 'free choice')}: several behaviours conform. {count(skipped.length, 'case')} skipped:
        the {peer.role} lacks what they need, or another case scores the same fault. The map above has each of them.
      </p>
    </>
  )
}
