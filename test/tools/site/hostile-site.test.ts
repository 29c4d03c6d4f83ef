import { expect } from 'chai'
import { HtmlValidate, Parser, StaticConfigLoader } from 'html-validate'
import type { TargetResult } from '../../../harness/case/results'
import { caseIndexPage } from '../../../tools/site/case-index-page'
import { casePage } from '../../../tools/site/case-page'
import { causeIndexPage } from '../../../tools/site/cause-index-page'
import { dataScript } from '../../../tools/site/data-script'
import { indexPage } from '../../../tools/site/index-page'
import { documentOf } from '../../../tools/site/layout'
import { peerPage } from '../../../tools/site/peer-page'
import { siteData } from '../../../tools/site/site-data'
import { sitePages } from '../../../tools/site/site-pages'
import { versionPage } from '../../../tools/site/version-page'
import { CORPUS, harmless, hostileTo } from '../../reports/kit/hostile-texts'
import { published } from '../kit/published'
import { sourceOf, UPSTREAM } from './kit'
import { targetsIn } from './links'

const reader = new HtmlValidate(new StaticConfigLoader({ root: true, elements: ['html5'], rules: {} }))
const resolved = reader.getConfigForSync('page.html')

/** The elements of a page with the names of their attributes. */
function shapeOf(page: string): string[] {
  const elements = new Parser(resolved).parseHtml(page).querySelectorAll('*')
  return elements.map(({ tagName, attributes }) => `${tagName} ${attributes.map(({ key }) => key).join(' ')}`)
}

const FACTS = {
  ...{ version: '1.0.0', catalogue: '1.1', asked: UPSTREAM.asked, debianRelease: UPSTREAM.debianRelease },
  repository: 'https://example.com/project',
  role: 'server' as const,
  parts: ['server'] as const,
}

/** The pages on which texts from a server are, for a server whose every text is `text`. */
function pagesOf(text: string, plain: boolean): string[] {
  const [{ cases, capabilities, controls }] = hostileTo(text, plain).targets as [TargetResult]
  const said = plain ? harmless(text) : text
  const words = { about: said, language: said, stack: said, licence: said }
  const each = { ...published('ws', cases, { capabilities, controls }, words), version: said }
  const other = { ...published('ws', cases, { capabilities, controls }), version: '0.9.0', isOlder: true }
  const wrapper = published('wrapper', cases, { capabilities, controls }, { core: said })
  const history = new Map([['ws', [other, each]]])
  const data = siteData(sourceOf({ servers: [each, wrapper], history }, { broken: [said] }))
  const pages = [
    indexPage(data),
    caseIndexPage(data),
    causeIndexPage(data),
    ...data.peers.map((peer) => peerPage(peer, data)),
    ...data.cases.filter(({ entry }) => entry.case.id === '6.01').map((of) => casePage(of, data)),
    ...data.histories.map((one) => versionPage(one, data)),
  ]
  return [...pages.map((page) => documentOf(page, FACTS)), dataScript(data)]
}

describe('the site of servers that send markup', function () {
  this.timeout(120_000)
  for (const text of CORPUS)
    it(`shows ${JSON.stringify(text.slice(0, 40))} as text only`, () => {
      const [pages, twins] = [pagesOf(text, false), pagesOf(text, true)]
      for (const [at, page] of pages.slice(0, -1).entries()) {
        expect(page).to.not.equal('')
        expect(shapeOf(page)).to.deep.equal(shapeOf(twins[at] ?? ''))
        expect(page).to.match(/^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]*$/)
        const strange = targetsIn(page).filter((to) => !/^(?:[\w./-]*(?:#[\w.,-]*)?|data:,|https:\/\/.*)$/.test(to))
        expect(strange).to.deep.equal([])
        expect(targetsIn(page).join(' ')).to.not.include('evil.example')
      }
      expect(() => new Function(pages.at(-1) ?? '')).to.not.throw()
    })

  it('gives files names that stay in their folder, whatever a server is called', () => {
    const names = ['../../etc/passwd', '<b>x</b>', 'con', 'a/b', '.', 'A', 'a']
    const servers = names.map((name) => published(name, []))
    const paths = [...sitePages(sourceOf({ servers })).keys()].filter((path) => path.startsWith('servers/'))
    expect(paths).to.have.length(names.length)
    expect(new Set(paths.map((path) => path.toLowerCase())).size).to.equal(names.length)
    for (const path of paths) expect(path).to.match(/^servers\/[\w-][\w.-]*\.html$/)
  })
})
