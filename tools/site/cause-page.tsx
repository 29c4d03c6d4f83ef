import { isFailure } from '../../harness/case/verdicts'
import { impactMeaning } from '../../reports/model/impact-words'
import type { Recipe } from '../../reports/model/recipe'
import { roleWords } from '../../reports/role-words'
import { count } from '../../reports/text/phrases'
import { fixes } from '../../suites/fixes/fixes'
import { stacks } from '../../suites/fixes/stacks'
import { findingAnchor } from './finding'
import { rootOf, type SitePage } from './layout'
import type { SiteCause, SiteData } from './site-data'
import { CaseLink, CaseLinks, ImpactChip, PeerLink, pathOf, Verdict } from './words'

function RecipeCard({ recipe, root, repository }: { recipe: Recipe; root: string; repository: string }) {
  const { stack, use, path, code, removes } = recipe
  return (
    <section class="recipe">
      <h3>{stack}</h3>
      <p>
        {use} Removes <CaseLinks ids={removes} root={root} />. <a href={`${repository}/blob/main/${path}`}>The file</a>.
      </p>
      <div class="command">
        <pre>
          <code>{code.trimEnd()}</code>
        </pre>
      </div>
    </section>
  )
}

/** The stacks of which no recipe removes the findings, with the reason. */
function Left({ of: { cause }, root }: { of: SiteCause; root: string }) {
  const left = fixes.find((fix) => fix.cause === cause.id)?.left ?? {}
  const rows = stacks.flatMap(({ name, title }) => {
    const found = left[name]
    return found ? [{ title, ...found }] : []
  })
  if (rows.length === 0) return null
  return (
    <>
      <h3>Without a recipe</h3>
      <ul>
        {rows.map(({ title, cases, because }) => (
          <li key={title}>
            {title}: <CaseLinks ids={cases} root={root} />, because {because}.
          </li>
        ))}
      </ul>
    </>
  )
}

function Having({ of: { having }, root }: { of: SiteCause; root: string }) {
  const sorted = having.toSorted((a, b) => b.findings.length - a.findings.length)
  return (
    <ul class="having">
      {sorted.map(({ peer, findings }) => (
        <li key={peer.slug}>
          <PeerLink peer={peer} root={root} />
          {peer.kind === 'hop' && <span class="chip">hop</span>}{' '}
          {findings.map(({ id, verdict }, at) => (
            <>
              {at > 0 && ' '}
              <a
                class={`id ${verdict}`}
                href={`${root}${pathOf(peer)}#${findingAnchor(id)}`}
                aria-label={`${id}: ${verdict}, ${peer.label}`}
              >
                {id}
              </a>
            </>
          ))}
        </li>
      ))}
    </ul>
  )
}

function Cases({ of: { cause }, data, root }: { of: SiteCause; data: SiteData; root: string }) {
  return (
    <ul class="plain">
      {data.cases
        .filter(({ entry }) => cause.cases.includes(entry.case.id))
        .map(({ entry, counts, judged }) => (
          <li key={entry.case.id}>
            <CaseLink id={entry.case.id} root={root} /> {entry.case.title} <small>{entry.case.level}</small>{' '}
            <Verdict verdict="fail">
              {counts.fail} of {judged}
            </Verdict>
          </li>
        ))}
    </ul>
  )
}

/** How many of those that have findings of a cause fail because of it. */
export function failingIn({ having }: SiteCause): number {
  return having.filter(({ findings }) => findings.some(({ verdict }) => isFailure(verdict))).length
}

/** The page of a cause: what is wrong, what to do, recipes, and who has it. */
export function causePage(of: SiteCause, data: SiteData): SitePage {
  const { id, title, why, remedy, impact } = of.cause
  const path = `causes/${id}.html`
  const root = rootOf(path)
  const { words, role } = data
  return {
    path,
    title: `${title}: WebSocket opening handshake`,
    description: `${why} ${remedy}`,
    content: (
      <>
        <p class="crumbs">
          <a href="index.html">Causes</a>
        </p>
        <h1>{title}</h1>
        <p class="facts">
          <ImpactChip impact={impact} role={role} /> {impactMeaning(impact, roleWords({ role }))}. In results:{' '}
          <code>{id}</code>.
        </p>
        <p class="lead">{why}</p>
        <p>
          <strong>What to do.</strong> {remedy}
        </p>
        {of.recipes.length > 0 && <h2>Recipes that were tried</h2>}
        {of.recipes.map((recipe) => (
          <RecipeCard key={recipe.path} recipe={recipe} root={root} repository={data.repository} />
        ))}
        <Left of={of} root={root} />
        <h2>Who has it ({of.having.length})</h2>
        <p>
          {of.having.length === 0
            ? `No ${words.one} that was tested.`
            : `It fails ${count(failingIn(of), words.one)}; the others have warnings or contested findings. Each number leads to the finding with its bytes.`}
        </p>
        <Having of={of} root={root} />
        <h2>The cases</h2>
        <p>How many {words.many} fail each:</p>
        <Cases of={of} data={data} root={root} />
      </>
    ),
  }
}
