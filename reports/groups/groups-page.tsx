import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'preact-render-to-string'
import type { Cause } from '../../harness/case/cause'
import { STYLE } from '../html/style'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { causesOf } from './group-causes'
import type { Group, Groups } from './groups'
import { groupHeadline } from './groups-text'

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

function CauseList({ group, causes }: { group: Group; causes: readonly Cause[] }) {
  const found = causesOf(group, causes)
  if (found.length === 0) return null
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Impact</th>
          <th scope="col">Cause</th>
          <th scope="col">Cases</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ title, impact, ids }) => (
          <tr key={title}>
            <td>{impact ?? ''}</td>
            <td>{title}</td>
            <td>{ids.join(' ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function GroupSection({ group, causes }: { group: Group; causes: readonly Cause[] }) {
  const { id, names } = group
  const more = group.count - names.length
  return (
    <section id={id}>
      <h2>
        {count(group.count, 'target')}: {groupHeadline(group)}
      </h2>
      <p>
        {names.map(clean).join(', ')}
        {more > 0 && ` and ${more} more`}
      </p>
      <CauseList group={group} causes={causes} />
    </section>
  )
}

/** An HTML page that lists the groups, each with its causes: one file that fetches nothing and has no script. */
export function groupsPage(groups: Groups, causes: readonly Cause[]): string {
  const list = groups.list()
  const title = `WebSocket opening handshake: ${count(groups.targets, 'target')} in ${count(list.length, 'group')}`
  const page = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>The targets of a group have the same verdict in every case.</p>
          {list.map((group) => (
            <GroupSection key={group.id} group={group} causes={causes} />
          ))}
        </main>
      </body>
    </html>,
  )
  return `<!doctype html>\n${page}\n`
}
