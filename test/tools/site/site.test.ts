import { createContext, runInContext } from 'node:vm'
import { expect } from 'chai'
import { readManifests } from '../../../fleet/manifest'
import { candidates } from '../../../tools/site/ask-upstream'
import { newestOf, packageOf } from '../../../tools/site/newest-version'
import { siteData } from '../../../tools/site/site-data'
import { sitePages } from '../../../tools/site/site-pages'
import { readSource, styleSheet } from '../../../tools/site/write-site'
import { htmlComplaints } from '../../kit/html-complaints'
import { result } from '../../reports/kit/results'
import { published } from '../kit/published'
import { sourceOf, UPSTREAM } from './kit'
import { deadLinks } from './links'

/** How large the files may be, bytes: a page, the first page, and the data of comparison and search. */
const MOST_OF_ONE = 300_000
const MOST_OF_FIRST = 600_000
const MOST_OF_DATA = 200_000

/** Files that are not made from results. */
const ASSETS = ['site.css', 'site.js', 'table.js', 'compare.js']

/** What data.js leaves for the other scripts. */
function dataOf(files: ReadonlyMap<string, string>) {
  const context = createContext({})
  runInContext(files.get('data.js') ?? '', context)
  return context['wsspec'] as { peers: { slug: string; label: string; verdicts: string }[]; cases: unknown[][] }
}

describe('the site of the published results', function () {
  this.timeout(120_000)
  let source: ReturnType<typeof readSource>
  let files: Map<string, string>

  before(() => {
    source = readSource()
    files = sitePages(source)
  })

  it('has a page for each server, hop, case, cause and history', () => {
    const data = siteData(source)
    expect(source.broken).to.deep.equal([])
    expect(data.peers.length).to.equal(source.gallery.servers.length + source.gallery.hops.length)
    const paths = [
      ...['index.html', 'compare.html', 'cases/index.html', 'causes/index.html', 'data.js'],
      ...data.peers.map(({ published: { name } }) => `servers/${name}.html`),
      ...data.cases.map(({ entry }) => `cases/${entry.case.id}.html`),
      ...data.causes.map(({ cause }) => `causes/${cause.id}.html`),
      ...[...source.gallery.history.keys()].map((name) => `versions/${name}.html`),
    ]
    expect([...files.keys()].sort()).to.deep.equal(paths.sort())
  })

  it('has no link that leads nowhere', () => {
    const slugs = new Set(dataOf(files).peers.map(({ slug }) => slug))
    const all = new Map([...files, ...ASSETS.map((name) => [name, ''] as const)])
    const chosen = (hash: string) => hash === 'main' || hash.split(',').every((slug) => slugs.has(slug))
    expect(deadLinks(all, { 'compare.html': chosen })).to.deep.equal([])
  })

  it('is the same each time', () => {
    const again = sitePages(readSource())
    expect([...again.keys()]).to.deep.equal([...files.keys()])
    expect([...files].filter(([path, text]) => again.get(path) !== text).map(([path]) => path)).to.deep.equal([])
  })

  it('has pages of a size that opens at once', () => {
    for (const [path, text] of files) {
      const most = path === 'index.html' ? MOST_OF_FIRST : path === 'data.js' ? MOST_OF_DATA : MOST_OF_ONE
      expect(Buffer.byteLength(text), path).to.be.below(most)
    }
  })

  it('is valid HTML', async () => {
    const kinds = ['index', 'compare', 'cases/index', 'causes/index', 'servers/ws', 'servers/nginx', 'cases/6.02']
    for (const kind of [...kinds, 'causes/host-not-checked', 'versions/ws']) {
      const found = await htmlComplaints(files.get(`${kind}.html`) ?? '')
      expect(found.slice(0, 5), kind).to.deep.equal([])
    }
  })

  it('has every server with its figures in the first page, without its script', () => {
    const text = files.get('index.html') ?? ''
    for (const { slug, published: each, report } of siteData(source).peers) {
      const [row = ''] = new RegExp(`<tr data-slug="${slug.replaceAll('.', '\\.')}".*?</tr>`).exec(text) ?? []
      expect(row, slug).to.include(`href="servers/${slug}.html"`)
      expect(row, slug).to.include(each.version)
      expect(row, slug).to.include(`data-label="Causes">${report.causes.length}</td>`)
    }
  })

  it('states on each page of a server which version was tested, and what was not', () => {
    for (const { slug, published: each } of siteData(source).peers) {
      const text = files.get(`servers/${slug}.html`) ?? ''
      expect(text, slug).to.include(`Tested: <strong>${each.version}</strong>`)
      expect(text, slug).to.match(/It is the newest version|not tested/)
    }
  })

  it('has every published verdict in the data that is compared', () => {
    const { peers, cases } = dataOf(files)
    for (const { slug, verdicts } of peers) expect(verdicts.length, slug).to.equal(cases.length)
  })

  it('names no address in its style sheet', () => {
    expect(styleSheet()).to.not.match(/url\(|@import/)
  })
})

describe('the page of a server', () => {
  const core = published('ws', [
    result('6.01', 'fail', { cause: 'version-not-checked', impact: 'bypass' }),
    result('6.02', 'fail', { cause: 'version-not-checked', impact: 'bypass' }),
    result('12.03', 'fail', { cause: 'body-not-refused', impact: 'smuggling' }),
    result('6.04', 'warn', { cause: 'refusal-incomplete', impact: 'form' }),
    result('6.05', 'inconclusive', { because: 'the network failed' }),
  ])
  const wrapper = published(
    'wrapper',
    [
      result('6.01', 'fail', { cause: 'version-not-checked', impact: 'bypass' }),
      result('6.02', 'fail', { got: '500', cause: 'version-not-checked', impact: 'bypass' }),
      result('6.04', 'fail', { fixture: 'the program decides it', cause: 'version-not-checked', impact: 'bypass' }),
    ],
    {},
    { core: 'ws' },
  )
  const hop = published(
    'hop',
    [
      result('6.01', 'pass'),
      result('6.02', 'fail', { cause: 'version-not-checked', impact: 'bypass' }),
      result('6.05', 'fail', { cause: 'version-not-checked', impact: 'bypass' }),
    ],
    { server: core.target.server, via: { name: 'hop', version: '2.0.0' } },
  )
  const files = sitePages(sourceOf({ servers: [core, wrapper], hops: [hop] }))
  const page = (name: string) => files.get(`servers/${name}.html`) ?? ''

  it('has the verdict, then the causes in the order of harm, each with its findings', () => {
    const text = page('ws')
    expect(text).to.include('FAILED</strong>: 2 causes, 3 failed cases')
    const order = ['id="cause-body-not-refused"', 'id="case-12.03"', 'id="cause-version-not-checked"', 'id="case-6.01"']
    const places = order.map((each) => text.indexOf(each))
    expect(places).to.not.include(-1)
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b))
    expect(text.indexOf('id="case-6.04"')).to.be.greaterThan(text.indexOf('>Warnings (1)'))
    expect(text).to.include('npx wsspec run ws@1.0.0 --only 6.01 --verbose')
    expect(text).to.include('https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2')
    expect(text).to.include('the network failed')
  })

  it('counts no finding of the test program, and names whose the others are', () => {
    const text = page('wrapper')
    expect(text).to.include('FAILED</strong>: 1 cause, 2 failed cases')
    expect(text).to.include("3 findings: 1 its own, 1 the same as ws 1.0.0's and 1 decided by the small test program.")
    expect(text).to.include('href="../servers/ws.html#case-6.01">same as ws 1.0.0</a>')
    expect(text).to.include('Decided by the test program (1)')
    expect(text).to.include('the small test program: the program decides it')
  })

  it('leads to the page about versions where an older one is what it is built on', () => {
    const cases = [result('6.01', 'fail', { got: '101, odd', cause: 'version-not-checked', impact: 'bypass' })]
    const older = { ...published('ws', cases), version: '0.9.0', isOlder: true }
    const one = published('one', cases, {}, { core: 'ws' })
    const text = sitePages(sourceOf({ servers: [core, one], history: new Map([['ws', [older, core]]]) }))
    expect(text.get('servers/one.html')).to.match(/href="\.\.\/versions\/ws\.html">same as ws/)
  })

  it('attributes to a hop only what it changes', () => {
    const text = page('hop')
    expect(text).to.include('FAILED</strong>: 1 cause, 1 failed case')
    expect(text).to.include('There without the hop (1)')
    expect(text).to.not.include('of MUST cases')
    expect(files.get('cases/6.01.html')).to.include('With these hops in front of it, ws 1.0.0 has another verdict')
  })

  it('is in the pages of its causes and cases', () => {
    const cause = files.get('causes/version-not-checked.html') ?? ''
    for (const place of ['ws.html#case-6.02', 'wrapper.html#case-6.02', 'hop.html#case-6.05'])
      expect(cause).to.include(`servers/${place}"`)
    expect(cause).to.not.include('wrapper.html#case-6.04')
    expect(files.get('cases/6.01.html')).to.include('2 fail')
    expect(files.get('cases/6.04.html')).to.match(/1 warn(?!.*1 fail)/)
  })
})

describe('the newest version of a server', () => {
  const npm = { install: { npm: { package: 'ws', version: '8.0.0' } } }
  const debian = { install: { debian: { packages: ['nginx', 'more'] } } }
  const upstream = { ...UPSTREAM, debian: { nginx: '1.22.1-9+deb12u11' } }

  it('is that of npm or Debian, and is marked where it was not tested', () => {
    const ws = { registry: 'npm', package: 'ws', version: '9.0.0' }
    expect(newestOf(npm, '8.23.0', upstream)).to.deep.equal({ ...ws, isTested: false })
    expect(newestOf(npm, '9.0.0', upstream)).to.deep.equal({ ...ws, isTested: true })
    expect(newestOf(npm, '9.1.0-rc.1', upstream)).to.deep.equal({ ...ws, isTested: true })
    expect(newestOf(debian, '1.22.1-9+deb12u9', upstream)).to.have.property('isTested', false)
    expect(newestOf(debian, '1.22.1-9+deb12u11', upstream)).to.include({ registry: 'Debian 12', isTested: true })
    expect(newestOf({ install: { builtin: true } }, '1', upstream)).to.equal(null)
    expect(newestOf({ install: { npm: { package: 'toString', version: '1.0.0' } } }, '1.0.0', upstream)).to.equal(null)
  })

  it('was asked for each server that npm or Debian has', () => {
    const known = readSource().upstream
    const missing = readManifests().filter((each) => {
      const found = packageOf(each)
      return found !== undefined && !Object.hasOwn(known[found.from], found.name)
    })
    expect(
      missing.map(({ name }) => name),
      'run npm run upstream',
    ).to.deep.equal([])
    expect(known.asked).to.match(/^\d{4}-\d\d-\d\d$/)
  })

  it('is read from what apt-cache policy prints', () => {
    const policy = (name: string, candidate: string) =>
      `${name}:\n  Installed: (none)\n  Candidate: ${candidate}\n  Version table:\n *** 1.0 500\n        500 http://x y\n`
    expect(candidates(`${policy('a', '1:2.3-4+b1')}${policy('b', '(none)')}${policy('c++', '5')}`)).to.deep.equal({
      a: '1:2.3-4+b1',
      'c++': '5',
    })
    expect(candidates('')).to.deep.equal({})
  })
})
