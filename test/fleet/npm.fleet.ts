import { expect } from 'chai'
import { neededMachine } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { readManifests } from '../../fleet/manifest'
import { startServer } from '../../fleet/start'
import { entriesOf } from '../../harness/case/catalogue'
import { suites } from '../../suites/server'
import { expectAsDeclared } from './kit/declared'

describe('the servers of npm', function () {
  this.timeout(300_000)
  const all = readManifests().filter(({ install }) => install.debian === undefined)
  const here = all.filter((server) => neededMachine(server) === null)
  const elsewhere = all.filter((server) => neededMachine(server) !== null)

  after(() => {
    for (const server of elsewhere) console.log(`      NOT RUN: ${server.name} needs ${neededMachine(server)}`)
  })

  for (const server of here)
    it(`${server.name} answers 101, has the capabilities of its manifest, and stops`, () => expectAsDeclared(server))

  it('have notes in `fixture` about cases and suites that exist', () => {
    const known = new Set(entriesOf(suites).flatMap(({ suite, case: { id } }) => [id, String(suite.number)]))
    const named = readManifests().flatMap(({ fixture = [] }) => fixture.flatMap(({ cases }) => cases))
    expect(named.filter((each) => !known.has(each))).to.deep.equal([])
  })

  it('start in another version too', async () => {
    const websocket = all.find(({ name }) => name === 'websocket')
    if (!websocket) throw new Error('no manifest')
    const started = await startServer(websocket, { cache: cacheFolder(process.env), version: '1.0.34' })
    await started.stop()
    expect(started.version).to.equal('1.0.34')
  })
})
