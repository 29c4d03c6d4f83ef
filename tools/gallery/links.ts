import { namedClauseLink } from '../../harness/case/clause-link'
import { displayName } from '../../reports/target-words'
import { prose } from '../../reports/text/markdown-syntax'
import { listed } from '../../reports/text/phrases'
import type { Published } from './gallery'

/** The name of a published server with its version, `ws 8.23.0`; of a hop, its own name. */
export function nameOf({ name, version, target }: Published): string {
  return target.via ? `${name} ${version}` : displayName(target)
}

/** A link from a page in a folder next to `servers` to the page of a server, or to its history where it is an older version. */
export function linkTo(published: Published): string {
  const { name, isOlder } = published
  return `[${prose(nameOf(published))}](../${isOlder ? 'history' : 'servers'}/${name}.md)`
}

/** A link from a page in a folder of docs/results to the page of a case, with the title. */
export function caseLink({ id, title }: { id: string; title: string }): string {
  return `[${id}](../../cases/${id}.md) ${prose(title)}`
}

/** Links from a page in a folder of docs/results to the pages of cases. */
export function caseLinks(ids: readonly string[]): string {
  return listed(ids.map((id) => `[${id}](../../cases/${id}.md)`))
}

/** Clauses as results name them (`RFC 6455 4.2.2`), each with a link to its text. */
export function clauseLinks(source: readonly string[]): string {
  const linked = source.map((name) => {
    const { url } = namedClauseLink(name)
    return url === '' ? prose(name) : `[${name}](${url})`
  })
  return linked.join(', ')
}
