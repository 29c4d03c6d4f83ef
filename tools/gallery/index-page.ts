import { roleOf } from '../../harness/case/results'
import { prose, table } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { siteUrl } from '../site/homepage'
import { FOLDERS, type Gallery, type Published } from './gallery'
import { nameOf } from './names'

/** A link to the page of a server on the site, and one to its results. */
function links(published: Published): string[] {
  const { name, target } = published
  const file = `${FOLDERS[roleOf(target)].usual}/${encodeURIComponent(name)}`
  return [`[${prose(nameOf(published))}](${siteUrl(`${file}.html`)})`, `[JSON](${file}.json)`]
}

function serverRow(published: Published): string[] {
  const [page = '', json = ''] = links(published)
  const { core, language } = published.manifest
  const on = core === published.name ? '' : prose(core)
  return [page, prose(language), on, json]
}

function serverTable({ role, servers }: Gallery): string {
  const head = [role, 'language', 'built on', 'results']
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

/** The clients, with how they were run. */
function clientLines(clients: Gallery): string[] {
  if (clients.servers.length === 0) return []
  const about = `Each was driven by [a small program](../../clients-under-test): \`wsspec clients run NAME --repeat 2\`.`
  return ['## Clients', about, serverTable(clients)]
}

/** docs/results/README.md: the index of the results files, with links to the site that shows them. */
export function indexPage(gallery: Gallery, clients: Gallery): string {
  const cases = gallery.servers[0]?.target.cases.length ?? 0
  const clientCases = clients.servers[0]?.target.cases.length ?? 0
  const number = clients.servers.length
  const andClients = number === 0 ? '' : `, and of ${count(number, 'client')} in ${clientCases},`
  const parts = [
    '# Results',
    `The results of ${count(gallery.servers.length, 'server')} in ${count(cases, 'case')}${andClients} about the opening handshake. \
**[The site](${siteUrl('')})** shows them: a table to sort and filter, who fails where, and a page for each server, \
[case](${siteUrl('cases/index.html')}) and [cause](${siteUrl('causes/index.html')}). Here are the files.`,
    serverTable(gallery),
    ...hopLines(gallery),
    ...historyLines(gallery),
    ...clientLines(clients),
    '## About the files',
    GUIDE,
  ]
  return `${parts.join('\n\n')}\n`
}
