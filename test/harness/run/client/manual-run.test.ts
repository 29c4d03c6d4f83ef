import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'chai'
import { connect as connectScratch } from '../../../../clients-under-test/scratch/connect'
import type { ClientFunctions } from '../../../../clients-under-test/scratch/functions'
import { INTACT } from '../../../../clients-under-test/scratch/intact'
import { ManualRun } from '../../../../harness/run/client/manual-run'
import { clientSuites } from '../../../../suites/client'
import { eventually } from '../../../kit/processes'

const IDS = ['C0.08', 'C0.45', 'C2.03', 'C3.01', 'C5.01', 'C5.06', 'C8.12', 'C8.22']

describe('a run without a driver', function () {
  this.timeout(30_000)
  let run: ManualRun

  beforeEach(async () => {
    const options = { profile: 'rfc' as const, timeoutMs: 1500, strict: false, slow: false, port: 0 }
    run = await ManualRun.begin({
      suites: clientSuites,
      selected: new Set(IDS),
      ...options,
      page:
        () =>
        async ({ target }) =>
          target === '/' ? { status: 200, type: 'text/plain', body: 'the page' } : null,
    })
  })
  afterEach(() => run.close())

  /** Points the scratch client at a path, and waits for the end of the attempt. */
  async function point(path: string, client: ClientFunctions = INTACT): Promise<void> {
    const url = `ws://${run.host.replace('127.0.0.1', 'localhost')}${path}`
    const signal = AbortSignal.timeout(4000)
    await connectScratch({ url, protocols: [], timeoutMs: 3000, signal }, () => {}, client)
    await eventually(`the end of ${path}`, () => run.urls.every(({ isBusy }) => !isBusy))
  }

  /** Sends a right request, and then nothing. */
  async function silently(path: string): Promise<void> {
    const socket = connect(Number(run.host.split(':')[1]), '127.0.0.1').on('error', () => {})
    socket.on('data', () => {})
    const lines = ['Host: a', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13']
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`)
    await once(socket, 'close')
    await eventually(`the end of ${path}`, () => run.urls.every(({ isBusy }) => !isBusy))
  }

  const verdictOf = (id: string) => run.results('a client').cases.find((each) => each.id === id)

  it('judges what a client does at stable paths, whatever the name of this computer', async () => {
    await point('/c/control')
    expect(run.isProven).to.equal(true)
    for (const id of ['C3.01', 'C5.01', 'C5.06']) await point(`/c/${id}`)
    for (const id of ['C0.08', 'C3.01', 'C5.01', 'C5.06']) expect(verdictOf(id)?.verdict, id).to.equal('pass')
    expect(verdictOf('C2.03')).to.include({ verdict: 'skip', because: 'nobody asked for it' })
    expect(verdictOf('C0.45')?.verdict).to.equal('skip')
  })

  it('finds what a client does not check, and lets the last attempt count', async () => {
    await point('/c/control')
    await point('/c/C5.01', { ...INTACT, isAccept: () => true })
    expect(verdictOf('C5.01')?.verdict).to.equal('fail')
    await point('/c/C5.01')
    expect(verdictOf('C5.01')?.verdict).to.equal('pass')
  })

  it('judges no silence before a client has shown that it speaks by itself', async () => {
    await point('/c/C5.01')
    expect(verdictOf('C5.01'))
      .to.include({ verdict: 'inconclusive' })
      .and.have.property('because')
      .that.includes('says nothing')
    await silently('/c/control')
    expect(run.isProven).to.equal(false)
  })

  it('counts a connection that is still open after its time as waiting', async () => {
    await point('/c/control')
    await silently('/c/C5.01')
    expect(verdictOf('C5.01')).to.include({ verdict: 'warn', got: 'the client still waited when its time was over' })
  })

  it('names the cases that need the output of a driver', async () => {
    await point('/c/control')
    await point('/c/C8.12')
    expect(verdictOf('C8.12'))
      .to.include({ verdict: 'inconclusive' })
      .and.have.property('because')
      .that.includes('only the driver')
  })

  it('serves pages at every other path', async () => {
    expect(await (await fetch(`http://${run.host}/`)).text()).to.equal('the page')
    expect((await fetch(`http://${run.host}/other`)).status).to.equal(404)
  })

  it('has a diagnosis where no client came', () => {
    expect(run.results('a client').diagnosis).to.equal('no client came')
  })
})
