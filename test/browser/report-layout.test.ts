import { expect } from 'chai'
import { opened, siteOf } from './browser'
import { FIVE, inBrowser, LOOKS, openAll, publishedPage, widerThanWindow } from './report-pages'

describe('the HTML report in a browser: on a phone, on paper, in forced colours', function () {
  this.timeout(60_000)
  const site = inBrowser()

  it('asks for nothing but itself and complains of nothing, whatever the server sent', async () => {
    site().asked.length = 0
    for (const name of ['one', 'ten', 'hostile'])
      await opened(`${site().url}${name}`, {}, async ({ page, requests, complaints }) => {
        await openAll(page)
        await page.locator('#filters').waitFor()
        expect(requests).to.deep.equal([`${site().url}${name}`])
        expect(complaints).to.deep.equal([])
      })
    expect(site().asked).to.deep.equal(['one', 'ten', 'hostile'])
  })

  it('fits into 320 px with everything open', async () => {
    for (const name of ['one', 'ten', 'hostile'])
      await opened(`${site().url}${name}`, { viewport: { width: 320, height: 640 } }, async ({ page }) => {
        await openAll(page)
        expect(await widerThanWindow(page), name).to.equal(false)
      })
  })

  it('prints the findings with their words and without bytes, whatever is filtered and closed', async () => {
    await opened(`${site().url}one#verdict=pass`, {}, async ({ page }) => {
      await page.emulateMedia({ media: 'print' })
      for (const id of ['6.01', '6.02', '7.01']) {
        const words = page.locator(`[id="${id}"] .eg dd`).first()
        expect((await words.boundingBox())?.height, id).to.be.above(0)
        expect(await page.locator(`[id="${id}"] .wire:visible, [id="${id}"] .copy:visible`).count(), id).to.equal(0)
      }
      expect(await page.locator('#filters:visible, #cases:visible, #save:visible').count()).to.equal(0)
    })
  })

  it('shows verdicts by word and shape where colours are forced', async () => {
    await opened(`${site().url}one`, { forcedColors: 'active' }, async ({ page }) => {
      const shown = await page.evaluate(`(() => {
        const badge = document.querySelector('summary .fail')
        return [badge.textContent, getComputedStyle(badge, '::before').content, matchMedia('(forced-colors: active)').matches]
      })()`)
      expect(shown).to.deep.equal(['fail', '"✕ " / ""', true])
    })
  })

  it('keeps its headings in view', async () => {
    await opened(`${site().url}ten`, { viewport: { width: 700, height: 300 } }, async ({ page }) => {
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

  for (const [name, names] of Object.entries({ ws: ['ws'], jetty: ['jetty'], five: FIVE }))
    it(`prints published servers in at most ten sheets, and fits them into 390 px: ${name}`, async () => {
      const own = await siteOf({ page: publishedPage(...names) })
      try {
        await opened(`${own.url}page`, LOOKS['390 px'], async ({ page, complaints }) => {
          expect(await widerThanWindow(page)).to.equal(false)
          const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)
          expect(sheets?.length).to.be.within(1, 10)
          expect(complaints).to.deep.equal([])
        })
      } finally {
        await own.close()
      }
    })
})
