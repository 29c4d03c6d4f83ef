import type { CaseResult } from '../../harness/case/results'
import type { SuiteTitles } from '../../reports/case-notes'
import { suiteTitle } from '../../reports/case-rows'
import { groupBy } from '../../reports/model/group-by'
import { clean } from '../../reports/text/clean'
import { SHAPES } from '../../reports/verdict-words'

interface MapProps {
  cases: readonly CaseResult[]
  titles: SuiteTitles
  root: string
  /** The ids of the findings that the page shows: their squares lead to them. */
  shown: ReadonlySet<string>
  /** Why a finding is not counted, by its id. */
  notCounted: ReadonlyMap<string, string>
}

/** Every case of a peer: a row for each suite, a square for each case, which leads to the finding or to the case. */
export function CaseMap({ cases, titles, root, shown, notCounted }: MapProps) {
  return (
    <div class="case-map">
      {[...groupBy(cases, ({ suite }) => suite)].map(([suite, group]) => (
        <div key={suite} id={`suite-${suite}`} class="suite-row">
          <h3>{suiteTitle(suite, titles)}</h3>
          <ul>
            {group.map(({ id, title, verdict }) => (
              <li key={id}>
                <a
                  class={notCounted.has(id) ? `${verdict} foreign` : verdict}
                  href={shown.has(id) ? `#case-${id}` : `${root}cases/${id}.html`}
                  aria-label={`${id} ${clean(title)}: ${[verdict, notCounted.get(id) ?? []].flat().join(', ')}`}
                >
                  {SHAPES[verdict]}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}
