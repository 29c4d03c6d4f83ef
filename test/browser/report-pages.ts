import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { completeResults } from '../../collect/complete-results'
import type { Results } from '../../harness/case/results'
import { notesOf, titlesOf } from '../../reports/case-notes'
import { html } from '../../reports/html'
import { readRecipes } from '../../settings/recipes'
import { causes } from '../../suites/causes'
import { suites } from '../../suites/server/index'
import { hostile, notes, result, results, target } from '../reports/kit/results'
import { closeBrowser, needsBrowser, type Site, siteOf } from './browser'

const TITLES = new Map([
  [6, 'Sec-WebSocket-Version'],
  [7, 'The 101'],
  [8, 'Sec-WebSocket-Protocol'],
])

function cases(i: number) {
  return [
    result('6.01', i === 0 ? 'fail' : 'pass'),
    result('6.02', 'warn', { level: 'SHOULD' }),
    result('7.01', 'contested', { title: 'A needle in the title' }),
    result('7.02', 'observed', { level: 'INFO' }),
    result('8.01', 'pass', { level: 'SECURITY' }),
    result('8.02', i % 3 === 1 ? 'inconclusive' : 'pass'),
  ]
}

/** Results of made targets with a case of each kind; the first fails in 6.01. */
export function targets(number: number): Results {
  const controls = result('0.01').exchanges
  return results(...Array.from({ length: number }, (_, i) => target(`server-${i}@1.${i}`, cases(i), { controls })))
}

/** The page of results, with notes about each case. */
export function pageOf(of: Results): string {
  const caseNotes = notes(of, {
    why: 'Somebody depends on it.',
    contested: { strict: 'one way', lenient: 'the other' },
  })
  return html(of, { notes: caseNotes, suites: TITLES })
}

/** Published servers, one of them a hop. */
export const FIVE = ['ws', 'faye-websocket', 'jetty', 'aiohttp', 'nginx']

function storedResults(name: string): Results {
  return completeResults(JSON.parse(readFileSync(join(__dirname, '../../docs/results', `${name}.json`), 'utf8')))
}

/** The published results of an older version: `ws@7.5.10`. */
export function historyResults(name: string): Results {
  return storedResults(`history/${name}`)
}

/** The published results of known servers, in one document. */
export function publishedResults(...names: string[]): Results {
  const all = names.map((name) => storedResults(`servers/${name}`))
  const [first] = all
  if (!first) throw new Error('no server is named')
  return { ...first, targets: all.flatMap((each) => each.targets) }
}

function optionsOf() {
  return { notes: notesOf(suites), suites: titlesOf(suites), causes, recipes: readRecipes() }
}

/** The page of the published results of known servers. */
export function publishedPage(...names: string[]): string {
  return html(publishedResults(...names), optionsOf())
}

/** The page of a target that could not be judged. */
export function unjudgedPage(): string {
  const open = [result('6.01', 'inconclusive', { because: 'the control failed', got: '' })]
  return html(results(target('shop@1', open, { diagnosis: 'it answers 401' })), optionsOf())
}

/** The ids of the visible cases. */
export function visibleIds(page: Page): Promise<string[]> {
  return page
    .locator('[data-suite] > details:visible > summary > strong, [data-suite] > .line-of:visible > strong')
    .allTextContents()
}

/** Whether something reaches over the right edge of the window. */
export function widerThanWindow(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > innerWidth')
}

/** The looks in which pages are examined. */
export const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  '390 px': { viewport: { width: 390, height: 844 } },
} as const

/** Opens everything that is folded. */
export async function openAll(page: Page): Promise<void> {
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
}

/**
 * Has a browser for the tests of a suite, and a site with the pages of one and of ten made targets, and of a hostile one.
 * Skips them where there is no browser.
 * @returns gives the site, once the tests run
 */
export function inBrowser(): () => Site {
  let site: Site
  before(async function () {
    await needsBrowser(this)
    site = await siteOf({ one: pageOf(targets(1)), ten: pageOf(targets(10)), hostile: pageOf(hostile()) })
  })
  after(() => Promise.all([site?.close(), closeBrowser()]))
  return () => site
}
