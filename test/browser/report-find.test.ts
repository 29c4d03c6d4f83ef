import { expect } from 'chai'
import { hasHash, opened } from './browser'
import { inBrowser, visibleIds } from './report-pages'

describe('the HTML report in a browser: filters, links and the map', function () {
  this.timeout(60_000)
  const site = inBrowser()

  it('filters by verdict, level, suite, text and difference, and keeps the filter in its address', async () => {
    await opened(`${site().url}ten`, {}, async ({ page }) => {
      const form = page.locator('#filters')
      const rows = () => page.locator('.matrix tbody tr:not(.suite):visible').count()
      const shows = async (ids: string[], hash: string) => {
        expect(await visibleIds(page)).to.deep.equal(ids)
        expect(await rows()).to.equal(ids.length)
        await hasHash(page, hash)
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
    await opened(`${site().url}one#verdict=fail%2Ccontested&q=title`, {}, async ({ page }) => {
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
      await opened(`${site().url}one#8.01`, { javaScriptEnabled }, async ({ page }) => {
        const named = page.locator('[id="8.01"]')
        await named.waitFor({ state: 'visible' })
        expect(await page.locator('[id="8.02"]').isVisible()).to.equal(false)
      })
    await opened(`${site().url}ten#verdict=warn`, {}, async ({ page }) => {
      await page.evaluate("location.hash = '#6.01-1'")
      await page.locator('[id="6.01-1"]').waitFor({ state: 'visible' })
      expect(await visibleIds(page)).to.have.length(6)
    })
  })

  it('leads from the matrix to the outcome of a target, and from a finding to its case', async () => {
    await opened(`${site().url}ten`, {}, async ({ page }) => {
      await page.locator('.matrix td.inconclusive a').first().click()
      await page.locator('[id="8.02-2"]').waitFor({ state: 'visible' })
      expect(await page.locator('[id="8.02-2"]').textContent()).to.contain(
        'server-1 1.1, server-4 1.4 and server-7 1.7',
      )
    })
    await opened(`${site().url}one`, {}, async ({ page }) => {
      await page.locator('[data-suite] > .line-of a').nth(1).click()
      await page.locator('[id="6.02"]').waitFor({ state: 'visible' })
    })
  })

  it('shows all cases as a map that the mouse and the keyboard use', async () => {
    await opened(`${site().url}one`, {}, async ({ page }) => {
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

  it('opens a closed case when its link is followed again', async () => {
    await opened(`${site().url}one`, {}, async ({ page }) => {
      for (let i = 0; i < 2; i++) {
        await page.locator('.map .squares a').last().click()
        await page.locator('[id="8.02"]').waitFor({ state: 'visible' })
        await page.evaluate("document.getElementById('8.02').closest('details').open = false")
      }
    })
  })

  it('can be used by keyboard alone', async () => {
    await opened(`${site().url}ten`, {}, async ({ page }) => {
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
    await opened(`${site().url}one`, {}, async ({ page }) => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await hasHash(page, '#main')
    })
  })

  it('compares with the baseline that is chosen, and sorts by a column', async () => {
    await opened(`${site().url}ten`, {}, async ({ page }) => {
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
})
