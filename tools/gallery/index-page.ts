import { prose, table } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { siteUrl } from '../site/homepage'
import type { Gallery, Published } from './gallery'
import { nameOf } from './names'

/** A link to the page of a server on the site, and one to its results. */
function links(published: Published): string[] {
  const { name } = published
  const page = siteUrl(`servers/${encodeURIComponent(name)}.html`)
  return [`[${prose(nameOf(published))}](${page})`, `[JSON](servers/${encodeURIComponent(name)}.json)`]
}

function serverRow(published: Published): string[] {
  const [page = '', json = ''] = links(published)
  const { core, language } = published.manifest
  const on = core === published.name ? '' : prose(core)
  return [page, prose(language), on, json]
}

function serverTable({ servers }: Gallery): string {
  const head = ['server', 'language', 'built on', 'results']
  return table(head, servers.map(serverRow), head.length)
}

function hopLines({ hops }: Gallery): string[] {
  if (hops.length === 0) return []
  const lines = hops.map((hop) => {
    const [page = '', json = ''] = links(hop)
    return `- ${page}, ${prose(hop.manifest.language)}: ${json}`
  })
  return ['## Hops', 'Each was run in front of ws:', lines.join('\n')]
}

function historyLines({ history }: Gallery): string[] {
  if (history.size === 0) return []
  const lines = [...history].map(([name, versions]) => {
    const files = versions.map(({ version, isOlder }) =>
      isOlder
        ? `[${prose(version)}](history/${encodeURIComponent(name)}@${encodeURIComponent(version)}.json)`
        : prose(version),
    )
    return `- [${prose(name)}](${siteUrl(`versions/${encodeURIComponent(name)}.html`)}): ${listed(files)}`
  })
  return ['## By version', lines.join('\n')]
}

const GUIDE = `- Each server has [a small test program](../../servers-under-test) and ran on loopback: \`wsspec run NAME --repeat 2\`.
- The files hold no date, time, port or nonce, so a difference between two versions of them is a difference of behaviour. Bytes are
  kept for findings only. \`wsspec compare\` and \`wsspec diff\` read them.
- \`npm run gallery\` writes this page and the files, \`npm run site\` the site, into \`site/\`.
- Is a finding wrong? [Dispute it](../../CONTRIBUTING.md#dispute-a-verdict). Where an RFC disagrees, the RFC wins.`

/** docs/results/README.md: the index of the results files, with links to the site that shows them. */
export function indexPage(gallery: Gallery): string {
  const cases = gallery.servers[0]?.target.cases.length ?? 0
  const parts = [
    '# Results',
    `The results of ${count(gallery.servers.length, 'server')} in ${count(cases, 'case')} about the opening handshake. \
**[The site](${siteUrl('')})** shows them: a table to sort and filter, who fails where, and a page for each server, \
[case](${siteUrl('cases/index.html')}) and [cause](${siteUrl('causes/index.html')}). Here are the files.`,
    serverTable(gallery),
    ...hopLines(gallery),
    ...historyLines(gallery),
    '## About the files',
    GUIDE,
  ]
  return `${parts.join('\n\n')}\n`
}
