import { numbersOfId } from '../../harness/case/role'
import { isFailure, VERDICT_ORDER, type Verdict } from '../../harness/case/verdicts'
import type { Row } from '../case-rows'
import type { Comparison, Difference } from '../model/differences'
import { groupBy } from '../model/group-by'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { Badge } from './badge'
import { ImpactChip } from './impact'
import type { PageContext } from './page-context'

/** The most groups that are open at first, and the most cases of a group for that. */
const OPEN_GROUPS = 3
const OPEN_CASES = 10

/** `5.05–5.08, 5.16`: ids in order, neighbours of one suite as a range. */
export function idRanges(ids: readonly string[]): string {
  const ranges: { from: string; to: string }[] = []
  const isNext = (a: string, b: string) => {
    const [[suiteA, caseA], [suiteB, caseB]] = [numbersOfId(a), numbersOfId(b)]
    return suiteA === suiteB && Number(caseB) === Number(caseA) + 1
  }
  for (const id of ids) {
    const last = ranges.at(-1)
    if (last && isNext(last.to, id)) last.to = id
    else ranges.push({ from: id, to: id })
  }
  return ranges.map(({ from, to }) => (from === to ? from : `${from}–${to}`)).join(', ')
}

/** The most targets that are named for one verdict. */
const MOST_NAMES = 6

/** The targets with a verdict: few by name, the others counted. */
function whoWords(targets: readonly string[]): string {
  const more = targets.length - MOST_NAMES
  return `${targets.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** A case, and which targets have which verdict in it, the gravest first. */
function CaseLine({ row, names }: { row: Row; names: readonly string[] }) {
  const byVerdict = groupBy([...row.results.entries()], ([, result]) => result?.verdict)
  const rank = (verdict: Verdict | undefined) => (verdict ? VERDICT_ORDER.indexOf(verdict) : VERDICT_ORDER.length)
  return (
    <li>
      <a href={`#${row.id}`}>{row.id}</a> {row.title} <small>{row.level}</small>
      <span>
        {[...byVerdict]
          .toSorted(([a], [b]) => rank(a) - rank(b))
          .map(([verdict, targets], i) => (
            <>
              {i > 0 && ' · '}
              {verdict ? <Badge verdict={verdict} /> : 'not run'} {whoWords(targets.map(([at]) => names[at] ?? ''))}
            </>
          ))}
      </span>
    </li>
  )
}

/** Cases, and which targets have which verdict in them. */
function CaseLines({ rows, names }: { rows: readonly Row[]; names: readonly string[] }) {
  return (
    <ul class="brief">
      {rows.map((row) => (
        <CaseLine key={row.id} row={row} names={names} />
      ))}
    </ul>
  )
}

interface GroupProps {
  difference: Difference
  names: readonly string[]
  open: boolean
}

function Group({ difference: { who, title, impact, rows, fails }, names, open }: GroupProps) {
  return (
    <details class="card" open={open}>
      <summary>
        <ImpactChip impact={impact} />
        <strong>{idRanges(rows.map(({ id }) => id))}</strong>
        <span>
          {clean(title)}: {who}
        </span>
        <small>{fails ? count(rows.length, 'case') : `${count(rows.length, 'case')}, nothing fails`}</small>
      </summary>
      <div>
        <CaseLines rows={rows} names={names} />
      </div>
    </details>
  )
}

/** How many cases each set of targets has to itself: `only mine 5 · all but ws 3`. */
function patternsOf({ differences }: Comparison): { who: string; number: number }[] {
  const patterns = new Map<string, number>()
  for (const { who, rows } of differences) patterns.set(who, (patterns.get(who) ?? 0) + rows.length)
  return [...patterns].map(([who, number]) => ({ who, number })).toSorted((a, b) => b.number - a.number)
}

/** The most patterns that are counted in the first line. */
const MOST_PATTERNS = 6

function RowList({
  id,
  heading,
  rows,
  names,
}: {
  id: string
  heading: string
  rows: readonly Row[]
  names: readonly string[]
}) {
  if (rows.length === 0) return null
  return (
    <details class="fold" id={id}>
      <summary>
        <h2>
          {heading}: {rows.length}
        </h2>
      </summary>
      <div>
        <CaseLines rows={rows} names={names} />
      </div>
    </details>
  )
}

/** True where every result of a row fails. */
function allFail({ results }: Row): boolean {
  return results.every((result) => result === undefined || isFailure(result.verdict))
}

/** What differs between the targets, by who has a finding and its cause; then what all have, and other verdicts that differ. */
export function Differences({ comparison, context }: { comparison: Comparison; context: PageContext }) {
  const { names } = context
  const { differences, others, shared } = comparison
  const cases = differences.reduce((sum, { rows }) => sum + rows.length, 0)
  const patterns = patternsOf(comparison)
  const isOpen = (at: number) => at < OPEN_GROUPS && (differences[at]?.rows.length ?? 0) <= OPEN_CASES
  return (
    <>
      <section aria-labelledby="differences">
        <h2 id="differences">Differences: {count(cases, 'case')}</h2>
        {cases === 0 ? (
          <p>Every target that was judged has the same findings.</p>
        ) : (
          <ul class="patterns">
            {patterns.slice(0, MOST_PATTERNS).map(({ who, number }) => (
              <li key={who}>
                {who} <b>{number}</b>
              </li>
            ))}
            {patterns.length > MOST_PATTERNS && <li>{count(patterns.length - MOST_PATTERNS, 'more pattern')}</li>}
          </ul>
        )}
        {differences.map((difference, at) => (
          <Group
            key={`${difference.who} ${difference.cause} ${difference.fails}`}
            difference={difference}
            names={names}
            open={isOpen(at)}
          />
        ))}
      </section>
      <RowList id="all-fail" heading="All fail" rows={shared.filter(allFail)} names={names} />
      <RowList id="all-have" heading="All have a finding" rows={shared.filter((row) => !allFail(row))} names={names} />
      <RowList id="choices" heading="Other verdicts that differ" rows={others} names={names} />
    </>
  )
}
