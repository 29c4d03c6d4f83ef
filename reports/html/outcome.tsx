import type { VNode } from 'preact'
import type { CaseResult, PartResult, Results, StoredExchange, TargetResult } from '../../harness/case/results'
import { isNotable, NOTABLE } from '../../harness/case/verdicts'
import type { Row } from '../case-rows'
import { repeatLine, targetWord } from '../repeat-command'
import { clean } from '../text/clean'
import { count, duration, listed } from '../text/phrases'
import type { Answers } from '../wire/answer-heads'
import { exchangeByHand } from '../wire/by-hand'
import { ENDINGS } from '../wire/connection-text'
import { differing, differingLines } from '../wire/unexpected'
import { answerAnchor } from './answers'
import { Badge, FixtureMark } from './badge'
import { LONGEST_LINE } from './script'
import { Changes, Wire } from './wire'

/** So many connections of one outcome are shown; the rest is counted. */
const MOST_WIRES = 3

/** What one or more targets came to in the same words; `targets` are their indexes. */
export interface SharedOutcome {
  result: CaseResult | undefined
  targets: number[]
}

function wordsOf({ verdict, expected, got, because, known, stable, fixture, parts = [] }: CaseResult): string {
  const told = parts.map((part) => [part.name, part.verdict, part.got, part.because])
  return JSON.stringify([verdict, expected, got, because, known, stable, fixture, told])
}

/** The outcomes of a case; targets that came to the same in the same words share one. */
export function outcomesOf(row: Row): SharedOutcome[] {
  const shared = new Map<string, SharedOutcome>()
  for (const [i, result] of row.results.entries()) {
    const key = result ? wordsOf(result) : ''
    const known = shared.get(key)
    if (known) known.targets.push(i)
    else shared.set(key, { result, targets: [i] })
  }
  return [...shared.values()]
}

/** What every outcome of a page is told with; `whole` are the findings whose octets are shown. */
export interface Telling {
  results: Results
  names: readonly string[]
  answers: Answers
  whole: ReadonlySet<CaseResult>
}

/** The findings whose octets are shown: the gravest first, as long as together they have no more octets than `room`. */
export function shownWhole(results: Results, room: number): Set<CaseResult> {
  const cases = results.targets.flatMap((target) => target.cases)
  const whole = new Set<CaseResult>()
  let used = 0
  for (const result of NOTABLE.flatMap((verdict) => cases.filter((each) => each.verdict === verdict))) {
    used += octetsOf(result)
    if (used > room) break
    whole.add(result)
  }
  return whole
}

function octetsOf(result: CaseResult): number {
  const shown = deciding(result)
    .slice(0, MOST_WIRES)
    .flatMap((index) => result.exchanges[index] ?? [])
  return shown.reduce((sum, { sent, received }) => sum + Math.ceil(((sent.length + received.length) * 3) / 4), 0)
}

function Got({ result: { expected, got } }: { result: CaseResult }) {
  let done = 0
  const stretches = differing(expected, got).words.map(({ start, end }) => {
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

/** What was expected and what came, side by side, and what else is to be said. */
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

/** The parts of a case; a reason that is the case's own is not told again. */
function Parts({ result: { parts = [], because } }: { result: CaseResult }) {
  if (parts.length === 0) return null
  const told = (part: PartResult) =>
    [part.got, part.because === because ? '' : part.because].filter((text) => text !== '')
  return (
    <ul>
      {parts.map((part) => (
        <li key={part.name}>
          <Badge verdict={part.verdict} />{' '}
          {[clean(part.name), told(part).map(clean).join('; ')].filter(Boolean).join(': ')}
        </li>
      ))}
    </ul>
  )
}

function captionOf({ exchanges, parts = [] }: CaseResult, index: number): string {
  const named = parts.filter((part) => part.exchanges.includes(index)).map((part) => clean(part.name))
  return `Connection ${index + 1} of ${exchanges.length}${named.length > 0 ? ` (${named.join(', ')})` : ''}`
}

/** The connections that decided: those of the parts that came to the case's verdict, or all. */
function deciding({ verdict, parts = [], exchanges }: CaseResult): number[] {
  const found = parts.filter((part) => part.verdict === verdict).flatMap((part) => part.exchanges)
  const all = found.length > 0 ? found : exchanges.keys()
  return [...new Set(all)].filter((index) => index < exchanges.length)
}

interface BriefProps {
  result: CaseResult
  control: StoredExchange | undefined
  answers: Answers
}

interface WiresProps extends BriefProps {
  /** False where the page has no room left for the octets: they stand in its results only. */
  whole: boolean
}

/** The octets of the connections that decided, the first beside the correct handshake. */
function Wires({ result, control, answers, whole }: WiresProps) {
  const { exchanges, expected, got } = result
  const [first] = exchanges
  if (!whole && first)
    return (
      <>
        {control && <Changes control={control} exchange={first} />}
        <p>
          <Answered exchanges={exchanges} answers={answers} />. The octets stand in the results that this page holds.
        </p>
      </>
    )
  const chosen = deciding(result).slice(0, MOST_WIRES)
  const left = exchanges.length - chosen.length
  const differs = differing(expected, got)
  return (
    <>
      {chosen.flatMap((index, i) => {
        const exchange = exchanges[index]
        if (!exchange) return []
        return (
          <Wire
            key={index}
            exchange={exchange}
            caption={captionOf(result, index)}
            control={control && { exchange: control, told: i > 0 }}
            marks={differingLines(exchange.received, differs)}
          />
        )
      })}
      {left > 0 && <p>{count(left, 'more connection')} in the results that this page holds.</p>}
    </>
  )
}

function answerWords(exchange: StoredExchange): string {
  const { firstByteMs, endedMs, ended } = exchange
  return firstByteMs === null ? ` ${ENDINGS[ended]} after ${duration(endedMs)}` : ` after ${duration(firstByteMs)}`
}

function Answered({
  exchanges: [first, ...more],
  answers,
}: {
  exchanges: readonly StoredExchange[]
  answers: Answers
}) {
  if (!first) return null
  const index = answers.indexOf(first)
  return (
    <>
      {index < 0 ? 'No answer,' : <a href={`#${answerAnchor(index)}`}>Answer {index + 1}</a>}
      {answerWords(first)}
      {more.length > 0 && `; ${count(more.length, 'more connection')}`}
    </>
  )
}

/** Of what needs no second look: the words, what was changed in the first request, and which answer it got. */
function Brief({ result, control, answers }: BriefProps) {
  const { exchanges, expected, got, because, stable } = result
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
        <Answered exchanges={exchanges} answers={answers} />
      </p>
      {control && first && <Changes control={control} exchange={first} />}
    </>
  )
}

/** How a finding can be seen again: by wsspec, and where that is short by hand. */
function Repeat({ result, target, command }: { result: CaseResult; target: TargetResult; command: readonly string[] }) {
  const first = result.exchanges[deciding(result)[0] ?? 0]
  const hand = first && exchangeByHand(target, command, first)
  return (
    <>
      <p>
        Again: <code class="line">{repeatLine(result.id, targetWord(target, command), result.evidence, command)}</code>
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

interface OutcomeProps {
  shared: SharedOutcome
  id: string
  telling: Telling
}

/** What one or more targets came to, told whole where it is a finding; the octets are those of the first of them. */
export function Outcome({ shared: { result, targets }, id, telling }: OutcomeProps) {
  const { results, names, answers } = telling
  const [first = 0] = targets
  const target = results.targets[first]
  const several = names.length > 1
  const told = listed(targets.map((i) => names[i] ?? ''))
  if (!result || !target) return <p>Not run on {told}.</p>
  const [control] = target.controls
  const body = isNotable(result.verdict) ? (
    <>
      <Words result={result} />
      <Parts result={result} />
      <Wires result={result} control={control} whole={telling.whole.has(result)} answers={answers} />
      <Repeat result={result} target={target} command={results.command} />
    </>
  ) : (
    <Brief result={result} control={control} answers={answers} />
  )
  if (!several) return body
  return (
    <div class="outcome" id={`${id}-${first + 1}`}>
      <p>
        <Badge verdict={result.verdict} /> <strong>{told}</strong>
        <FixtureMark of={result} />
      </p>
      {body}
    </div>
  )
}
