import { IMPACTS, type Impact } from '../../harness/case/cause'
import { type CauseGroup, findingCount } from '../model/cause-group'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { shortCase, wholeCase } from './finding-lines'
import { fitted, hanging, padded, widthOf } from './layout'
import type { Setting } from './setting'

/** The width of the widest impact, in cells. */
export const IMPACT_WIDTH = Math.max(...IMPACTS.map(({ length }) => length))

/** The colour of an impact: what harms others, what harms a peer, the rest. */
const COLORS: Readonly<Record<Impact, 'fail' | 'warn' | 'dim'>> = {
  outage: 'fail',
  smuggling: 'fail',
  interop: 'warn',
  bypass: 'warn',
  lax: 'dim',
  form: 'dim',
}

/** As many of `ids` as `width` cells hold, the others counted: `2.01 2.02 +4`. */
export function idList(ids: readonly string[], width: number): string {
  for (let shown = ids.length; shown > 0; shown--) {
    const more = shown < ids.length ? [`+${ids.length - shown}`] : []
    const text = [...ids.slice(0, shown), ...more].join(' ')
    if (widthOf(text) <= width) return text
  }
  return fitted(count(ids.length, 'case'), width)
}

/** The widest list of ids beside a cause, in cells. */
const IDS_WIDTH = 26

/** How many cells the impact takes; none where results are older than impacts. */
function impactWidth(impact: Impact | null): number {
  return impact === null ? 0 : IMPACT_WIDTH + 2
}

/** `smuggling` in the width and colour of impacts. */
export function impactCell(impact: Impact | null, { paint }: Setting): string {
  return impact === null ? '' : paint(COLORS[impact], padded(impact, impactWidth(impact)))
}

/**
 * The title of a cause, with a mark where the small test program decides its findings and not the library, and where the
 * server that the target behaves like has none of them.
 */
export function causeTitle({ title, findings, owner }: CauseGroup): string {
  const decided = findings.filter(({ fixture }) => fixture !== undefined).length
  if (decided === 0) return clean(title) + (owner?.isOwn ? ' (only here)' : '')
  return `${clean(title)} (${decided < findings.length ? 'partly ' : ''}test program)`
}

/** One cause in one line: its place, its impact, its title, and the ids of its cases. */
export function causeRow(cause: CauseGroup, place: number, setting: Setting): string {
  const { impact, findings } = cause
  const { width } = setting
  const first = `${String(place).padStart(2)}  `
  const room = width - widthOf(first) - impactWidth(impact)
  const ids = findings.map(({ id }) => id)
  const list = idList(ids, Math.min(IDS_WIDTH, Math.floor(room / 3)))
  const name = fitted(causeTitle(cause), room - widthOf(list) - 2)
  return `${first}${impactCell(impact, setting)}${padded(name, room - widthOf(list) - 2)}  ${list}`
}

/** How much of a cause a block shows: the number of findings, and of lines for each text (see `shortCase`). */
export interface BlockSize {
  findings: number
  most: number
}

/** The same cause with its whole title, and its first findings in a few lines each. */
export function causeBlock(cause: CauseGroup, place: number, size: BlockSize, setting: Setting): string[] {
  const { impact, findings, remedy } = cause
  const { width, paint } = setting
  const first = `${String(place).padStart(2)}  ${' '.repeat(impactWidth(impact))}`
  const more = findings.slice(size.findings).map(({ id }) => id)
  const others = more.length > 0 ? ` (also ${idList(more, IDS_WIDTH)})` : ''
  const [head = '', ...rest] = hanging(first, causeTitle(cause) + others, width)
  const cut = widthOf(first)
  const shown = findings.slice(0, size.findings)
  return [
    `${head.slice(0, 4)}${impactCell(impact, setting)}${paint('bold', head.slice(cut))}`,
    ...rest.map((line) => paint('bold', line)),
    ...shown.flatMap((finding, i) => shortCase(finding, i === shown.length - 1 ? remedy : '', size.most, setting)),
  ]
}

/** A cause with every finding of it, and what to do. */
export function wholeCause(cause: CauseGroup, place: number, setting: Setting): string[] {
  const { impact, id, why, remedy, findings } = cause
  const { width, paint } = setting
  const first = `${String(place).padStart(2)}  `
  const words = [
    causeTitle(cause),
    ...(impact === null ? [] : [`(${impact}${id === null ? '' : `, ${clean(id)}`})`]),
  ].join(' ')
  const about = [why, remedy].filter((text) => text !== '').flatMap((text) => hanging('    ', clean(text), width))
  return [
    ...hanging(first, words, width).map((line) => paint('bold', line)),
    ...about,
    ...findings.flatMap((finding) => ['', ...wholeCase(finding, setting)]),
  ]
}

/** `4 more causes, 9 cases (--verbose shows all)`. */
export function moreCauses(causes: readonly CauseGroup[], width: number): string[] {
  if (causes.length === 0) return []
  const text = `${count(causes.length, 'more cause')}, ${count(findingCount(causes), 'case')} (--verbose shows all)`
  return [fitted(`    ${text}`, width)]
}
