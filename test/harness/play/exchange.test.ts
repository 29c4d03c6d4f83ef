import { expect } from 'chai'
import { acceptanceFaults } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { exchange } from '../../../harness/play/exchange'
import { http1 } from '../../../harness/wire/http1/protocol'
import { observe } from '../../../harness/wire/observe'
import { HEAD_ONLY, scriptOf, send, speaks } from '../kit/exchanges'
import { plain, switching } from '../kit/messages'
import { answers, closedPort, closePeers, listen, onRequest } from '../kit/peer'

describe('an exchange', () => {
  afterEach(closePeers)

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

  it('with localhost uses the address family on which the peer listens', async () => {
    const peer = await listen(speaks())
    const recording = await exchange({ host: 'localhost', port: peer.port, tls: null }, scriptOf())
    expect(acceptanceFaults(observe(recording, http1))).to.deep.equal([])
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

  it('is ended at once by an interrupt, and leaves no connection open', async () => {
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

  it('during its last Close does not wait for the peer', async () => {
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
