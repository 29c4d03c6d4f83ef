import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { CaseResult, TargetResult, Verdict } from '../../harness/case/results'
import { findings } from '../../reports/target-words'
import { baseOf, findingsOf } from '../../tools/gallery/attribution'
import { type Gallery, RESULTS, readGallery } from '../../tools/gallery/gallery'
import { galleryPages } from '../../tools/gallery/gallery-pages'
import { commandOf, whyNotPublished } from '../../tools/gallery/run-server'
import { serverPage } from '../../tools/gallery/server-page'
import { VERDICTS_FILE, verdictsFile } from '../../tools/gallery/verdicts-file'
import { sampleServer } from '../fleet/kit/sample-server'
import { faults } from '../kit/schemas'
import { CORPUS, hostileTo } from '../reports/kit/hostile-texts'
import { markdownProse, markdownShape } from '../reports/kit/markdown-reader'
import { result, results, target } from '../reports/kit/results'
import { published } from './kit/published'

/** How large the published results may be, bytes: of one server, and all with their pages. */
const MOST_OF_ONE = 200_000
const MOST_OF_ALL = 20_000_000

/** How large the file of all verdicts may be, bytes: every installation carries it. */
const MOST_OF_VERDICTS = 60_000

const files = readdirSync(RESULTS, { recursive: true, encoding: 'utf8' }).filter((path) =>
  statSync(join(RESULTS, path)).isFile(),
)
const documents = files.filter((path) => path.endsWith('.json'))
const gallery = readGallery()

function contentOf(path: string): string {
  return readFileSync(join(RESULTS, path), 'utf8')
}

describe('the published results', () => {
  it('are brief and stable results files, each of the server in its name', () => {
    for (const path of documents) {
      const text = contentOf(path)
      const document = JSON.parse(text)
      expect(faults('results', document), path).to.deep.equal([])
      const [{ name, via, server, kept, url }] = document.targets
      expect(kept, path).to.equal('findings')
      expect([document.startedAt, document.durationMs], path).to.deep.equal([null, 0])
      expect(url, path).to.match(/^ws:\/\/127\.0\.0\.1:0\//)
      expect(path).to.be.oneOf([`servers/${(via ?? server).name}.json`, `history/${name}.json`])
    }
    expect(documents).to.include('servers/ws.json')
  })

  it('are small', () => {
    for (const path of documents) expect(statSync(join(RESULTS, path)).size, path).to.be.below(MOST_OF_ONE)
    const all = files.reduce((sum, path) => sum + statSync(join(RESULTS, path)).size, 0)
    expect(all).to.be.below(MOST_OF_ALL)
  })

  it('have every page that is made from them, and no other', () => {
    const pages = galleryPages(gallery)
    const there = files.filter((path) => path.endsWith('.md'))
    expect(there.sort(), 'run npm run gallery -- --pages').to.deep.equal([...pages.keys()].sort())
    const stale = [...pages].filter(([path, text]) => contentOf(path) !== text)
    expect(
      stale.map(([path]) => path),
      'run npm run gallery -- --pages',
    ).to.deep.equal([])
  })

  it('are summed up in the file of verdicts that the package carries, which is small', () => {
    const text = readFileSync(VERDICTS_FILE, 'utf8')
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

describe('the page of a server', () => {
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
  const all: Gallery = { servers: [core, wrapper], hops: [hop], history: new Map() }
  const ids = (cases: readonly CaseResult[]) => cases.map(({ id }) => id)

  it('lists each finding once, by who can mend it', () => {
    const { own, shared, contested, ofProgram } = findingsOf(wrapper, core)
    expect([ids(own), ids(shared), ids(contested), ids(ofProgram)]).to.deep.equal([
      ['6.02'],
      ['6.01', '6.03'],
      [],
      ['6.04'],
    ])
    const page = serverPage(all, wrapper)
    expect(page)
      .to.include('## Findings (1)')
      .and.include('## Decided by the test program (1)')
      .and.include('## Same as ws 1.0.0 (2)')
    expect(page).to.include('decided by the small test program, not the library: the program decides it')
    expect(page).to.include('ws 1.0.0 by itself: ✕ fail, 101 Switching Protocols')
    for (const { id } of findings(wrapper.target)) expect(page).to.include(`cases/${id}.md`)
  })

  it('compares a server with the version of its core that behaves most like it, whatever the link then does', () => {
    const speaks = (got: string) => [result('6.01', 'fail', { got }), result('6.02', 'fail', { got: '500' })]
    const older = { ...published('ws', speaks('101, then a Pong')), version: '0.9.0', isOlder: true }
    const one = published('wrapper', speaks('101, then a text frame'), {}, { core: 'ws' })
    const history = new Map([['ws', [older, core]]])
    expect(baseOf({ servers: [core, one], hops: [], history }, one)).to.equal(older)
    expect(ids(findingsOf(one, older).shared)).to.deep.equal(['6.01', '6.02'])
    expect(serverPage({ servers: [core, one], hops: [], history }, one)).to.include('](../history/ws.md)')
    expect(baseOf({ servers: [core, wrapper], hops: [], history }, wrapper)).to.equal(core)
    expect(baseOf({ servers: [one], hops: [], history: new Map() }, one)).to.equal(undefined)
  })

  it('names the command that shows a finding again, and its clauses', () => {
    const page = serverPage(all, core)
    expect(page).to.include('`npx wsspec run ws@1.0.0 --only 6.01 --verbose`')
    expect(page).to.include('[RFC 6455 4.2.2](https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2)')
    expect(page).to.include('## Without a verdict (1)')
    const debian = { ...core, manifest: { ...core.manifest, install: { debian: { packages: ['ws-bin'] } } } }
    expect(serverPage(all, debian)).to.match(/--only 6\.01 --verbose`, after `.*apt.* ws-bin`/)
  })

  it('attributes to a hop only what it changes', () => {
    const { own, shared } = findingsOf(hop, core)
    expect([ids(own), ids(shared)]).to.deep.equal([['6.05'], ['6.02']])
    const page = serverPage(all, hop)
    expect(page).to.include('✕ fail → ● pass').and.include('not about the hop')
    expect(page).to.not.include('meets')
  })

  for (const text of CORPUS)
    it(`shows ${JSON.stringify(text.slice(0, 40))} from a server as text only`, () => {
      const [pages, twins] = [false, true].map((plain) => {
        const [{ cases, capabilities, controls }] = hostileTo(text, plain).targets as [TargetResult]
        const each = published('ws', cases, { capabilities, controls })
        const all = galleryPages({ servers: [each], hops: [], history: new Map([['ws', [core, each]]]) })
        return ['servers/ws.md', 'history/ws.md', 'cases/6.01.md', 'README.md'].map((path) => all.get(path) ?? '')
      }) as [string[], string[]]
      expect(pages.map(markdownShape)).to.deep.equal(twins.map(markdownShape))
      for (const page of pages) {
        expect(page).to.match(/^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]*$/)
        expect(markdownProse(page)).to.not.match(/(?<!\w)@\w|www\.|:\/\//)
      }
    })
})

describe('results that are published', () => {
  it('are of two runs of each case, with the deadline that the manifest of a server names', () => {
    expect(commandOf('ws@7.5.10').join(' ')).to.match(/^run ws@7\.5\.10 --repeat 2 --max-time 1800 --stable /)
    const slow = sampleServer({ name: 'slow', timeoutMs: 3000 })
    expect(commandOf('slow', [slow]).join(' ')).to.match(
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
