import { X509Certificate } from 'node:crypto'
import { connect as connectTcp } from 'node:net'
import { type ConnectionOptions, connect } from 'node:tls'
import { expect } from 'chai'
import type { TlsOffer } from '../../../harness/case/client-case'
import { CaseServer } from '../../../harness/serve/case-server'
import type { ServedAttempt } from '../../../harness/serve/served-attempt'
import { ANSWERED } from '../../../harness/serve/steps'
import { certificates } from '../../../harness/serve/tls/certificates'

const FIELDS =
  'Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'

/** Connects, sends a request where the certificate is fine, and gives what came first, or the code of the error. */
function ask(port: number, path: string, options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ...options })
    socket
      .on('secureConnect', () => socket.write(`GET ${path} HTTP/1.1\r\n${FIELDS}`))
      .on('data', (bytes) => {
        socket.destroy()
        resolve(bytes.toString('latin1').split('\r\n')[0] ?? '')
      })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

describe('the certificates of a run', () => {
  it('are of one authority, for localhost and both loopback addresses, and wrong in one thing each', async () => {
    const { authority, of } = await certificates()
    const root = new X509Certificate(authority)
    expect(root.ca).to.equal(true)
    const facts = (pem: string) => {
      const certificate = new X509Certificate(pem)
      return {
        known: certificate.checkIssued(root) && certificate.verify(root.publicKey),
        own: certificate.checkHost('localhost') === 'localhost' && certificate.checkIP('127.0.0.1') === '127.0.0.1',
        valid: Date.parse(certificate.validFrom) < Date.now() && Date.parse(certificate.validTo) > Date.now(),
      }
    }
    expect(Object.entries(of).map(([kind, { cert }]) => [kind, facts(cert)])).to.deep.equal([
      ['right', { known: true, own: true, valid: true }],
      ['expired', { known: true, own: true, valid: false }],
      ['otherName', { known: true, own: false, valid: true }],
      ['selfSigned', { known: false, own: true, valid: true }],
      ['unknownIssuer', { known: false, own: true, valid: true }],
    ])
    expect(new Set(Object.values(of).map(({ cert }) => new X509Certificate(cert).serialNumber)).size).to.equal(5)
  })
})

describe('a port for a wss: URL', function () {
  this.timeout(20_000)
  let server: CaseServer
  let served: ServedAttempt
  beforeEach(async () => {
    server = await CaseServer.listen()
    served = server.open({ id: 'C9.01', scripts: { steps: ANSWERED, again: ANSWERED }, timeoutMs: 3000 })
  })
  afterEach(() => server.close())

  const tried = async (offer: TlsOffer, options: ConnectionOptions = {}) => {
    const tlsPort = await server.openTlsPort(served, offer)
    const { authority } = await certificates()
    const said = await ask(Number(tlsPort.host.split(':')[1]), served.path, { ca: authority, ...options })
    await server.closeAttempt(served)
    return { said, tls: tlsPort.connections }
  }

  it('answers over TLS, and records the name, the protocols and the version that the client asked for', async () => {
    const { said, tls } = await tried('right', { ALPNProtocols: ['http/1.1', 'x'] })
    expect(said).to.equal('HTTP/1.1 101 Switching Protocols')
    expect(tls).to.deep.equal([{ servername: 'localhost', alpn: ['http/1.1', 'x'], version: 'TLSv1.3', fault: null }])
    expect(served.exchanges.map(({ secure, request }) => [secure, request?.method])).to.deep.equal([[true, 'GET']])
  })

  it('records a client that asks for no name and offers no protocol', async () => {
    const { tls } = await tried('right', {
      servername: '',
      checkServerIdentity: () => undefined,
      maxVersion: 'TLSv1.2',
    })
    expect(tls).to.deep.equal([{ servername: null, alpn: [], version: 'TLSv1.2', fault: null }])
  })

  for (const [offer, code] of [
    ['expired', 'CERT_HAS_EXPIRED'],
    ['otherName', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['unknownIssuer', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)
    it(`is refused with the certificate ${offer}`, async () => {
      expect((await tried(offer)).said).to.equal(code)
      expect(served.exchanges).to.deep.equal([])
    })

  it('answers a ClientHello in clear text, which is no request, and a request in clear text as one', async () => {
    const { said } = await tried('in clear')
    expect(said).to.match(/^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/)
    expect(served.exchanges.map(({ request, secure }) => [request, secure])).to.deep.equal([[null, false]])
  })

  it('records a handshake that fails, and goes on', async () => {
    const tlsPort = await server.openTlsPort(served, 'right')
    const port = Number(tlsPort.host.split(':')[1])
    await new Promise<void>((resolve) => {
      connectTcp({ port, host: '127.0.0.1' })
        .on('connect', function (this: import('node:net').Socket) {
          this.end('GET / HTTP/1.1\r\n\r\n')
        })
        .on('error', () => {})
        .resume()
        .on('close', () => resolve())
    })
    const { authority } = await certificates()
    expect(await ask(port, served.path, { ca: authority })).to.equal('HTTP/1.1 101 Switching Protocols')
    await server.closeAttempt(served)
    expect(tlsPort.connections.map(({ fault }) => fault)).to.deep.equal(['http request', null])
  })

  it('has closed its port once its attempt has ended', async () => {
    const tlsPort = await server.openTlsPort(served, 'right')
    await server.closeAttempt(served)
    expect(await ask(Number(tlsPort.host.split(':')[1]), '/', {})).to.equal('ECONNREFUSED')
  })
})
