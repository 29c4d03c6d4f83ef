import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { RESULTS } from '../../tools/gallery/gallery'
import { readSource, writeSite } from '../../tools/site/write-site'
import { Folder } from '../kit/folder'
import { violations } from './axe'
import { closeBrowser, hasHash, needsBrowser, opened } from './browser'

/** A few servers of each kind: axe takes long on the pages of all. */
const SERVERS = ['ws', 'express-ws', 'bun', 'scratch', 'wsproto', 'uvicorn-wsproto', 'nginx']

const CLIENTS = ['undici', 'tcllib']

/** A page of each kind. */
const KINDS = [
  'index.html',
  'servers/ws.html#case-2.01',
  'servers/express-ws.html',
  'servers/nginx.html',
  'servers/scratch.html',
  'cases/index.html',
  'cases/2.01.html',
  'causes/index.html',
  'causes/host-not-checked.html',
  'versions/ws.html',
  'compare.html#ws,bun,nginx',
  'clients/index.html',
  'clients/undici.html',
]

const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  '390 px': { viewport: { width: 390, height: 844 } },
} as const

describe('the site in a browser, from files', function () {
  this.timeout(120_000)
  const folder = new Folder()
  const to = join(folder.path, 'site')
  const url = (path: string) => `${pathToFileURL(to).href}/${path}`

  before(async function () {
    await needsBrowser(this)
    const from = join(folder.path, 'results')
    const copied = [...SERVERS.map((name) => `servers/${name}`), 'history/ws@7.5.10', 'history/ws@8.18.2']
    const clients = CLIENTS.map((name) => `clients/${name}`)
    for (const name of ['servers', 'history', 'clients']) mkdirSync(join(from, name), { recursive: true })
    for (const name of [...copied, ...clients]) copyFileSync(join(RESULTS, `${name}.json`), join(from, `${name}.json`))
    writeSite(to, readSource(from), readSource(from, 'client'))
  })
  after(async () => {
    await closeBrowser()
    folder.remove()
  })

  for (const [look, options] of Object.entries(LOOKS))
    for (const kind of KINDS)
      it(`has nothing that axe objects to, no complaint and no sideways scrolling: ${kind}, ${look}`, async () => {
        await opened(url(kind), options, async ({ page, requests, complaints }) => {
          await page.locator('.find input').waitFor()
          await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
          expect(await violations(page)).to.deep.equal([])
          expect(complaints).to.deep.equal([])
          expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).to.equal(true)
          expect(
            requests.filter((each) => !each.startsWith(pathToFileURL(to).href) && each !== 'data:,'),
          ).to.deep.equal([])
        })
      })

  it('is complete without JavaScript, and shows no control that needs it', async () => {
    await opened(url('index.html'), { javaScriptEnabled: false }, async ({ page }) => {
      expect(await page.locator('#peers tbody tr:visible').count()).to.equal(SERVERS.length)
      expect(await page.locator('#heat tbody tr:visible').count()).to.equal(SERVERS.length)
      expect(await page.locator('#peers .pick:visible').count()).to.equal(0)
      for (const control of ['#filters', '.find', '#picked'])
        expect(await page.locator(control).isVisible(), control).to.equal(false)
    })
    await opened(url('compare.html'), { javaScriptEnabled: false }, async ({ page }) => {
      await page.getByText('This page needs JavaScript.').waitFor()
    })
  })

  it('sorts the table, and the map with it', async () => {
    await opened(url('index.html'), {}, async ({ page }) => {
      const names = (table: string) => page.locator(`${table} tbody th a`).allTextContents()
      const byName = SERVERS.toSorted()
      expect(await names('#peers')).to.deep.equal(byName)
      await page.getByRole('button', { name: 'Causes' }).click()
      const counts = (await page.locator('#peers [data-label=Causes]').allTextContents()).map(Number)
      expect(counts).to.deep.equal(counts.toSorted((a, b) => b - a))
      expect(await names('#heat')).to.deep.equal(await names('#peers'))
      expect(await page.locator('#peers th[aria-sort]').allTextContents()).to.deep.equal(['Causes'])
      await page.getByRole('button', { name: 'Server' }).press('Enter')
      await page.getByRole('button', { name: 'Server' }).press('Enter')
      expect(await names('#peers')).to.deep.equal(byName.toReversed())
    })
  })

  it('filters the table and the map, and keeps the filter in its address', async () => {
    await opened(url('index.html'), {}, async ({ page }) => {
      const shown = () => page.locator('#peers tbody tr:visible th a').allTextContents()
      const shows = async (names: string[], hash: string) => {
        expect(await shown()).to.deep.equal(names)
        expect(await page.locator('#heat tbody tr:visible th a').allTextContents()).to.deep.equal(names)
        expect(await page.locator('#shown').textContent()).to.equal(`${names.length} of ${SERVERS.length}`)
        await hasHash(page, hash)
      }
      await page.getByLabel('Language').selectOption('JavaScript')
      await shows(['express-ws', 'ws'], '#language=JavaScript')
      await page.getByLabel('Filter').fill('EXPRESS')
      await shows(['express-ws'], '#q=EXPRESS&language=JavaScript')
      await page.getByText('Show all').click()
      await page.getByLabel('Kind').selectOption('hop')
      await shows(['nginx'], '#kind=hop')
      await page.getByText('Show all').click()
      await page.locator('#filters').getByLabel('smuggling').check()
      expect(await shown())
        .to.include('ws')
        .and.not.include('scratch')
    })
    await opened(url('index.html#core=ws&q=express'), {}, async ({ page }) => {
      expect(await page.locator('#peers tbody tr:visible th a').allTextContents()).to.deep.equal(['express-ws'])
      expect(await page.getByLabel('Filter').inputValue()).to.equal('express')
    })
  })

  it('moves through the map with the arrow keys, and opens what a cell is about', async () => {
    await opened(url('index.html'), {}, async ({ page }) => {
      const focused = () => page.evaluate("document.activeElement.getAttribute('aria-label')")
      expect(await page.locator('#heat td a[tabindex="0"]').count()).to.equal(1)
      await page.locator('#heat td a[tabindex="0"]').focus()
      expect(await focused()).to.match(/^bun .*, 0 Control/)
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowDown')
      expect(await focused()).to.match(/^express-ws .*, 1 Request line/)
      await page.keyboard.press('End')
      expect(await focused()).to.match(/^express-ws .*, 15 /)
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowUp')
      expect(await focused()).to.match(/^bun .*, 0 Control/)
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await page.waitForURL(/servers\/bun\.html#suite-2$/)
      await page.locator('#suite-2').waitFor()
    })
  })

  it('shows servers on the first screen of a phone, and filters and orders them there', async () => {
    await opened(url('index.html'), LOOKS['390 px'], async ({ page }) => {
      const rows = page.locator('#peers tbody tr')
      const second = await rows.nth(1).boundingBox()
      expect((second?.y ?? 0) + (second?.height ?? 0), 'two servers are in the window').to.be.below(844)
      const heights = await rows.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height))
      expect(Math.max(...heights)).to.be.below(140)
      const language = page.getByLabel('Language')
      expect(await language.isVisible()).to.equal(false)
      const options = page.getByRole('button', { name: 'Options' })
      await options.click()
      expect(await options.getAttribute('aria-expanded')).to.equal('true')
      await page.getByLabel('Sort by').selectOption('Causes')
      const counts = (await page.locator('#peers [data-label=Causes]').allTextContents()).map(Number)
      expect(counts).to.deep.equal(counts.toSorted((a, b) => b - a))
      await language.selectOption('JavaScript')
      expect(await page.locator('#peers tbody tr:visible').count()).to.equal(2)
      await options.click()
      expect(await language.isVisible()).to.equal(false)
      await page.getByRole('link', { name: 'Test your server' }).click()
      expect(await page.locator('#yours').evaluate((each) => each.getBoundingClientRect().top)).to.be.within(-1, 844)
    })
    await opened(url('index.html'), {}, async ({ page }) => {
      expect(await page.getByRole('button', { name: 'Options' }).count(), 'on a wide window').to.equal(0)
      expect(await page.getByLabel('Sort by').isVisible()).to.equal(false)
    })
  })

  it('leads from two to four picked servers to what differs', async () => {
    await opened(url('index.html'), {}, async ({ page }) => {
      await page.getByLabel('Compare ws 8').check()
      expect(await page.locator('#compare').getAttribute('href')).to.equal(null)
      await page.getByLabel('Compare bun').check()
      await page.getByLabel('Compare nginx').check()
      await page.getByLabel('Compare scratch').check()
      expect(await page.getByLabel('Compare express-ws').isDisabled()).to.equal(true)
      await page.getByLabel('Compare scratch').uncheck()
      await page.locator('#compare').click()
      await page.waitForURL(/compare\.html#bun,nginx,ws$/)
      const headings = await page.locator('.difference h3').allTextContents()
      expect(headings.length).to.be.greaterThan(3)
      expect(headings.join('\n'))
        .to.match(/only ws 8\.23\.0: /)
        .and.match(/all but nginx/)
      expect(await page.locator('#comparison [data-label=Newest]').allTextContents()).to.include('newest (Debian 12)')
      await page.getByLabel('Number 2').selectOption('scratch')
      await page.waitForURL(/compare\.html#bun,scratch,ws$/)
      expect(await page.getByText('npx wsspec compare bun scratch ws').isVisible()).to.equal(true)
      await page.getByLabel('Number 1').selectOption('')
      await page.getByLabel('Number 2').selectOption('')
      await page.getByText('Choose at least two.').waitFor()
    })
  })

  it('finds servers, cases and causes from each page, with the keyboard alone', async () => {
    for (const path of ['index.html', 'cases/2.01.html', 'compare.html'])
      await opened(url(path), {}, async ({ page, complaints }) => {
        await page.keyboard.press('/')
        await page.keyboard.type('host missing')
        await page.locator('#found a').first().waitFor()
        expect(await page.locator('#found a').first().textContent()).to.match(/^2\.01 Host is missing/)
        expect(await page.locator('#found-count').textContent()).to.match(/^\d+ found/)
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Escape')
        expect(await page.locator('#found').isVisible()).to.equal(false)
        await page.locator('#find').fill('express')
        await page.locator('#found a').first().waitFor()
        await page.keyboard.press('Enter')
        await page.waitForURL(/servers\/express-ws\.html$/)
        expect(complaints).to.deep.equal([])
      })
    await opened(url('index.html'), {}, async ({ page }) => {
      await page.locator('#find').fill('no such thing')
      await page.waitForFunction("document.querySelector('#found-count').textContent === '0 found'")
    })
  })

  it('opens the finding that its address names, and leads to it from the map of cases', async () => {
    await opened(url('servers/ws.html#case-2.01'), {}, async ({ page }) => {
      await page.locator('[id="case-2.01"] .wire').waitFor({ state: 'visible' })
      expect(await page.locator('[id="case-2.02"] .wire').isVisible()).to.equal(false)
      await page.locator('#suite-2 a').nth(1).click()
      await page.locator('[id="case-2.02"] .wire').waitFor({ state: 'visible' })
    })
  })

  it('copies a command, or selects it where the clipboard is closed', async () => {
    await opened(url('cases/2.01.html'), {}, async ({ page }) => {
      await page.getByRole('button', { name: 'Copy npx' }).click()
      await page.waitForFunction("/^(Copied|Selected)/.test(document.querySelector('#status').textContent)")
    })
  })
})
