import { type CaseResult, type Changes, identityOf, type TargetResult } from '../../harness/case/results'
import { worst } from '../../harness/case/verdicts'
import type { Row } from '../case-rows'
import { PROGRAM_MARK } from '../case-words'
import { orderedChanges } from '../model/change-order'
import type { Difference } from '../model/differences'
import { displayName } from '../target-words'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { SHAPES } from '../verdict-words'
import { IMPACT_WIDTH, idList, impactCell } from './cause-lines'
import { fitted, hanging, padded, widthOf, wrap } from './layout'
import type { Setting } from './setting'

/** The result of one target, or of versions in a row with the same result. */
interface SharedResult {
  first: TargetResult
  last: TargetResult
  result: CaseResult | undefined
}

/** True where `next` is another version of the same server and its result is the same. */
function continues({ last, result }: SharedResult, next: TargetResult, answer: CaseResult | undefined): boolean {
  const [here, there] = [identityOf(last), identityOf(next)]
  if (last.via || next.via || here?.name !== there?.name || here?.version === there?.version) return false
  const same = (key: 'verdict' | 'got' | 'fixture') => result?.[key] === answer?.[key]
  return result !== undefined && answer !== undefined && same('verdict') && same('got') && same('fixture')
}

function sharedResults({ results }: Row, targets: readonly TargetResult[]): SharedResult[] {
  const shared: SharedResult[] = []
  targets.forEach((target, i) => {
    const before = shared.at(-1)
    if (before && continues(before, target, results[i])) before.last = target
    else shared.push({ first: target, last: target, result: results[i] })
  })
  return shared
}

/** `ws 7.5.10 to 8.23.0`. */
function spanName({ first, last }: SharedResult): string {
  return first === last ? displayName(first) : clean(`${displayName(first)} to ${identityOf(last)?.version}`)
}

/** A case with the result of each target. */
export function rowLines(row: Row, targets: readonly TargetResult[], { paint, width }: Setting): string[] {
  const head = hanging(`${row.id} `, `${row.level}  ${row.title}`, width, 6)
  const lines = sharedResults(row, targets).flatMap((shared) => {
    const { result } = shared
    const name = spanName(shared)
    if (!result) return hanging('    · not run      ', name, width)
    const mark = `${SHAPES[result.verdict]} ${result.verdict}`
    const choice = result.verdict === 'observed' ? ' (free choice)' : ''
    const program = result.fixture === undefined ? '' : ` (${PROGRAM_MARK})`
    const got = choice + program + (result.got === '' ? '' : `: ${clean(result.got)}`)
    return hanging(`    ${padded(mark, 14)} `, name + got, width).map((line, j) =>
      j === 0 ? line.replace(mark, paint(result.verdict, mark)) : line,
    )
  })
  return [...head, ...lines, '']
}

/** A terminal so wide that a difference is one line. */
const ONE_LINE = 80

/** Who has a finding, its cause and the ids of its cases: one line, or two where the terminal is narrow. */
export function differenceLines(difference: Difference, setting: Setting): string[] {
  const { who, title, impact, having, rows } = difference
  const { width, paint } = setting
  const verdict = worst(rows.flatMap(({ results }) => having.flatMap((at) => results[at]?.verdict ?? [])))
  const mark = `${SHAPES[verdict]} `
  const ids = rows.map(({ id }) => id)
  const first = `${paint(verdict, SHAPES[verdict])} ${impactCell(impact, setting)}`
  const room = width - widthOf(mark) - (impact === null ? 0 : IMPACT_WIDTH + 2)
  if (width < ONE_LINE) {
    const list = idList(ids, Math.floor(width / 3))
    const rest = width - 4 - widthOf(list) - 2
    return [first + fitted(who, room), `    ${padded(fitted(clean(title), rest), rest)}  ${list}`]
  }
  const list = idList(ids, Math.floor(width / 6))
  const whoWidth = Math.floor(room / 3)
  const rest = room - whoWidth - 2 - widthOf(list) - 2
  return [`${first}${padded(fitted(who, whoWidth), whoWidth)}  ${padded(fitted(clean(title), rest), rest)}  ${list}`]
}

/** Maximum number of cases of a change that are shown, unless the report is verbose. */
const MOST_CHANGED = 10

/** What changed from one version to the next, or with a hop. */
export function changeLines({ heading, cases }: Changes, { paint, width, verbose }: Setting): string[] {
  const head = wrap(`${heading}: ${count(cases.length, 'case')} changed`, width).map((line) => paint('bold', line))
  const ordered = orderedChanges(cases)
  const shown = verbose || cases.length <= MOST_CHANGED + 1 ? ordered : ordered.slice(0, MOST_CHANGED)
  const lines = shown.flatMap(({ id, old, new: now, level, title }) =>
    hanging(`  ${padded(id, 6)} ${padded(`${old} → ${now}`, 20)} `, `${level}  ${title}`, width, 10),
  )
  const more = cases.length - shown.length
  return [...head, ...lines, ...(more > 0 ? [`  ${count(more, 'more case')} (--verbose shows all)`] : []), '']
}
