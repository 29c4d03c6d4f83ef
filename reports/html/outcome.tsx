import type { VNode } from 'preact'
import type { CaseResult, PartResult, Results, TargetResult } from '../../harness/case/results'
import { isNotable } from '../../harness/case/verdicts'
import { repeatLine } from '../repeat-command'
import { clean } from '../text/clean'
import { listed } from '../text/phrases'
import type { Answers } from '../wire/answer-heads'
import { exchangeByHand } from '../wire/by-hand'
import { decidingExchange } from '../wire/deciding'
import { unexpectedIn } from '../wire/unexpected'
import { AnswerLink } from './answers'
import { Badge, ProgramMark } from './badge'
import { ConnectionsInShort, DecidingConnections } from './connections'
import { LONGEST_LINE } from './script'
import type { SharedOutcome } from './shared-outcomes'
import { Changes } from './wire'

/** What every outcome of a page needs. */
export interface PageContext {
  results: Results
  /** The names of the targets. */
  names: readonly string[]
  answers: Answers
  /** The results whose bytes are shown. */
  withBytes: ReadonlySet<CaseResult>
}

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

/** What was expected and what the server did, side by side, and what else is known of it. */
function Words({ result }: { result: CaseResult }) {
  const { known, expected, got, because, stable, fixture = '' } = result
  const words: [string, string | VNode][] = [
    ['Expected', clean(expected)],
    ['Got', got === '' ? '' : <Got result={result} />],
    ['Because', clean(because)],
    ['Known', clean(known ? [known.reason, known.link, known.until].filter(Boolean).join(' – ') : '')],
    ['Test program', fixture === '' ? '' : `not the library: ${clean(fixture)}`],
    ['Unstable', stable ? '' : 'repeated runs differed'],
  ]
  return (
    <dl class="eg">
      {words
        .filter(([, text]) => text !== '')
        .map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  )
}

/** The parts of a case. A reason that is also the case's is not repeated. */
function Parts({ result: { parts = [], because } }: { result: CaseResult }) {
  if (parts.length === 0) return null
  const words = (part: PartResult) =>
    [part.got, part.because === because ? '' : part.because].filter((text) => text !== '').map(clean)
  return (
    <ul>
      {parts.map((part) => (
        <li key={part.name}>
          <Badge verdict={part.verdict} /> {[clean(part.name), words(part).join('; ')].filter(Boolean).join(': ')}
        </li>
      ))}
    </ul>
  )
}

/** How a finding can be seen again: with wsspec, and by hand where that line is short. */
function Repeat({ result, target, command }: { result: CaseResult; target: TargetResult; command: readonly string[] }) {
  const deciding = decidingExchange(result)
  const hand = deciding && exchangeByHand(target, command, deciding)
  return (
    <>
      <p>
        Run again: <code class="line">{repeatLine(result.id, target, command, result.evidence)}</code>
      </p>
      {hand && hand.line.length <= LONGEST_LINE && (
        <p>
          By hand: <code class="line">{clean(hand.line)}</code>
          {hand.notes.map((note) => ` ${note}`)}
        </p>
      )}
    </>
  )
}

interface ResultProps {
  result: CaseResult
  target: TargetResult
  context: PageContext
}

/** A result that a person has to look into: its words, its parts, its bytes, and how to repeat it. */
function NotableResult({ result, target, context }: ResultProps) {
  const { results, answers, withBytes } = context
  const [control] = target.controls
  const Connections = withBytes.has(result) ? DecidingConnections : ConnectionsInShort
  return (
    <>
      <Words result={result} />
      <Parts result={result} />
      <Connections result={result} control={control} answers={answers} />
      <Repeat result={result} target={target} command={results.command} />
    </>
  )
}

/** Any other result: its words, which answer it got, and what was changed in its first request. */
function OtherResult({ result, target, context: { answers } }: ResultProps) {
  const { exchanges, expected, got, because, stable } = result
  const [control] = target.controls
  const [first] = exchanges
  const words = [
    expected === '' ? '' : `Expected: ${clean(expected)}`,
    got === '' ? '' : `Got: ${clean(got)}`,
    because === '' ? '' : `Because: ${clean(because)}`,
    stable ? '' : 'Unstable: repeated runs differed',
  ].filter((line) => line !== '')
  return (
    <>
      <p>
        {words.map((line, i) => (
          <>
            {i > 0 && <br />}
            {line}
          </>
        ))}
        {words.length > 0 && first && <br />}
        <AnswerLink exchanges={exchanges} answers={answers} />
      </p>
      {control && first && <Changes control={control} exchange={first} />}
    </>
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
  const Body = isNotable(result.verdict) ? NotableResult : OtherResult
  const body = <Body result={result} target={target} context={context} />
  if (names.length === 1) return body
  return (
    <div class="outcome" id={`${id}-${first + 1}`}>
      <p>
        <Badge verdict={result.verdict} /> <strong>{named}</strong>
        <ProgramMark of={result} />
      </p>
      {body}
    </div>
  )
}
