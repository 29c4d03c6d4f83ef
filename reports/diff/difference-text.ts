import type { Verdict } from '../../harness/case/verdicts'
import { hanging, type Paint, painter, wrap } from '../terminal/layout'
import { clean } from '../text/clean'
import { count, listed } from '../text/phrases'
import { SHAPES, verdictLabel } from '../verdict-words'
import type { CapabilityChange, Change, ChangeList, Difference } from './difference'

/** The lists of a difference in the order in which they are shown, and their headings. A folded list shows only ids. */
export const HEADINGS: readonly {
  list: ChangeList
  heading: string
  folded: boolean
}[] = [
  { list: 'regressed', heading: 'Regressed', folded: false },
  { list: 'fixed', heading: 'Fixed', folded: false },
  { list: 'failing', heading: 'Still failing', folded: false },
  {
    list: 'otherRule',
    heading: 'Judged by another rule: the catalogue changed, and the target may not have',
    folded: false,
  },
  { list: 'added', heading: 'New: a verdict where there was none', folded: true },
  { list: 'gone', heading: 'Gone: no verdict where there was one', folded: true },
  { list: 'changedBytes', heading: 'The same verdict, another answer', folded: true },
]

/** `pass → fail`; a dash where the case is missing. */
export function step({ old, new: now }: Pick<Change, 'old' | 'new'>): string {
  const label = (verdict: Verdict | null) => (verdict === null ? '–' : verdictLabel(verdict))
  return old === now ? label(old) : `${label(old)} → ${label(now)}`
}

/** A difference in one sentence: `1 case regressed, 2 fixed, 3 still failing.` */
export function differenceSentence({ regressed, fixed, failing, gone, otherRule = [] }: Difference): string {
  const lost = gone.length > 0 ? `, ${gone.length} without the verdict they had` : ''
  const rejudged = otherRule.length > 0 ? `, ${otherRule.length} judged by another rule` : ''
  return `${count(regressed.length, 'case')} regressed, ${fixed.length} fixed, ${failing.length} still failing${rejudged}${lost}.`
}

/** Changes grouped by target and step, with the ids of their cases. */
export function folded(changes: readonly Change[]): { target: string; step: string; ids: string[] }[] {
  const groups = new Map<string, { target: string; step: string; ids: string[] }>()
  for (const change of changes) {
    const key = JSON.stringify([change.target, change.old, change.new])
    const group = groups.get(key) ?? { target: change.target, step: step(change), ids: [] }
    group.ids.push(change.id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** `echo of ws@8: yes → no`. */
export function capabilityLine({ target, capability, old, new: now }: CapabilityChange, several: boolean): string {
  return clean(`${capability}${several ? ` of ${target}` : ''}: ${old} → ${now}`)
}

/** A note about the targets whose bytes were not all kept on both sides; null where there are none. */
export function byWordsLine({ byWords = [] }: Difference): string | null {
  if (byWords.length === 0) return null
  return clean(`Not all bytes of ${listed(byWords)} were kept: their answers are compared by the words for them.`)
}

/** How the text is set. */
export interface DifferenceLook {
  color: boolean
  /** How many cells a line may take; less than 40 counts as 40. */
  width: number
  /** More than one target: each line names its own. */
  several: boolean
}

interface Setting extends DifferenceLook {
  paint: Paint
}

function changeLines(change: Change, { width, several, paint }: Setting): string[] {
  const { id, level, title, target, new: now, old, was, got } = change
  const name = several ? ` (${clean(target)})` : ''
  const mark = `${SHAPES[now ?? 'skip']} ${step(change)}`
  const head = hanging(`  ${id} `.padEnd(9), `${mark}  ${level}  ${clean(title)}${name}`, width, 9)
  const seen = old === now ? [] : [['was', was] as const, ['got', got] as const]
  const details = seen.flatMap(([label, text]) => (text ? hanging(`         ${label}`, clean(text), width, 14) : []))
  return [...head.map((line, i) => (i === 0 ? line.replace(mark, paint(now ?? 'dim', mark)) : line)), ...details]
}

function foldedLines(changes: readonly Change[], { width, several }: Setting): string[] {
  return folded(changes).flatMap(({ target, step: taken, ids }) =>
    hanging('  ', `${several ? `${clean(target)} ` : ''}${taken}: ${ids.join(', ')}`, width, 4),
  )
}

/** What changed, as text for a terminal: each list that is not empty, the capabilities that changed, and the sentence. */
export function differenceText(difference: Difference, look: DifferenceLook): string {
  const setting = { ...look, width: Math.max(40, look.width), paint: painter(look.color) }
  const { width, paint, several } = setting
  const lists = HEADINGS.flatMap(({ list, heading, folded: brief }) => {
    const changes = difference[list] ?? []
    if (changes.length === 0) return []
    const title = wrap(`${heading} (${changes.length})`, width).map((line) => paint('bold', line))
    const lines = brief ? foldedLines(changes, setting) : changes.flatMap((change) => changeLines(change, setting))
    return [...title, ...lines, '']
  })
  const changed = (difference.capabilities ?? []).flatMap((each) =>
    hanging('  ', capabilityLine(each, several), width, 4),
  )
  const capabilities = changed.length > 0 ? [paint('bold', 'What the target can do'), ...changed, ''] : []
  const sentence = wrap(differenceSentence(difference), width).map((line) => paint('bold', line))
  const note = byWordsLine(difference)
  const notes = note === null ? [] : wrap(note, width)
  return `${[...lists, ...capabilities, ...notes, ...sentence].join('\n')}\n`
}
