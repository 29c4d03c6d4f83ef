import { groupBy } from '../../reports/model/group-by'
import { count } from '../../reports/text/phrases'
import { SHAPES } from '../../reports/verdict-words'
import type { SitePage } from './layout'
import type { SiteCase, SiteData } from './site-data'

const SHOWN = ['fail', 'contested', 'warn', 'pass'] as const

function Row({ of: { entry, counts } }: { of: SiteCase }) {
  const { id, title, level, contested } = entry.case
  return (
    <tr>
      <th scope="row">
        <a href={`${id}.html`}>
          <span class="id">{id}</span> {title}
        </a>
        {contested && <span class="chip">contested</span>}
      </th>
      <td data-label="Level">{level}</td>
      {SHOWN.map((verdict) => (
        <td key={verdict} class={`number ${verdict}`} data-label={`${SHAPES[verdict]} ${verdict}`}>
          {counts[verdict] || ''}
        </td>
      ))}
    </tr>
  )
}

function SuiteTable({ cases }: { cases: readonly SiteCase[] }) {
  return (
    <table class="counts stack">
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Level</th>
          {SHOWN.map((verdict) => (
            <th key={verdict} scope="col" class="number">
              <span aria-hidden="true">{SHAPES[verdict]}</span> {verdict}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cases.map((of) => (
          <Row key={of.entry.case.id} of={of} />
        ))}
      </tbody>
    </table>
  )
}

/** Every case by suite, and how many servers have each verdict. */
export function caseIndexPage({ cases, peers, words }: SiteData): SitePage {
  const servers = peers.filter(({ kind }) => kind !== 'hop').length
  const suites = [...groupBy(cases, ({ entry }) => entry.suite)]
  return {
    path: 'cases/index.html',
    title: 'Cases: WebSocket opening handshake',
    description: `The ${cases.length} cases of wsspec by suite, and how many ${words.many} fail each.`,
    content: (
      <>
        <h1>Cases</h1>
        <p class="lead">
          {words.changes} The numbers say how many of {count(servers, words.one)} have each verdict. The page of a case
          names them, with their answers.
        </p>
        <ul class="suites">
          {suites.map(([{ number, title }]) => (
            <li key={number}>
              <a href={`#suite-${number}`}>
                {number} {title}
              </a>
            </li>
          ))}
        </ul>
        {suites.map(([{ number, title }, own]) => (
          <section key={number}>
            <h2 id={`suite-${number}`}>
              {number} {title}
            </h2>
            <SuiteTable cases={own} />
          </section>
        ))}
      </>
    ),
  }
}
