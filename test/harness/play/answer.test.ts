import { once } from 'node:events'
import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import fc from 'fast-check'
import type { Step } from '../../../harness/case/script'
import { acceptanceFaults } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { MOST_OCTETS } from '../../../harness/transport/received-bytes'
import { latin1, pieces } from '../kit/bytes'
import { HEAD_ONLY, meet, performed, send, UNTIL_END } from '../kit/exchanges'
import { PONG, plain, serverFrame, switching } from '../kit/messages'
import { answers, closePeers, listen, onRequest } from '../kit/peer'

describe('the answer of a peer', () => {
  afterEach(closePeers)

  it('is the same when it comes byte by byte', async () => {
    const seen = await meet((socket) =>
      onRequest(
        socket,
        () => {
          const octets = Buffer.concat([latin1(`HTTP/1.1 103 x\r\n\r\n${switching()}`), PONG])
          const next = (at: number) => {
            if (at < octets.length) socket.write(octets.subarray(at, at + 1), () => setImmediate(next, at + 1))
          }
          next(0)
        },
        1,
      ),
    )
    expect(acceptanceFaults(seen)).to.deep.equal([])
    expect(seen.answers[0].interim).to.have.length(1)
    expect(seen.link?.frames).to.have.length(1)
  })

  it('is the same in whatever pieces it comes', async () => {
    const octets = Buffer.concat([latin1(switching()), serverFrame(1, 'hello'), PONG])
    let cuts: number[] = []
    const peer = await listen((socket) =>
      onRequest(
        socket,
        async () => {
          for (const piece of pieces(octets, cuts)) {
            socket.write(piece)
            await new Promise(setImmediate)
          }
        },
        1,
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: octets.length }), { maxLength: 5 }), async (places) => {
        cuts = places
        const until = (_payload: Buffer, opcode: number) => opcode === 10
        const seen = await send(peer.port, { steps: [...HEAD_ONLY, { do: 'await', frame: until, within: 3000 }] })
        expect(seen.received).to.deep.equal(octets)
        expect(seen.link?.frames).to.have.length(2)
      }),
      { numRuns: 15 },
    )
  })

  it('is read with the interim responses before it', async () => {
    const seen = await meet(answers(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 x\r\n\r\n${plain(400)}`))
    expect(seen.answers[0].interim.map(({ status }) => status)).to.deep.equal([100, 102])
    expect(statusOf(seen)).to.equal(400)
  })

  it('to HEAD is read as the first, though a GET was sent after it', async () => {
    const steps: Step[] = [
      { do: 'send', edit: { method: 'HEAD' } },
      { do: 'send', edit: { method: 'GET' } },
      { do: 'answer' },
      { do: 'answer' },
    ]
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'
    const seen = await meet(
      (socket) => onRequest(socket, ({ line }) => socket.write(line.startsWith('HEAD') ? head : `${head}12345`), 2),
      { steps },
    )
    expect(seen.answers.map(({ final }) => final?.complete)).to.deep.equal([true, true])
    expect(seen.recording.endedMs).to.be.below(900)
  })

  it('may be no response, and then no more is waited for', async () => {
    const seen = await meet(answers('SSH-2.0-x\r\n'))
    expect(seen.answers[0]).to.deep.include({ final: null, garbageAt: 0 })
    expect(performed(seen)).to.deep.equal(['send', 'answer'])
    expect(seen.recording.ended).to.equal('open')
  })

  it('is waited for no longer than an answer may take, though a later step has more time', async () => {
    const steps: Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'await', within: 5000 }]
    const seen = await meet((socket) => socket.resume(), { steps, answerMs: 120, deadlineMs: 5000 })
    expect(seen.recording.ended).to.equal('timeout')
    expect(seen.recording.endedMs).to.be.within(119, 1500)
    expect(performed(seen)).to.deep.equal(['send', 'answer unmet cut'])
  })

  it('may not come until the deadline', async () => {
    const draining = await meet((socket) => socket.resume(), { deadlineMs: 120 })
    expect(draining.recording).to.include({ ended: 'timeout', errorCode: null })
    expect(draining.recording.endedMs).to.be.within(119, 1500)
    expect(performed(draining)).to.deep.equal(['send', 'answer unmet cut'])
  })

  it('is read also after the peer has ended the connection', async () => {
    const steps: Step[] = [{ do: 'send' }, { do: 'pause', ms: 30 }, { do: 'write', octets: 'late' }, { do: 'answer' }]
    const seen = await meet((socket) => onRequest(socket, () => socket.end(plain(400))), { steps })
    expect(statusOf(seen)).to.equal(400)
    expect(performed(seen)).to.deep.equal(['send', 'pause', 'answer'])
  })
})

describe('the end of a connection', () => {
  afterEach(closePeers)

  it('may come with or without an answer', async () => {
    const without = await meet((socket) => onRequest(socket, () => socket.end()))
    expect(statusOf(without)).to.equal(null)
    expect(without.recording).to.include({ ended: 'closed', errorCode: null })
    const unframed = await meet((socket) => onRequest(socket, () => socket.end('HTTP/1.1 400 x\r\n\r\nabc')))
    expect(unframed.answers[0].final).to.include({ framing: 'close', complete: true })
    expect(unframed.recording.ended).to.equal('closed')
    const short = await meet((socket) =>
      onRequest(socket, () => socket.end('HTTP/1.1 400 x\r\nContent-Length: 9\r\n\r\nabc')),
    )
    expect(short.answers[0].final).to.include({ framing: 'length', complete: false })
    expect(short.recording.ended).to.equal('closed')
  })

  it('may be a reset by the peer', async () => {
    const seen = await meet((socket) => onRequest(socket, () => socket.resetAndDestroy()))
    expect(statusOf(seen)).to.equal(null)
    expect(seen.recording).to.include({ ended: 'reset', errorCode: 'ECONNRESET' })
    expect(seen.recording.connectedMs).to.be.a('number')
  })

  it('loses no response that a reset follows', async () => {
    const seen = await meet(
      (socket) => {
        socket.once('data', () => {
          socket.write(plain(400))
          socket.once('data', () => socket.resetAndDestroy())
        })
      },
      { steps: [...HEAD_ONLY, { do: 'write', octets: 'more' }, { do: 'await', end: true, within: 3000 }] },
    )
    expect(statusOf(seen)).to.equal(400)
    expect(seen.recording.ended).to.equal('reset')
  })

  it('loses no response that comes with a reset', async () => {
    for (let time = 0; time < 10; time++) {
      const seen = await meet((socket) =>
        onRequest(socket, () => socket.write(plain(400), () => socket.resetAndDestroy())),
      )
      expect(statusOf(seen)).to.equal(400)
    }
  })

  it('loses neither response nor reset where this process was busy', async () => {
    // A peer of its own thread: it answers and resets while this one has no time to look.
    const peer = new Worker(
      `const { parentPort } = require('node:worker_threads')
       const server = require('node:net').createServer((socket) => {
         socket.on('error', () => {})
         socket.once('data', () => socket.write('HTTP/1.1 400 x\\r\\nContent-Length: 0\\r\\n\\r\\n', () => socket.resetAndDestroy()))
       })
       server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`,
      { eval: true },
    )
    const [port] = (await once(peer, 'message')) as [number]
    const busy = () => {
      const end = performance.now() + 60
      while (performance.now() < end);
      return 'more'
    }
    const steps: Step[] = [
      { do: 'send', to: 20 },
      { do: 'write', octets: busy },
      { do: 'write', octets: busy },
      { do: 'answer' },
    ]
    try {
      for (let time = 0; time < 5; time++) expect(statusOf(await send(port, { steps }))).to.equal(400)
    } finally {
      await peer.terminate()
    }
  })

  it('loses no response that comes before the request is sent whole', async () => {
    const body = 'x'.repeat(4 << 20)
    const seen = await meet(
      (socket) => {
        socket.once('data', () => {
          socket.end(plain(413, 'too large', 'Connection: close\r\n'))
          socket.pause()
          setImmediate(() => socket.destroy())
        })
      },
      { edit: { body } },
    )
    expect(statusOf(seen)).to.equal(413)
  })
})

describe('an endless answer', () => {
  afterEach(closePeers)

  it('is read in a bounded part', async () => {
    const flood = (socket: Socket) => {
      const more = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 'x')));
      }
      socket.on('drain', more)
      more()
    }
    for (const head of ['', 'HTTP/1.1 200 OK\r\n\r\n', switching(), 'HTTP/1.1 200 OK\r\nX: ']) {
      const seen = await meet(
        (socket) =>
          onRequest(
            socket,
            () => {
              socket.write(head)
              flood(socket)
            },
            1,
          ),
        { steps: UNTIL_END },
      )
      expect(seen.received.length).to.be.at.most(MOST_OCTETS)
      if (seen.received.length === MOST_OCTETS) expect(seen.recording).to.include({ overflow: true, ended: 'open' })
    }
  })

  it('is read in time that grows with its length', async () => {
    const { toString: decode } = Buffer.prototype
    let decoded = 0
    Buffer.prototype.toString = function (this: Buffer, encoding?: BufferEncoding, from = 0, to = this.length) {
      decoded += Math.max(0, Math.min(to, this.length) - from)
      return Reflect.apply(decode, this, [encoding, from, to]) as string
    }
    try {
      for (const flood of [
        'HTTP/1.1 200 OK\r\n',
        'HTTP/1.1 100 C\r\n\r\n',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
      ]) {
        const line = flood.includes('100') ? flood : flood.includes('chunked') ? '1\r\na\r\n' : 'a:b\r\n'
        const lines = Buffer.from(line.repeat(4096 / 2))
        const seen = await meet(
          (socket) =>
            onRequest(
              socket,
              async () => {
                socket.write(flood)
                for (let time = 0; time < 30 && !socket.destroyed; time++) {
                  socket.write(lines)
                  await new Promise(setImmediate)
                }
                socket.destroy()
              },
              1,
            ),
          { steps: HEAD_ONLY },
        )
        expect(seen.received.length).to.be.above(50_000)
      }
      expect(decoded).to.be.below(12 << 20)
    } finally {
      Buffer.prototype.toString = decode
    }
  })
})
