import { connect } from 'node:net'
import { expect } from 'chai'
import { connect as connectScratch } from '../../../../clients-under-test/scratch/connect'
import { INTACT } from '../../../../clients-under-test/scratch/intact'
import type { ClientPart } from '../../../../harness/case/client-case'
import { type Connect, functionDriver } from '../../../../harness/drive/function-driver'
import { clientOutcome } from '../../../../harness/judge/client/client-outcome'
import { attempt } from '../../../../harness/run/client/attempt'
import { CaseServer } from '../../../../harness/serve/case-server'
import { ANSWERED } from '../../../../harness/serve/steps'
import { untilClose } from '../../../../suites/client/parts/answers'

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

  it('is over once nothing changes the verdict any more, and gives the driver its whole time', async () => {
    let driverMs = 0
    const steps = [{ do: 'reply' }, { do: 'converse', mute: true }] as const
    const patient: Connect = (call, say, signal) => {
      driverMs = call.timeoutMs
      return scratch(call, say, signal)
    }
    const from = performance.now()
    const { outcome, cut } = await tried(patient, { steps, lasts: 2000, decidedMs: 300 }, 10_000)
    expect([outcome, cut, driverMs]).to.deep.equal(['open', true, 11_500])
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

  it('ends an answer that names no length with FIN, for clients that wait for it', async () => {
    const steps = untilClose({ text: () => 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello' })
    const patient: Connect = ({ url }, say) =>
      new Promise((resolve) => {
        const { hostname, port, pathname } = new URL(url)
        const socket = connect(Number(port), hostname)
        socket.write(`GET ${pathname} HTTP/1.1\r\n${CONNECTING}`)
        socket.resume().on('end', () => {
          say('FAIL no 101')
          resolve(1)
        })
      })
    const { outcome, cut } = await tried(patient, { steps }, 4000)
    expect([outcome, cut]).to.deep.equal(['failed', false])
  })

  it('ends as a failure where the client reports one and keeps its socket open', async () => {
    const keeping: Connect = ({ url }, say, signal) =>
      new Promise((resolve) => {
        const { hostname, port, pathname } = new URL(url)
        const socket = connect(Number(port), hostname).on('error', () => {})
        socket.write(`GET ${pathname} HTTP/1.1\r\n${CONNECTING}`)
        socket.on('data', () => say('FAIL no'))
        signal.addEventListener(
          'abort',
          () => {
            socket.destroy()
            resolve(3)
          },
          { once: true },
        )
      })
    expect((await tried(keeping)).outcome).to.equal('failed')
  })

  it('is a failure where the driver says OPEN before it connects, and then that it failed', async () => {
    const hasty: Connect = async (call, say, signal) => {
      say('OPEN {}')
      await new Promise((resolve) => setImmediate(resolve))
      return scratch(call, say, signal)
    }
    const steps = untilClose({ text: () => 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n' })
    expect((await tried(hasty, { steps })).outcome).to.equal('failed')
    expect((await tried(hasty)).outcome).to.equal('open')
  })

  it('begins its time with the first request, however long the start took', async () => {
    const late: Connect = async (call, say, signal) => {
      await new Promise((resolve) => setTimeout(resolve, 1500))
      return scratch(call, say, signal)
    }
    expect((await tried(late, {}, 1000)).outcome).to.equal('open')
  })

  it('counts a request on another connection as one more exchange: a retry, or what a redirect led to', async () => {
    const text = (_: string, { path }: { path: string }) =>
      `HTTP/1.1 302 Found\r\nLocation: ${path}/next\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
    const following: Connect = async (call, say, signal) => {
      await asking()(call, say, signal)
      return scratch({ ...call, url: `${call.url}/next` }, say, signal)
    }
    const steps = [{ do: 'reply', edit: { text } }, { do: 'halfClose' }] as const
    const { exchanges, outcome } = await tried(following, { steps, again: ANSWERED })
    expect(exchanges.map(({ connection, request }) => [connection, request?.target.endsWith('/next')])).to.deep.equal([
      [0, false],
      [1, true],
    ])
    expect(outcome).to.equal('open')
  })

  it('has an address of its own while others run, for clients that make one handshake at a time with each', async () => {
    const laned = await CaseServer.listen({ lanes: 2 })
    try {
      const scripts = { steps: ANSWERED, again: ANSWERED }
      const attempts = [1, 2].map(() => laned.open({ id: 'C1.01', scripts, timeoutMs: 1000 }))
      expect(new Set([laned.host, ...attempts.map(({ host }) => host)]).size).to.equal(3)
      for (const served of attempts) await laned.closeAttempt(served)
    } finally {
      await laned.close()
    }
  })
})
