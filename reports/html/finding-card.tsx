import type { VNode } from 'preact'
import type { CaseResult, TargetResult } from '../../harness/case/results'
import { isFinding } from '../../harness/case/verdicts'
import type { CaseNotes } from '../case-notes'
import { likeName, prevalenceWords } from '../like-words'
import type { CauseGroup } from '../model/cause-group'
import { roleWords } from '../role-words'
import { clean } from '../text/clean'
import { Badge, ProgramMark } from './badge'
import { Clauses } from './clauses'
import { NotableResult } from './outcome'
import type { PageContext } from './page-context'

/** The most other cases of the same cause that a card links to. */
const MOST_OTHERS = 8

interface CardProps {
  result: CaseResult
  group: CauseGroup
  /** The id of the element of its cause. */
  anchor: string
  target: TargetResult
  context: PageContext
  open: boolean
}

function SameCause({ result, group, anchor }: CardProps) {
  const others = group.findings.filter((each) => each !== result)
  return (
    <>
      {others.slice(0, MOST_OTHERS).map(({ id }) => (
        <>
          <a key={id} href={`#${id}`}>
            {id}
          </a>{' '}
        </>
      ))}
      {others.length > MOST_OTHERS && <a href={`#${anchor}`}>and {others.length - MOST_OTHERS} more</a>}
    </>
  )
}

/** Which known servers have the finding too, and which have mended it; empty where that is not known. */
function sharedWords({ result, target }: CardProps): string {
  const words = prevalenceWords(result)
  if (words === null) return ''
  const among = result.prevalence?.like && target.like ? `; ${likeName(target.like)} is one of them` : ''
  return clean(`${words}${among}.`)
}

/** `52 of 96 servers`; null where that is not known. */
function sharedMark({ prevalence }: CaseResult, target: TargetResult): string | null {
  if (prevalence === undefined) return null
  return `${prevalence.servers} of ${prevalence.of} known ${roleWords(target).plural}`
}

/** What is known of a finding besides its own words. */
function morePairs(props: CardProps, notes: CaseNotes | undefined): [string, string | VNode][] {
  const { result, group } = props
  const { why = '', contested } = notes ?? {}
  const alone = group.id === null || group.findings.length < 2
  return [
    ['Why it matters', clean(why)],
    ['Read strictly', result.verdict === 'contested' ? clean(contested?.strict ?? '') : ''],
    ['Read leniently', result.verdict === 'contested' ? clean(contested?.lenient ?? '') : ''],
    ['Clauses', <Clauses key="clauses" source={result.source} notes={notes} />],
    ['Who else', sharedWords(props)],
    ['Same cause', alone ? '' : <SameCause key="cause" {...props} />],
  ]
}

/** One finding with everything that is known of it. */
export function FindingCard(props: CardProps) {
  const { result, target, context, open } = props
  const { id, title, level, verdict } = result
  const shared = sharedMark(result, target)
  const notes = context.notes.get(id)
  const whole = context.whole.has(result)
  return (
    <details class="card" open={open}>
      <summary>
        <Badge verdict={verdict} />
        <strong>{id}</strong>
        <span>{clean(title)}</span>
        <small>{level}</small>
        {shared !== null && <small>{shared}</small>}
        <ProgramMark of={result} />
      </summary>
      <div id={id} data-texts={isFinding(verdict) && whole ? '' : undefined}>
        <NotableResult result={result} target={target} context={context} more={whole ? morePairs(props, notes) : []} />
      </div>
    </details>
  )
}
