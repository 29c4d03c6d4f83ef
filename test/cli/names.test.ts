import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Results } from '../../harness/case/results'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { filesOf, REPORT_PATHS, reportFlags } from './kit/every-report'

/** An echo server that uses the port in its environment. */
const ECHO = `
  const { WebSocketServer } = require(${JSON.stringify(require.resolve('ws'))})
  new WebSocketServer({ host: '127.0.0.1', port: Number(process.env.PORT) })
    .on('connection', (socket) => socket.on('error', () => {}).on('message', (data) => socket.send(data)))
`

describe('the name of a target', function () {
  this.timeout(60_000)
  let folder: Folder
  beforeEach(() => {
    folder = new Folder()
  })
  afterEach(() => folder.remove())

  /** Runs a command line and gives its results and its output. */
  async function run(...words: string[]) {
    const outcome = await wsspec(['run', '--only', '6.02', '--json', 'r.json', ...words], { cwd: folder.path })
    const file = filesOf(folder.path).get('r.json') ?? '{}'
    return { ...outcome, results: JSON.parse(file) as Results }
  }

  it('is that of --name in every report', async () => {
    const { json: _, badge: __, ...paths } = REPORT_PATHS
    const { code, stdout, results } = await run('--name', 'chat-backend', ...reportFlags(paths), 'scratch')
    expect([code, results.targets[0]?.name, results.targets[0]?.server?.name]).to.deep.equal([
      0,
      'chat-backend',
      'scratch',
    ])
    expect(stdout).to.match(/^chat-backend meets/m)
    const files = filesOf(folder.path)
    for (const [key, path] of Object.entries(paths)) {
      expect(existsSync(join(folder.path, path)), key).to.equal(true)
      const own = [...files].filter(([name]) => name === path || name.startsWith(`${path}/`))
      expect(
        own.some(([name, text]) => (name + text).includes('chat-backend')),
        key,
      ).to.equal(true)
    }
  })

  it('is that of --name where the target is not reached; the command that is shown next has both', async () => {
    const { code, stdout } = await run('ws://127.0.0.1:9/', '--name', 'down')
    expect(code).to.equal(3)
    expect(stdout)
      .to.match(/^down · ws:.*\n\? NOT JUDGED: nothing listens/m)
      .and.match(/^Next: wsspec run ws:\/\/127\.0\.0\.1:9\/ --name down/m)
  })

  it('is the command as typed, without the port that wsspec chose', async () => {
    folder.put('server.js', ECHO)
    const { code, results, stdout } = await run('--', 'node', 'server.js', '--token=abcdefgh')
    expect(code).to.equal(0)
    expect(results.targets[0]?.name).to.equal('node server.js --token=***')
    expect(stdout).to.match(/^node server\.js --token=\*\*\* meets/m)
  })

  it('gives the tests of JUnit the same names in each run, whatever the port is', async () => {
    folder.put('server.js', ECHO)
    const runs: { names: string[]; port: string }[] = []
    for (const file of ['one.xml', 'two.xml']) {
      const { code, results } = await run('--only', '6', '--junit', file, '--', 'node', 'server.js')
      expect(code).to.be.oneOf([0, 1])
      const xml = filesOf(folder.path).get(file) ?? ''
      const names = [...xml.matchAll(/<(?:testcase|testsuite) (?:classname="([^"]*)" )?name="([^"]*)"/g)]
      runs.push({
        names: names.map(([, classname = '', name = '']) => `${classname} ${name}`),
        port: new URL(results.targets[0]?.url ?? '').port,
      })
    }
    const [one, two] = runs
    expect(one?.names).to.have.length.above(15)
    expect(one?.names.join('\n'))
      .to.include('node server.js')
      .and.not.match(/127\.0\.0\.1|localhost/)
    expect(two?.names).to.deep.equal(one?.names)
    // The results keep the URL with the port that each run chose.
    for (const { names, port } of runs) {
      expect(Number(port)).to.be.above(0)
      expect(names.join('\n')).to.not.include(port)
    }
  })

  it('of a known server is its own where none is given', async () => {
    const { results, stdout } = await run('scratch')
    expect(results.targets[0]?.name).to.match(/^scratch@\d/)
    expect(stdout).to.match(/^scratch \d\S* meets/m)
  })

  it('is for one target', async () => {
    const { code, stderr } = await wsspec(['run', '--name', 'x', 'ws', 'scratch'], { cwd: folder.path })
    expect([code, stderr]).to.deep.equal([2, 'wsspec: --name x: it names one target, but 2 are given\n'])
  })
})
