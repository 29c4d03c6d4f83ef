import type { VNode } from 'preact'
import type { CaseResult, PartResult, TargetResult } from '../../harness/case/results'
import { isFinding } from '../../harness/case/verdicts'
import { clean } from '../text/clean'
import { listed } from '../text/phrases'
import { requiredFields } from '../wire/required-fields'
import { unexpectedIn } from '../wire/unexpected'
import { Badge, ProgramMark } from './badge'
import { ConnectionsInShort, DecidingConnections } from './connections'
import { hasCard } from './has-card'
import type { PageContext } from './page-context'
import type { SharedOutcome } from './shared-outcomes'

function Got({ result: { expected, got } }: { result: CaseResult }) {
  let done = 0
  const stretches = unexpectedIn(expected, got).words.map(({ start, end }) => {
    const before = clean(got.slice(done, start))
    done = end
    return (
      <>
        {before}
        <mark>{clean(got.slice(start, end))}</mark>
      </>
    )
  })
  return (
    <>
      {stretches}
      {clean(got.slice(done))}
    </>
  )
}

interface PairsProps {
  pairs: readonly (readonly [string, string | VNode])[]
  class?: string
}

/** Labels with their texts; a pair without a text is left out. */
export function Pairs({ pairs, class: look }: PairsProps) {
  const told = pairs.filter(([, text]) => text !== '')
  if (told.length === 0) return null
  return (
    <dl class={look}>
      {told.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What was required and what the target did, side by side. */
function Words({ result }: { result: CaseResult }) {
  const { expected, got } = result
  return (
    <Pairs
      class="eg"
      pairs={[
        ['Required', clean(expected)],
        ['Got', got === '' ? '' : <Got result={result} />],
      ]}
    />
  )
}

/** What else is known of a result. */
function reasonPairs({ because, known, stable, fixture = '' }: CaseResult): [string, string][] {
  return [
    ['Because', clean(because)],
    ['Known', clean(known ? [known.reason, known.link, known.until].filter(Boolean).join(' – ') : '')],
    ['Test program', fixture === '' ? '' : `not the library: ${clean(fixture)}`],
    ['Unstable', stable ? '' : 'repeated runs differed'],
  ]
}

/** The parts of a case. A reason that is also the case's, or that of a part before, is not repeated. */
function Parts({ result: { parts = [], because } }: { result: CaseResult }) {
  if (parts.length === 0) return null
  const isSaid = (part: PartResult, at: number) =>
    part.because === because || parts.slice(0, at).some((before) => before.because === part.because)
  const words = (part: PartResult, at: number) =>
    [part.got, isSaid(part, at) ? '' : part.because].filter((text) => text !== '').map(clean)
  return (
    <ul>
      {parts.map((part, at) => (
        <li key={part.name}>
          <Badge verdict={part.verdict} /> {[clean(part.name), words(part, at).join('; ')].filter(Boolean).join(': ')}
        </li>
      ))}
    </ul>
  )
}

interface ResultProps {
  result: CaseResult
  target: TargetResult
  context: PageContext
}

/** A finding in few words, where the page has hundreds: the script of the page adds the rest. */
function Lean({ result }: { result: CaseResult }) {
  return (
    <>
      <Words result={result} />
      <Pairs class="facts" pairs={reasonPairs({ ...result, because: '' })} />
    </>
  )
}

/** What was required, what was got, and the bytes. */
function Evidence({ result, target, context: { withBytes } }: ResultProps) {
  const [control] = target.controls
  const Connections = withBytes.has(result) ? DecidingConnections : ConnectionsInShort
  return (
    <>
      <Words result={result} />
      <Parts result={result} />
      <Connections result={result} control={control} />
    </>
  )
}

interface NotableProps extends ResultProps {
  /** More labels with their texts. */
  more?: readonly (readonly [string, string | VNode])[]
}

/** A result that a person has to look into: its evidence, and everything else that is known of it. */
export function NotableResult({ more = [], ...props }: NotableProps) {
  if (!props.context.whole.has(props.result)) return <Lean result={props.result} />
  return (
    <>
      <Evidence {...props} />
      <Pairs class="facts" pairs={reasonPairs(props.result)} />
      <Pairs class="facts unprinted" pairs={more} />
    </>
  )
}

/** What is required where nothing is: the verdict says it. */
const FREE = 'a free choice: recorded, not scored'

interface BriefProps {
  result: CaseResult
  /** True where several targets share the result, and its answer is only that of the first. */
  several?: boolean
}

/** Any other result: its words. The script of the page shows its bytes. */
export function BriefResult({ result, several = false }: BriefProps) {
  const { exchanges, expected, got, because, stable } = result
  const [first] = exchanges
  const fields = first ? requiredFields(expected, got, first.received) : []
  const words = [
    expected === '' || expected === FREE ? '' : `Required: ${clean(expected)}`,
    got === '' || several ? '' : `Got: ${clean([got, ...fields].join('; '))}`,
    because === '' ? '' : `Because: ${clean(because)}`,
    stable ? '' : 'Unstable: repeated runs differed',
  ].filter((line) => line !== '')
  return (
    <p>
      {words.map((line, i) => (
        <>
          {i > 0 && <br />}
          {line}
        </>
      ))}
    </p>
  )
}

interface OutcomeProps {
  shared: SharedOutcome
  id: string
  context: PageContext
}

/** The outcome of a case on one or more targets. The bytes are those of the first of them. */
export function Outcome({ shared: { result, targets }, id, context }: OutcomeProps) {
  const { results, names } = context
  const [first = 0] = targets
  const target = results.targets[first]
  const named = listed(targets.map((i) => names[i] ?? ''))
  if (!result || !target) return <p>Not run on {named}.</p>
  const several = targets.length > 1 && result.verdict === 'pass'
  const body = hasCard(result) ? (
    <NotableResult result={result} target={target} context={context} />
  ) : (
    <BriefResult result={result} several={several} />
  )
  return (
    <div
      class="outcome"
      id={`${id}-${first + 1}`}
      data-texts={isFinding(result.verdict) && context.whole.has(result) ? '' : undefined}
    >
      <p>
        <Badge verdict={result.verdict} /> <strong>{named}</strong>
        <ProgramMark of={result} />
      </p>
      {body}
    </div>
  )
}
