import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { exchangeByHand } from '../../reports/wire/by-hand'
import { exchange, hostile, KEY, maskedFrame, request, result, results, target } from '../reports/kit/results'
import { opened, siteOf } from './browser'
import { inBrowser, openAll, pageOf, publishedPage, targets } from './report-pages'

describe('the HTML report in a browser: what a case shows and copies', function () {
  this.timeout(60_000)
  const site = inBrowser()

  it('copies the bug report and the entry for known failures of a finding', async () => {
    const permissions = ['clipboard-read', 'clipboard-write']
    await opened(`${site().url}one#6.01`, { permissions }, async ({ page }) => {
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
    await opened(`${site().url}one#8.01`, {}, async ({ page }) => {
      const shown = page.locator('[id="8.01"] .wire pre')
      await shown.nth(1).waitFor()
      expect(await shown.allTextContents()).to.deep.equal([
        request(KEY).replaceAll('\r\n', '\n'),
        'HTTP/1.1 400 Bad Request\nContent-Length: 0\n\n',
      ])
    })
  })

  it('shows without JavaScript every finding with its bytes, and says which command shows the other bytes', async () => {
    for (const name of ['one', 'ten']) {
      await opened(`${site().url}${name}#6.01`, { javaScriptEnabled: false }, async ({ page }) => {
        const note = page.locator('noscript p')
        expect(await note.isVisible(), name).to.equal(true)
        expect(await note.textContent()).to.include('wsspec merge FILE.html --trace DIR')
        const finding = page.locator(name === 'one' ? '[id="6.01"]' : '[id="6.01-1"]')
        expect(await finding.locator('.wire pre').allTextContents()).to.include(
          'HTTP/1.1 400 Bad Request\nContent-Length: 0\n\n',
        )
      })
      await opened(`${site().url}${name}`, {}, async ({ page }) => {
        expect(await page.locator('noscript p').count(), name).to.equal(0)
      })
    }
  })

  it('adds the text of a recipe for another stack when it is opened', async () => {
    const own = await siteOf({ ws: publishedPage('ws') })
    try {
      await opened(`${own.url}ws`, {}, async ({ page, complaints }) => {
        const recipe = page.locator('[data-recipe]').first()
        await recipe.locator('summary').click()
        await recipe.locator('pre').waitFor()
        expect((await recipe.locator('pre').textContent())?.trim()).to.not.equal('')
        expect(await recipe.locator('.note').textContent()).to.match(/^Tested: it removes \d+\.\d+/)
        expect(complaints).to.deep.equal([])
      })
    } finally {
      await own.close()
    }
  })

  it('copies the line of wsspec and the one by hand', async () => {
    const permissions = ['clipboard-read', 'clipboard-write']
    await opened(`${site().url}one#6.01`, { permissions }, async ({ page }) => {
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
    await opened(`${site().url}ten`, {}, async ({ page }) => {
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
        await openAll(page)
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
      await opened(`${site().url}${name}`, {}, async ({ page }) => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()])
        expect(download.suggestedFilename()).to.equal('wsspec-results.json')
        expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).to.deep.equal(of)
      })
  })
})
