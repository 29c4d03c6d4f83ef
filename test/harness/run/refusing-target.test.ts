import { expect } from 'chai'
import { endpoint } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { answers, closedPort, listen } from '../kit/peer'
import { entryOf, runOn } from '../kit/runs'
import { startedTogether } from './kit/started-together'

const SECRET = 'hunter2-hunter2'

describe('a target that refuses the correct handshake', () => {
  const resultOf = startedTogether({
    async refusing() {
      const peer = await listen(answers(plain(403)))
      return runOn(peer)
    },
    async absent() {
      return runOn({ port: await closedPort() })
    },
    async insistingUnknown() {
      const peer = await listen(endpoint({ protocols: ['mqtt'], insists: true }))
      return runOn(peer)
    },
    /** Sends back what it receives. */
    async parrot() {
      const peer = await listen((socket) => void socket.pipe(socket))
      const url = new URL(`ws://127.0.0.1:${peer.port}/?token=${SECRET}`)
      return runOn(peer, { target: { url, fields: [{ name: 'X-Key', value: SECRET }] }, options: { timeoutMs: 500 } })
    },
  })

  for (const name of ['refusing', 'absent', 'insistingUnknown'] as const)
    it(`(${name}) gets no verdicts, but a diagnosis`, async () => {
      const result = await resultOf(name)
      expect(result.summary).to.include({ inconclusive: 3, pass: 0, fail: 0, skip: 0 })
      expect(result.diagnosis).to.be.a('string').and.not.equal('')
      expect(result.controls).to.have.length(1)
      expect(entryOf(result, '1.02').expected).to.not.equal('')
    })

  it('gets a diagnosis that names the subprotocol which it requires', async () => {
    expect((await resultOf('insistingUnknown')).diagnosis).to.match(/--subprotocol mqtt/)
  })

  it('gets a diagnosis without secrets that it sends back', async () => {
    const result = await resultOf('parrot')
    expect(result.diagnosis).to.match(/not in HTTP/)
    expect(JSON.stringify(result)).to.not.include(SECRET)
  })
})
