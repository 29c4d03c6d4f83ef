import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { look, runnable } from '../../fleet/availability'
import { filled } from '../../fleet/launch'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import { prepare } from '../../fleet/prepare'
import { accepts, StartError } from '../../fleet/ready'
import { startServer } from '../../fleet/start'

/** Where servers are kept that these tests fetch or build. */
const CACHE = mkdtempSync(join(tmpdir(), 'wsspec-test-'))

const CAN = { echo: false, subprotocols: [], permessageDeflate: false }

function server(more: Partial<KnownServer>): KnownServer {
  const base = {
    name: 'sample',
    language: 'JavaScript',
    core: 'sample',
    kind: 'server' as const,
    homepage: 'https://example.com/',
    licence: 'MIT',
  }
  return {
    ...base,
    install: { builtin: true as const },
    version: ['node', '-p', '"1.2.3"'],
    start: ['node', '-e', ''],
    can: CAN,
    folder: tmpdir(),
    ...more,
  }
}

/** Says what it was given, tells its path at /json, and says 101 at that path to whom it needs. */
const LISTEN = `
  const { createServer } = require('node:http')
  const { PORT, WORK } = process.env
  console.log(JSON.stringify({ words: process.argv.slice(2), work: WORK }))
  createServer((request, response) => response.end(JSON.stringify([{ webSocketDebuggerUrl: 'ws://x/told?a' }])))
    .on('upgrade', ({ url, headers }, socket) => {
      const { origin, 'sec-websocket-protocol': chat, 'x-token': token } = headers
      const good = url === '/told?a' && origin.endsWith(PORT) && chat === 'chat' && token === 'abc'
      socket.end(good ? 'HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n' : 'HTTP/1.1 400 Bad Request\\r\\n\\r\\n')
    })
    .listen(PORT, '127.0.0.1')
`

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
  after(() => rmSync(CACHE, { recursive: true }))

  it('have manifests that say what they should', () => {
    const names = readManifests().map(({ name }) => name)
    expect(names).to.include.members(['scratch', 'ws'])
    expect(names).to.deep.equal([...names].sort())
  })

  it('are told apart from folders with a manifest that is wrong', () => {
    const root = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
    mkdirSync(join(root, 'bad'))
    const { folder: _, core: _own, ...good } = server({ name: 'bad' })
    const complaint = (manifest: unknown) => {
      const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
      writeFileSync(join(root, 'bad', 'manifest.json'), text)
      try {
        readManifests(root)
        return null
      } catch (error) {
        return (error as Error).message.replace(`${root}/`, '')
      }
    }
    const npm = { package: 'x', version: '1.0.0' }
    try {
      expect(complaint(good)).to.equal(null)
      expect(readManifests(root)[0]).to.include({ core: 'bad', folder: join(root, 'bad') })
      expect(complaint('{')).to.match(/^bad.manifest\.json is not JSON: /)
      for (const [change, field] of [
        [{ name: 'other' }, /name is not that of its folder, bad$/],
        [{ language: undefined }, /language is missing$/],
        [{ licens: 'MIT' }, /licens is no field of a manifest$/],
        [{ version: undefined }, /version is missing: there is no package that has one$/],
        [{ install: {} }, /install must NOT have fewer than 1 properties$/],
        [{ install: { npm: { ...npm, version: '^1.0.0' } } }, /install\.npm\.version must match pattern/],
        [{ install: { npm: { ...npm, with: { y: 'latest' } } } }, /install\.npm\.with\.y must match pattern/],
        [{ install: { debian: { packages: [] } } }, /install\.debian\.packages must NOT have fewer than 1 items$/],
        [{ needs: { origin: 7 } }, /needs\.origin must be string$/],
        [{ fixture: [{ cases: ['1.01'] }] }, /fixture\.0\.why is missing$/],
      ] as const)
        expect(complaint({ ...good, ...change }))
          .to.match(/^bad.manifest\.json: /)
          .and.match(field)
    } finally {
      rmSync(root, { recursive: true })
    }
  })

  for (const name of ['ws', 'scratch'])
    it(`start: ${name} echoes its subprotocols and permessage-deflate, revives and stops`, async () => {
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

  it('say why they do not start, with what they wrote', async () => {
    const start = ['node', '-e', 'console.error("no licence"); process.exit(3)']
    const error = await startServer(server({ start }), { cache: CACHE }).then(
      () => null,
      (reason) => reason,
    )
    expect(error).to.be.instanceOf(StartError)
    expect(error.message).to.match(/^it ended \(exit status 3\) before it answered at 127\.0\.0\.1:\d+$/)
    expect(error.output).to.equal('no licence\n')
  })

  it('say that they never listen', async () => {
    const slow = server({ start: ['node', '-e', 'setInterval(() => {}, 1000)'], startMs: 300 })
    const error = await startServer(slow, { cache: CACHE }).then(
      () => null,
      (reason) => reason,
    )
    expect(error.message).to.match(/^it did not listen on 127\.0\.0\.1:\d+ within 300 ms$/)
  })

  it('say what is missing, and how to get it', async () => {
    const start = ['no-such-program']
    const debian = { packages: ['no-such-package', 'dpkg'], build: ['cc -o echo echo.c'] }
    const absent = server({ start, install: { debian } })
    const install = ['apt-get install --no-install-recommends no-such-package dpkg', 'cc -o echo echo.c']
    const [first] = absent.version ?? []
    expect(first).to.equal('node')
    expect(
      await look(server({ start, install: { debian }, version: ['no-such-program'] }), CACHE, new Map()),
    ).to.deep.include({
      version: null,
      runs: false,
      missing: ['no-such-package', 'dpkg'],
      install,
    })
    const error = await startServer(server({ start, install: { debian: { packages: ['no-such-package'] } } }), {
      cache: CACHE,
    }).then(
      () => null,
      (reason) => reason,
    )
    expect(error.message).to.equal(
      'no-such-package is not installed here; install it with: apt-get install --no-install-recommends no-such-package',
    )
    expect(await look(server({ start }), CACHE)).to.deep.include({ runs: false, missing: ['no-such-program'] })
    const broken = server({ version: ['node', '-e', 'process.exit(1)'] })
    expect(await look(broken, CACHE)).to.deep.include({ missing: ['sample'], runs: false })
    const elsewhere = server({ platforms: ['plan9'] })
    expect((await look(elsewhere, CACHE)).missing).to.deep.equal([
      `plan9 only (this is ${process.platform}-${process.arch})`,
    ])
    expect((await look(server({ node: '<4' }), CACHE)).runs).to.equal(false)
  })

  it('take the version of the first Debian package where no command tells it', async () => {
    const { version: _, ...silent } = server({ install: { debian: { packages: ['sample-dev', 'cc'] } } })
    const installed = new Map([
      ['sample-dev', '1.2-3+deb12u1'],
      ['cc', '9'],
    ])
    expect(await look(silent, CACHE, installed)).to.deep.include({ version: '1.2-3+deb12u1', runs: true, missing: [] })
  })

  it('are built once, in a copy of their folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
    try {
      writeFileSync(join(folder, 'listen.txt'), LISTEN)
      const debian = { packages: ['node'], build: ['cp listen.txt listen.js', 'echo built >> built.txt'] }
      const known = server({ folder, install: { debian }, start: ['node', 'listen.js'] })
      const cwds: string[] = []
      for (let turn = 0; turn < 2; turn++) {
        const { cwd, version } = await prepare(known, { cache: CACHE })
        expect(version).to.equal('1.2.3')
        cwds.push(cwd)
      }
      expect(cwds[0]).to.equal(cwds[1])
      expect(readFileSync(join(cwds[0] ?? '', 'built.txt'), 'utf8')).to.equal('built\n')
      expect(existsSync(join(folder, 'listen.js'))).to.equal(false)
      const failing = server({
        folder,
        install: { debian: { packages: ['node'], build: ['echo no header >&2', 'false'] } },
      })
      const error = await prepare(failing, { cache: CACHE }).then(
        () => null,
        (reason) => reason,
      )
      expect(error).to.be.instanceOf(StartError)
      expect([error.message, error.output]).to.deep.equal(['it does not build (exit status 1)', 'no header\n'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('get a port, a folder to work in and what they stand before, and tell their path and needs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
    writeFileSync(join(folder, 'listen.js'), LISTEN)
    writeFileSync(join(folder, 'hop.conf'), 'listen $PORT; pass $UPSTREAM_HOST $UPSTREAM_PORT; set $http_upgrade')
    const known = server({
      folder,
      kind: 'hop',
      config: ['hop.conf'],
      start: ['node', 'listen.js', 'port=$PORT', 'work=$WORK', 'to $UPSTREAM', '$HOME'],
      pathFrom: '/json',
      needs: { origin: 'http://127.0.0.1:$PORT', subprotocol: 'chat', headers: { 'X-Token': 'abc' } },
    })
    try {
      const started = await startServer(known, { cache: CACHE, upstream: '[::1]:9' })
      const told = JSON.parse(started.output().split('\n', 1)[0] ?? '')
      const { port } = started.url
      expect(told.words).to.deep.equal([`port=${port}`, `work=${told.work}`, 'to [::1]:9', '$HOME'])
      expect(started.url.pathname).to.equal('/told')
      expect(started.needs).to.deep.equal({
        origin: `http://127.0.0.1:${port}`,
        subprotocol: 'chat',
        headers: { 'X-Token': 'abc' },
      })
      const config = () => readFileSync(join(told.work, 'hop.conf'), 'utf8')
      expect(config()).to.equal(`listen ${port}; pass ::1 9; set $http_upgrade`)
      await started.stop()
      await started.revive()
      expect(config()).to.equal(`listen ${port}; pass ::1 9; set $http_upgrade`)
      await started.stop()
      expect(existsSync(told.work)).to.equal(false)
    } finally {
      rmSync(folder, { recursive: true })
    }
    expect(filled(`$PORT $${'{PORT}'} $PORTS $X`, { PORT: '1' })).to.equal('1 1 $PORTS $X')
  })

  it('run the TypeScript where that is all there is', () => {
    const [known] = readManifests().filter(({ name }) => name === 'scratch')
    expect(runnable(['node', 'main.js'], known?.folder ?? '')).to.deep.equal([
      process.execPath,
      '-r',
      join(__dirname, '../../tools/typescript.js'),
      'main.ts',
    ])
    expect(runnable(['node', '-p', '1'], tmpdir())).to.deep.equal([process.execPath, '-p', '1'])
    expect(runnable(['python3', 'server.py'], tmpdir())).to.deep.equal(['python3', 'server.py'])
  })
})
