import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { processDriver } from '../../../../harness/drive/process-driver'
import { runClient } from '../../../../harness/run/client/run-client'
import { clientSuites } from '../../../../suites/client'

const OPTIONS = { timeoutMs: 2500, jobs: 1, repeat: 1, slow: false, strict: false }

/** In the environment of every process that this test starts. */
const OWN = `WSSPEC_TEST=${process.pid}-bad-drivers`

const run = (command: readonly string[], ids: readonly string[]) => {
  const [name = '', value = ''] = OWN.split('=')
  const driver = processDriver({ command, cwd: __dirname, env: { [name]: value } })
  return runClient({ name: 'bad', driver, profile: 'rfc' }, clientSuites, new Set(ids), OPTIONS)
}

/** The processes that this test started and that are still there; none where the system shows no environments. */
function left(): string[] {
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(OWN)
    } catch {
      return false
    }
  })
}

describe('a run with a bad driver', function () {
  this.timeout(120_000)

  it('has a clear verdict for each case, goes on, and leaves no process', async () => {
    const ids = ['C5.01', 'C5.02', 'C5.03', 'C5.04', 'C5.05', 'C5.07', 'C5.08', 'C5.09', 'C5.12', 'C5.14']
    const { cases } = await run([process.execPath, join(__dirname, 'kit/bad-driver.js'), '{url}'], ids)
    const of = (id: string) => {
      const { verdict, got = '' } = cases.find((each) => each.id === id) ?? { verdict: 'none' }
      return `${verdict}: ${got}`
    }
    // It prints nothing, and prints garbage.
    expect(of('C5.01')).to.match(/^inconclusive: no request came; its driver reported no event \(exit code 0\)/)
    expect(of('C5.02')).to.match(/^inconclusive: no request came; its driver reported no event \(exit code 0\)/)
    // It forks: what it started is ended with it.
    expect(of('C5.03')).to.match(/^pass: the client failed the connection: Invalid Sec-WebSocket-Accept header/)
    // It never ends, and dies by a signal.
    expect(of('C5.04')).to.match(/^warn: the client still waited when its time was over/)
    expect(of('C5.05')).to.match(/^fail: the program died \(SIGSEGV\)/)
    // It opens twice, and connects to the path of another case.
    expect(of('C5.07')).to.match(/^pass: .*it sent 2 requests/)
    expect(of('C5.08')).to.match(/^inconclusive: no request to its own path; one came to \/c\/C5\.01\//)
    // It floods its output, and the wire.
    expect(of('C5.09')).to.match(
      /^inconclusive: no request came; its driver reported no event \(it printed more than 1 MiB\)/,
    )
    expect(of('C5.12')).to.match(/^(pass|warn): the client (failed the connection|still waited)/)
    // The rest go on.
    expect(of('C5.14')).to.match(/^pass: /)
    expect(left()).to.deep.equal([])
  })

  it('says why no case has a verdict where the driver is not found, or is not executable', async () => {
    for (const [program, why] of [
      ['./nothing-here', 'there is no such program'],
      [__filename, 'it is not executable'],
      [__dirname, 'it is a folder'],
    ] as const) {
      const { diagnosis, cases } = await run([program, '{url}'], ['C5.01', 'C5.03'])
      expect(diagnosis).to.include(why)
      expect(cases.map(({ verdict }) => verdict)).to.deep.equal(['inconclusive', 'inconclusive'])
    }
  })
})
