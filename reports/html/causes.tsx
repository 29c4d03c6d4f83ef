import type { CaseResult, TargetResult } from '../../harness/case/results'
import type { CauseGroup } from '../model/cause-group'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { FindingCard } from './finding-card'
import { ImpactChip } from './impact'
import { causeAnchor, type PageContext } from './page-context'
import { Recipes } from './recipes'

interface CauseProps {
  group: CauseGroup
  /** The first word of the ids in this section of the page. */
  section: string
  target: TargetResult
  context: PageContext
  isOpen: (result: CaseResult) => boolean
}

/** One cause: why it matters, what to do, the recipes, and its findings. */
function CauseSection({ group, section, target, context, isOpen }: CauseProps) {
  const { title, why, remedy, impact, owner, findings } = group
  const anchor = causeAnchor(group, section)
  return (
    <section class="cause" id={anchor}>
      <h3>
        <ImpactChip impact={impact} /> {clean(title)} <small>{count(findings.length, 'case')}</small>
      </h3>
      {why !== '' && <p>{clean(why)}</p>}
      {remedy !== '' && (
        <p>
          <strong>Fix:</strong> {clean(remedy)}
        </p>
      )}
      {owner !== null && (
        <p>
          <strong>Whose:</strong> {clean(owner.long)}.
        </p>
      )}
      <Recipes group={group} target={target} context={context} />
      {findings.map((result) => (
        <FindingCard
          key={result.id}
          result={result}
          group={group}
          anchor={anchor}
          target={target}
          context={context}
          open={isOpen(result)}
        />
      ))}
    </section>
  )
}

interface CausesProps extends Omit<CauseProps, 'group' | 'isOpen'> {
  groups: readonly CauseGroup[]
  /** Which findings are open at first; without it, none. */
  isOpen?: (result: CaseResult) => boolean
}

/** Causes with their findings, in the order of the model. */
export function Causes({ groups, isOpen = () => false, ...props }: CausesProps) {
  return (
    <>
      {groups.map((group) => (
        <CauseSection key={group.id} group={group} isOpen={isOpen} {...props} />
      ))}
    </>
  )
}
