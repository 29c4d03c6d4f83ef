import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { answering } from '../kit/answering-server'
import { ROOT, TYPESCRIPT } from '../kit/checkout'
import { Folder } from '../kit/folder'
import { eventually, isAlive, program } from '../kit/processes'

/** A server that writes its process id, listens and answers nothing. Every case against it takes its whole deadline. */
const SILENT = `
  process.on('SIGTERM', () => {})
  require('node:net').createServer(() => {}).listen(Number(process.env.PORT), '127.0.0.1')
  require('node:fs').writeFileSync(process.argv[1], String(process.pid))
`

/** A server of a few lines, on the port that its argument names. */
const ECHO = `
  const { WebSocketServer } = require('ws')
  new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[1]) })
    .on('connection', (socket) => socket.on('error', () => {}).on('message', (data) => socket.send(data)))
`

describe('the program', function () {
  this.timeout(60_000)
  const folder = new Folder()
  after(() => folder.remove())

  async function withSilentCommand(
    use: (child: ReturnType<typeof program>, pid: number) => Promise<void>,
  ): Promise<void> {
    const pidFile = join(folder.path, `pid-${Math.random()}`)
    const argv = [
      'run',
      '--only',
      '6.02',
      '--json',
      join(folder.path, 'silent.json'),
      '--',
      'node',
      '-e',
      SILENT,
      pidFile,
    ]
    const started = program(argv)
    try {
      const pid = () => Number(readIf(pidFile))
      await eventually('the command runs', () => pid() > 0, 30_000)
      await use(started, pid())
      await eventually('the command is gone', () => !isAlive(pid()))
    } finally {
      started.child.kill('SIGKILL')
    }
  }

  it('shows a diagnosis once where both streams go to one place, and in both otherwise', async () => {
    const server = await answering(() => null)
    const { port } = server
    await server.close()
    const argv = ['-r', TYPESCRIPT, join(ROOT, 'cli', 'bin.ts'), `ws://127.0.0.1:${port}/`, '--only', '6.02']
    const path = join(folder.path, 'both.txt')
    const file = openSync(path, 'w')
    const run = (more: string[], stdio: (number | 'pipe' | 'ignore')[]) =>
      spawnSync(process.execPath, [...argv, ...more], {
        stdio: ['ignore', ...stdio],
        encoding: 'utf8',
        timeout: 30_000,
      })
    try {
      expect(run([], [file, file]).status).to.equal(3)
      const text = readFileSync(path, 'utf8')
      expect(text.match(/nothing listens on/g)).to.have.length(1)
      expect(text).to.not.match(/^wsspec: /m)
      const apart = run([], ['pipe', 'pipe'])
      for (const stream of [apart.stdout, apart.stderr]) expect(stream.match(/nothing listens on/g)).to.have.length(1)
      const json = run(['--json', '-'], [file, file])
      expect(json.status).to.equal(3)
      expect(readFileSync(path, 'utf8').slice(text.length)).to.match(/^wsspec: .*nothing listens on/m)
    } finally {
      closeSync(file)
    }
  })

  it('ends what it started when it is interrupted, writes the results and ends with 130', () =>
    withSilentCommand(async ({ child, ended }) => {
      child.kill('SIGINT')
      expect(await ended).to.equal(130)
      const results = JSON.parse(readIf(join(folder.path, 'silent.json')))
      expect(results.targets[0].cases.map((each: { verdict: string }) => each.verdict)).to.deep.equal(['inconclusive'])
    }))

  it('ends with 143 when it is terminated', () =>
    withSilentCommand(async ({ child, ended }) => {
      child.kill('SIGTERM')
      expect(await ended).to.equal(143)
    }))

  it('leaves no process when it is killed', () =>
    withSilentCommand(async ({ child, ended }) => {
      child.kill('SIGKILL')
      expect(await ended).to.equal('SIGKILL')
    }))

  it('tests a command, with its port in URL and arguments', async () => {
    const argv = [
      'run',
      'ws://127.0.0.1:$PORT/',
      '--only',
      '6.02',
      '--json',
      '-',
      '--',
      'node',
      '-e',
      ECHO,
      `$${'{PORT}'}`,
    ]
    const { written, ended } = program(argv)
    expect(await ended, written.stderr).to.equal(0)
    const { targets, command } = JSON.parse(written.stdout)
    expect(targets[0].url).to.match(/^ws:\/\/127\.0\.0\.1:\d+\/$/)
    expect(command.slice(0, 2)).to.deep.equal(['run', 'ws://127.0.0.1:$PORT/'])
  })

  it('shows what a command wrote that does not start', async () => {
    const { written, ended } = program([
      'run',
      '--only',
      '6.02',
      '--',
      'node',
      '-e',
      'console.log("no\\x1b[31mway"); process.exit(7)',
    ])
    expect(await ended).to.equal(3)
    expect(written.stderr).to.include('    no\\x1b[31mway\n').and.include('it ended (exit status 7) before it answered')
  })

  it('says that a command does not exist', async () => {
    const { written, ended } = program(['run', '--only', '6.02', '--', 'no-such-command'])
    expect(await ended).to.equal(3)
    expect(written.stderr).to.include('cannot start no-such-command: ENOENT')
  })

  it('says that there is no folder for what a server writes', async () => {
    const { written, ended } = program(['run', 'scratch', '--only', '6.02'], { env: { TMPDIR: '/dev/null' } })
    expect(await ended).to.equal(3)
    expect(written.stderr).to.include('cannot create a folder in /dev/null (set TMPDIR to use another)')
  })

  it('says that its folder is gone', () => {
    const argv = ['-r', TYPESCRIPT, join(ROOT, 'cli', 'bin.ts'), 'list']
    const script = 'cd "$0" && mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    const { status, stderr } = spawnSync('sh', ['-c', script, folder.path, process.execPath, ...argv], {
      encoding: 'utf8',
    })
    expect([status, stderr]).to.deep.equal([
      2,
      'wsspec: the current folder does not exist any more; change to another\n',
    ])
  })

  it('is quiet when its output is closed early', async () => {
    const { child, written, ended } = program(['list', '--json'])
    child.stdout?.destroy()
    expect([await ended, written.stderr]).to.deep.equal([0, ''])
  })

  for (const line of ['list', 'run scratch --only 6.02', 'run scratch --only 6.02 --json -', '--version'])
    it(`ends with 2 where standard output cannot be written: ${line}`, async function () {
      if (!existsSync('/dev/full')) this.skip()
      const full = openSync('/dev/full', 'w')
      try {
        const { written, ended } = program(line.split(' '), { stdout: full })
        expect([await ended, written.stderr]).to.deep.equal([2, 'wsspec: standard output cannot be written\n'])
      } finally {
        closeSync(full)
      }
    })

  it('draws progress on terminals only', async () => {
    const server = await answering(() => 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
    try {
      const { written, ended } = program(['run', server.url, '--only', '6.02', '--json', '-'])
      expect(await ended).to.equal(3)
      expect(written.stderr).to.match(/^wsspec: [^\r\x1b]*\n$/)
    } finally {
      await server.close()
    }
  })

  it('prints its version without loading anything else', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const ours = '(path) => path.startsWith(process.cwd()) && !/node_modules|tools/.test(path)'
    const script = `
      process.argv.splice(1, 0, 'wsspec', '--version')
      require('./cli/bin.ts')
      console.log(Object.keys(require.cache).filter(${ours}).map((path) => path.slice(process.cwd().length + 1)).join())`
    const words = ['-r', TYPESCRIPT, '-e', script]
    const written = execFileSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' })
    expect(written).to.equal(`${version}\ncli/bin.ts,cli/start.ts,settings/version.ts\n`)
  })
})

function readIf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
