import { expect } from 'chai'
import { diffResults } from '../../reports/diff/difference'
import { differencePage } from '../../reports/diff/difference-page'
import { result, results, target } from '../reports/kit/results'
import { violations } from './axe'
import { closeBrowser, needsBrowser, opened, type Site, siteOf } from './browser'
import {
  FIVE,
  historyResults,
  LOOKS,
  openAll,
  pageOf,
  publishedPage,
  publishedResults,
  targets,
  unjudgedPage,
  widerThanWindow,
} from './report-pages'

/** What changed from an old version of ws to the usual one. */
function differencePages(): string {
  const [old, now] = [historyResults('ws@7.5.10'), publishedResults('ws')]
  return differencePage(diffResults(old, now), false, 'wsspec 0.1.0', { old, now })
}

/** A page of two targets, of which the second is the first behind a hop that changes more cases than are usually open. */
function manyChangedByHop(): string {
  const ids = Array.from({ length: 25 }, (_, i) => `6.${String(i + 1).padStart(2, '0')}`)
  const server = { name: 'ws', version: '8.23.0', language: 'JavaScript' }
  const bare = target(
    'ws@8.23.0',
    ids.map((id) => result(id)),
    { server },
  )
  const hop = target(
    'ws@8.23.0 via nginx@1.22.1',
    ids.map((id) => result(id, 'fail')),
    { server, via: { name: 'nginx', version: '1.22.1' } },
  )
  return pageOf(results(bare, hop))
}

/** Each page with the looks in which it is examined. */
const PAGES: Readonly<Record<string, { make: () => string; looks: readonly (keyof typeof LOOKS)[] }>> = {
  'one target': { make: () => pageOf(targets(1)), looks: ['light'] },
  'ten targets': { make: () => pageOf(targets(10)), looks: ['light', 'dark', '390 px'] },
  ws: { make: () => publishedPage('ws'), looks: ['light', 'dark', '390 px'] },
  'five published servers': { make: () => publishedPage(...FIVE), looks: ['light', 'dark', '390 px'] },
  'a target that could not be judged': { make: unjudgedPage, looks: ['light', 'dark', '390 px'] },
  'a hop that changes many cases': { make: manyChangedByHop, looks: ['light', '390 px'] },
  'two versions, and what changed': { make: differencePages, looks: ['light', 'dark', '390 px'] },
}

/** The pages in which everything is opened first: those of published servers are too large for that. */
const OPENED = ['one target', 'ten targets', 'a hop that changes many cases', 'two versions, and what changed']

describe('the HTML report in a browser: axe', function () {
  // Each test examines one page in one look: seconds, but for a machine that is busy.
  this.timeout(60_000)
  let site: Site

  before(async function () {
    await needsBrowser(this)
    const pages = Object.values(PAGES).flatMap(({ make }, at) => {
      const page = make()
      return [
        [String(at), page],
        [`${at}-plain`, page.replace(/<script>.*?<\/script>/s, '')],
      ]
    })
    site = await siteOf(Object.fromEntries(pages))
  })
  after(() => Promise.all([site?.close(), closeBrowser()]))

  for (const [at, [name, { looks }]] of Object.entries(PAGES).entries())
    for (const look of looks)
      it(`has nothing to object to: ${name}, ${look}`, async () => {
        const place = `${site.url}${at}${OPENED.includes(name) ? '#6.02' : ''}`
        await opened(place, LOOKS[look], async ({ page, complaints }) => {
          if (OPENED.includes(name)) await openAll(page)
          expect(await violations(page)).to.deep.equal([])
          expect(await widerThanWindow(page), 'scrolls sideways').to.equal(false)
          expect(complaints).to.deep.equal([])
        })
      })

  for (const name of ['one target', 'ten targets'])
    it(`has nothing to object to: ${name}, without its script`, async () => {
      await opened(`${site.url}${Object.keys(PAGES).indexOf(name)}-plain`, {}, async ({ page }) => {
        expect(await page.locator('#filters').isVisible()).to.equal(false)
        expect(await violations(page)).to.deep.equal([])
      })
    })

  it('shows what a hop changes without a click, however much that is', async () => {
    const at = Object.keys(PAGES).indexOf('a hop that changes many cases')
    for (const javaScriptEnabled of [true, false])
      await opened(`${site.url}${at}`, { javaScriptEnabled }, async ({ page }) => {
        expect(await page.locator('#changes + details .findings li:visible').count()).to.equal(25)
      })
  })
})
