import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { completeResults } from '../../collect/complete-results'
import type { Results } from '../../harness/case/results'
import { notesOf, titlesOf } from '../../reports/case-notes'
import { html } from '../../reports/html'
import { exchangeByHand } from '../../reports/wire/by-hand'
import { readRecipes } from '../../settings/recipes'
import { causes } from '../../suites/causes'
import { suites } from '../../suites/server/index'
import { exchange, hostile, KEY, maskedFrame, notes, request, result, results, target } from '../reports/kit/results'
import { violations } from './axe'
import { closeBrowser, needsBrowser, opened, type Site, siteOf } from './browser'

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

function targets(number: number): Results {
  const controls = result('0.01').exchanges
  return results(...Array.from({ length: number }, (_, i) => target(`server-${i}@1.${i}`, cases(i), { controls })))
}

function pageOf(of: Results): string {
  const caseNotes = notes(of, {
    why: 'Somebody depends on it.',
    contested: { strict: 'one way', lenient: 'the other' },
  })
  return html(of, { notes: caseNotes, suites: TITLES })
}

/** Published servers, one of them a hop. */
const FIVE = ['ws', 'faye-websocket', 'jetty', 'aiohttp', 'nginx']

function publishedResults(...names: string[]): Results {
  const all = names.map((name) => {
    const path = join(__dirname, '../../docs/results/servers', `${name}.json`)
    return completeResults(JSON.parse(readFileSync(path, 'utf8')))
  })
  const [first] = all
  if (!first) throw new Error('no server is named')
  return { ...first, targets: all.flatMap((each) => each.targets) }
}

function optionsOf() {
  return { notes: notesOf(suites), suites: titlesOf(suites), causes, recipes: readRecipes() }
}

function publishedPage(...names: string[]): string {
  return html(publishedResults(...names), optionsOf())
}

function unjudgedPage(): string {
  const open = [result('6.01', 'inconclusive', { because: 'the control failed', got: '' })]
  return html(results(target('shop@1', open, { diagnosis: 'it answers 401' })), optionsOf())
}

/** The ids of the visible cases. */
function visibleIds(page: Page): Promise<string[]> {
  return page
    .locator('[data-suite] > details:visible > summary > strong, [data-suite] > .line-of:visible > strong')
    .allTextContents()
}

/** Whether something reaches over the right edge of the window. */
function widerThanWindow(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > innerWidth')
}

describe('the HTML report in a browser', function () {
  // One test has many pages, and the machine may be busy.
  this.timeout(60_000)
  let site: Site
  let published: Site

  before(async function () {
    await needsBrowser(this)
    const [one, ten] = [pageOf(targets(1)), pageOf(targets(10))]
    const plain = (page: string) => page.replace(/<script>.*?<\/script>/s, '')
    site = await siteOf({ one, ten, 'one-plain': plain(one), 'ten-plain': plain(ten), hostile: pageOf(hostile()) })
    published = await siteOf({
      ws: publishedPage('ws'),
      jetty: publishedPage('jetty'),
      five: publishedPage(...FIVE),
      unjudged: unjudgedPage(),
    })
  })
  after(() => Promise.all([site?.close(), published?.close(), closeBrowser()]))

  const LOOKS = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    '390 px': { viewport: { width: 390, height: 844 } },
  } as const
  for (const [look, options] of Object.entries(LOOKS))
    it(`has nothing that axe objects to: ${look}`, async () => {
      for (const name of look === 'light' ? ['one', 'ten'] : ['ten'])
        await opened(`${site.url}${name}#6.02`, options, async ({ page, complaints }) => {
          await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
          expect(await violations(page), name).to.deep.equal([])
          expect(complaints).to.deep.equal([])
        })
    })

  it('has nothing that axe objects to: without its script', async () => {
    for (const name of ['one', 'ten'])
      await opened(`${site.url}${name}-plain`, {}, async ({ page }) => {
        expect(await page.locator('#filters').isVisible()).to.equal(false)
        expect(await violations(page), name).to.deep.equal([])
      })
  })

  it('asks for nothing but itself and complains of nothing, whatever the server sent', async () => {
    site.asked.length = 0
    for (const name of ['one', 'ten', 'hostile'])
      await opened(`${site.url}${name}`, {}, async ({ page, requests, complaints }) => {
        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        await page.locator('#filters').waitFor()
        expect(requests).to.deep.equal([`${site.url}${name}`])
        expect(complaints).to.deep.equal([])
      })
    expect(site.asked).to.deep.equal(['one', 'ten', 'hostile'])
  })

  it('filters by verdict, level, suite, text and difference, and keeps the filter in its address', async () => {
    await opened(`${site.url}ten`, {}, async ({ page }) => {
      const form = page.locator('#filters')
      const rows = () => page.locator('.matrix tbody tr:not(.suite):visible').count()
      const shows = async (ids: string[], hash: string) => {
        expect(await visibleIds(page)).to.deep.equal(ids)
        expect(await rows()).to.equal(ids.length)
        expect(new URL(page.url()).hash).to.equal(hash)
        expect(await page.locator('#shown').textContent()).to.equal(`${ids.length} of 6 cases`)
      }
      await shows(['6.01', '6.02', '7.01', '7.02', '8.01', '8.02'], '')
      await form.getByRole('checkbox', { name: 'fail' }).check()
      await shows(['6.01'], '#verdict=fail')
      await form.getByRole('checkbox', { name: 'warn' }).check()
      await shows(['6.01', '6.02'], '#verdict=fail%2Cwarn')
      await form.getByLabel('Level').selectOption('SHOULD')
      await shows(['6.02'], '#verdict=fail%2Cwarn&level=SHOULD')
      await form.getByText('Show all').click()
      await shows(['6.01', '6.02', '7.01', '7.02', '8.01', '8.02'], '')
      await form.getByLabel('Suite').selectOption('7')
      await shows(['7.01', '7.02'], '#suite=7')
      await form.getByLabel('Text').fill('NEEDLE')
      await shows(['7.01'], '#suite=7&q=NEEDLE')
      await form.getByText('Show all').click()
      await form.getByLabel('Only differences').check()
      await shows(['6.01', '8.02'], '#differ=1')
    })
  })

  it('restores the filter from its address, on loading and when that changes', async () => {
    await opened(`${site.url}one#verdict=fail%2Ccontested&q=title`, {}, async ({ page }) => {
      expect(await visibleIds(page)).to.deep.equal(['6.01', '7.01'])
      expect(await page.getByRole('checkbox', { name: 'contested' }).isChecked()).to.equal(true)
      expect(await page.getByLabel('Text').inputValue()).to.equal('title')
      await page.evaluate("location.hash = '#level=INFO'")
      await page.waitForFunction("document.querySelector('#shown').textContent.startsWith('1 of')")
      expect(await visibleIds(page)).to.deep.equal(['7.02'])
    })
  })

  it('opens the case that its address names, with and without JavaScript', async () => {
    for (const javaScriptEnabled of [true, false])
      await opened(`${site.url}one#8.01`, { javaScriptEnabled }, async ({ page }) => {
        const named = page.locator('[id="8.01"]')
        await named.waitFor({ state: 'visible' })
        expect(await page.locator('[id="8.02"]').isVisible()).to.equal(false)
      })
    await opened(`${site.url}ten#verdict=warn`, {}, async ({ page }) => {
      await page.evaluate("location.hash = '#6.01-1'")
      await page.locator('[id="6.01-1"]').waitFor({ state: 'visible' })
      expect(await visibleIds(page)).to.have.length(6)
    })
  })

  it('leads from the matrix to the outcome of a target, and from a finding to its case', async () => {
    await opened(`${site.url}ten`, {}, async ({ page }) => {
      await page.locator('.matrix td.inconclusive a').first().click()
      await page.locator('[id="8.02-2"]').waitFor({ state: 'visible' })
      expect(await page.locator('[id="8.02-2"]').textContent()).to.contain(
        'server-1 1.1, server-4 1.4 and server-7 1.7',
      )
    })
    await opened(`${site.url}one`, {}, async ({ page }) => {
      await page.locator('[data-suite] > .line-of a').nth(1).click()
      await page.locator('[id="6.02"]').waitFor({ state: 'visible' })
    })
  })

  it('shows all cases as a map that the mouse and the keyboard use', async () => {
    await opened(`${site.url}one`, {}, async ({ page }) => {
      const squares = page.locator('.map .squares a')
      const readout = page.locator('.map .readout')
      const at = () => page.evaluate('document.activeElement.textContent')
      expect(await squares.allTextContents()).to.deep.equal([
        ...['6.01 fail', '6.02 warn', '7.01 contested', '7.02 observed', '8.01 pass', '8.02 pass'],
      ])
      expect(await page.locator('.map th[scope=row]').allTextContents()).to.deep.equal([
        ...['6 Sec-WebSocket-Version', '7 The 101', '8 Sec-WebSocket-Protocol'],
      ])
      expect(await page.locator('.map .squares a[tabindex="0"]').count()).to.equal(1)
      await squares.first().focus()
      expect(await readout.textContent()).to.equal('6.01 fail: Title of 6.01')
      for (const [key, text] of [
        ['ArrowRight', '6.02 warn'],
        ['ArrowDown', '7.02 observed'],
        ['Home', '7.01 contested'],
        ['ArrowUp', '6.01 fail'],
        ['ArrowLeft', '6.01 fail'],
        ['End', '6.02 warn'],
      ] as const) {
        await page.keyboard.press(key)
        expect(await at(), key).to.equal(text)
      }
      await page.keyboard.press('Enter')
      await page.locator('[id="6.02"]').waitFor({ state: 'visible' })
      await squares.nth(5).hover()
      expect(await readout.textContent()).to.equal('8.02 pass: Title of 8.02')
      await squares.nth(5).click()
      await page.locator('[id="8.02"]').waitFor({ state: 'visible' })
    })
  })

  it('opens a case again whose link is followed a second time', async () => {
    await opened(`${site.url}one`, {}, async ({ page }) => {
      for (let i = 0; i < 2; i++) {
        await page.locator('.map .squares a').last().click()
        await page.locator('[id="8.02"]').waitFor({ state: 'visible' })
        await page.evaluate("document.getElementById('8.02').closest('details').open = false")
      }
    })
  })

  it('copies the bug report and the entry for known failures of a finding', async () => {
    const permissions = ['clipboard-read', 'clipboard-write']
    await opened(`${site.url}one#6.01`, { permissions }, async ({ page }) => {
      const copied = async (name: string) => {
        await page.locator('[id="6.01"]').getByRole('button', { name }).click()
        await page.locator('#status', { hasText: 'Copied.' }).waitFor({ state: 'attached' })
        await page.evaluate("document.querySelector('#status').textContent = ''")
        return page.evaluate('navigator.clipboard.readText()')
      }
      expect(await copied('Copy bug report')).to.match(/^# Opening handshake: .*\n[\s\S]*## How to reproduce/)
      expect(await copied('Copy entry for --known')).to.equal(
        '- id: "6.01"\n  server: "server-0"\n  reason: "found, not examined yet: 101 Switching Protocols"\n',
      )
    })
  })

  it('shows the bytes of a passing case when it is opened', async () => {
    await opened(`${site.url}one#8.01`, {}, async ({ page }) => {
      const shown = page.locator('[id="8.01"] .wire pre')
      await shown.nth(1).waitFor()
      expect(await shown.allTextContents()).to.deep.equal([
        request(KEY).replaceAll('\r\n', '\n'),
        'HTTP/1.1 400 Bad Request\nContent-Length: 0\n\n',
      ])
    })
  })

  it('copies the line of wsspec and the one by hand', async () => {
    const permissions = ['clipboard-read', 'clipboard-write']
    await opened(`${site.url}one#6.01`, { permissions }, async ({ page }) => {
      const copied = async (index: number) => {
        await page.locator('[id="6.01"] .copy').nth(index).click()
        await page.locator('#status', { hasText: 'Copied.' }).waitFor({ state: 'attached' })
        return page.evaluate('navigator.clipboard.readText()')
      }
      expect(await copied(0)).to.equal('wsspec run server-0@1.0 --only 6.01 --verbose')
      expect(await copied(1)).to.match(/^\(printf 'GET \/ HTTP\/1\.1\\r\\nHost: .*\| nc -w 3 127\.0\.0\.1 /)
    })
  })

  it('makes links and the line to repeat for a passing case when it is opened', async () => {
    await opened(`${site.url}ten`, {}, async ({ page }) => {
      await page.getByText('8.01').last().click()
      const body = page.locator('[id="8.01"]')
      await body.getByText('Run again:').waitFor()
      await body.getByText('By hand:').waitFor()
      const [again, hand] = await body.locator('.line').allTextContents()
      expect(again).to.equal('wsspec run server-0@1.0 --only 8.01 --verbose')
      const one = targets(1)
      const [sent] = one.targets[0]?.cases.find(({ id }) => id === '8.01')?.exchanges ?? []
      expect(hand).to.equal(sent && one.targets[0] && exchangeByHand(one.targets[0], one.command, sent)?.line)
      expect(await body.locator('a').first().getAttribute('href')).to.equal(
        'https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2',
      )
      expect(await body.getByText('Link to 8.01').getAttribute('href')).to.equal('#8.01-1')
    })
  })

  it('shows by hand, too, bytes of any value, without the frames after the request', async () => {
    const key = 'dGhlIHNhbXBsZSBub25jZQ=='
    const every = Buffer.concat([
      Buffer.from(`GET /%'\\#[ HTTP/1.1\r\nX: `),
      Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
    ])
    const frame = maskedFrame('hello', Buffer.from('fbcdef12', 'hex'))
    frame[0] = 0x41
    const sent = [
      every,
      Buffer.concat([Buffer.from(request(key)), frame]),
      Buffer.from(`${request(key, 'Cookie: ***\r\n')}body`),
      Buffer.from('-e'),
      Buffer.from(`GET /${'x'.repeat(3000)}`),
    ]
    const cases = sent.map((octets, i) => result(`6.0${i + 1}`, 'pass', { exchanges: [exchange({ sent: octets })] }))
    const of = results(target('ws@1', cases))
    const own = await siteOf({ hand: pageOf(of) })
    try {
      await opened(`${own.url}hand`, {}, async ({ page, complaints }) => {
        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        await page.getByText('By hand:').nth(3).waitFor()
        for (const [i, { id, exchanges }] of cases.entries()) {
          const hand = exchanges[0] && of.targets[0] && exchangeByHand(of.targets[0], of.command, exchanges[0])
          const lines = await page.locator(`[id="${id}"] .line`).allTextContents()
          expect(lines[1], id).to.equal(i === 4 ? undefined : hand?.line)
        }
        expect(await page.locator('[id="6.02"]').textContent()).to.include('The bytes after the request are left out.')
        expect(await page.locator('[id="6.03"]').textContent()).to.include('Credentials are not stored')
        expect(complaints).to.deep.equal([])
      })
    } finally {
      await own.close()
    }
  })

  it('saves the results as they were', async () => {
    for (const [name, of] of [
      ['one', targets(1)],
      ['hostile', hostile()],
    ] as const)
      await opened(`${site.url}${name}`, {}, async ({ page }) => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()])
        expect(download.suggestedFilename()).to.equal('wsspec-results.json')
        expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).to.deep.equal(of)
      })
  })

  it('can be used by keyboard alone', async () => {
    await opened(`${site.url}ten`, {}, async ({ page }) => {
      const focused = () =>
        page.evaluate("(document.activeElement.textContent || document.activeElement.name || '').trim().slice(0, 30)")
      const stops: unknown[] = []
      const tab = async (times: number) => {
        for (let i = 0; i < times; i++) {
          await page.keyboard.press('Tab')
          stops.push(await focused())
        }
      }
      await tab(9)
      expect(stops[0]).to.equal('Skip to the cases')
      expect(stops.slice(2)).to.deep.equal([...['Target', 'Verdict', 'MUST', 'SHOULD', 'SECURITY', 'Fails', 'Against']])
      await page.locator('#filters input').first().focus()
      await tab(10)
      expect(stops).to.include.members(['verdict', 'q', 'differ', 'Show all'])
      expect(stops.indexOf('Show all')).to.equal(stops.indexOf('differ') + 1)
      await page.locator('#filters input[value=fail]').focus()
      await page.keyboard.press('Space')
      expect(await visibleIds(page)).to.deep.equal(['6.01'])
      await page.locator('.matrix').focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.locator('[id="6.01"]').waitFor({ state: 'visible' })
      const summary = page.locator('[data-suite] > details:visible > summary').first()
      await summary.focus()
      await page.keyboard.press('Enter')
      await page.locator('[id="6.01"]').waitFor({ state: 'hidden' })
      await page.keyboard.press('Space')
      await page.locator('[id="6.01"]').waitFor({ state: 'visible' })
    })
    await opened(`${site.url}one`, {}, async ({ page }) => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(new URL(page.url()).hash).to.equal('#main')
    })
  })

  it('fits into 320 px with everything open', async () => {
    for (const name of ['one', 'ten', 'hostile'])
      await opened(`${site.url}${name}`, { viewport: { width: 320, height: 640 } }, async ({ page }) => {
        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        expect(await widerThanWindow(page), name).to.equal(false)
      })
  })

  it('prints the findings with their words and without bytes, whatever is filtered and closed', async () => {
    await opened(`${site.url}one#verdict=pass`, {}, async ({ page }) => {
      await page.emulateMedia({ media: 'print' })
      for (const id of ['6.01', '6.02', '7.01']) {
        const words = page.locator(`[id="${id}"] .eg dd`).first()
        expect((await words.boundingBox())?.height, id).to.be.above(0)
        expect(await page.locator(`[id="${id}"] .wire:visible, [id="${id}"] .copy:visible`).count(), id).to.equal(0)
      }
      expect(await page.locator('#filters:visible, #cases:visible, #save:visible').count()).to.equal(0)
    })
  })

  it('prints the page of a published server in at most ten sheets, and fits it into 390 px', async () => {
    for (const name of ['ws', 'jetty', 'five'])
      await opened(
        `${published.url}${name}`,
        { viewport: { width: 390, height: 844 } },
        async ({ page, complaints }) => {
          expect(await widerThanWindow(page), name).to.equal(false)
          const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)
          expect(sheets?.length, name).to.be.within(1, 10)
          expect(complaints).to.deep.equal([])
        },
      )
  })

  it('has nothing that axe objects to: published servers, and a target that could not be judged', async () => {
    for (const name of ['ws', 'five', 'unjudged'])
      for (const look of ['light', 'dark'] as const)
        await opened(`${published.url}${name}`, LOOKS[look], async ({ page }) => {
          expect(await violations(page), `${name} ${look}`).to.deep.equal([])
        })
  })

  it('compares with the baseline that is chosen, and sorts by a column', async () => {
    await opened(`${site.url}ten`, {}, async ({ page }) => {
      const against = () => page.locator('.scoreboard .against').allTextContents()
      const worse = (await against()).slice(0, 3)
      expect(worse).to.deep.equal(['baseline', '0 worse, 1 better', '0 worse, 1 better'])
      await page.getByLabel('Baseline').selectOption('1')
      expect((await against()).slice(0, 3)).to.deep.equal(['1 worse, 0 better', 'baseline', '0 worse, 0 better'])
      const names = () => page.locator('.scoreboard tbody th a').allTextContents()
      await page.getByRole('button', { name: 'Fails' }).click()
      expect((await names()).at(-1)).to.equal('server-0 1.0')
      expect(await page.locator('.scoreboard th[aria-sort=ascending]').textContent()).to.equal('Fails')
      await page.getByRole('button', { name: 'Fails' }).click()
      expect((await names())[0]).to.equal('server-0 1.0')
      const last = page.locator('.scoreboard .squares a').last()
      await last.focus()
      expect(await page.locator('.scoreboard .readout').textContent()).to.match(/^server-\d 1\.\d, 8 .*: 0 of \d fail$/)
    })
  })

  it('shows verdicts by word and shape where colours are forced', async () => {
    await opened(`${site.url}one`, { forcedColors: 'active' }, async ({ page }) => {
      const shown = await page.evaluate(`(() => {
        const badge = document.querySelector('summary .fail')
        return [badge.textContent, getComputedStyle(badge, '::before').content, matchMedia('(forced-colors: active)').matches]
      })()`)
      expect(shown).to.deep.equal(['fail', '"✕ " / ""', true])
    })
  })

  it('keeps its headings in view', async () => {
    await opened(`${site.url}ten`, { viewport: { width: 700, height: 300 } }, async ({ page }) => {
      const gap = await page.evaluate(`(() => {
        const region = document.querySelector('.matrix')
        region.scrollTo(120, 150)
        const frame = region.getBoundingClientRect()
        const head = region.querySelector('thead th:nth-child(3)').getBoundingClientRect()
        const first = region.querySelector('tbody tr:last-child th').getBoundingClientRect()
        return [region.scrollTop, region.scrollLeft, Math.abs(head.top - frame.top), Math.abs(first.left - frame.left)]
      })()`)
      const [top, left, above, beside] = gap as number[]
      expect([top, left]).to.deep.equal([150, 120])
      expect(above).to.be.below(2)
      expect(beside).to.be.below(2)
    })
  })
})
