import { roleOfId } from '../../harness/case/role'
import { SHAPES } from '../../reports/verdict-words'
import { SITE_WORDS } from './role-words'
import type { SiteCase } from './site-data'

const SHOWN = ['fail', 'contested', 'warn', 'pass'] as const

/** How many servers have each verdict in a case, as a bar and in words. */
export function Prevalence({ of: { entry, counts, judged } }: { of: SiteCase }) {
  const words = SITE_WORDS[roleOfId(entry.case.id)]
  if (judged === 0) return <p class="dim">No {words.one} was judged in this case.</p>
  const parts = SHOWN.filter((verdict) => counts[verdict] > 0)
  return (
    <div class="prevalence">
      <svg viewBox={`0 0 ${judged} 1`} preserveAspectRatio="none" aria-hidden="true">
        {parts.map((verdict, at) => (
          <rect
            key={verdict}
            class={verdict}
            x={parts.slice(0, at).reduce((sum, each) => sum + counts[each], 0)}
            width={counts[verdict]}
            height={1}
          />
        ))}
      </svg>
      <p>
        Of {judged} {words.many} that were judged:{' '}
        {parts.map((verdict, at) => (
          <>
            {at > 0 && ', '}
            <b class={`v ${verdict}`}>
              <i aria-hidden="true">{SHAPES[verdict]}</i> {counts[verdict]} {verdict}
            </b>
          </>
        ))}
      </p>
    </div>
  )
}
