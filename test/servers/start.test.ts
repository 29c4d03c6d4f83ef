import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type KnownServer, readManifests } from '../../servers-under-test/manifest'
import { accepts, StartError } from '../../servers-under-test/ready'
import { look, runnable, startServer } from '../../servers-under-test/start'

const CAN = { echo: false, subprotocols: [], permessageDeflate: false }

function server(more: Partial<KnownServer>): KnownServer {
  const base = {
    name: 'sample',
    language: 'JavaScript',
    core: 'sample',
    kind: 'server' as const,
    homepage: 'https://example.com/',
  }
  return {
    ...base,
    install: [],
    version: ['node', '-p', '"1.2.3"'],
    start: ['node', '-e', ''],
    can: CAN,
    folder: tmpdir(),
    ...more,
  }
}

/** The first line that is answered to a handshake at `url` with these further fields, and its header section. */
function answerTo(url: URL, ...more: string[]): Promise<string> {
  const fields = ['Host: h', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', ...more]
  const request = `GET / HTTP/1.1\r\n${fields.join('\r\n')}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), '127.0.0.1', () => socket.write(request))
    socket.once('data', (octets) => {
      socket.destroy()
      resolve(octets.toString('latin1'))
    })
    socket.once('error', reject)
  })
}

describe('known servers', function () {
  this.timeout(40_000)

  it('have manifests that say what they should', () => {
    const names = readManifests().map(({ name }) => name)
    expect(names).to.include.members(['scratch', 'ws'])
    expect(names).to.deep.equal([...names].sort())
  })

  it('are told apart from folders with a manifest that is wrong', () => {
    const root = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
    try {
      mkdirSync(join(root, 'bad'))
      writeFileSync(join(root, 'bad', 'manifest.json'), '{"name":"bad"}')
      expect(() => readManifests(root)).to.throw(/bad.manifest\.json: it must have required property 'language'/)
    } finally {
      rmSync(root, { recursive: true })
    }
  })

  for (const name of ['ws', 'scratch'])
    it(`start: ${name} echoes its subprotocols and permessage-deflate, revives and stops`, async () => {
      const known = readManifests().find((each) => each.name === name)
      if (!known) throw new Error('no manifest')
      const started = await startServer(known)
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
      await started.revive()
      expect(await accepts(started.url)).to.equal(true)
      await started.stop()
      expect(await accepts(started.url)).to.equal(false)
    })

  it('say why they do not start, with what they wrote', async () => {
    const start = ['node', '-e', 'console.error("no licence"); process.exit(3)']
    const error = await startServer(server({ start })).then(
      () => null,
      (reason) => reason,
    )
    expect(error).to.be.instanceOf(StartError)
    expect(error.message).to.match(/^it ended \(exit status 3\) before it answered at 127\.0\.0\.1:\d+$/)
    expect(error.output).to.equal('no licence\n')
  })

  it('say that they never listen', async () => {
    const slow = server({ start: ['node', '-e', 'setInterval(() => {}, 1000)'], startMs: 300 })
    const error = await startServer(slow).then(
      () => null,
      (reason) => reason,
    )
    expect(error.message).to.match(/^it did not listen on 127\.0\.0\.1:\d+ within 300 ms$/)
  })

  it('say what is missing', async () => {
    const absent = server({ start: ['no-such-program'], install: ['apt-get install sample'] })
    expect(await look(absent))
      .to.include({ version: null, runs: false })
      .and.deep.include({ missing: ['no-such-program'] })
    const error = await startServer(absent).then(
      () => null,
      (reason) => reason,
    )
    expect(error.message).to.equal('no-such-program is not installed here; install it with: apt-get install sample')
    const broken = server({ version: ['node', '-e', 'process.exit(1)'] })
    expect(await look(broken)).to.deep.include({ missing: ['sample'], runs: false })
  })

  it('run the TypeScript where that is all there is', () => {
    const [known] = readManifests().filter(({ name }) => name === 'ws')
    expect(runnable(['node', 'server.js'], known?.folder ?? '')).to.deep.equal([
      process.execPath,
      '-r',
      require.resolve('ts-node/register'),
      'server.ts',
    ])
    expect(runnable(['node', '-p', '1'], tmpdir())).to.deep.equal([process.execPath, '-p', '1'])
    expect(runnable(['python3', 'server.py'], tmpdir())).to.deep.equal(['python3', 'server.py'])
  })
})
