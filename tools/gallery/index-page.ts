import { VERDICTS } from '../../harness/case/verdicts'
import { harmsDone, tally } from '../../reports/target-words'
import { prose, table } from '../../reports/text/markdown-syntax'
import { count, listed } from '../../reports/text/phrases'
import { MEANINGS } from '../../reports/verdict-words'
import { baseOf, findingsOf } from './attribution'
import { mark } from './cells'
import type { Gallery, Published } from './gallery'
import { nameOf } from './links'

function met(published: Published, level: 'MUST' | 'SHOULD'): string {
  const { met: good, judged } = tally(published.target, level)
  return `${good}&nbsp;of&nbsp;${judged}`
}

function nameCell(gallery: Gallery, published: Published): string {
  const { name, manifest } = published
  const link = `[${prose(nameOf(published))}](servers/${name}.md)`
  if (manifest.core === name) return link
  const isCoreListed = gallery.servers.some((each) => each.name === manifest.core)
  return isCoreListed ? `↳ ${link}` : `${link}, on ${prose(manifest.core)}`
}

function serverRow(gallery: Gallery, published: Published): string[] {
  const { own, contested, shared, ofStack, ofProgram } = findingsOf(published, baseOf(gallery, published))
  const below = shared.length + ofStack.length
  const numbers = [harmsDone(published.target), own.length, contested.length, below, ofProgram.length]
  return [
    nameCell(gallery, published),
    prose(published.manifest.language),
    met(published, 'MUST'),
    met(published, 'SHOULD'),
    ...numbers.map((number) => String(number || '')),
  ]
}

function serverTable(gallery: Gallery): string {
  const head = [
    ...['server', 'language', 'MUSTs met', 'SHOULDs met', 'SECURITY failed'],
    ...['own findings', 'contested', 'of the library below', 'of the test program'],
  ]
  return table(
    head,
    gallery.servers.map((each) => serverRow(gallery, each)),
    2,
  )
}

function hopLines({ hops }: Gallery): string[] {
  if (hops.length === 0) return []
  const lines = hops.map((hop) => `- [${prose(nameOf(hop))}](servers/${hop.name}.md), ${prose(hop.manifest.language)}`)
  return ['## Hops', 'What each of them changes in front of ws:', lines.join('\n')]
}

function historyLines({ history }: Gallery): string[] {
  if (history.size === 0) return []
  const lines = [...history].map(
    ([name, versions]) => `- [${prose(name)}](history/${name}.md): ${listed(versions.map(({ version }) => version))}`,
  )
  return ['## By version', lines.join('\n')]
}

/** How the results were made and how to read them. `node` is the version of Node that servers ran on. */
function guide(node: string): string {
  return `- Each server has [a small test program](../../servers-under-test) and ran on loopback: \`wsspec run NAME --repeat 2\`. Each case ran
  twice. A finding on which the two runs differ is marked.
- Servers for Node ran on ${node}, or on the version in their name. Their results include what node:http does, because a client meets
  both. What node:http, or net/http of Go, decides without the library is counted under "of the library below".
- \`↳\` marks a server that is built on the server above it, which reads and answers the handshake. The same verdict with the same answer
  is shown once, on the page of the server above, and counted here under "of the library below".
- Some cases are decided by the test program and not by the library: a route, the choice of a subprotocol. They are counted under "of
  the test program".
- "Met" counts \`pass\` among the verdicts pass, warn, fail and contested. A case that needs a feature which a server lacks is skipped.
  No figure is a grade: what matters is whether a finding matters to you.
- Each finding has its clauses, its bytes and the command that repeats it. Where an RFC disagrees, the RFC wins:
  [how to dispute a verdict](../../CONTRIBUTING.md#dispute-a-verdict).
- The files hold no date, time, port or nonce, so a difference between two versions of them is a difference of behaviour. Bytes are
  kept for findings only. \`wsspec compare\` and \`wsspec diff\` read the JSON file of each page.`
}

/** The version of Node, which the inspector of Node reports as its own. */
function nodeOf({ servers }: Gallery): string {
  const inspector = servers.find(({ name }) => name === 'node-inspect')
  return inspector ? `Node ${inspector.version.replace(/^v/, '')}` : 'the Node that runs wsspec'
}

function legend(): string {
  const rows = VERDICTS.filter((verdict) => verdict !== 'error').map((verdict) => [mark(verdict), MEANINGS[verdict]])
  return table(['verdict', 'meaning'], rows)
}

/** docs/results/README.md: every server, and how much of the catalogue it meets. */
export function indexPage(gallery: Gallery): string {
  const cases = gallery.servers[0]?.target.cases.length ?? 0
  const parts = [
    '# Results',
    `The results of ${count(gallery.servers.length, 'server')} in [${cases} cases](../cases/README.md) about the opening handshake. \
[Who differs, by case](cases/README.md) has the same results by case. \`npm run gallery\` writes these pages.`,
    serverTable(gallery),
    ...hopLines(gallery),
    ...historyLines(gallery),
    '## How to read it',
    guide(nodeOf(gallery)),
    legend(),
  ]
  return `${parts.join('\n\n')}\n`
}
