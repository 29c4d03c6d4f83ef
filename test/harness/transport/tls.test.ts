import { expect } from 'chai'
import type { Step } from '../../../harness/case/script'
import { acceptanceFaults } from '../../../harness/judge/acceptance'
import { exchange } from '../../../harness/play/exchange'
import { http1 } from '../../../harness/wire/http1/protocol'
import { observe } from '../../../harness/wire/observe'
import { type ScriptChange, scriptOf, speaks } from '../kit/exchanges'
import { plain } from '../kit/messages'
import { answers, CERTIFICATE, closePeers, listen, onRequest, type Peer } from '../kit/peer'

describe('a connection over TLS', () => {
  afterEach(closePeers)

  const over = (peer: Peer, tls: { ca?: string; insecure?: boolean; servername?: string }, script: ScriptChange = {}) =>
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

  it('is not made with a certificate that is not trusted, or is for another name', async () => {
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

  it('is refused by a peer that does not speak TLS, or never answers', async () => {
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

  it('does not throw where the certificate to trust is not one', async () => {
    const peer = await listen(speaks(), { tls: true })
    const recording = await over(peer, { ca: 'no certificate' })
    expect(recording).to.include({ ended: 'refused', connectedMs: null })
  })
})
