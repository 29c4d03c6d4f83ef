import { expect } from 'chai'
import { observed } from '../../../harness/judge/expectations'
import { COMMON_SUBPROTOCOLS } from '../../../harness/run/subprotocols'
import { caseOf, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { plain, serverFrame, switching } from '../kit/messages'
import { answers, listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { startedTogether } from './kit/started-together'

describe('a probed target', () => {
  const resultOf = startedTogether({
    /** Each answers a Ping, a message, or only a Close. */
    async alive() {
      const manners = [
        { pong: true, echo: false },
        { pong: false, echo: true },
        { pong: false, echo: false },
      ]
      const outcome = async (manner: (typeof manners)[number]) => {
        const result = await runOn(await listen(endpoint(manner)), { options: { timeoutMs: 4000 } })
        return { pass: result.summary.pass, echo: result.capabilities.echo }
      }
      return Promise.all(manners.map(outcome))
    },
    /** Its 101 breaks rules, and it sends no frame. */
    async shabby() {
      const own =
        'HTTP/1.1 101 x\r\nUpgrade: websocket, y\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: nonsense\r\n\r\n'
      const peer = await listen(answers(own))
      return runOn(peer, { only: ['1.01', '1.03'], options: { timeoutMs: 6000 } })
    },
    /** Answers 101 only where its subprotocol is offered. */
    async insisting() {
      const peer = await listen(endpoint({ protocols: ['odd'], insists: true }))
      return runOn(peer, { target: { subprotocols: ['odd'] } })
    },
    /** Selects two subprotocols at once. */
    async answeringAll() {
      const peer = await listen(endpoint({ protocols: ['superchat', 'chat'], answersAll: true }))
      return runOn(peer)
    },
    /** Sends the whole offer back. */
    async sayingBack() {
      const peer = await listen(endpoint({ protocols: COMMON_SUBPROTOCOLS, answersAll: true }))
      return runOn(peer)
    },
    /** Selects its subprotocol in a spelling of its own. */
    async respelling() {
      const peer = await listen((socket) =>
        answers((asked) => {
          const offer = asked.values('Sec-WebSocket-Protocol').join()
          const own = offer.includes('mqtt') ? { 'Sec-WebSocket-Protocol': 'MQTT' } : {}
          return asked.values('Upgrade').length > 0 ? switching(asked.values('Sec-WebSocket-Key')[0], own) : plain(404)
        })(socket, 1),
      )
      return runOn(peer, { options: { timeoutMs: 4000 } })
    },
    /** Sends a flood of frames after every 101. */
    async flooding() {
      const flood = serverFrame(2, Buffer.alloc(60_000)).toString('latin1').repeat(20)
      const peer = await listen((socket) =>
        answers((asked) =>
          asked.values('Sec-WebSocket-Version')[0] !== '13'
            ? plain(426)
            : `HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n${flood}`,
        )(socket, 1),
      )
      const parts = [{ name: 'a', expect: observed() }]
      return runOn(peer, { suites: [suiteOf(1, [caseOf('1.01', { parts })])], options: { timeoutMs: 4000 } })
    },
  })

  it('is asked in the way that it answers whether the link works', async () => {
    expect(await resultOf('alive')).to.deep.equal([
      { pass: 3, echo: false },
      { pass: 3, echo: true },
      { pass: 3, echo: false },
    ])
  })

  it('is expected to answer as well as it answers the control', async () => {
    const result = await resultOf('shabby')
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.03': 'fail' })
    expect(entryOf(result, '1.01').because).to.match(/as good as the control's own 101.*7\.01/)
  })

  it('speaks both subprotocols where it selects two, and none where it sends the whole offer back', async () => {
    expect((await resultOf('answeringAll')).capabilities.subprotocols).to.deep.equal(['chat', 'superchat'])
    expect((await resultOf('sayingBack')).capabilities.subprotocols).to.deep.equal([])
  })

  it('speaks a subprotocol that it answers in another spelling', async () => {
    expect((await resultOf('respelling')).capabilities.subprotocols).to.deep.equal(['mqtt'])
  })

  it('is offered the declared subprotocol where it requires it', async () => {
    const result = await resultOf('insisting')
    expect(result.summary.pass).to.equal(3)
    expect(result.capabilities.subprotocols).to.deep.equal(['odd'])
  })

  it('that floods is judged, and little of what it sends is stored', async () => {
    const result = await resultOf('flooding')
    expect(entryOf(result, '1.01').verdict).to.equal('observed')
    const { exchanges } = entryOf(result, '1.01')
    expect(exchanges).to.not.deep.equal([])
    // The count is of all that came before wsspec left, which depends on the speed of both.
    for (const { receivedBytes, received } of exchanges) {
      expect(receivedBytes).to.be.above(4096)
      expect(Buffer.from(received, 'base64').length).to.equal(4096)
    }
  })
})
