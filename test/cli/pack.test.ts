import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { WebSocketServer } from 'ws'
import { listen } from '../../servers-under-test/scratch/server'
import { ROOT } from '../kit/checkout'
import { Folder } from '../kit/folder'

const execute = promisify(execFile)

/** The command lines of the README that start with npx, without the one that runs until it is ended. */
const EXAMPLES = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^(?:`)?npx (wsspec [^#\n`]*)/gm)]
  .map(([, line = '']) => line.trim())
  .filter((line) => !line.startsWith('wsspec scratch'))

/** The server that a reader of the README has. */
const SERVER = `
const { WebSocketServer } = require('ws')
const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.env.PORT) })
server.on('connection', (socket) => socket.on('error', console.error))
`

/** One suite is enough here; `npm run test:all` runs every case. */
const FEW = process.env['WSSPEC_MATRIX'] === 'all' ? {} : { WSSPEC_ONLY: '6' }

describe('the package', function () {
  this.timeout(300_000)
  const folder = new Folder()
  let files: string[] = []
  const npm = (words: string[], cwd: string) => execute('npm', words, { cwd, maxBuffer: 1 << 26 })
  const wsspec = (...words: string[]) =>
    execute('npx', ['--no-install', 'wsspec', ...words], { cwd: folder.path, maxBuffer: 1 << 26 })

  before(async () => {
    const packed = await npm(['pack', '--json', '--pack-destination', folder.path], ROOT)
    const [{ filename, files: listed }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n')))
    files = listed.map(({ path }: { path: string }) => path)
    writeFileSync(join(folder.path, 'package.json'), '{"private":true}')
    const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--omit=dev']
    await npm(['install', ...flags, join(folder.path, filename)], folder.path)
  })
  after(() => folder.remove())

  it('holds the compiled program and nothing of the sources or tests', () => {
    expect(files).to.include.members([
      'dist/cli/bin.js',
      'dist/fleet/supervisor.js',
      'dist/sweep/marked.js',
      'dist/sweep/watcher.js',
      'dist/published/server-verdicts.json',
      'dist/servers-under-test/ws/manifest.json',
      'docs/results.schema.json',
      'LICENSE',
    ])
    const allowed =
      /^(?:dist\/|docs\/(?:[\w.-]+$|cases\/|decisions\/|fixes\/|results\/README\.md$)|package\.json$|LICENSE$|[A-Z]+\.md$)/
    const strangers = files.filter((path) => !allowed.test(path))
    expect(strangers).to.deep.equal([])
    expect(
      files.filter((path) => /(?<!\.d)\.tsx?$|\.spec\.|\.test\.|dist\/(test|bench|docs)\//.test(path)),
    ).to.deep.equal([])
  })

  it('runs where it is installed', async () => {
    expect((await wsspec('--version')).stdout).to.match(/^\d+\.\d+\.\d+\n$/)
    expect(JSON.parse((await wsspec('list', '--json')).stdout)).to.be.an('array').that.is.not.empty
    expect((await wsspec('explain', '6.02')).stdout).to.match(/^Who differs:\n {2}- fail: /m)
    const ws = await wsspec('run', 'ws', '--only', '6.02', '--json', '-')
    expect(JSON.parse(ws.stdout).targets[0].summary.pass).to.equal(1)
    const scratch = await wsspec('run', 'scratch')
    expect(scratch.stdout).to.match(/^scratch \d.* meets (\d+) of \1 MUSTs/m)
  })

  it('is a library, as docs/library.md shows it', async () => {
    const blocks = readFileSync(join(ROOT, 'docs', 'library.md'), 'utf8').matchAll(
      /```[jt]s\n\/\/ (\S+)\n([\s\S]*?)```/g,
    )
    const server = await listen()
    const names = [...blocks].map(([, name = '', code = '']) => {
      writeFileSync(join(folder.path, name), code.replaceAll('127.0.0.1:8080', `127.0.0.1:${server.port}`))
      return name
    })
    const node = async (...words: string[]) => (await execute(process.execPath, words, { cwd: folder.path })).stdout
    try {
      expect(names).to.deep.equal(['handshake.test.mjs', 'check.cjs', 'compare.mjs', 'typed.ts'])
      const mocha = await node(require.resolve('mocha/bin/mocha.js'), '--no-config', '--no-color', 'handshake.test.mjs')
      expect(mocha)
        .to.match(/our server\n {4}WebSocket opening handshake\n/)
        .and.match(/6\.02 MUST Sec-WebSocket-Version is 14/)
      expect(await node('check.cjs')).to.match(/^\{\n {2}pass: \d+,\n {2}fail: 0,/)
      expect(await node('compare.mjs')).to.match(/^\d+ cases, from 6\.01 .*\n2 \[\]\n0 regressed, 0 fixed\nnull\n$/)
    } finally {
      await server.close()
    }
  })

  it('gives a TypeScript project its types', async () => {
    const types = join(ROOT, 'node_modules', '@types')
    const flags = [
      '--strict',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      '--typeRoots',
      types,
    ]
    const tsc = execute(process.execPath, [require.resolve('typescript/bin/tsc'), ...flags, 'typed.ts'], {
      cwd: folder.path,
    })
    expect(
      await tsc.then(
        () => '',
        ({ stdout }) => stdout,
      ),
    ).to.equal('')
  })

  it('runs every command line of the README', async () => {
    expect(EXAMPLES.length).to.be.at.least(6)
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    server.on('connection', (socket) => socket.on('error', () => {}))
    await new Promise((resolve) => server.once('listening', resolve))
    writeFileSync(join(folder.path, 'server.js'), SERVER)
    // The driver that docs/clients.md shows.
    const [, driver = ''] = /```js\n(.*?)```/s.exec(readFileSync(join(ROOT, 'docs/clients.md'), 'utf8')) ?? []
    writeFileSync(join(folder.path, 'driver.js'), driver)
    const { port } = server.address() as AddressInfo
    const codes: Record<string, unknown> = {}
    for (const line of EXAMPLES) {
      const words = `npx --no-install ${line.replaceAll('localhost:8080', `127.0.0.1:${port}`)}`
      const ran = execute('sh', ['-c', words], {
        cwd: folder.path,
        maxBuffer: 1 << 26,
        env: { ...FEW, ...process.env },
      })
      codes[line] = await ran.then(
        () => 0,
        ({ code, stdout }) =>
          / meets \d+ of \d+ MUSTs/.test(stdout) || line.includes('compare') ? code : 'no verdict',
      )
    }
    for (const client of server.clients) client.terminate()
    await new Promise((resolve) => server.close(resolve))
    // A run against ws ends with 0 or 1; explain and list end with 0.
    const odd = Object.entries(codes).filter(
      ([line, code]) => !(code === 0 || (code === 1 && !/explain|list/.test(line))),
    )
    expect(odd).to.deep.equal([])
    expect(readFileSync(join(folder.path, 'report.html'), 'utf8')).to.include('6.08')
  })

  it('runs its other servers where the manifest of one is broken', async () => {
    const broken = join(folder.path, 'node_modules', 'wsspec', 'dist', 'servers-under-test', 'mine')
    mkdirSync(broken)
    writeFileSync(join(broken, 'manifest.json'), '{"name":"mine"}')
    type Ended = { code: number; stdout: string; stderr: string }
    const ended = (...words: string[]) => wsspec(...words).then(null, (error: Ended) => error) as Promise<Ended>
    try {
      const listed = await ended('servers', '--json')
      expect(listed.code).to.equal(2)
      expect(listed.stderr).to.match(/^wsspec: .*mine.manifest\.json: language is missing$/m)
      expect(JSON.parse(listed.stdout)).to.have.length.above(60)
      const compared = await ended('compare', 'mine', 'scratch', '--only', '6.02', '--json', '-')
      expect(compared.code).to.equal(3)
      expect(compared.stderr).to.match(/mine.*language is missing/)
      const targets = JSON.parse(compared.stdout).targets
      expect(targets.map(({ summary }: { summary: { pass: number } }) => summary.pass)).to.deep.equal([0, 1])
    } finally {
      rmSync(broken, { recursive: true })
    }
  })
})
