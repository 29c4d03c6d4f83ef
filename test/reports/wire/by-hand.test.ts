import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { byHand, exchangeByHand, isMasked, type Peer } from '../../../reports/wire/by-hand'
import { exchange, KEY, maskedFrame, request, target } from '../kit/results'

const PEER: Peer = { tls: false, host: '127.0.0.1', port: 8080 }
const FIXTURES = join(__dirname, '..', '..', 'fixtures')

/** Replaces nc, which not every machine has: sends its input to HOST PORT, its last two words, and writes the answer. */
const NC = `#!${process.execPath}
const [host, port] = process.argv.slice(-2)
const socket = require('node:net').connect(Number(port), host)
process.stdin.pipe(socket)
socket.pipe(process.stdout)
`

const BYTES = Array.from({ length: 256 }, (_, byte) => byte)

const HARD: readonly (readonly [string, Buffer])[] = [
  ['every byte', Buffer.from(BYTES)],
  ['every byte before a digit', Buffer.from(BYTES.flatMap((byte) => [byte, 0x37]))],
  ['a handshake', Buffer.from(request(KEY))],
  ['what shells and printf expand', Buffer.from(`GET /%41%s?a=\\x41\\101\\c'"\`$(id)!!~  HTTP/1.1\r\n\r\n`)],
  ['what looks like an option', Buffer.from('-n -v HTTP/1.1\r\n\r\n')],
  ['what s_client takes for a command', Buffer.from('Q / HTTP/1.1\r\n\r\n')],
  ['no line end', Buffer.from('GET')],
]

/** A server that keeps what the last connection sent, and answers once that is as much as is `wanted`. */
class Listener {
  got = Buffer.alloc(0)
  wanted = 0

  constructor(private readonly server: Server) {}

  readonly take = (socket: Socket): void => {
    this.got = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      this.got = Buffer.concat([this.got, chunk])
      if (this.got.length >= this.wanted) socket.end('answered')
    })
  }

  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port))
    })
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()))
  }
}

describe('reports: by hand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-hand-'))
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` }
  const shell = (name: string, line: string) => promisify(execFile)(name, ['-c', line], { env, timeout: 15_000 })

  before(() => {
    writeFileSync(join(folder, 'nc'), NC)
    writeFileSync(join(folder, 'sleep'), '#!/bin/sh\n')
    for (const name of ['nc', 'sleep']) chmodSync(join(folder, name), 0o755)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  for (const name of ['/bin/sh', 'bash'])
    it(`sends exactly the bytes when it is pasted into ${name}`, async () => {
      const server = createServer({ allowHalfOpen: true })
      const listener = new Listener(server)
      server.on('connection', listener.take)
      const port = await listener.listen()
      try {
        for (const [what, bytes] of HARD) {
          listener.wanted = bytes.length
          const { stdout } = await shell(name, byHand({ ...PEER, port }, bytes))
          expect(listener.got.equals(bytes), `${what}: ${listener.got.toString('latin1')}`).to.equal(true)
          expect(stdout, what).to.equal('answered')
        }
      } finally {
        await listener.close()
      }
    })

  it('sends exactly the bytes over TLS', async function () {
    try {
      await shell('/bin/sh', 'openssl version')
    } catch {
      this.skip()
    }
    const [key, cert] = ['tls-key.pem', 'tls-cert.pem'].map((file) => readFileSync(join(FIXTURES, file)))
    const server = createTlsServer({ key, cert, allowHalfOpen: true })
    const listener = new Listener(server)
    server.on('secureConnection', listener.take)
    const port = await listener.listen()
    try {
      for (const [what, bytes] of HARD) {
        listener.wanted = bytes.length
        await shell('/bin/sh', byHand({ tls: true, host: '127.0.0.1', port }, bytes))
        expect(listener.got.equals(bytes), `${what}: ${listener.got.toString('latin1')}`).to.equal(true)
      }
    } finally {
      await listener.close()
    }
  })

  it('is one printable line, and names a server to TLS only where it has a name', () => {
    for (const [, bytes] of HARD) expect(byHand(PEER, bytes)).to.match(/^[\x20-\x7e]+$/)
    const get = Buffer.from('GET')
    expect(byHand(PEER, get)).to.equal(`(printf 'GET'; sleep 2) | nc -w 3 127.0.0.1 8080`)
    expect(byHand({ ...PEER, host: '::1', port: null }, get)).to.match(/\| nc -w 3 '?::1'? "\$PORT"$/)
    expect(byHand({ ...PEER, host: '-e' }, get)).to.match(/nc -w 3 -- -e 8080$/)
    expect(byHand({ tls: true, host: '::1', port: 443 }, get)).to.match(/-connect '\[::1\]':443$/)
    expect(byHand({ tls: true, host: '127.0.0.1', port: 9, serverName: 'example.com' }, get)).to.match(
      /s_client -quiet -no_ign_eof -connect 127.0.0.1:9 -servername example.com$/,
    )
  })

  it('sends a stored request again, without the frames after it', () => {
    const sent = Buffer.concat([Buffer.from(request(KEY)), maskedFrame('hello', Buffer.from('01020304', 'hex'))])
    const own = target('t', [], { server: null })
    const hand = exchangeByHand(own, ['run', own.url], exchange({ sent }))
    expect(hand?.line).to.equal(byHand({ ...PEER, port: 9001, serverName: '127.0.0.1' }, Buffer.from(request(KEY))))
    expect(hand?.notes).to.deep.equal(['The frames after the request (11 bytes) are left out.'])
    expect(exchangeByHand(own, [], exchange({ ended: 'refused' }))).to.equal(null)
  })

  it('names what the line lacks: a port that is gone, credentials, bytes that are not stored', () => {
    const started = target('ws@8', [], { url: 'ws://127.0.0.1:40123/' })
    const masked = exchange({ sent: `GET / HTTP/1.1\r\nAuthorization: ${'*'.repeat(11)}\r\n\r\n` })
    const gone = exchangeByHand(started, ['run', 'ws'], masked)
    expect(gone?.line).to.match(/ "\$PORT"$/)
    expect(gone?.notes).to.deep.equal([
      'PORT is the port where the server listens now.',
      'Credentials are not stored: put yours in place of the asterisks.',
    ])
    const long = exchangeByHand(started, ['run', 'ws'], exchange({ sent: `GET /${'a'.repeat(5000)}` }))
    expect(long?.notes[1]).to.equal('Only the first 4096 of 5005 bytes are stored, and only these are sent.')
  })

  it('goes where --connect went, and asks TLS for the name in the URL', () => {
    const own = target('t', [], { server: null, url: 'wss://example.com/' })
    const hand = exchangeByHand(own, ['run', own.url, '--connect', '[::1]:8443'], exchange({ sent: 'GET' }))
    expect(hand?.line).to.match(/-connect '\[::1\]':8443 -servername example.com$/)
  })

  it('knows masked bytes from asterisks that a request may have', () => {
    const head = (line: string) => Buffer.from(`OPTIONS * HTTP/1.1\r\n${line}\r\n\r\n`)
    expect(isMasked(head('Accept: */*'))).to.equal(false)
    expect(isMasked(head('Cookie: **'))).to.equal(true)
    expect(isMasked(Buffer.from('GET /?a=1&token=**** HTTP/1.1\r\n\r\n'))).to.equal(true)
  })
})
