import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { filled } from '../../fleet/launch'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import { accepts } from '../../fleet/ports'
import { startServer } from '../../fleet/start'
import { StartError } from '../../fleet/start-error'
import { inFolder, sampleServer } from './kit/sample-server'

/** Prints what it was given, answers with its path at /json, and accepts a handshake at that path with the fields it needs. */
const LISTEN = `
  const { createServer } = require('node:http')
  const { PORT, WORK } = process.env
  console.log(JSON.stringify({ words: process.argv.slice(2), work: WORK }))
  createServer((request, response) => response.end(JSON.stringify([{ webSocketDebuggerUrl: 'ws://x/found?a' }])))
    .on('upgrade', ({ url, headers }, socket) => {
      const { origin, 'sec-websocket-protocol': chat, 'x-token': token } = headers
      const good = url === '/found?a' && origin.endsWith(PORT) && chat === 'chat' && token === 'abc'
      socket.end(good ? 'HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n' : 'HTTP/1.1 400 Bad Request\\r\\n\\r\\n')
    })
    .listen(PORT, '127.0.0.1')
`

/** The first bytes that a server sends in answer to a handshake with these further fields. */
function answerTo(url: URL, ...more: string[]): Promise<string> {
  const fields = ['Host: h', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', ...more]
  const request = `GET / HTTP/1.1\r\n${fields.join('\r\n')}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), '127.0.0.1', () => socket.write(request))
    socket.once('data', (bytes) => {
      socket.destroy()
      resolve(bytes.toString('latin1'))
    })
    socket.once('error', reject)
  })
}

/** Why a server does not start. */
function whyNot(server: KnownServer, cache: string): Promise<StartError> {
  return startServer(server, { cache }).then(
    () => expect.fail('it started'),
    (error) => error,
  )
}

describe('starting a known server', function () {
  this.timeout(40_000)
  const CACHE = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
  after(() => rmSync(CACHE, { recursive: true }))

  for (const name of ['ws', 'scratch'])
    it(`${name} starts, offers its subprotocols and permessage-deflate, is revived and stops`, async () => {
      const known = readManifests().find((each) => each.name === name)
      if (!known) throw new Error('no manifest')
      const started = await startServer(known, { cache: CACHE })
      try {
        expect(started).to.include({ name, language: known.language })
        expect(started.version).to.match(/^\d+\.\d+\.\d+/)
        const answer = await answerTo(started.url, 'Sec-WebSocket-Protocol: other, superchat, chat')
        expect(answer)
          .to.match(/^HTTP\/1\.1 101 /)
          .and.match(/^Sec-WebSocket-Protocol: superchat\r$/im)
        expect(answer).to.match(/^Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r$/im)
        expect(await answerTo(started.url, 'Sec-WebSocket-Extensions: permessage-deflate')).to.match(
          /permessage-deflate/i,
        )
        await started.revive()
        expect(await accepts(started.url)).to.equal(true)
      } finally {
        await started.stop()
      }
      expect(await accepts(started.url)).to.equal(false)
      await Promise.all([started.revive(), started.revive()])
      expect(await accepts(started.url)).to.equal(true)
      await started.stop()
      expect(await accepts(started.url)).to.equal(false)
    })

  it('fails with the reason and the output where it ends', async () => {
    const start = ['node', '-e', 'console.error("no licence"); process.exit(3)']
    const error = await whyNot(sampleServer({ start }), CACHE)
    expect(error).to.be.instanceOf(StartError)
    expect(error.message).to.match(/^it ended \(exit status 3\) before it answered at 127\.0\.0\.1:\d+$/)
    expect(error.output).to.equal('no licence\n')
  })

  it('fails where it never listens', async () => {
    const silent = sampleServer({ start: ['node', '-e', 'setInterval(() => {}, 1000)'], startMs: 300 })
    const { message } = await whyNot(silent, CACHE)
    expect(message).to.match(/^it did not listen on 127\.0\.0\.1:\d+ within 300 ms$/)
  })

  it('fails with what is missing and how to install it', async () => {
    const debian = { packages: ['no-such-package'] }
    const { message } = await whyNot(sampleServer({ start: ['no-such-program'], install: { debian } }), CACHE)
    expect(message).to.equal(
      'no-such-package is not installed here; install it with: apt-get install --no-install-recommends no-such-package',
    )
  })

  it('gives it a port, a work folder with its configuration and an upstream, and asks for its path', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'listen.js'), LISTEN)
      writeFileSync(join(folder, 'hop.conf'), 'listen $PORT; pass $UPSTREAM_HOST $UPSTREAM_PORT; set $http_upgrade')
      const hop = sampleServer({
        folder,
        kind: 'hop',
        config: ['hop.conf'],
        start: ['node', 'listen.js', 'port=$PORT', 'work=$WORK', 'to $UPSTREAM', '$HOME'],
        pathFrom: '/json',
        needs: { origin: 'http://127.0.0.1:$PORT', subprotocol: 'chat', headers: { 'X-Token': 'abc' } },
      })
      const started = await startServer(hop, { cache: CACHE, upstream: '[::1]:9' })
      const { words, work } = JSON.parse(started.output().split('\n', 1)[0] ?? '')
      const { port } = started.url
      expect(words).to.deep.equal([`port=${port}`, `work=${work}`, 'to [::1]:9', '$HOME'])
      expect(started.url.pathname).to.equal('/found')
      expect(started.needs).to.deep.equal({
        origin: `http://127.0.0.1:${port}`,
        subprotocol: 'chat',
        headers: { 'X-Token': 'abc' },
      })
      const config = () => readFileSync(join(work, 'hop.conf'), 'utf8')
      expect(config()).to.equal(`listen ${port}; pass ::1 9; set $http_upgrade`)
      await started.stop()
      await started.revive()
      expect(config()).to.equal(`listen ${port}; pass ::1 9; set $http_upgrade`)
      await started.stop()
      expect(existsSync(work)).to.equal(false)
    }))

  it('replaces only the variables that it sets', () => {
    expect(filled(`$PORT $${'{PORT}'} $PORTS $X`, { PORT: '1' })).to.equal('1 1 $PORTS $X')
  })
})
