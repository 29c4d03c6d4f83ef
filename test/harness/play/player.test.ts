import { EventEmitter, once } from 'node:events'
import type { Socket } from 'node:net'
import { expect } from 'chai'
import type { Step } from '../../../harness/case/script'
import { acceptanceFaults } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { latin1 } from '../kit/bytes'
import { HEAD_ONLY, meet, performed } from '../kit/exchanges'
import { PONG, plain, serverFrame, switching } from '../kit/messages'
import { answers, type Behaviour, closePeers, onRequest } from '../kit/peer'

describe('a script', () => {
  afterEach(closePeers)

  it('sends a request in pieces, which are one request', async () => {
    const steps: Step[] = [
      { do: 'send', to: 20 },
      { do: 'pause', ms: 5 },
      { do: 'send', from: 20 },
      { do: 'answer' },
      { do: 'alive' },
    ]
    const seen = await meet(answers(Buffer.concat([latin1(switching()), PONG])), { steps })
    expect(seen.recording.requests).to.have.length(1)
    expect(
      Buffer.concat(seen.recording.sent.map(({ octets }) => octets)).indexOf(seen.recording.requests[0]?.octets ?? ''),
    ).to.equal(0)
    expect(acceptanceFaults(seen)).to.deep.equal([])
  })

  it('sends an edited request in pieces, which are one request too', async () => {
    const edit = { method: 'POST' }
    const steps: Step[] = [{ do: 'send', edit, to: 20 }, { do: 'send', edit, from: 20 }, { do: 'answer' }]
    const seen = await meet(answers(plain(400)), { steps })
    expect(seen.recording.requests.map(({ method }) => method)).to.deep.equal(['POST'])
  })

  it('sends a second request over the connection, and reads both answers', async () => {
    const steps: Step[] = [...HEAD_ONLY, { do: 'unlessClosing' }, { do: 'send' }, { do: 'answer' }, { do: 'alive' }]
    let nth = 0
    const seen = await meet(
      (socket) =>
        onRequest(socket, () => socket.write(++nth === 1 ? plain(400) : Buffer.concat([latin1(switching()), PONG])), 2),
      { steps },
    )
    expect(seen.answers.map(({ final }) => final?.head.status)).to.deep.equal([400, 101])
    expect(seen.recording.requests).to.have.length(2)
    expect(seen.link?.frames).to.have.length(1)
    expect(performed(seen)).to.deep.equal(['send', 'answer', 'unlessClosing', 'send', 'answer', 'alive'])
  })

  it('does not go on over a connection that will close', async () => {
    const steps: Step[] = [...HEAD_ONLY, { do: 'unlessClosing' }, { do: 'send' }, { do: 'answer' }]
    for (const answer of [
      plain(400, '', 'Connection: close\r\n'),
      plain(400).replace('1.1', '1.0'),
      'HTTP/1.1 400 x\r\n\r\n',
      'HTTP/1.1 400 x\r\nContent-Length: 3\r\n\r\n',
      switching(),
    ]) {
      const seen = await meet(answers(answer), { steps })
      expect(performed(seen), answer).to.deep.equal(['send', 'answer', 'unlessClosing unmet'])
      expect(seen.recording.requests).to.have.length(1)
    }
  })

  it('sends and waits for no frame where the handshake was refused', async () => {
    const steps: Step[] = [
      ...HEAD_ONLY,
      { do: 'frame', frame: { opcode: 1, payload: 'x' } },
      { do: 'await', within: 3000 },
      { do: 'alive' },
    ]
    const seen = await meet(answers(plain(400)), { steps, deadlineMs: 1000 })
    expect(performed(seen)).to.deep.equal(['send', 'answer'])
    expect(seen.recording.sent).to.have.length(1)
    expect(seen.recording.endedMs).to.be.below(900)
  })

  it('sends two frames in one write', async () => {
    const pair: Step = { do: 'frame', frame: { opcode: 3, payload: 'x' }, joined: { opcode: 9, payload: 'y' } }
    const { recording } = await meet(answers(latin1(switching())), { steps: [...HEAD_ONLY, pair] })
    expect(recording.sent).to.have.length(2)
    const [first = 0, ...octets] = recording.sent[1]?.octets ?? []
    expect([first, octets[6]]).to.deep.equal([0x83, 0x89])
  })

  it('may send a frame before the answer', async () => {
    const steps: Step[] = [{ do: 'send' }, { do: 'frame', frame: { opcode: 9 } }, { do: 'answer' }, { do: 'alive' }]
    const seen = await meet(answers(Buffer.concat([latin1(switching()), PONG])), { steps })
    expect(performed(seen)).to.deep.equal(['send', 'frame', 'answer', 'alive'])
  })

  it('waits for the frame that it names, and for the end', async () => {
    const frames = Buffer.concat([latin1(switching()), serverFrame(1, 'one'), serverFrame(1, 'two')])
    const isTwo = (payload: Buffer) => payload.toString() === 'two'
    const steps: Step[] = [
      ...HEAD_ONLY,
      { do: 'await', frame: isTwo, within: 3000 },
      { do: 'await', end: true, within: 50 },
    ]
    expect(performed(await meet(answers(frames), { steps }))).to.deep.equal(['send', 'answer', 'await', 'await unmet'])
    const ended = await meet((socket) => onRequest(socket, () => socket.end(frames)), { steps })
    expect(performed(ended)).to.deep.equal(['send', 'answer', 'await', 'await'])
  })

  it('is quiet once nothing comes any more, also where something came first', async () => {
    const quietOf = async (behaviour: Behaviour, within: number) => {
      let calls = 0
      const steps: Step[] = [...HEAD_ONLY, { do: 'await', end: true, within }]
      const quiet = { afterMs: 200, linkAfterMs: 200, call: () => (calls += 1) }
      await meet(behaviour, { steps, quiet })
      return calls
    }
    const switched =
      (later: (socket: Socket) => void): Behaviour =>
      (socket) =>
        onRequest(socket, () => {
          socket.write(switching())
          later(socket)
        })
    expect(
      await quietOf(
        switched(() => {}),
        600,
      ),
    ).to.equal(1)
    expect(
      await quietOf(
        switched((socket) => setTimeout(() => socket.write(PONG), 15)),
        600,
      ),
    ).to.equal(1)
    expect(
      await quietOf(
        switched((socket) => setTimeout(() => socket.end(), 15)),
        600,
      ),
    ).to.equal(0)
  })

  it('watches through a window, and records what came in it', async () => {
    const steps: Step[] = [{ do: 'send' }, { do: 'watch', ms: 5000 }]
    const quiet = await meet((socket) => socket.resume(), { steps, windowMs: () => 40 })
    expect(performed(quiet)).to.deep.equal(['send', 'watch'])
    expect(quiet.recording.marks[1]).to.include({ receivedBefore: 0, receivedAfter: 0 })
    const noisy = await meet(answers('abc'), { steps, windowMs: () => 40 })
    expect(noisy.recording.marks[1]).to.include({ receivedBefore: 0, receivedAfter: 3 })
    const cut = await meet((socket) => socket.resume(), { steps, windowMs: () => 400, deadlineMs: 60 })
    expect(performed(cut)).to.deep.equal(['send', 'watch unmet cut'])
  })

  it('closes the sending side, and the answer still comes', async () => {
    const seen = await meet(
      (socket) => {
        socket.on('end', () => socket.end(plain(400)))
        socket.resume()
      },
      { steps: [{ do: 'send' }, { do: 'halfClose' }, { do: 'answer' }] },
      { halfOpen: true },
    )
    expect(statusOf(seen)).to.equal(400)
  })

  it('resets the connection', async () => {
    const events = new EventEmitter()
    const reset = once(events, 'gone')
    const seen = await meet(
      (socket) => {
        socket.resume()
        socket.on('error', (error: NodeJS.ErrnoException) => events.emit('gone', error.code))
      },
      { steps: [{ do: 'send' }, { do: 'pause', ms: 20 }, { do: 'reset' }] },
    )
    expect(seen.recording.ended).to.equal('open')
    expect(await reset).to.deep.equal(['ECONNRESET'])
  })
})

describe('a peer that announces the end', () => {
  afterEach(closePeers)

  it('gets nothing more where the end comes soon', async () => {
    const soon =
      (octets: string | Buffer): Behaviour =>
      (socket) => {
        onRequest(
          socket,
          () => {
            socket.write(typeof octets === 'string' ? latin1(octets) : octets)
            setTimeout(() => socket.end(), 10)
          },
          1,
        )
      }
    const steps: Step[] = [...HEAD_ONLY, { do: 'frame', frame: { opcode: 9, payload: 'x' }, refused: true }]
    const refused = await meet(soon(plain(400, '', 'Connection: close\r\n')), { steps })
    expect(refused.recording.sent).to.have.length(1)
    expect(refused.recording.ended).to.equal('closed')
    const closing = Buffer.concat([latin1(switching()), Buffer.from([0x88, 0x02, 0x03, 0xea])])
    const closed = await meet(soon(closing))
    expect(closed.recording.sent).to.have.length(1)
    expect(closed.recording.ended).to.equal('closed')
    expect(closed.link?.frames.map(({ opcode }) => opcode)).to.deep.equal([8])
  })

  it('gets the rest of the script where the end does not come', async () => {
    const steps: Step[] = [...HEAD_ONLY, { do: 'frame', frame: { opcode: 9, payload: 'x' }, refused: true }]
    const seen = await meet(answers(plain(400, '', 'Connection: close\r\n')), { steps })
    expect(seen.recording.sent).to.have.length(2)
    expect(seen.recording.ended).to.equal('open')
  })

  it('may close only its own side, and that is the end', async () => {
    const seen = await meet(
      (socket) => {
        socket.end()
        socket.on('data', () => {})
      },
      { deadlineMs: 1500 },
      { halfOpen: true },
    )
    expect(seen.recording).to.include({ ended: 'closed' })
    expect(seen.recording.endedMs).to.be.below(1400)
  })
})
