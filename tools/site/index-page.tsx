import type { Role } from '../../harness/case/role'
import { VERDICTS } from '../../harness/case/verdicts'
import { roleWords } from '../../reports/role-words'
import { clean } from '../../reports/text/clean'
import { count } from '../../reports/text/phrases'
import { meaningsOf } from '../../reports/verdict-words'
import { CATALOGUE_OF } from '../../suites/catalogues'
import { HeatMap } from './heat-map'
import type { SitePage } from './layout'
import { PeerTable } from './peer-table'
import type { SiteData } from './site-data'
import { Command, Verdict } from './words'

/** The version of Node that servers for Node ran on, which the inspector of Node reports as its own. */
function nodeOf({ peers }: SiteData): string {
  const inspector = peers.find(({ name }) => name === 'node-inspect')
  return inspector ? `Node ${clean(inspector.published.version).replace(/^v/, '')}` : 'the Node that runs wsspec'
}

function Guide({ data }: { data: SiteData }) {
  return (
    <>
      <h2 id="guide">How to read it</h2>
      <ul class="prose">
        <li>
          Each {data.words.one} has{' '}
          <a href={`${data.repository}/tree/main/${data.words.many}-under-test`}>a small test program</a> and ran on
          loopback. Each case ran twice, and a finding on which the two runs differ is marked. {data.words.Many} for
          Node ran on {nodeOf(data)}, or on the version in their name.
        </li>
        <li>
          A percentage counts the cases that pass among those with the verdict pass, warn, fail or contested. A case
          that needs a feature which a {data.words.one} lacks is skipped. No figure is a grade: what matters is whether
          a finding matters to you.
        </li>
        <li>
          A cause is one missing check, or one mistake. It explains several failed cases, and mending it mends them all.
          The impact is the harm that the evidence shows.
        </li>
        <li>
          What the small test program decides is not counted. What the library below decides, or the HTTP stack, is
          counted, because a {roleWords(data).other} meets both, and it is marked on the page of each {data.words.one}.
        </li>
        {data.role === 'server' && <Hops />}
      </ul>
      <dl class="meanings">
        {VERDICTS.filter((verdict) => verdict !== 'error').map((verdict) => (
          <div key={verdict}>
            <dt>
              <Verdict verdict={verdict} />
            </dt>
            <dd>{meaningsOf(roleWords(data))[verdict]}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** Links to the parts of the page: the table is long on a phone. */
function OnThisPage({ data: { words, histories } }: { data: SiteData }) {
  const parts = [
    ['yours', `Test your ${words.one}`],
    ['map', 'Where they fail'],
    ...(histories.length > 0 ? [['versions', 'By version']] : []),
    ['guide', 'How to read it'],
  ]
  return (
    <nav class="parts" aria-label="On this page">
      {parts.map(([id, name]) => (
        <a key={id} href={`#${id}`}>
          {name}
        </a>
      ))}
    </nav>
  )
}

/** What a hop is. */
function Hops() {
  return (
    <li>
      A hop is a proxy. It was run in front of ws, and has to answer for what it lets pass or changes. It has no
      percentages, because most answers are those of ws.
    </li>
  )
}

function Versions({ data: { histories } }: { data: SiteData }) {
  if (histories.length === 0) return null
  return (
    <>
      <h2 id="versions">By version</h2>
      <ul>
        {histories.map(({ name, slug, versions }) => (
          <li key={slug}>
            <a href={`versions/${slug}.html`}>{clean(name)}</a>:{' '}
            {versions.map(({ version }) => clean(version)).join(', ')}
          </li>
        ))}
      </ul>
    </>
  )
}

function Broken({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <div class="notice">
      <p>
        <strong>Not shown:</strong> {count(lines.length, 'results file')} could not be read.
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{clean(line)}</li>
        ))}
      </ul>
    </div>
  )
}

const DOES: Readonly<Record<Role, string>> = { server: 'answer', client: 'make and check' }

const YOURS: Readonly<Record<Role, string>> = {
  server: 'npx wsspec ws://localhost:8080/ --html report.html',
  client: "npx wsspec clients run --html report.html -- node driver.js '{url}' '{protocols}'",
}

/** The first page: what was tested, as a table and as a map. */
export function indexPage(data: SiteData): SitePage {
  const { peers, cases, causes } = data
  const { words } = data
  const servers = peers.filter(({ kind }) => kind !== 'hop').length
  const hops = peers.length - servers
  return {
    path: 'index.html',
    title: `wsspec: how WebSocket ${words.many} ${DOES[data.role]} the opening handshake`,
    description: `The results of ${servers} WebSocket ${words.many}${hops === 0 ? '' : ` and ${hops} proxies`} in ${cases.length} cases about the opening handshake.`,
    scripts: ['table.js'],
    content: (
      <>
        <h1>
          How WebSocket {words.many} {DOES[data.role]} the opening handshake
        </h1>
        <p class="lead">
          wsspec tests the opening handshake of RFC 6455. Here are its{' '}
          <a href="cases/index.html">{cases.length} cases</a> against {count(servers, words.one)}
          {hops > 0 && ` and ${count(hops, 'proxy').replace('proxys', 'proxies')}`}, and the{' '}
          <a href="causes/index.html">{causes.length} causes</a> that explain what failed.
        </p>
        <OnThisPage data={data} />
        <Broken lines={data.broken} />
        <h2 id="table">{data.words.Many}</h2>
        <PeerTable peers={peers} words={words} />
        <h2 id="map">Where they fail</h2>
        <p>
          A row for each {data.words.one}, a column for each suite of cases. The number in a cell is how many of its
          cases failed.
        </p>
        <HeatMap peers={peers} suites={CATALOGUE_OF[data.role].suites} />
        <Versions data={data} />
        <h2 id="yours">Yours</h2>
        <p>The same cases against your {data.words.one}, with a report that says which of these it behaves like:</p>
        <Command line={YOURS[data.role]} />
        <Guide data={data} />
      </>
    ),
  }
}
