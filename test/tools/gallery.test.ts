import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { CaseResult, TargetResult, Verdict } from '../../harness/case/results'
import { baseOf, findingsOf } from '../../tools/gallery/attribution'
import { type Gallery, RESULTS, readGallery } from '../../tools/gallery/gallery'
import { galleryPages } from '../../tools/gallery/gallery-pages'
import { repeatLines } from '../../tools/gallery/repeat-lines'
import { commandOf, whyNotPublished } from '../../tools/gallery/run-server'
import { verdictsFile, verdictsPath } from '../../tools/gallery/verdicts-file'
import { siteUrl } from '../../tools/site/homepage'
import { sitePages } from '../../tools/site/site-pages'
import { readSource } from '../../tools/site/write-site'
import { sampleServer } from '../fleet/kit/sample-server'
import { faults } from '../kit/schemas'
import { CORPUS, harmless, hostileTo } from '../reports/kit/hostile-texts'
import { markdownProse, markdownShape } from '../reports/kit/markdown-reader'
import { result, results, target } from '../reports/kit/results'
import { published } from './kit/published'

/** How large the published results may be, bytes: of one server or client, of all servers with the index, and of all clients. */
const MOST_OF_ONE = 200_000
const MOST_OF_SERVERS = 12_000_000
const MOST_OF_CLIENTS = 5_000_000

/** How large the file of all verdicts may be, bytes: every installation carries it. */
const MOST_OF_VERDICTS = 60_000

const files = readdirSync(RESULTS, { recursive: true, encoding: 'utf8' }).filter((path) =>
  statSync(join(RESULTS, path)).isFile(),
)
const documents = files.filter((path) => path.endsWith('.json'))
const gallery = readGallery()

/** A gallery without clients. */
const NO_CLIENTS: Gallery = { role: 'client', servers: [], hops: [], history: new Map() }

function contentOf(path: string): string {
  return readFileSync(join(RESULTS, path), 'utf8')
}

describe('the published results', () => {
  it('are brief and stable results files, each of the server in its name', () => {
    for (const path of documents) {
      const text = contentOf(path)
      const document = JSON.parse(text)
      expect(faults('results', document), path).to.deep.equal([])
      const [{ name, via, server, client, kept, url }] = document.targets
      expect(kept, path).to.equal('findings')
      expect([document.startedAt, document.durationMs], path).to.deep.equal([null, 0])
      expect(url, path).to.match(/^ws:\/\/127\.0\.0\.1:0\//)
      const own = client ? `clients/${client.name}.json` : `servers/${(via ?? server).name}.json`
      expect(path).to.be.oneOf([own, `history/${name}.json`])
    }
    expect(documents).to.include.members(['servers/ws.json', 'clients/ws.json'])
  })

  it('are small', () => {
    for (const path of documents) expect(statSync(join(RESULTS, path)).size, path).to.be.below(MOST_OF_ONE)
    const sizeOf = (paths: readonly string[]) =>
      paths.reduce((sum, path) => sum + statSync(join(RESULTS, path)).size, 0)
    const isOfClients = (path: string) => path.startsWith('clients/')
    expect(sizeOf(files.filter((path) => !isOfClients(path)))).to.be.below(MOST_OF_SERVERS)
    expect(sizeOf(files.filter(isOfClients))).to.be.below(MOST_OF_CLIENTS)
  })

  it('have every page that is made from them, and no other', () => {
    const pages = galleryPages(gallery, readGallery(RESULTS, 'client'))
    const there = files.filter((path) => path.endsWith('.md'))
    expect(there.sort(), 'run npm run gallery -- --pages').to.deep.equal([...pages.keys()].sort())
    const stale = [...pages].filter(([path, text]) => contentOf(path) !== text)
    expect(
      stale.map(([path]) => path),
      'run npm run gallery -- --pages',
    ).to.deep.equal([])
  })

  it('are summed up in the file of verdicts that the package carries, which is small', () => {
    const text = readFileSync(verdictsPath('server'), 'utf8')
    expect(text === verdictsFile(gallery), 'run npm run gallery -- --pages').to.equal(true)
    expect(text.length).to.be.below(MOST_OF_VERDICTS)
  })

  it('have pages whose links exist', () => {
    const there = new Set(files)
    for (const path of there)
      for (const [, to = ''] of path.endsWith('.md') ? contentOf(path).matchAll(/\]\((?!https:)([^)#]+)/g) : []) {
        const file = join(RESULTS, path, '..', to)
        expect(statSync(file, { throwIfNoEntry: false }), `${path}: ${to}`).to.not.equal(undefined)
      }
  }).timeout(30_000)
})

describe('the findings of a server', () => {
  const verdicts: Verdict[] = ['fail', 'fail', 'contested', 'warn', 'inconclusive']
  const core = published(
    'ws',
    verdicts.map((verdict, at) => result(`6.0${at + 1}`, verdict)),
  )
  const wrapper = published(
    'wrapper',
    [
      result('6.01', 'fail'),
      result('6.02', 'fail', { got: '500' }),
      result('6.03', 'contested'),
      result('6.04', 'warn', { fixture: 'the program decides it' }),
    ],
    {},
    { core: 'ws' },
  )
  const hop = published(
    'hop',
    [result('6.01', 'pass'), result('6.02', 'fail', { got: '502' }), result('6.05', 'fail')],
    { server: core.target.server, via: { name: 'hop', version: '2.0.0' } },
  )
  const ids = (cases: readonly CaseResult[]) => cases.map(({ id }) => id)

  it('are each in one list, by who can mend them', () => {
    const { own, shared, contested, ofProgram } = findingsOf(wrapper, core)
    expect([ids(own), ids(shared), ids(contested), ids(ofProgram)]).to.deep.equal([
      ['6.02'],
      ['6.01', '6.03'],
      [],
      ['6.04'],
    ])
  })

  it('are compared with the version of its core that behaves most like it, whatever the link then does', () => {
    const speaks = (got: string) => [result('6.01', 'fail', { got }), result('6.02', 'fail', { got: '500' })]
    const older = { ...published('ws', speaks('101, then a Pong')), version: '0.9.0', isOlder: true }
    const one = published('wrapper', speaks('101, then a text frame'), {}, { core: 'ws' })
    const history = new Map([['ws', [older, core]]])
    expect(baseOf({ role: 'server', servers: [core, one], hops: [], history }, one)).to.equal(older)
    expect(ids(findingsOf(one, older).shared)).to.deep.equal(['6.01', '6.02'])
    expect(baseOf({ role: 'server', servers: [core, wrapper], hops: [], history }, wrapper)).to.equal(core)
    expect(baseOf({ role: 'server', servers: [one], hops: [], history: new Map() }, one)).to.equal(undefined)
  })

  it('are shown again by a command, which a package of Debian comes before', () => {
    expect(repeatLines(core, ['6.01'])).to.deep.equal(['npx wsspec run ws@1.0.0 --only 6.01 --verbose'])
    const debian = { ...core, manifest: { ...core.manifest, install: { debian: { packages: ['ws-bin'] } } } }
    expect(repeatLines(debian)[0]).to.match(/apt.* ws-bin$/)
    expect(repeatLines(debian)[1]).to.equal('npx wsspec run ws@1.0.0')
  })

  it('are of a hop only where it changes something', () => {
    const { own, shared } = findingsOf(hop, core)
    expect([ids(own), ids(shared)]).to.deep.equal([['6.05'], ['6.02']])
  })
})

describe('the index of the results', () => {
  const core = published('ws', [result('6.01', 'fail')])
  const hop = published('hop', [], { server: core.target.server, via: { name: 'hop', version: '2.0.0' } })

  it('links each server to its page on the site, and to its file', () => {
    const older = { ...core, version: '0.9.0', isOlder: true }
    const all: Gallery = { role: 'server', servers: [core], hops: [hop], history: new Map([['ws', [older, core]]]) }
    const page = galleryPages(all, NO_CLIENTS).get('README.md')
    for (const link of ['servers/ws.html', 'servers/hop.html', 'versions/ws.html', 'cases/index.html'])
      expect(page).to.include(`](${siteUrl(link)})`)
    for (const file of ['servers/ws.json', 'servers/hop.json', 'history/ws@0.9.0.json'])
      expect(page).to.include(`](${file})`)
  })

  it('links only to pages that the site has', () => {
    const linked = [...galleryPages(gallery, readGallery(RESULTS, 'client')).values()].flatMap((text) =>
      [...text.matchAll(/\]\((https:[^)]+)\)/g)].map(([, url = '']) => url),
    )
    const there = new Set([...sitePages(readSource(), readSource(RESULTS, 'client')).keys()].map(siteUrl))
    expect(linked.length).to.be.greaterThan(90)
    expect(linked.filter((url) => url !== siteUrl('') && !there.has(url))).to.deep.equal([])
  }).timeout(60_000)

  for (const text of CORPUS)
    it(`shows ${JSON.stringify(text.slice(0, 40))} from a server as text only`, () => {
      const [page = '', twin = ''] = [false, true].map((plain) => {
        const [{ cases, capabilities, controls }] = hostileTo(text, plain).targets as [TargetResult]
        const words = { language: plain ? harmless(text) : text }
        const each = published('ws', cases, { capabilities, controls }, words)
        const all: Gallery = { role: 'server', servers: [each], hops: [], history: new Map([['ws', [core, each]]]) }
        return galleryPages(all, NO_CLIENTS).get('README.md') ?? ''
      })
      expect(markdownShape(page)).to.deep.equal(markdownShape(twin))
      expect(page).to.match(/^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]*$/)
      expect(markdownProse(page)).to.not.match(/(?<!\w)@\w|www\.|:\/\//)
    })
})

describe('results that are published', () => {
  it('are of two runs of each case, with the deadline that the manifest of a server names', () => {
    expect(commandOf('ws@7.5.10', 'server').join(' ')).to.match(/^run ws@7\.5\.10 --repeat 2 --max-time 1800 --stable /)
    const slow = sampleServer({ name: 'slow', timeoutMs: 3000 })
    expect(commandOf('slow', 'server', [slow]).join(' ')).to.match(
      /^run slow --repeat 2 --timeout 3000 --max-time 1800 --stable /,
    )
  })

  it('are those of a server that could be judged', () => {
    const cases = (inconclusive: number) =>
      Array.from({ length: 20 }, (_, at) => result(`6.${at + 10}`, at < inconclusive ? 'inconclusive' : 'pass'))
    const reasonOf = (of: CaseResult[], more: Partial<TargetResult> = {}) =>
      whyNotPublished(results(target('ws@1', of, more)))
    expect(reasonOf(cases(2))).to.equal(null)
    expect(reasonOf(cases(3))).to.equal('3 of 20 cases have no verdict')
    expect(reasonOf(cases(0), { diagnosis: 'it is down' })).to.equal('it is down')
    expect(reasonOf([result('6.01', 'error')])).to.equal('1 case ended with an error')
    expect(whyNotPublished(results())).to.equal('there are no results')
  })
})
