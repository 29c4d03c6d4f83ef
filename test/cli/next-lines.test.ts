import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { expect } from 'chai'
import { WebSocketServer } from 'ws'
import { availabilityOf } from '../../fleet/availability'
import { readManifests } from '../../fleet/manifest'
import { closedPort, closePeers } from '../harness/kit/peer'
import { ROOT, TYPESCRIPT } from '../kit/checkout'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

/** A secret of a target, which no line may show. */
const SECRET = 'sesame-street'

/** The bundled ws fails this case. */
const CASE = ['--only', '2.01']

/** A server at the path of its argument, which starts only with the right token where one is given. */
const SERVER = `
  const { WebSocketServer } = require(${JSON.stringify(require.resolve('ws'))})
  const server = require('node:http').createServer((_, response) => response.writeHead(404).end('no page here'))
  const [path, ...words] = process.argv.slice(2)
  if (words[0] === '--token' && words[1] !== '${SECRET}') process.exit(1)
  new WebSocketServer({ server, ...(path ? { path } : {}) })
    .on('connection', (socket) => socket.on('error', () => {}).on('message', (data) => socket.send(data)))
  server.listen(Number(process.env.PORT), '127.0.0.1')
`

/** A server that accepts the Origin of its argument, or else that of its own address. */
const STRICT = `
  const { WebSocketServer } = require(${JSON.stringify(require.resolve('ws'))})
  const sockets = new WebSocketServer({ noServer: true })
  const server = require('node:http').createServer((_, response) => response.writeHead(404).end('no page here'))
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    if (request.headers.origin !== (process.argv[2] ?? 'http://127.0.0.1:' + process.env.PORT))
      socket.end('HTTP/1.1 403 Forbidden\\r\\nContent-Length: 16\\r\\n\\r\\norigin forbidden')
    else sockets.handleUpgrade(request, socket, head, (link) => link.on('error', () => {}))
  })
  server.listen(Number(process.env.PORT), '127.0.0.1')
`

/** Which handshakes a server accepts; the others get 401. */
type Accepts = (request: IncomingMessage) => boolean

/** A kind of line, and what it is made from. */
interface Kind {
  argv: string[]
  /** What the line has in it. */
  line: RegExp
  /** What the line needs in the environment. */
  env?: Record<string, string>
  /** The line before it, for what is in the environment; by default about secrets. */
  note?: string
  /** The exit code of the line; 1 where the case failed again. */
  code?: number
}

/** Runs a line in a shell, for at most half a minute. */
async function inShell(line: string, { cwd, env }: { cwd: string; env: Record<string, string> }) {
  const child = spawn('sh', ['-c', line], { cwd, env: { ...process.env, ...env }, timeout: 30_000 })
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
    })
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { status, ...written }
}

const FIXTURES = join(ROOT, 'test', 'fixtures')

describe('the command to run next', function () {
  this.timeout(60_000)
  const folder = new Folder()
  const servers: Server[] = []
  let shell: string

  before(() => {
    const bin = join(folder.path, 'bin')
    mkdirSync(bin)
    const words = [process.execPath, '-r', TYPESCRIPT, join(ROOT, 'cli', 'bin.ts')].map((word) => `'${word}'`)
    writeFileSync(join(bin, 'wsspec'), `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`)
    chmodSync(join(bin, 'wsspec'), 0o755)
    folder.put('server.js', SERVER)
    folder.put('strict.js', STRICT)
    folder.put('profile.json', { allowedOrigin: 'http://a.example' })
    shell = [bin, process.env['PATH'] ?? ''].join(delimiter)
  })
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    await closePeers()
  })
  after(() => folder.remove())

  /** Starts a server that accepts these handshakes, and gives its port. */
  async function listening(accepts: Accepts, tls = false): Promise<number> {
    const [key, cert] = ['tls-key.pem', 'tls-cert.pem'].map((name) => readFileSync(join(FIXTURES, name)))
    const server = tls ? createTlsServer({ key, cert }) : createServer()
    server.on('request', (_, response) => response.writeHead(404).end('nothing here'))
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: (names) => [...names][0] ?? false })
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => {})
      if (!accepts(request))
        socket.end('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n')
      else sockets.handleUpgrade(request, socket, head, (link) => link.on('error', () => {}))
    })
    servers.push(server as Server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }

  /** Runs a command line, then the line that it shows next in a shell. Gives that line. */
  async function pasted({ argv, line: wanted, env = {}, note, code: expected = 1 }: Kind): Promise<string> {
    const first = await wsspec(argv, { cwd: folder.path, env: { PATH: shell, ...env } })
    const line = /^Next: (.*)$/m.exec(first.stdout)?.[1] ?? first.stderr
    expect(line).to.match(wanted)
    expect(first.stdout).to.not.include(SECRET)
    if (note) expect(first.stdout).to.include(`\n${note}\nNext: `)
    else if (Object.keys(env).length > 0)
      expect(first.stdout).to.match(/^Set and export [A-Z_]+ first: secrets are not stored\.\nNext: /m)
    const { status, stdout, stderr } = await inShell(line, { cwd: folder.path, env: { PATH: shell, ...env } })
    expect(status, `${line}\n${stdout}${stderr}`).to.equal(expected)
    expect(stdout).to.match(/^Next: /m)
    return line
  }

  it('names a known server, with its version where it was named with one', async () => {
    await pasted({ argv: ['run', 'ws', ...CASE], line: /^wsspec run ws --only 2\.01 --html report\.html$/ })
    const { version } = require('ws/package.json')
    await pasted({ argv: ['run', `ws@${version}`, '--name', "it's $HOME", ...CASE], line: /run ws@\d/ })
  })

  it('starts a command again', async () => {
    await pasted({
      argv: ['run', '--jobs', '2', ...CASE, '--', 'node', 'server.js'],
      line: /^wsspec run --jobs 2 --only 2\.01 --html report\.html -- node server\.js$/,
    })
    await pasted({
      argv: [
        'run',
        'ws://127.0.0.1:$PORT/a?b=c&d',
        '--name',
        'my "server"',
        ...CASE,
        '--',
        'node',
        'server.js',
        '/a',
        "x'y",
      ],
      line: /^wsspec run 'ws:\/\/127\.0\.0\.1:\$PORT\/a\?b=c&d' --name 'my "server"' .* -- node server\.js \/a 'x'\\''y'$/,
    })
    await pasted({
      argv: ['run', ...CASE, '--', 'node', 'server.js', '', '--token', SECRET],
      line: /-- node server\.js '' --token "\$\{SECRET_TOKEN:\?\}"$/,
      env: { SECRET_TOKEN: SECRET },
    })
  })

  it('reads the secrets of a URL and of fields from variables', async () => {
    const byField = await listening(({ headers }) => headers['x-key'] === SECRET)
    await pasted({
      argv: ['run', `ws://127.0.0.1:${byField}/`, '--header', `X-Key: ${SECRET}`, ...CASE],
      line: /--header-env X-Key=HEADER_X_KEY --only 2\.01/,
      env: { HEADER_X_KEY: SECRET },
    })
    const byUrl = await listening(({ url = '' }) => url.includes(`token=${SECRET}`))
    await pasted({
      argv: ['run', `ws://127.0.0.1:${byUrl}/?token=${SECRET}`, ...CASE],
      line: /\?token='"\$\{SECRET_TOKEN:\?\}"/,
      env: { SECRET_TOKEN: SECRET },
    })
    const basic = `Basic ${Buffer.from(`user:${SECRET}`).toString('base64')}`
    const byUser = await listening(({ headers }) => headers.authorization === basic)
    await pasted({
      argv: ['run', `ws://user:${SECRET}@127.0.0.1:${byUser}/`, ...CASE],
      line: /ws:\/\/"\$\{SECRET_USERINFO:\?\}"@127/,
      env: { SECRET_USERINFO: `user:${SECRET}` },
    })
  })

  it('has what the target needs: Origin, subprotocol, profile, address and TLS', async () => {
    const needed = ({ headers }: IncomingMessage) =>
      headers.origin === 'http://a.example' && headers['sec-websocket-protocol'] === 'chat'
    const port = await listening(needed)
    const needs = ['--origin', 'http://a.example', '--subprotocol=chat', '--profile', 'profile.json']
    const connect = ['--connect', `127.0.0.1:${port}`]
    await pasted({
      argv: ['run', 'ws://example.test/', ...needs, ...connect, '--json', 'old.json', ...CASE],
      line: /^wsspec run ws:\/\/example\.test\/ --origin http:\/\/a\.example --subprotocol=chat --profile profile\.json --connect 127/,
    })
    const secure = await listening(() => true, true)
    const ca = ['--ca', join(FIXTURES, 'tls-cert.pem')]
    await pasted({ argv: ['run', `wss://localhost:${secure}/`, '--insecure', ...CASE], line: /--insecure --only/ })
    const trusted = ['--connect', `127.0.0.1:${secure}`, ...ca]
    await pasted({ argv: ['run', 'wss://localhost/', ...trusted, ...CASE], line: /--ca \S+tls-cert\.pem/ })
  })

  it('tries a target again that could not be judged, with what the diagnosis found', async () => {
    const port = await closedPort()
    await pasted({
      argv: ['run', `ws://127.0.0.1:${port}/`, '--html', 'x.html', ...CASE],
      line: new RegExp(`^wsspec run ws://127.0.0.1:${port}/ --only 2.01$`),
      code: 3,
    })
    const closed = await listening(() => false)
    await pasted({
      argv: ['run', `ws://127.0.0.1:${closed}/x`, ...CASE],
      line: new RegExp(`^wsspec run ws://127.0.0.1:${closed}/x --header-env Authorization=HEADER_AUTHORIZATION`),
      env: { HEADER_AUTHORIZATION: 'Bearer x' },
      code: 3,
    })
    await pasted({
      argv: ['run', ...CASE, '--', 'node', 'server.js', '/ws'],
      line: /^wsspec run 'ws:\/\/127\.0\.0\.1:\$PORT\/ws' --only 2\.01 -- node server\.js \/ws$/,
    })
    const secure = await listening(() => true, true)
    await pasted({
      argv: ['run', `ws://localhost:${secure}/`, '--insecure', ...CASE],
      line: /^wsspec run wss:\/\/localhost:\d+\/ --insecure --only 2\.01$/,
    })
  })

  it('sends the Origin of a started server whose port is another one each time, and asks for one that only the reader knows', async () => {
    await pasted({
      argv: ['run', ...CASE, '--', 'node', 'strict.js'],
      line: /^wsspec run --origin 'http:\/\/127\.0\.0\.1:\$PORT' --only 2\.01 -- node strict\.js$/,
    })
    await pasted({
      argv: ['run', ...CASE, '--', 'node', 'strict.js', 'http://a.example'],
      line: /^wsspec run --origin "\$\{ORIGIN:\?\}" --only 2\.01 -- node strict\.js http:\/\/a\.example$/,
      env: { ORIGIN: 'http://a.example' },
      note: 'Set ORIGIN first, to an Origin that the server accepts.',
    })
  })

  it('compares again what was compared, recorded results too', async () => {
    await pasted({
      argv: ['compare', 'ws', 'scratch', '--json', 'both.json', ...CASE],
      line: /^wsspec compare ws scratch --only 2\.01 --html report\.html$/,
    })
    await pasted({ argv: ['compare', 'both.json', 'scratch', ...CASE], line: /^wsspec compare both\.json scratch / })
    await pasted({ argv: ['compare', ...CASE, '--', 'node', 'server.js'], line: /-- node server\.js$/ })
  })

  it('puts a hop in front again', async function () {
    const nginx = readManifests().find(({ name }) => name === 'nginx')
    if (!nginx || !(await availabilityOf(nginx, folder.path)).runs) return this.skip()
    await pasted({ argv: ['run', 'nginx', ...CASE], line: /^wsspec run nginx --/, code: 0 })
    await pasted({ argv: ['compare', 'ws', '--hop', 'nginx', ...CASE], line: /^wsspec compare ws --hop nginx --/ })
  })
})
