import type { Socket } from 'node:net'
import { expect } from 'chai'
import type { Step } from '../../../harness/case/script'
import { hasDeadLink } from '../../../harness/judge/acceptance'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { latin1 } from '../kit/bytes'
import { meet, performed } from '../kit/exchanges'
import { plain, serverFrame, switching } from '../kit/messages'
import { type Behaviour, closePeers, onRequest } from '../kit/peer'

/** Writes `bytes` again and again, as fast as they are read. */
function endlessly(socket: Socket, bytes: Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(bytes));
  }
  socket.on('drain', more)
  more()
}

function floods(head: string, bytes: Buffer): Behaviour {
  return (socket) =>
    onRequest(
      socket,
      () => {
        socket.write(latin1(head))
        endlessly(socket, bytes)
      },
      1,
    )
}

/** Greets with `greeting`, and answers the first frame with a Pong. */
function greets(greeting: Buffer): Behaviour {
  return (socket) => {
    onRequest(socket, () => void socket.write(Buffer.concat([latin1(switching()), greeting])), 1)
    socket.once('data', () => socket.once('data', () => socket.end(serverFrame(OPCODE.pong, 'wsspec'))))
  }
}

const SMALL = Buffer.concat(new Array<Buffer>(20_000).fill(serverFrame(2, 'x')))
const LARGE = serverFrame(2, Buffer.alloc(65_536))
const PING: Step = { do: 'frame', frame: { opcode: OPCODE.ping, payload: 'wsspec' } }
const PONG: Step = { do: 'await', frame: (_, opcode) => opcode === OPCODE.pong, within: 3000 }

describe('a link that begins with much', () => {
  afterEach(closePeers)

  for (const [what, greeting] of Object.entries({
    'a message of 1.1 MB': serverFrame(2, Buffer.alloc(1_100_000)),
    '20,000 messages': SMALL,
  }))
    it(`is read on after ${what}`, async () => {
      const seen = await meet(greets(greeting), { steps: [{ do: 'send' }, { do: 'answer' }, PING, PONG] })
      expect(performed(seen)).to.deep.equal(['send', 'answer', 'frame', 'await'])
      expect(seen.recording).to.include({ overflow: false })
      expect(seen.recording.receivedBytes).to.be.above(greeting.length)
      expect(seen.link?.frames.at(-1)?.opcode).to.equal(OPCODE.pong)
      expect(seen.received.length).to.be.at.most(1 << 17)
    })
})

describe('an echo', () => {
  afterEach(closePeers)

  it('of a long message is kept whole', async () => {
    const text = 'x'.repeat(40_000)
    const behave: Behaviour = (socket) => {
      onRequest(socket, () => void socket.write(latin1(switching())), 1)
      socket.once('data', () => socket.once('data', () => socket.write(serverFrame(OPCODE.text, text))))
    }
    const steps: Step[] = [
      { do: 'send' },
      { do: 'answer' },
      { do: 'frame', frame: { opcode: OPCODE.text, payload: text } },
      { do: 'await', frame: (_, opcode) => opcode === OPCODE.text, within: 3000 },
    ]
    expect((await meet(behave, { steps })).link?.frames[0]?.payload.toString()).to.equal(text)
  })
})

describe('a flood', () => {
  afterEach(closePeers)

  const steps: Step[] = [
    { do: 'send' },
    { do: 'answer' },
    { do: 'watch', ms: 3000 },
    PING,
    PONG,
    { do: 'await', end: true, within: 3000 },
  ]
  const cut = ['watch cut', 'frame unmet cut', 'await unmet cut', 'await unmet cut']
  for (const [what, bytes] of Object.entries({
    'small frames': SMALL,
    'large frames': LARGE,
    'bytes that are no frames': Buffer.alloc(65_536, 'x'),
  }))
    it(`of ${what} ends the connection, and cuts every step short that is not done`, async () => {
      const seen = await meet(floods(switching(), bytes), { steps, windowMs: (named) => named })
      expect(performed(seen)).to.deep.equal(['send', 'answer', ...cut])
      expect(seen.recording).to.include({ overflow: true, ended: 'open' })
      expect(seen.recording.receivedBytes).to.be.below(1 << 25)
      expect(seen.received.length).to.be.at.most(1 << 17)
    })

  it('of large frames is not kept: none of them is an echo', async () => {
    const seen = await meet(floods(switching(), LARGE), { steps: [{ do: 'send' }, { do: 'answer' }, PING, PONG] })
    const kept = seen.link?.frames.reduce((sum, { payload }) => sum + payload.length, 0)
    expect(seen.link?.frames.length).to.be.above(100)
    expect(kept).to.be.below(1 << 16)
  })

  it('of one frame that does not end leaves no dead link', async () => {
    const endless = Buffer.from([0x82, 127, 0, 0, 1, 0, 0, 0, 0, 0])
    const behave: Behaviour = (socket) =>
      onRequest(
        socket,
        () => {
          socket.write(Buffer.concat([latin1(switching()), endless]))
          endlessly(socket, Buffer.alloc(65_536))
        },
        1,
      )
    const seen = await meet(behave)
    expect(performed(seen)).to.deep.equal(['send', 'answer', 'alive unmet cut'])
    expect(hasDeadLink(seen)).to.equal(false)
  })

  it('of content after a refusal leaves its status', async () => {
    const seen = await meet(floods(plain(400).replace(/Content-Length: 0\r\n/, ''), Buffer.alloc(65_536, 'x')))
    expect(seen.answers[0].final?.head.status).to.equal(400)
    expect(seen.received.length).to.be.at.most(1 << 21)
  })
})
