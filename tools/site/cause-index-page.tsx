import { IMPACTS } from '../../harness/case/cause'
import { impactMeaning } from '../../reports/model/impact-words'
import { roleWords } from '../../reports/role-words'
import { count } from '../../reports/text/phrases'
import { failingIn } from './cause-page'
import type { SitePage } from './layout'
import type { SiteCause, SiteData } from './site-data'
import { ImpactChip } from './words'

function CauseItem({ of, most }: { of: SiteCause; most: number }) {
  const { cause, having, recipes } = of
  const failing = failingIn(of)
  const more = having.length - failing
  return (
    <li>
      <p>
        <a href={`${cause.id}.html`}>{cause.title}</a>
        {recipes.length > 0 && <span class="chip">{count(recipes.length, 'recipe')}</span>}
      </p>
      <svg class="share" viewBox={`0 0 ${most} 1`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="fail" width={failing} height={1} />
        <rect class="warn" x={failing} width={more} height={1} />
      </svg>
      <p class="dim">
        {failing === 0 ? 'none fails' : `${failing} ${failing === 1 ? 'fails' : 'fail'}`}
        {more > 0 && `, ${more} more with a warning or a contested finding`}
      </p>
    </li>
  )
}

/** Every cause by its impact, with how many have it. */
export function causeIndexPage({ causes, peers, words, role }: SiteData): SitePage {
  const most = Math.max(1, ...causes.map(({ having }) => having.length))
  return {
    path: 'causes/index.html',
    title: 'Causes: WebSocket opening handshake',
    description: `What explains the findings: each missing check, its harm, and how many ${words.many} lack it.`,
    content: (
      <>
        <h1>Causes</h1>
        <p class="lead">
          A cause is one missing check, or one mistake, that explains findings. The numbers say how many of{' '}
          {peers.length} {words.many}
          {role === 'server' && ' and hops'} have it.
        </p>
        {IMPACTS.filter((impact) => causes.some(({ cause }) => cause.impact === impact)).map((impact) => (
          <section key={impact}>
            <h2 id={impact}>
              <ImpactChip impact={impact} role={role} /> {impactMeaning(impact, roleWords({ role }))}
            </h2>
            <ul class="cause-list">
              {causes
                .filter(({ cause }) => cause.impact === impact)
                .map((of) => (
                  <CauseItem key={of.cause.id} of={of} most={most} />
                ))}
            </ul>
          </section>
        ))}
      </>
    ),
  }
}
