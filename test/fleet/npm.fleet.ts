import { expect } from 'chai'
import { entriesOf } from '../../api/select'
import { behind, readHop } from '../../cli/hop-target'
import { atServer, type NamedServer, readServer } from '../../cli/server-target'
import type { NamedTarget } from '../../cli/targets'
import { run } from '../../harness/run/run'
import { DEFAULTS } from '../../harness/run/target'
import { cacheFolder } from '../../servers-under-test/cache'
import { wrongMachine } from '../../servers-under-test/look'
import { type KnownServer, readManifests } from '../../servers-under-test/manifest'
import { accepts } from '../../servers-under-test/ready'
import { startServer } from '../../servers-under-test/start'
import { suites } from '../../suites/server'

/** The correct handshake, a plain request, and a message that comes back. */
const CASES = new Set(['0.01', '0.02', '14.01'])

const sink = { isTTY: false, write: () => {} }
const world = {
  argv: [],
  env: process.env,
  cwd: process.cwd(),
  stdout: sink,
  stderr: sink,
  signal: new AbortController().signal,
}
const greeting = { fields: [], subprotocols: [], tls: { insecure: false } }

async function targetOf(server: KnownServer): Promise<NamedTarget> {
  const named: NamedServer = { server }
  if (server.kind === 'server') return atServer(named, greeting, world)
  const ws = atServer(await readServer('ws', world), greeting, world)
  return behind(ws, await readHop(server.name, world), world)
}

describe('the servers of npm', function () {
  this.timeout(300_000)
  const all = readManifests().filter(({ install }) => install.debian === undefined)
  const here = all.filter((server) => wrongMachine(server) === null)
  const elsewhere = all.filter((server) => wrongMachine(server) !== null)

  after(() => {
    for (const server of elsewhere) console.log(`      NOT RUN: ${server.name} needs ${wrongMachine(server)}`)
    console.log(`      NOT RUN: the servers of Debian (${readManifests().length - all.length})`)
  })

  for (const server of here)
    it(`${server.name} says 101, does what its manifest says, and stops`, async () => {
      const { target, close } = await (await targetOf(server)).open(world.signal)
      try {
        const { cases, capabilities, diagnosis } = await run(target, suites, CASES, DEFAULTS)
        expect(diagnosis).to.equal(undefined)
        expect(cases.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')).to.deep.equal([])
        expect(capabilities).to.deep.equal(server.can)
      } finally {
        await close()
      }
      expect(await accepts(target.url)).to.equal(false)
    })

  it('have fixture notes that name cases and suites which there are', () => {
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
