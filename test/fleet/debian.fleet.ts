import { availabilityOf } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { readManifests } from '../../fleet/manifest'
import { expectAsDeclared } from './kit/declared'

describe('the servers of Debian', function () {
  this.timeout(600_000)
  const cache = cacheFolder(process.env)
  const notRun: string[] = []

  after(() => {
    for (const line of notRun) console.log(`      NOT RUN: ${line}`)
  })

  for (const server of readManifests().filter(({ install }) => install.debian))
    it(`${server.name} answers 101, has the capabilities of its manifest, and stops`, async function () {
      const { missing, install } = await availabilityOf(server, cache)
      if (missing.length > 0) {
        notRun.push(`${server.name} needs ${missing.join(', ')}${install.length > 0 ? `: ${install.join('; ')}` : ''}`)
        this.skip()
      }
      await expectAsDeclared(server)
    })
})
