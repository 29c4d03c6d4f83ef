import { expect } from 'chai'
import { connect } from '../../clients-under-test/scratch/connect'
import { INTACT } from '../../clients-under-test/scratch/intact'
import { eventually, type Program, program } from '../kit/processes'
import { violations } from './axe'
import { closeBrowser, needsBrowser, opened } from './browser'

describe('the page of clients serve', function () {
  this.timeout(60_000)
  let served: Program
  let host = ''

  before(async function () {
    await needsBrowser(this)
    served = program(['clients', 'serve', '--only', '3,5,C0.08', '--json', '-'])
    await eventually('the server', () => /http:\/\/[\d.:]+\//.test(served.written.stderr), 40_000)
    host = /http:\/\/([\d.:]+)\//.exec(served.written.stderr)?.[1] ?? ''
    for (const path of ['/c/control', '/c/C5.01']) {
      const signal = AbortSignal.timeout(4000)
      await connect({ url: `ws://${host}${path}`, protocols: [], timeoutMs: 3000, signal }, () => {}, INTACT)
    }
  })
  after(async () => {
    served?.child.kill('SIGINT')
    await served?.ended
    await closeBrowser()
  })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1280, 390])
      it(`is sound in ${colorScheme} at ${width} pixels`, async () => {
        await opened(
          `http://${host}/`,
          { colorScheme, viewport: { width, height: 800 } },
          async ({ page, complaints }) => {
            await page.locator('#s-C5\\.01').getByText('pass').waitFor()
            expect(await violations(page)).to.deep.equal([])
            expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width)
            expect(complaints).to.deep.equal([])
          },
        )
      })

  it('shows the states without JavaScript, and live with it', async () => {
    await opened(`http://${host}/`, { javaScriptEnabled: false }, async ({ page }) => {
      expect(await page.getByText(`ws://${host}/c/C5.01`, { exact: true }).count()).to.equal(1)
    })
    await opened(`http://${host}/`, {}, async ({ page }) => {
      await page.locator('#s-C5\\.02').getByText('not asked').waitFor()
      const signal = AbortSignal.timeout(4000)
      await connect({ url: `ws://${host}/c/C5.02`, protocols: [], timeoutMs: 3000, signal }, () => {}, INTACT)
      await page.locator('#s-C5\\.02').getByText('pass').waitFor()
    })
  })

  it('writes its reports at Ctrl-C', async () => {
    served.child.kill('SIGINT')
    await served.ended
    const { targets } = JSON.parse(served.written.stdout)
    const verdicts = targets[0].cases.filter(({ verdict }: { verdict: string }) => verdict !== 'skip')
    expect(verdicts.map(({ id, verdict }: { id: string; verdict: string }) => `${id} ${verdict}`)).to.include(
      'C5.01 pass',
    )
  })
})
