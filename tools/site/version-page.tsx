import { suitesOf } from '../../reports/case-rows'
import { headline } from '../../reports/target-words'
import { clean } from '../../reports/text/clean'
import { clipped, count } from '../../reports/text/phrases'
import { changesOf } from '../../reports/version-changes'
import { asResults, type Published } from '../gallery/gallery'
import { rootOf, type SitePage } from './layout'
import type { SiteData, SiteHistory } from './site-data'
import { newestState } from './versions'
import { CaseLink, pathOf, Verdict } from './words'

/** The longest answer in a list, in characters. */
const LONGEST = 160

interface PartProps {
  versions: readonly Published[]
  root: string
}

function answerOf({ target }: Published, id: string): string {
  return clean(clipped(target.cases.find((each) => each.id === id)?.got ?? '', LONGEST))
}

function Steps({ versions, root }: PartProps) {
  return (
    <>
      {changesOf(asResults(versions)).map(({ heading, cases, from, to }) => (
        <section key={heading}>
          <h2>
            {heading}: {count(cases.length, 'case')} changed
          </h2>
          <ul class="plain">
            {cases.map(({ id, title, old, new: now }) => (
              <li key={id}>
                <CaseLink id={id} root={root} /> {clean(title)}: <Verdict verdict={old} /> → <Verdict verdict={now} />
                <br />
                <span class="got">
                  {versions[from] && answerOf(versions[from], id)} → {versions[to] && answerOf(versions[to], id)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function ChangedCases({ versions, root }: PartProps) {
  const changed = new Set(changesOf(asResults(versions)).flatMap(({ cases }) => cases.map(({ id }) => id)))
  const rows = suitesOf(asResults(versions)).flatMap((suite) => suite.rows.filter(({ id }) => changed.has(id)))
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Case</th>
          {versions.map(({ version }) => (
            <th key={version} scope="col">
              {clean(version)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, title, results }) => (
          <tr key={id}>
            <th scope="row">
              <CaseLink id={id} root={root} /> {title}
            </th>
            {results.map((result, at) => (
              <td key={at} data-label={clean(versions[at]?.version ?? '')}>
                {result ? <Verdict verdict={result.verdict} /> : ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What changed from one version of a server to the next. */
export function versionPage({ name, slug, versions }: SiteHistory, data: SiteData): SitePage {
  const path = `versions/${slug}.html`
  const root = rootOf(path)
  const peer = data.peers.find(({ published }) => published.name === name)
  return {
    path,
    title: `${clean(name)} by version: WebSocket opening handshake`,
    description: `What changed in ${clean(name)} from version to version.`,
    content: (
      <>
        <h1>{clean(name)} by version</h1>
        <p class="lead">
          The same small test program ran each version through the same cases. Versions between these were not tested.
        </p>
        {peer && (
          <p class="versions">
            The last of them has <a href={`${root}${pathOf(peer)}`}>a page of its own</a>: {newestState(peer).text} (
            {data.upstream.asked}).
          </p>
        )}
        <ul>
          {versions.map(({ version, target }) => (
            <li key={version}>{headline(target)}</li>
          ))}
        </ul>
        <Steps versions={versions} root={root} />
        <h2>Every case that changed</h2>
        <ChangedCases versions={versions} root={root} />
      </>
    ),
  }
}
