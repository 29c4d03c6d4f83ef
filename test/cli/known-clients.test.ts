import { expect } from 'chai'
import { Progress } from '../../cli/progress'
import { runClients } from '../../cli/run-clients'
import { StartError } from '../../fleet/start-error'
import { entriesOf } from '../../harness/case/catalogue'
import type { Results } from '../../harness/case/results'
import { type NamedClient, readClients } from '../../settings/targets/client'
import { ownVersion } from '../../settings/version'
import { clientSuites } from '../../suites/client'
import { recordingContext, wsspec } from '../kit/command-line'

describe('wsspec clients names', () => {
  it('prints the known clients, as JSON and in groups by what can run now', async () => {
    const { code, stdout } = await wsspec(['clients', 'names', '--json'])
    expect(code).to.equal(0)
    const clients: Record<string, unknown>[] = JSON.parse(stdout)
    const keys = ['name', 'version', 'language', 'core', 'api', 'runs', 'missing', 'install', 'readiness']
    for (const each of clients) expect(Object.keys(each)).to.deep.equal(keys)
    const ws = clients.find(({ name }) => name === 'ws')
    expect(ws).to.include({ language: 'JavaScript', core: 'ws', api: 'rfc', runs: true, readiness: 'runs' })
    const text = (await wsspec(['clients', 'names'], { tty: true, columns: 100 })).stdout
    expect(text)
      .to.match(/^Run here \(\d+\): 'wsspec clients run NAME' starts and tests one\n/)
      .and.match(/ ws \d/)
      .and.match(/\n\d+ clients?\. /)
  })
})

describe('wsspec clients install', () => {
  it('shows how to get a client, and changes nothing', async () => {
    const { code, stdout } = await wsspec(['clients', 'install', 'ws'])
    expect([code, stdout]).to.deep.equal([0, 'nothing is missing\n'])
  })
})

describe('wsspec clients run', function () {
  this.timeout(60_000)

  it('starts a known client, and names it and its version in results and in the next command', async () => {
    const { code, stdout } = await wsspec(['clients', 'run', 'ws', '--only', 'C5.03', '--json', '-'])
    expect(code).to.equal(0)
    const { targets, command }: Results = JSON.parse(stdout)
    expect(command).to.deep.equal(['clients', 'run', 'ws', '--only', 'C5.03', '--json', '-'])
    expect(targets).to.have.length(1)
    const [ws] = targets
    expect(ws).to.include({ role: 'client' })
    expect(ws?.name).to.match(/^ws@8\./)
    expect(ws?.client).to.deep.equal({ name: 'ws', version: ws?.name.slice(3), language: 'JavaScript' })
    expect(ws?.cases.map(({ id, verdict }) => [id, verdict])).to.deep.equal([['C5.03', 'pass']])
    const text = await wsspec(['clients', 'run', 'ws', '--only', 'C5.03'])
    expect(text.stdout).to.include('Next: wsspec clients run ws --only C5.03 --html report.html')
  })

  it('runs several clients one after the other', async () => {
    const { code, stdout } = await wsspec(['clients', 'run', 'ws', 'scratch', '--only', 'C5.03', '--json', '-'])
    expect(code).to.equal(0)
    const { targets }: Results = JSON.parse(stdout)
    expect(targets.map(({ name }) => name)).to.deep.equal([targets[0]?.name, `scratch@${ownVersion()}`])
  })

  it('refuses what names no client, and says what to write', async () => {
    for (const [words, message] of [
      [[], /no client is named; write 'wsspec clients run ws', or/],
      [['wss'], /^wsspec: wss: no client has this name; did you mean ws\?/],
      [['nothing-like-it'], /no client has this name; 'wsspec clients names' lists them/],
      [['ws://127.0.0.1:1/'], /a client has no URL, because wsspec starts it/],
      [['scratch@9.9.9'], /only the installed version is available/],
      [['ws', '--', 'node', 'x.js'], /^wsspec: ws: name clients, or give a command after --, not both/],
      [['ws', '--whatwg'], /--whatwg: only for a command after --; a known client has a driver of its own/],
      [['ws', '--batch'], /--batch: only for a command after --/],
      [['ws', 'scratch', '--name', 'x'], /--name x: it names one client, and 2 are given/],
      [['ws', '--origin', 'http://a'], /unknown option '--origin'; it is for servers/],
    ] as const) {
      const { code, stderr } = await wsspec(['clients', 'run', ...words])
      expect(code, stderr).to.equal(2)
      expect(stderr).to.match(message)
    }
  })

  it('gives a client that cannot run here results without verdicts, and runs the others', async () => {
    const { context, written } = recordingContext(['clients', 'run', 'absent', 'ws'])
    const absent: NamedClient = {
      name: 'absent',
      open: () => Promise.reject(new StartError('it does not build', 'ld: -lx')),
    }
    const [ws] = await readClients({ words: ['ws'], command: null, profile: 'rfc', way: 'each' }, context)
    if (!ws) throw new Error('no ws')
    const selected = entriesOf(clientSuites).filter((entry) => entry.case.id === 'C5.03')
    const progress = new Progress(context, { quiet: true })
    const options = { timeoutMs: 5000, jobs: 1, repeat: 1, slow: false, strict: false }
    const results = await runClients([absent, ws], { selected, options, progress, context })
    expect(results.map(({ name, diagnosis = null }) => [name, diagnosis])).to.deep.equal([
      ['absent', 'it does not build'],
      [results[1]?.name, null],
    ])
    expect(results[0]).to.include({ role: 'client', server: null, client: null, url: '' })
    expect(results[0]?.cases.map(({ verdict, because }) => [verdict, because])).to.deep.equal([
      ['inconclusive', 'the client was not started'],
    ])
    expect(written.stderr).to.include('absent wrote:\n    ld: -lx')
  })
})
