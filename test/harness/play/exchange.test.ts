import { EventEmitter, once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import fc from 'fast-check'
import type { Edit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Step } from '../../../harness/case/script'
import { acceptanceFaults } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { exchange } from '../../../harness/play/exchange'
import type { Script } from '../../../harness/play/script'
import { MOST_OCTETS } from '../../../harness/transport/received-bytes'
import { http1 } from '../../../harness/wire/http1/protocol'
import { observe } from '../../../harness/wire/observe'
import { latin1, pieces } from '../kit/bytes'
import { scriptOf } from '../kit/exchanges'
import { PONG, plain, serverFrame, switching } from '../kit/messages'
import { answers, type Behaviour, CERTIFICATE, closedPort, closePeers, listen, onRequest, type Peer } from '../kit/peer'

type Over = Partial<Script> & { edit?: Edit }

async function send(port: number, over: Over = {}, signal?: AbortSignal): Promise<Observation> {
  return observe(await exchange({ host: '127.0.0.1', port, tls: null }, scriptOf(over), signal), http1)
}

/** What comes of the plain handshake with a peer that behaves so; afterwards no connection may be left. */
async function meet(behave: Behaviour, over: Over = {}, options = {}): Promise<Observation> {
  const peer = await listen(behave, options)
  const observation = await send(peer.port, over)
  await peer.quiet()
  expect(peer.errors).to.deep.equal([])
  return observation
}

/** A WebSocket endpoint that answers the first frame with `frame`. */
function speaks(frame: Buffer = PONG, head = switching()): Behaviour {
  return (socket) => {
    onRequest(socket, () => socket.write(latin1(head)), 1)
    socket.once('data', () => socket.once('data', () => socket.end(frame)))
  }
}

const END: Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'await', end: true, within: 3000 }]
const HEAD_ONLY: Step[] = [{ do: 'send' }, { do: 'answer' }]

function whats(observation: Observation): string[] {
  return observation.recording.marks.map(({ what, met, cut }) => `${what}${met ? '' : ' unmet'}${cut ? ' cut' : ''}`)
}

describe('one connection', () => {
  afterEach(closePeers)

  it('to a WebSocket endpoint brings a 101 and a sign of life, and is left open', async () => {
    const seen = await meet(speaks())
    expect(acceptanceFaults(seen)).to.deep.equal([])
    expect(seen.link?.frames.map(({ opcode }) => opcode)).to.deep.equal([10])
    expect(whats(seen)).to.deep.equal(['send', 'answer', 'alive'])
    expect(seen.recording).to.deep.include({ ended: 'open', errorCode: null, overflow: false })
    expect(seen.recording.requests[0]?.octets).to.deep.equal(seen.recording.sent[0]?.octets)
  })

  it('shows the same answer octet by octet', async () => {
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

  it('shows the same answer in whatever pieces it comes', async () => {
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

  it('takes a frame that comes with the 101 as a sign of life', async () => {
    const seen = await meet(answers(Buffer.concat([latin1(switching()), serverFrame(1, 'welcome')])))
    expect(acceptanceFaults(seen)).to.deep.equal([])
    expect(seen.link?.frames[0]?.payload.toString()).to.equal('welcome')
  })

  it('that ends right behind the 101 is dead', async () => {
    const seen = await meet((socket) => onRequest(socket, () => socket.end(latin1(switching())), 1))
    expect(acceptanceFaults(seen)).to.deep.equal(['dead'])
    expect(seen.recording.ended).to.equal('closed')
  })

  it('that ends behind a Close frame was alive', async () => {
    const close = Buffer.concat([latin1(switching()), serverFrame(8, Buffer.from([3, 0xf0]))])
    const seen = await meet((socket) => onRequest(socket, () => socket.end(close), 1))
    expect(acceptanceFaults(seen)).to.deep.equal([])
  })

  it('on which no Pong comes is dead after its time, and not cut short', async () => {
    const seen = await meet(answers(switching()), { aliveMs: 60 })
    expect(whats(seen)).to.deep.equal(['send', 'answer', 'alive unmet'])
    expect(acceptanceFaults(seen)).to.deep.equal(['dead'])
  })

  it('whose deadline comes before the Pong is cut short', async () => {
    const seen = await meet(answers(switching()), { deadlineMs: 150 })
    expect(whats(seen)).to.deep.equal(['send', 'answer', 'alive unmet cut'])
    expect(seen.recording.ended).to.equal('timeout')
  })

  it('whose link breaks RFC 6455 waits for no more', async () => {
    const seen = await meet(answers(`${switching()}HTTP/1.1 400 Bad Request\r\n\r\n`))
    expect(seen.link?.fault).to.match(/reserved/)
    expect(seen.recording.endedMs).to.be.below(1900)
  })

  it('has a 101 without content, whatever its Content-Length', async () => {
    const head = switching(undefined, { 'Content-Length': '100', 'Transfer-Encoding': 'chunked' })
    expect(acceptanceFaults(await meet(speaks(PONG, head)))).to.deep.equal([])
  })

  it('is closed by the peer, with or without an answer', async () => {
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

  it('is reset by the peer', async () => {
    const seen = await meet((socket) => onRequest(socket, () => socket.resetAndDestroy()))
    expect(statusOf(seen)).to.equal(null)
    expect(seen.recording).to.include({ ended: 'reset', errorCode: 'ECONNRESET' })
    expect(seen.recording.connectedMs).to.be.a('number')
  })

  it('keeps the response that a reset follows', async () => {
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

  it('keeps the response that comes with a reset', async () => {
    for (let time = 0; time < 10; time++) {
      const seen = await meet((socket) =>
        onRequest(socket, () => socket.write(plain(400), () => socket.resetAndDestroy())),
      )
      expect(statusOf(seen)).to.equal(400)
    }
  })

  it('keeps the response and the reset that came while this process was busy', async () => {
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

  it('keeps the response that comes before the request is sent whole', async () => {
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

  it('is silent to the deadline', async () => {
    const draining = await meet((socket) => socket.resume(), { deadlineMs: 120 })
    expect(draining.recording).to.include({ ended: 'timeout', errorCode: null })
    expect(draining.recording.endedMs).to.be.within(119, 1500)
    expect(whats(draining)).to.deep.equal(['send', 'answer unmet cut'])
  })

  it('brings octets that are no response, and no more is asked for', async () => {
    const seen = await meet(answers('SSH-2.0-x\r\n'))
    expect(seen.answers[0]).to.deep.include({ final: null, garbageAt: 0 })
    expect(whats(seen)).to.deep.equal(['send', 'answer'])
    expect(seen.recording.ended).to.equal('open')
  })

  it('brings interim responses first', async () => {
    const seen = await meet(answers(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 x\r\n\r\n${plain(400)}`))
    expect(seen.answers[0].interim.map(({ status }) => status)).to.deep.equal([100, 102])
    expect(statusOf(seen)).to.equal(400)
  })

  it('is read no further than 1 MiB', async () => {
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
        { steps: END },
      )
      expect(seen.received.length).to.be.at.most(MOST_OCTETS)
      if (seen.received.length === MOST_OCTETS) expect(seen.recording).to.include({ overflow: true, ended: 'open' })
    }
  })

  it('looks at each octet of an endless header section a bounded number of times', async () => {
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

  it('is half-closed by the script, and the answer still comes', async () => {
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

  it('is half-closed by the peer, and that is its end', async () => {
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

  it('is refused where nothing listens', async () => {
    const seen = await send(await closedPort())
    expect(seen.recording).to.deep.include({
      ended: 'refused',
      errorCode: 'ECONNREFUSED',
      connectedMs: null,
      marks: [],
      sent: [],
    })
  })

  it('is refused where the name does not exist', async () => {
    const recording = await exchange(
      { host: 'no.such.name.invalid', port: 1, tls: null },
      scriptOf({ deadlineMs: 3000 }),
    )
    expect(recording.connectedMs).to.equal(null)
    expect(recording.ended).to.be.oneOf(['refused', 'timeout'])
  })

  it('to localhost finds the family on which the peer listens', async () => {
    const peer = await listen(speaks())
    const recording = await exchange({ host: 'localhost', port: peer.port, tls: null }, scriptOf())
    expect(acceptanceFaults(observe(recording, http1))).to.deep.equal([])
  })

  it('is reset by the script', async () => {
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

describe('a script', () => {
  afterEach(closePeers)

  it('sends a request in parts, which are one request', async () => {
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

  it('sends an edited request in parts, which are one request too', async () => {
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
    expect(whats(seen)).to.deep.equal(['send', 'answer', 'unlessClosing', 'send', 'answer', 'alive'])
  })

  it('reads the answer to HEAD as the first, though GET was sent behind it', async () => {
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
      expect(whats(seen), answer).to.deep.equal(['send', 'answer', 'unlessClosing unmet'])
      expect(seen.recording.requests).to.have.length(1)
    }
  })

  it('sends nothing behind what announces the end, where that comes soon, and sees it', async () => {
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

  it('hears a peer that greets on a link that it does not look at, and its end', async () => {
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

  it('goes on all the same where the end that was announced does not come', async () => {
    const steps: Step[] = [...HEAD_ONLY, { do: 'frame', frame: { opcode: 9, payload: 'x' }, refused: true }]
    const seen = await meet(answers(plain(400, '', 'Connection: close\r\n')), { steps })
    expect(seen.recording.sent).to.have.length(2)
    expect(seen.recording.ended).to.equal('open')
  })

  it('hears what the peer says to octets behind the request before it asks for life', async () => {
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

  it('waits for no frame and sends none where the answer was no 101', async () => {
    const steps: Step[] = [
      ...HEAD_ONLY,
      { do: 'frame', frame: { opcode: 1, payload: 'x' } },
      { do: 'await', within: 3000 },
      { do: 'alive' },
    ]
    const seen = await meet(answers(plain(400)), { steps, deadlineMs: 1000 })
    expect(whats(seen)).to.deep.equal(['send', 'answer'])
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
    expect(whats(seen)).to.deep.equal(['send', 'frame', 'answer', 'alive'])
  })

  it('waits for the frame that it names, and for the end', async () => {
    const frames = Buffer.concat([latin1(switching()), serverFrame(1, 'one'), serverFrame(1, 'two')])
    const isTwo = (payload: Buffer) => payload.toString() === 'two'
    const steps: Step[] = [
      ...HEAD_ONLY,
      { do: 'await', frame: isTwo, within: 3000 },
      { do: 'await', end: true, within: 50 },
    ]
    expect(whats(await meet(answers(frames), { steps }))).to.deep.equal(['send', 'answer', 'await', 'await unmet'])
    const ended = await meet((socket) => onRequest(socket, () => socket.end(frames)), { steps })
    expect(whats(ended)).to.deep.equal(['send', 'answer', 'await', 'await'])
  })

  it('watches through a window, and tells what came in it', async () => {
    const steps: Step[] = [{ do: 'send' }, { do: 'watch', ms: 5000 }]
    const quiet = await meet((socket) => socket.resume(), { steps, windowMs: () => 40 })
    expect(whats(quiet)).to.deep.equal(['send', 'watch'])
    expect(quiet.recording.marks[1]).to.include({ receivedBefore: 0, receivedAfter: 0 })
    const noisy = await meet(answers('abc'), { steps, windowMs: () => 40 })
    expect(noisy.recording.marks[1]).to.include({ receivedBefore: 0, receivedAfter: 3 })
    const cut = await meet((socket) => socket.resume(), { steps, windowMs: () => 400, deadlineMs: 60 })
    expect(whats(cut)).to.deep.equal(['send', 'watch unmet cut'])
  })

  it('still reads what has come when the peer has ended', async () => {
    const steps: Step[] = [{ do: 'send' }, { do: 'pause', ms: 30 }, { do: 'write', octets: 'late' }, { do: 'answer' }]
    const seen = await meet((socket) => onRequest(socket, () => socket.end(plain(400))), { steps })
    expect(statusOf(seen)).to.equal(400)
    expect(whats(seen)).to.deep.equal(['send', 'pause', 'answer'])
  })

  for (const aliveBy of ['ping', 'echo', 'close'] as const)
    it(`asks for life by ${aliveBy}`, async () => {
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

  it('says goodbye once: a Close behind a link that stands, none behind one that was closed', async () => {
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

  it('throws what the case itself throws, and leaves no connection', async () => {
    const peer = await listen(answers(plain(200)))
    const broken = scriptOf({
      render: () => {
        throw new Error('a bug of the case')
      },
    })
    const outcome = await exchange({ host: '127.0.0.1', port: peer.port, tls: null }, broken).catch(
      (error: Error) => error.message,
    )
    expect(outcome).to.equal('a bug of the case')
    await peer.quiet()
  })
})

describe('an exchange that is interrupted', () => {
  afterEach(closePeers)

  it('ends at once, was left by us, and leaves no connection', async () => {
    const interrupt = new AbortController()
    const peer = await listen((socket) => onRequest(socket, () => interrupt.abort()))
    const seen = await send(peer.port, {}, interrupt.signal)
    expect(seen.recording).to.include({ ended: 'open' })
    expect(seen.recording.endedMs).to.be.below(3000)
    await peer.quiet()
  })

  it('before it began connects to nothing', async () => {
    const peer = await listen(answers(plain(200)))
    const seen = await send(peer.port, {}, AbortSignal.abort())
    expect(seen.recording.sent).to.deep.equal([])
    await peer.quiet()
  })

  it('during its farewell does not wait for the peer', async () => {
    const interrupt = new AbortController()
    const peer = await listen(
      (socket) => {
        onRequest(socket, () => socket.write(switching()), 1)
        socket.once('data', () => socket.once('data', () => interrupt.abort()))
      },
      { halfOpen: true },
    )
    const seen = await send(peer.port, { steps: HEAD_ONLY }, interrupt.signal)
    expect(statusOf(seen)).to.equal(101)
  })

  it('listens to its signal no longer than it lasts, and many may listen at once', async () => {
    const warnings: string[] = []
    const onWarning = (warning: Error) => warnings.push(warning.message)
    process.on('warning', onWarning)
    const interrupt = new AbortController()
    const peer = await listen(answers(plain(400)))
    await Promise.all(Array.from({ length: 30 }, () => send(peer.port, {}, interrupt.signal)))
    await new Promise(setImmediate)
    process.off('warning', onWarning)
    expect(warnings).to.deep.equal([])
  })
})

describe('a connection over TLS', () => {
  afterEach(closePeers)

  const over = (peer: Peer, tls: { ca?: string; insecure?: boolean; servername?: string }, script: Over = {}) =>
    exchange(
      { host: '127.0.0.1', port: peer.port, tls: { servername: 'localhost', insecure: false, ...tls } },
      scriptOf(script),
    )

  it('is made with a certificate that is trusted', async () => {
    const peer = await listen(speaks(), { tls: true })
    for (const servername of ['localhost', '127.0.0.1']) {
      const recording = await over(peer, { ca: CERTIFICATE, servername })
      expect(recording.errorCode).to.equal(null)
      expect(acceptanceFaults(observe(recording, http1)), servername).to.deep.equal([])
    }
    await peer.quiet()
  })

  it('is not made with one that is not, or for another name', async () => {
    const peer = await listen(speaks(), { tls: true })
    const untrusted = await over(peer, {})
    expect(untrusted).to.deep.include({
      ended: 'refused',
      connectedMs: null,
      sent: [],
      errorCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
    const other = await over(peer, { ca: CERTIFICATE, servername: 'other.test' })
    expect(other).to.include({ ended: 'refused', errorCode: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    await peer.quiet()
  })

  it('is made with any certificate where that was asked for', async () => {
    const peer = await listen(speaks(), { tls: true })
    const recording = await over(peer, { insecure: true, servername: 'other.test' })
    expect(acceptanceFaults(observe(recording, http1))).to.deep.equal([])
  })

  it('is refused by a peer that speaks none, or never answers', async () => {
    const plainPeer = await listen(answers(plain(400)))
    const recording = await over(plainPeer, { ca: CERTIFICATE }, { deadlineMs: 300 })
    expect(recording.connectedMs).to.equal(null)
    const babble = await listen((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))
    expect(await over(babble, { ca: CERTIFICATE })).to.include({ ended: 'refused', connectedMs: null })
    const silent = await listen((socket) => socket.resume())
    expect(await over(silent, { ca: CERTIFICATE }, { deadlineMs: 100 })).to.include({
      ended: 'timeout',
      connectedMs: null,
    })
    await Promise.all([plainPeer, babble, silent].map((peer) => peer.quiet()))
  })

  it('is closed and reset like any other', async () => {
    const closing = await listen((socket) => onRequest(socket, () => socket.end()), { tls: true })
    expect(await over(closing, { ca: CERTIFICATE })).to.include({ ended: 'closed' })
    const peer = await listen((socket) => socket.resume(), { tls: true })
    const steps: Step[] = [{ do: 'send' }, { do: 'reset' }]
    expect(await over(peer, { ca: CERTIFICATE }, { steps })).to.include({ ended: 'open', errorCode: null })
    await Promise.all([closing.quiet(), peer.quiet()])
  })

  it('with a certificate to trust that is none does not throw', async () => {
    const peer = await listen(speaks(), { tls: true })
    const recording = await over(peer, { ca: 'no certificate' })
    expect(recording).to.include({ ended: 'refused', connectedMs: null })
  })
})

describe('what is left behind', () => {
  it('is no connection of this test', async () => {
    const peer = await listen(answers(plain(400)))
    const socket = connect(peer.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.destroy()
    await peer.quiet()
    await peer.close()
    expect(peer.count.now).to.equal(0)
  })
})
