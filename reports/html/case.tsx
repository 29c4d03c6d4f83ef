import type { CaseResult, PartResult, Verdict } from '../../harness/results'
import { differs, type Row } from '../model'
import type { CaseNotes } from '../notes'
import { clean, count } from '../text'
import { Badge } from './badge'
import { Clauses } from './clauses'
import { Heads, Wire } from './wire'

const WHOLE: readonly Verdict[] = ['fail', 'error', 'contested', 'warn', 'inconclusive']

/** Where the links of the page lead: inside the details, so that browsers open them. */
export function anchorOf(id: string): string {
  return `${id}-case`
}

function Words({ result }: { result: CaseResult }) {
  const words = [
    ['Expected', result.expected],
    ['Got', result.got],
    ['Because', result.because],
    [
      'Known',
      result.known ? [result.known.reason, result.known.link, result.known.until].filter(Boolean).join(' – ') : '',
    ],
    ['Unstable', result.stable ? '' : 'repeated runs differed'],
  ] as const
  return (
    <dl>
      {words
        .filter(([, text]) => text !== '')
        .flatMap(([label, text]) => [<dt key={label}>{label}</dt>, <dd key={`${label}-text`}>{clean(text)}</dd>])}
    </dl>
  )
}

function Part({ part }: { part: PartResult }) {
  const told = [part.got, part.because].filter((text) => text !== '').map(clean)
  return (
    <li>
      <Badge verdict={part.verdict} /> <strong>{clean(part.name)}</strong>
      {told.length > 0 && `: ${told.join('; ')}`}
    </li>
  )
}

function captionOf(result: CaseResult, index: number): string {
  const parts = (result.parts ?? []).filter((part) => part.exchanges.includes(index)).map((part) => clean(part.name))
  const named = parts.length > 0 ? ` (${parts.join(', ')})` : ''
  return `Connection ${index + 1} of ${result.exchanges.length}${named}`
}

function Exchanges({ result }: { result: CaseResult }) {
  const [first, ...more] = result.exchanges
  if (!first) return null
  if (WHOLE.includes(result.verdict))
    return (
      <>
        {result.exchanges.map((exchange, i) => (
          <Wire key={captionOf(result, i)} exchange={exchange} caption={captionOf(result, i)} />
        ))}
      </>
    )
  return (
    <>
      <Heads exchange={first} />
      {more.length > 0 && <p>{count(more.length, 'more connection')} in the data below.</p>}
    </>
  )
}

function Outcome({ result, name, repeat }: { result: CaseResult | undefined; name: string | null; repeat: string }) {
  const heading = name === null ? null : <h4>{name}</h4>
  if (!result)
    return (
      <>
        {heading}
        <p>Not run on this target.</p>
      </>
    )
  return (
    <>
      {heading}
      {name !== null && <Badge verdict={result.verdict} />}
      <Words result={result} />
      {result.parts && result.parts.length > 0 && (
        <ul>
          {result.parts.map((part) => (
            <Part key={part.name} part={part} />
          ))}
        </ul>
      )}
      <Exchanges result={result} />
      {repeat !== '' && (
        <p>
          Again: <code>{repeat}</code>
        </p>
      )}
    </>
  )
}

/** One badge where all targets agree, otherwise one for each target with its name. */
function Verdicts({ row, names }: { row: Row; names: readonly string[] }) {
  const first = row.results.find((result) => result !== undefined)
  if (first && !differs(row)) return <Badge verdict={first.verdict} />
  return (
    <>
      {row.results.map((result, i) => (
        <span key={names[i]}>
          {result ? <Badge verdict={result.verdict} /> : 'not run'} <span class="level">{names[i]}</span>
        </span>
      ))}
    </>
  )
}

interface CaseProps {
  row: Row
  notes: CaseNotes | undefined
  names: readonly string[]
  open: boolean
}

/** True where every target that ran the case passed it. */
export function allPass(row: Row): boolean {
  return row.results.every((result) => result === undefined || result.verdict === 'pass')
}

/** One case with everything that is known of it: clauses, why, both readings, and for each target what was seen. */
export function CaseDetails({ row, notes, names, open }: CaseProps) {
  return (
    <details id={row.id} class={allPass(row) ? 'all-pass' : ''} open={open}>
      <summary>
        <Verdicts row={row} names={names} />
        <span class="id">{row.id}</span>
        <span class="title">{row.title}</span>
        <span class="level">{row.level}</span>
      </summary>
      <div class="case" id={anchorOf(row.id)}>
        <Clauses source={row.source} notes={notes} />
        {notes?.why && <p>{clean(notes.why)}</p>}
        {notes?.contested && (
          <dl class="contest">
            <dt>Read strictly</dt>
            <dd>{clean(notes.contested.strict)}</dd>
            <dt>Read leniently</dt>
            <dd>{clean(notes.contested.lenient)}</dd>
          </dl>
        )}
        {row.results.map((result, i) => (
          <Outcome
            key={names[i]}
            result={result}
            name={names.length > 1 ? (names[i] ?? '') : null}
            repeat={names.length === 1 ? clean(notes?.repeat ?? '') : ''}
          />
        ))}
        {names.length > 1 && notes && (
          <p>
            Again: <code>{clean(notes.repeat)}</code>
          </p>
        )}
      </div>
    </details>
  )
}
