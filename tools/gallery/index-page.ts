import { VERDICTS } from '../../harness/case/verdicts'
import { harmsDone, tally } from '../../reports/target-words'
import { prose, row } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { MEANINGS } from '../../reports/verdict-words'
import type { Gallery, Published } from './published'
import { baseOf, findingsOf } from './server-page'
import { mark, nameOf } from './told'

function met(published: Published, level: 'MUST' | 'SHOULD'): string {
  const { met: good, judged } = tally(published.target, level)
  return `${good}&nbsp;of&nbsp;${judged}`
}

function harms({ target }: Published): string {
  return String(harmsDone(target) || '')
}

function serverRow(gallery: Gallery, published: Published): string {
  const { name, manifest } = published
  const { own, contested, shared, fixture } = findingsOf(published, baseOf(gallery, published))
  const { core } = manifest
  const listedCore = gallery.servers.some((each) => each.name === core)
  const unlisted = core !== name && !listedCore
  const lists = [own, contested, shared, fixture].map((found) => String(found.length || ''))
  return row([
    `${core !== name && listedCore ? '↳ ' : ''}[${prose(nameOf(published))}](servers/${name}.md)${unlisted ? `, on ${prose(core)}` : ''}`,
    prose(manifest.language),
    met(published, 'MUST'),
    met(published, 'SHOULD'),
    harms(published),
    ...lists,
  ])
}

function serverTable(gallery: Gallery): string {
  const head = [
    ...['server', 'language', 'MUSTs met', 'SHOULDs met', 'SECURITY failed'],
    ...['findings of its own', 'contested', "its core's", "the fixture's"],
  ]
  const rule = head.map((_, at) => (at < 2 ? '---' : '--:'))
  return [row(head), row(rule), ...gallery.servers.map((each) => serverRow(gallery, each))].join('\n')
}

function hopLines({ hops }: Gallery): string[] {
  if (hops.length === 0) return []
  const lines = hops.map((hop) => `- [${prose(nameOf(hop))}](servers/${hop.name}.md), ${prose(hop.manifest.language)}`)
  return ['## Hops', 'What each of them changes, standing before ws:', lines.join('\n')]
}

function historyLines({ history }: Gallery): string[] {
  if (history.size === 0) return []
  const lines = [...history].map(
    ([name, versions]) => `- [${prose(name)}](history/${name}.md): ${listed(versions.map(({ version }) => version))}`,
  )
  return ['## Version by version', lines.join('\n')]
}

/** How the figures came about, and what they say; `node` is the Node that servers ran on, where it is known. */
function reading(node: string): string {
  return `- Every server answers with the few lines of its own in [servers-under-test](../../servers-under-test), on loopback, and is run by
  \`wsspec run NAME --repeat 2\`: each case twice. What was not the same twice says so.
- A server for Node runs on ${node}, and what node:http decides for it stands with it, for whoever connects meets
  both; where it runs on another Node its name says so.
- A server that leaves the handshake to another, its core, stands behind that with \`↳\`. What it does exactly as its core does is
  told once, on the page of the core, and counted as its core's. A core that has no server of its own here is named instead.
- Some things are decided by the lines that start a server and not by its library: a route, the choice of a subprotocol. They
  are the fixture's.
- Of the cases judged pass, warn, fail or contested only pass counts as met. A case that needs what a server does not have is
  skipped. No figure here is a grade: what matters is whether a finding matters to you.
- Each finding has its clauses, its octets and the command that shows it again. Where an RFC says otherwise, the RFC wins:
  [how to dispute a verdict](../../CONTRIBUTING.md#dispute-a-verdict).
- Nothing here holds a date, a time, a port or a nonce: a difference between two generations is a difference of behaviour.
  Octets are kept of findings only; the JSON beside each page is a results file that \`wsspec compare\` and \`wsspec diff\` read.`
}

/** Its inspector is one of the servers, and tells the version. */
function nodeOf({ servers }: Gallery): string {
  const inspector = servers.find(({ name }) => name === 'node-inspect')
  return inspector ? `Node ${inspector.version.replace(/^v/, '')}` : 'the Node that runs wsspec'
}

function legend(): string {
  const rows = VERDICTS.filter((verdict) => verdict !== 'error').map((verdict) =>
    row([mark(verdict), MEANINGS[verdict]]),
  )
  return [row(['verdict', 'means']), row(['---', '---']), ...rows].join('\n')
}

/** docs/results/README.md: every server with how much it meets, in words. */
export function indexPage(gallery: Gallery): string {
  const cases = gallery.servers[0]?.target.cases.length ?? 0
  const parts = [
    '# Results',
    `What ${count(gallery.servers.length, 'server')} came to in [${cases} cases](../cases/README.md) about the opening handshake. \
The other way round: [who differs, by case](cases/README.md). Written by \`npm run gallery\`.`,
    serverTable(gallery),
    ...hopLines(gallery),
    ...historyLines(gallery),
    '## How to read it',
    reading(nodeOf(gallery)),
    legend(),
  ]
  return `${parts.join('\n\n')}\n`
}
