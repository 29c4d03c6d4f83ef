import { type Cause, IMPACTS, type Impact } from '../../harness/case/cause'
import type { Group } from './groups'

/** The findings of a group that one cause explains. */
export interface GroupCause {
  title: string
  impact: Impact | null
  /** The ids of the failing cases, in the order of the catalogue. */
  ids: string[]
}

/** The causes of the failures of a group, the gravest harm first. Failures without a cause, as old results have them, are last. */
export function causesOf({ findings }: Group, causes: readonly Cause[]): GroupCause[] {
  const found = new Map<string, GroupCause>()
  for (const { id, verdict, cause, impact } of findings) {
    if (verdict !== 'fail') continue
    const key = cause ?? ''
    const title = causes.find((each) => each.id === cause)?.title ?? cause ?? 'no cause is recorded'
    const one = found.get(key) ?? { title, impact, ids: [] }
    one.ids.push(id)
    found.set(key, one)
  }
  const rank = (impact: Impact | null) => (impact === null ? IMPACTS.length : IMPACTS.indexOf(impact))
  return [...found.values()].toSorted((a, b) => rank(a.impact) - rank(b.impact) || b.ids.length - a.ids.length)
}
