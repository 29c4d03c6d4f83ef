import type { Cause } from '../../harness/case/cause'
import { IMPACTS } from '../../harness/case/cause'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { causesOf } from './group-causes'
import type { Group, Groups } from './groups'

/** Maximum number of groups, names and causes that the text lists. The page has all of them. */
const MOST_GROUPS = 20
const MOST_NAMES = 3
const MOST_CAUSES = 5

const IMPACT_WIDTH = Math.max(...IMPACTS.map(({ length }) => length))

/** What the targets of a group have in common, in a few words. */
export function groupHeadline({ diagnosis, summary }: Group): string {
  if (diagnosis !== undefined) return `NOT JUDGED: ${clean(diagnosis)}`
  const findings = [count(summary.warn, 'warn'), `${summary.contested} contested`].join(', ')
  return summary.fail > 0 ? `FAILED: ${count(summary.fail, 'fail')}, ${findings}` : `PASSED: ${findings}`
}

function groupLines(group: Group, causes: readonly Cause[]): string[] {
  const names = group.names.slice(0, MOST_NAMES).map(clean)
  const more = group.count - names.length
  const found = causesOf(group, causes)
  const shown = found
    .slice(0, MOST_CAUSES)
    .map(({ title, impact, ids }) => `         ${(impact ?? '').padEnd(IMPACT_WIDTH)}  ${title} (${ids.length})`)
  const hidden = found.length > MOST_CAUSES ? [`         ${found.length - MOST_CAUSES} more causes`] : []
  return [
    `${String(group.count).padStart(7)}  ${groupHeadline(group)}`,
    `         ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ...shown,
    ...hidden,
  ]
}

/** The groups as text: how many targets behave alike, and what is wrong with them. */
export function groupsText(groups: Groups, causes: readonly Cause[]): string {
  const list = groups.list()
  const title = `${count(groups.targets, 'target')} in ${count(list.length, 'group')} with the same verdicts`
  const shown = list.slice(0, MOST_GROUPS).flatMap((group) => ['', ...groupLines(group, causes)])
  const hidden = list.length > MOST_GROUPS ? ['', `${list.length - MOST_GROUPS} more groups (--html FILE has all)`] : []
  return `${[title, ...shown, ...hidden].join('\n')}\n`
}
