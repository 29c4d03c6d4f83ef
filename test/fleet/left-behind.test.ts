import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { accepts } from '../../fleet/ports'
import { runToEnd, startProcess } from '../../fleet/processes'
import { Folder } from '../kit/folder'
import { eventually, isAlive, type Program, program } from '../kit/processes'

/** A server that writes its id into the file that its argument names. */
const SERVER = `
  const { WebSocketServer } = require('ws')
  new WebSocketServer({ host: '127.0.0.1', port: Number(process.env.PORT ?? process.argv[2]) }).on('connection', (socket) =>
    socket.on('error', () => {}).on('message', (data) => socket.send(data)))
  require('node:fs').writeFileSync(process.argv[1], String(process.pid))
`
const node = JSON.stringify(process.execPath)
const server = `${node} -e "$0" "$1"`

/** How a command can leave a server outside its process group. */
const COMMANDS: readonly [string, string][] = [
  ['a session of its own', `setsid ${server} & wait`],
  ['a daemon', `setsid ${server} >/dev/null 2>&1 </dev/null & exit 0`],
  ['a daemon of a daemon', `setsid sh -c 'setsid ${node} -e "$0" "$1" & exit 0' "$0" "$1" & exit 0`],
]

describe('what a command leaves behind', function () {
  this.timeout(60_000)
  const folder = new Folder()
  const started: Program[] = []
  let count = 0
  let file = ''
  const pid = () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0)
  before(function () {
    if (process.platform !== 'linux') this.skip()
  })
  beforeEach(() => {
    file = join(folder.path, `pid-${count++}`)
  })
  afterEach(() => {
    for (const { child } of started.splice(0)) child.kill('SIGKILL')
    if (pid() > 0 && isAlive(pid())) process.kill(pid(), 'SIGKILL')
  })
  after(() => folder.remove())

  const run = (...words: string[]) => {
    const each = program(['run', '--only', '6.02', '--quiet', '--', ...words])
    started.push(each)
    return each
  }

  for (const [name, script] of COMMANDS)
    it(`is tested and ends with the run: ${name}`, async () => {
      const { ended, written } = run('sh', '-c', script, SERVER, file)
      expect(await ended, written.stderr).to.equal(0)
      expect(pid()).to.be.greaterThan(0)
      await eventually('the server is gone', () => !isAlive(pid()))
    })

  it('ends where the run is killed', async () => {
    const { child } = run('sh', '-c', COMMANDS[1]?.[1] ?? '', SERVER, file)
    await eventually('the server runs', () => pid() > 0, 30_000)
    child.kill('SIGKILL')
    await eventually('the server is gone', () => !isAlive(pid()))
  })

  it('ends with a command that fails', async () => {
    const running = startProcess(
      ['sh', '-c', `setsid ${server} & while [ ! -s "$1" ]; do :; done; exit 3`, SERVER, file],
      {
        cwd: process.cwd(),
        env: { PORT: '0' },
      },
    )
    expect(await running.ended).to.equal('exit status 3')
    await eventually('the server is gone', () => pid() > 0 && !isAlive(pid()))
    await running.stop()
  })

  it('does not keep a command from ending that is to end by itself', async () => {
    const script = `setsid sleep 60 & exit 0`
    const { how } = await runToEnd(['sh', '-c', script], { cwd: folder.path, within: 30_000 })
    expect(how).to.equal('exit status 0')
  })

  it('is named where it has no mark and still answers', async () => {
    const { ended, written } = run('sh', '-c', `setsid env -i ${node} -e "$0" "$1" "$PORT" & wait`, SERVER, file)
    expect(await ended).to.equal(0)
    const { host } = /still answers at (?<host>\S+) after its server was stopped/.exec(written.stderr)?.groups ?? {}
    expect(host, written.stderr).to.match(/^127\.0\.0\.1:\d+$/)
    expect(await accepts(new URL(`ws://${host}/`))).to.equal(true)
  })
})
