import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { expect } from 'chai'
import { run } from '../../../../harness/run/run'
import type { Target } from '../../../../harness/run/target'
import { DEFAULT_RUN_OPTIONS } from '../../../../settings/run-options'
import { suites } from '../../../../suites/server/index'
import { answering, response } from '../../../kit/answering-server'
import { closedPort, closePeers, listen } from '../../kit/peer'

async function diagnosisOf(url: string, more: Partial<Target> = {}, timeoutMs = 3000): Promise<string> {
  const target: Target = {
    name: url,
    url: new URL(url),
    server: null,
    ours: false,
    fields: [],
    subprotocols: [],
    tls: { insecure: false },
    ...more,
  }
  const result = await run(target, suites, new Set(['6.02']), { ...DEFAULT_RUN_OPTIONS, timeoutMs })
  expect(result.cases.map(({ verdict }) => verdict)).to.deep.equal(['inconclusive'])
  return result.diagnosis ?? 'none'
}

function field(request: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.*)\r$`, 'im').exec(request)?.[1]
}

function switchOf(request: string, ...more: string[]): string {
  const key = field(request, 'sec-websocket-key') ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  const fields = ['Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`, ...more]
  return `HTTP/1.1 101 Switching Protocols\r\n${fields.join('\r\n')}\r\n\r\n`
}

/** What a server answers, and what its diagnosis has to say. */
const ANSWERS: readonly [string, (request: string) => string | Buffer | null, RegExp][] = [
  [
    'a plain HTTP server',
    () => response('200 OK', [], 'hello'),
    /200 OK: hello\. An ordinary GET gets 200, too\. It may be a plain HTTP server\. Is the path right\?.* into the URL\.$/,
  ],
  [
    'a wrong path',
    () => response('404 Not Found'),
    /404 Not Found.*no WebSocket endpoint at \/\..*Put the path into the URL\.$/,
  ],
  [
    'an Origin that is missing',
    (request) => (field(request, 'origin') ? switchOf(request) : response('403 Forbidden')),
    /403 Forbidden\. It answers 101 where the handshake has an Origin\. Use --origin http:\/\/127\.0\.0\.1:\d+$/,
  ],
  [
    'a subprotocol that is missing',
    (request) =>
      field(request, 'sec-websocket-protocol')?.includes('mqtt')
        ? switchOf(request, 'Sec-WebSocket-Protocol: mqtt')
        : response('400 Bad Request', [], 'no subprotocol'),
    /400 Bad Request: no subprotocol\. It answers 101 where a subprotocol is offered\. Use --subprotocol mqtt$/,
  ],
  [
    'credentials that are missing',
    () => response('401 Unauthorized', ['WWW-Authenticate: Basic realm="x"']),
    /401 Unauthorized\. It requires credentials \(WWW-Authenticate: Basic realm="x"\)\. --header-env 'Authorization=VAR'/,
  ],
  [
    'an Origin that is missing, of a server that answers 401 and asks for nothing',
    (request) => (field(request, 'origin') ? switchOf(request) : response('401 Unauthorized')),
    /401 Unauthorized\. It answers 101 where the handshake has an Origin\. Use --origin http:\/\/127\.0\.0\.1:\d+$/,
  ],
  [
    'what may be missing where 401 asks for nothing',
    () => response('401 Unauthorized'),
    /401 Unauthorized\. It may require credentials or another Origin\..*'Authorization=VAR'.*--origin ORIGIN/,
  ],
  [
    'an answer that ends in its header section',
    () => 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n',
    /answers 101, but without the empty line that ends its header section \(RFC 9112 2\.1\): .*Upgrade: websocket/,
  ],
  [
    'a 101 after other bytes',
    (request) => `listening\n${switchOf(request)}`,
    /answers 101, but after other bytes: listening.*A response begins with its status line \(RFC 9112 2\.1\)\.$/,
  ],
  [
    'a header section without end',
    () => `HTTP/1.1 101 Switching Protocols\r\n${'X-A: a\r\n'.repeat(400_000)}`,
    /sent more than \d+ bytes of an answer without an end.*HTTP\/1\.1 101 Switching Protocols/,
  ],
  [
    'a refusal without a reason',
    () => response('403 Forbidden'),
    /403 Forbidden\. It may require another Origin or credentials\..*--origin ORIGIN/,
  ],
  [
    'a redirect',
    () => response('301 Moved Permanently', ['Location: /chat']),
    /It redirects\..* Use ws:\/\/127\.0\.0\.1:\d+\/chat$/,
  ],
  [
    'a redirect to TLS',
    () => response('308 Permanent Redirect', ['Location: https://example.com/a']),
    /Use wss:\/\/example\.com\/a$/,
  ],
  [
    '426',
    () => response('426 Upgrade Required', ['Upgrade: websocket']),
    /426 Upgrade Required\. It requires an upgrade/,
  ],
  [
    'a rate limit',
    () => response('429 Too Many Requests'),
    /429 Too Many Requests\. It is busy, or it limits the rate of requests.*--jobs 1/,
  ],
  ['a busy server', () => response('503 Service Unavailable'), /503 Service Unavailable\. It is busy/],
  [
    'another protocol',
    () => 'SSH-2.0-OpenSSH_9.2\r\n',
    /answers, but not in HTTP: SSH-2\.0-OpenSSH_9\.2.*Is the port right\?/,
  ],
  ['no answer', () => '', /ended the connection without an answer/],
  [
    'a TLS alert',
    () => Buffer.from('15030100020246', 'hex'),
    /speaks TLS on this port\. Use wss:\/\/127\.0\.0\.1:\d+\/$/,
  ],
  [
    'a complaint that TLS was expected',
    () => response('400 Bad Request', [], 'The plain HTTP request was sent to HTTPS port'),
    /speaks TLS on this port\. Use wss:/,
  ],
]

/** What one server's diagnosis says. */
async function answeredWith(answer: (request: string) => string | Buffer | null): Promise<string> {
  const server = await answering(answer)
  try {
    return await diagnosisOf(server.url)
  } finally {
    await server.close()
  }
}

describe('a diagnosis', () => {
  // A control is tried again after pauses: the servers are asked at the same time.
  let diagnoses: Promise<string>[] = []
  before(() => {
    diagnoses = ANSWERS.map(([, answer]) => answeredWith(answer))
  })

  for (const [index, [what, , told]] of ANSWERS.entries())
    it(`names ${what}`, async () => expect(await diagnoses[index]).to.match(told))

  it('names a server that waits for a second read', async () => {
    const server = await listen((socket) => {
      let [reads, request] = [0, '']
      socket.on('data', (bytes) => {
        reads += 1
        request += bytes.toString('latin1')
        if (reads > 1 && request.includes('\r\n\r\n')) socket.write(switchOf(request))
      })
    })
    expect(await diagnosisOf(`ws://127.0.0.1:${server.port}/`, {}, 500)).to.match(
      /does not answer the correct handshake: no response within .*101 only where the handshake arrives in two pieces.*wait for a second read/,
    )
    await server.close()
  })

  it('names silence', async () => {
    const server = await answering(() => null)
    try {
      expect(await diagnosisOf(server.url, {}, 100)).to.match(
        /took the connection and sent nothing for \d+ ms\. Is the port right.*None of 15 usual paths is accepted \(\/ws, /,
      )
    } finally {
      await server.close()
    }
  })

  it('names an answer that does not go on', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => {}))
      socket.once('data', () => socket.write('HTTP/1.1 100 Continue\r\n\r\n'))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      expect(await diagnosisOf(`ws://127.0.0.1:${port}/`, {}, 500)).to.match(
        /sent 25 bytes of an incomplete answer, and then nothing for \d+ ms: HTTP\/1\.1 100 Continue/,
      )
    } finally {
      for (const socket of sockets) socket.destroy()
      server.close()
    }
  })

  it('does not take a server that waits for more than a TLS greeting for a firewall', async () => {
    const server = await answering((octets) => (octets.startsWith('GET') ? response('200 OK') : null))
    try {
      expect(await diagnosisOf(`wss://127.0.0.1:${server.port}/`, {}, 500)).to.match(
        /does not speak TLS on this port\. Use ws:\/\/127/,
      )
    } finally {
      await server.close()
    }
  })

  it('names a TLS handshake that is not answered', async () => {
    const server = await answering(() => null)
    try {
      expect(await diagnosisOf(`wss://127.0.0.1:${server.port}/`, {}, 500)).to.match(
        /no TLS connection to 127\.0\.0\.1:\d+ within \d+ ms\. Does the port speak TLS, or is ws:\/\/127\.0\.0\.1:\d+\/ right\?/,
      )
    } finally {
      await server.close()
    }
  })

  it('names a port that nothing listens on', async () => {
    const port = await closedPort()
    const connect = { host: '127.0.0.1', port }
    const told = `nothing listens on 127.0.0.1:${port}`
    expect(await diagnosisOf(`ws://127.0.0.1:${port}/`)).to.include(`${told} (ECONNREFUSED)`)
    expect(await diagnosisOf('ws://example.com/', { connect })).to.include(told)
    await closePeers()
  })

  it('names a name that is not found', async () => {
    expect(await diagnosisOf('ws://no-such-host.invalid/')).to.match(
      /^the host name no-such-host\.invalid is not found \((ENOTFOUND|EAI_AGAIN)\)/,
    )
  })

  it('names a port that speaks no TLS', async () => {
    const server = await answering(() => response('400 Bad Request'))
    try {
      expect(await diagnosisOf(`wss://127.0.0.1:${server.port}/`)).to.match(
        /does not speak TLS on this port\. Use ws:\/\/127/,
      )
    } finally {
      await server.close()
    }
  })

  describe('over TLS', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    before(function () {
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
      const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
      try {
        execFileSync('openssl', ['req', '-x509', ...made, '-keyout', key, '-out', cert, ...subject], {
          stdio: 'ignore',
        })
      } catch {
        this.skip()
      }
    })
    after(() => rmSync(folder, { recursive: true, force: true }))

    async function overTls(use: (port: number, ca: string) => Promise<void>): Promise<void> {
      const ca = readFileSync(cert, 'utf8')
      const server = createTlsServer({ key: readFileSync(key), cert: ca }, (socket) => {
        socket.on('error', () => {})
        socket.once('data', () => socket.end(response('404 Not Found')))
      })
      server.on('tlsClientError', () => {})
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      try {
        await use((server.address() as AddressInfo).port, ca)
      } finally {
        await new Promise((resolve) => server.close(resolve))
      }
    }

    it('names a certificate that is not trusted, and trusts what --ca or --insecure names', () =>
      overTls(async (port, ca) => {
        const url = `wss://127.0.0.1:${port}/`
        expect(await diagnosisOf(url)).to.match(/certificate of .* is not trusted \(\w+\)\. --ca FILE .*--insecure/)
        for (const tls of [{ insecure: false, ca }, { insecure: true }])
          expect(await diagnosisOf(url, { tls })).to.match(/404 Not Found\. An ordinary GET gets 404, too\./)
      }))

    it('names TLS that was spoken to in clear', () =>
      overTls(async (port) => {
        expect(await diagnosisOf(`ws://127.0.0.1:${port}/`)).to.match(/speaks TLS on this port\. Use wss:\/\/127/)
      }))
  })
})
