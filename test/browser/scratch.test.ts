import { expect } from 'chai'
import { type Listening, listen } from '../../servers-under-test/scratch/server'
import { closeBrowser, needsBrowser, opened } from './browser'

describe('the page of the reference server in a browser', () => {
  let server: Listening

  before(async function () {
    await needsBrowser(this)
    server = await listen()
  })
  after(() => Promise.all([server?.close(), closeBrowser()]))

  it('opens a WebSocket, sends, receives and closes', async () => {
    await opened(`http://127.0.0.1:${server.port}/`, {}, async ({ page, complaints }) => {
      const log = page.locator('#log')
      await log.getByText('Open. Subprotocol: chat.').waitFor()
      await page.getByLabel('Message').fill('Grüße')
      await page.getByLabel('Message').press('Enter')
      await log.getByText('Received: Grüße').waitFor()
      await page.getByText('Close').click()
      await log.getByText('Closed with code 1000').waitFor()
      await page.getByText('Connect').click()
      await log.getByText('Open.').nth(1).waitFor()
      expect(complaints).to.deep.equal([])
    })
  })
})
