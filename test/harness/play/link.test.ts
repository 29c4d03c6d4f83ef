import { expect } from 'chai'
import type { Step } from '../../../harness/case/script'
import { acceptanceFaults } from '../../../harness/judge/acceptance'
import { latin1 } from '../kit/bytes'
import { HEAD_ONLY, meet, performed, send, speaks } from '../kit/exchanges'
import { PONG, serverFrame, switching } from '../kit/messages'
import { answers, type Behaviour, closePeers, listen, onRequest } from '../kit/peer'

describe('a link', () => {
  afterEach(closePeers)

  it('works where a Pong comes, and is left open', async () => {
    const seen = await meet(speaks())
    expect(acceptanceFaults(seen)).to.deep.equal([])
    expect(seen.link?.frames.map(({ opcode }) => opcode)).to.deep.equal([10])
    expect(performed(seen)).to.deep.equal(['send', 'answer', 'alive'])
    expect(seen.recording).to.deep.include({ ended: 'open', errorCode: null, overflow: false })
    expect(seen.recording.requests[0]?.octets).to.deep.equal(seen.recording.sent[0]?.octets)
  })

  it('works where any frame comes with the 101', async () => {
    const seen = await meet(answers(Buffer.concat([latin1(switching()), serverFrame(1, 'welcome')])))
    expect(acceptanceFaults(seen)).to.deep.equal([])
    expect(seen.link?.frames[0]?.payload.toString()).to.equal('welcome')
  })

  it('does not work where it ends right after the 101', async () => {
    const seen = await meet((socket) => onRequest(socket, () => socket.end(latin1(switching())), 1))
    expect(acceptanceFaults(seen)).to.deep.equal(['dead'])
    expect(seen.recording.ended).to.equal('closed')
  })

  it('works where it ends with a Close frame', async () => {
    const close = Buffer.concat([latin1(switching()), serverFrame(8, Buffer.from([3, 0xf0]))])
    const seen = await meet((socket) => onRequest(socket, () => socket.end(close), 1))
    expect(acceptanceFaults(seen)).to.deep.equal([])
  })

  it('does not work where no Pong comes in time, which is no cut', async () => {
    const seen = await meet(answers(switching()), { aliveMs: 60 })
    expect(performed(seen)).to.deep.equal(['send', 'answer', 'alive unmet'])
    expect(acceptanceFaults(seen)).to.deep.equal(['dead'])
  })

  it('is cut short where the deadline comes before the Pong', async () => {
    const seen = await meet(answers(switching()), { deadlineMs: 150 })
    expect(performed(seen)).to.deep.equal(['send', 'answer', 'alive unmet cut'])
    expect(seen.recording.ended).to.equal('timeout')
  })

  it('is not waited on where it breaks RFC 6455', async () => {
    const seen = await meet(answers(`${switching()}HTTP/1.1 400 Bad Request\r\n\r\n`))
    expect(seen.link?.fault).to.match(/reserved/)
    expect(seen.recording.endedMs).to.be.below(1900)
  })

  it('begins right after the 101, whatever its Content-Length', async () => {
    const head = switching(undefined, { 'Content-Length': '100', 'Transfer-Encoding': 'chunked' })
    expect(acceptanceFaults(await meet(speaks(PONG, head)))).to.deep.equal([])
  })

  for (const aliveBy of ['ping', 'echo', 'close'] as const)
    it(`is checked by ${aliveBy}`, async () => {
      let asked: Buffer = Buffer.alloc(0)
      const seen = await meet(
        (socket) => {
          onRequest(socket, () => socket.write(switching()), 1)
          socket.once('data', () =>
            socket.once('data', (octets: Buffer) => {
              asked = octets
              socket.end(serverFrame((octets[0] ?? 0) & 15))
            }),
          )
        },
        { aliveBy },
      )
      expect((asked[0] ?? 0) & 15).to.equal({ ping: 9, echo: 1, close: 8 }[aliveBy])
      expect((asked[1] ?? 0) & 0x80).to.equal(0x80)
      expect(acceptanceFaults(seen)).to.deep.equal([])
    })

  it('gets one Close from us, and none after a Close', async () => {
    const opcodes = async (steps: Step[]) => {
      const seen: number[] = []
      const peer = await listen((socket) => {
        onRequest(socket, () => socket.write(switching()), 1)
        socket.once('data', () =>
          socket.on('data', (octets: Buffer) => {
            for (let at = 0; at + 1 < octets.length; at += 6 + ((octets[at + 1] ?? 0) & 0x7f))
              seen.push((octets[at] ?? 0) & 15)
          }),
        )
      })
      await send(peer.port, { steps })
      await peer.quiet()
      return seen
    }
    expect(await opcodes([...HEAD_ONLY])).to.deep.equal([8])
    expect(await opcodes([...HEAD_ONLY, { do: 'frame', frame: { opcode: 8 } }, { do: 'pause', ms: 5 }])).to.deep.equal([
      8,
    ])
  })
})

describe('a peer that speaks unasked', () => {
  afterEach(closePeers)

  it('is heard on a link where no step waits for frames, and so is its end', async () => {
    const speaking: Behaviour = (socket) => {
      onRequest(
        socket,
        () => {
          socket.write(latin1(switching()))
          setTimeout(() => socket.end(Buffer.from([0x88, 0x02, 0x03, 0xea])), 10)
        },
        1,
      )
    }
    const heard = await meet(speaking, { steps: HEAD_ONLY, greets: true })
    expect(heard.link?.frames.map(({ opcode }) => opcode)).to.deep.equal([8])
    expect(heard.recording.ended).to.equal('closed')
    const silent = await meet(answers(switching()), { steps: HEAD_ONLY, greets: true })
    expect([silent.link?.frames.length, silent.recording.ended]).to.deep.equal([0, 'open'])
  })

  it('is heard after bytes that followed the request, before the link is checked', async () => {
    const late: Behaviour = (socket) => {
      onRequest(
        socket,
        () => {
          socket.write(latin1(switching()))
          setTimeout(() => socket.end(Buffer.from([0x88, 0x02, 0x03, 0xea])), 10)
        },
        1,
      )
    }
    const seen = await meet(late, { edit: { body: 'hello' } })
    expect(seen.recording.sent).to.have.length(1)
    expect(seen.recording.ended).to.equal('closed')
  })
})
