import { connect } from 'node:net'
import { expect } from 'chai'
import { connect as connectScratch } from '../../../../clients-under-test/scratch/connect'
import { INTACT } from '../../../../clients-under-test/scratch/intact'
import type { ClientPart } from '../../../../harness/case/client-case'
import { type Connect, functionDriver } from '../../../../harness/drive/function-driver'
import { clientOutcome } from '../../../../harness/judge/client/client-outcome'
import { attempt } from '../../../../harness/run/client/attempt'
import { CaseServer } from '../../../../harness/serve/case-server'

const scratch: Connect = ({ url, protocols, timeoutMs }, say, signal) =>
  connectScratch({ url, protocols, timeoutMs, signal }, say, INTACT)

const CONNECTING =
  'Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'

/** A client that sends one request for each path, the next one once something has come, and then waits for the end. */
const asking =
  (...more: readonly string[]): Connect =>
  ({ url }, _, signal) =>
    new Promise((resolve) => {
      const { hostname, port, pathname } = new URL(url)
      const paths = [pathname, ...more.map((path) => path.replace('PATH', pathname))]
      const socket = connect(Number(port), hostname)
      const ask = () => {
        const path = paths.shift()
        if (path === undefined) socket.end()
        else socket.write(`GET ${path} HTTP/1.1\r\n${CONNECTING}`)
      }
      socket
        .on('connect', ask)
        .on('data', ask)
        .on('error', () => {})
        .on('close', () => resolve(1))
      signal.addEventListener('abort', () => socket.destroy(), { once: true })
    })

describe('an attempt of a client', function () {
  this.timeout(20_000)
  let server: CaseServer
  beforeEach(async () => {
    server = await CaseServer.listen()
  })
  afterEach(() => server.close())

  const tried = async (client: Connect, part: Partial<ClientPart> = {}, timeoutMs = 1000) => {
    const { observation } = await attempt({ server, driver: functionDriver(client), timeoutMs }, 'C1.01', {
      name: 'p',
      ...part,
    })
    return { ...observation, outcome: clientOutcome(observation) }
  }

  it('is open where a masked message came, also where the driver is silent', async () => {
    expect((await tried(scratch)).outcome).to.equal('open')
    expect((await tried((call, _, signal) => scratch(call, () => {}, signal))).outcome).to.equal('open')
  })

  it('holds the echo while a part of a frame is out', async () => {
    const frame = { opcode: 1, payload: 'early' }
    const steps = [{ do: 'reply' }, { do: 'frame', frame, first: 1, apartMs: 150 }, { do: 'converse' }] as const
    const { outcome, driver } = await tried(scratch, { steps })
    expect(outcome).to.equal('open')
    expect(driver.events.map(({ text }) => text)).to.include.members(['"early"', '"hello"'])
  })

  it('reads a request on a connection that is used again as one more exchange', async () => {
    const text = () => 'HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n'
    const { exchanges } = await tried(asking('PATH/next'), {
      steps: [{ do: 'reply', edit: { text } }, { do: 'converse' }],
    })
    expect(exchanges.map(({ connection, request }) => [connection, request?.target.endsWith('/next')])).to.deep.equal([
      [0, false],
      [0, true],
    ])
    expect(exchanges.map(({ link }) => link?.frames.length ?? 0)).to.deep.equal([0, 0])
  })

  it('notes a request to another path, which proves nothing', async () => {
    const elsewhere: Connect = (call, say, signal) =>
      asking()({ ...call, url: `ws://${server.host}/other` }, say, signal)
    const { outcome, strays } = await tried(elsewhere)
    expect([outcome, strays]).to.deep.equal(['unseen', ['/other']])
  })

  it('is waiting where the client never ends, and is over in time', async () => {
    const from = performance.now()
    const steps = [{ do: 'pause', ms: 1 }] as const
    const { outcome, cut } = await tried(asking(), { steps }, 500)
    expect([outcome, cut]).to.deep.equal(['waiting', true])
    expect(performance.now() - from).to.be.below(5000)
  })

  it('has crashed where the client throws, and is unasked where it refuses before it connects', async () => {
    const throwing: Connect = async (call, say, signal) => {
      await asking('PATH')(call, say, signal)
      throw new Error('boom')
    }
    expect((await tried(throwing)).outcome).to.equal('crashed')
    const refusing: Connect = async (_, say) => {
      say('FAIL no such URL')
      return 1
    }
    expect((await tried(refusing)).outcome).to.equal('unasked')
  })
})
