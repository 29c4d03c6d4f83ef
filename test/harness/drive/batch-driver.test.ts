import { join } from 'node:path'
import { expect } from 'chai'
import type { TargetResult } from '../../../harness/case/results'
import { batchDriver } from '../../../harness/drive/batch-driver'
import { runClient } from '../../../harness/run/client/run-client'
import { clientSuites } from '../../../suites/client'
import { Folder } from '../../kit/folder'

const SCRIPT = join(__dirname, '../../kit/batch-driver.js')

/** The words of a fake batch driver. */
const fake = (...how: readonly string[]) => [process.execPath, SCRIPT, ...how]

/** Some cases that the client of ws passes. */
const IDS = ['C3.01', 'C3.02', 'C3.03', 'C3.04', 'C4.01', 'C4.02', 'C4.03', 'C5.01', 'C5.02', 'C5.03']

async function resultOf(command: readonly string[], ids: readonly string[] = IDS): Promise<TargetResult> {
  const driver = batchDriver({ command, cwd: __dirname })
  const target = { name: 'fake', driver, profile: 'rfc' as const, startMs: 5000 }
  const options = { timeoutMs: 1000, jobs: 8, repeat: 1, slow: false, strict: false, maxTimeMs: 60_000 }
  return runClient(target, clientSuites, new Set(ids), options)
}

/** The verdicts that are no pass, by id. */
function notPassed({ cases }: TargetResult): Record<string, string> {
  return Object.fromEntries(
    cases.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict, got }) => [id, `${verdict}: ${got}`]),
  )
}

describe('a driver that makes all attempts in one process', function () {
  this.timeout(90_000)

  it('runs them side by side', async () => {
    const result = await resultOf(fake('right'))
    expect(result.diagnosis).to.equal(undefined)
    expect(notPassed(result)).to.deep.equal({})
  })

  it('starts with the certificate to trust, so that one of Node needs no word about it', async () => {
    expect(notPassed(await resultOf(fake('right'), ['C9.01', 'C9.02', 'C9.05']))).to.deep.equal({})
  })

  it('loses only the attempt that ends the process, by a signal or with any exit code', async () => {
    expect(notPassed(await resultOf(fake('dies', 'C4.02')))).to.deep.equal({
      'C4.02': 'fail: the program died (SIGSEGV)',
    })
    expect(notPassed(await resultOf(fake('exits', 'C4.02')))).to.deep.equal({
      'C4.02': 'fail: the program died (exit code 0)',
    })
  })

  it('loses only the attempt that blocks the process, and ends that', async () => {
    const found = notPassed(await resultOf(fake('blocks', 'C4.02')))
    expect(Object.keys(found)).to.deep.equal(['C4.02'])
    expect(found['C4.02']).to.include('inconclusive')
  })

  it('is reported where it says nothing that counts', async () => {
    expect((await resultOf(fake('exit'))).diagnosis).to.include('exit code 9')
    expect((await resultOf(['./nothing-here'])).diagnosis).to.include('there is no such program')
    expect((await resultOf(fake('flood'))).diagnosis).to.include('more than 1 MiB')
  })

  it('is bounded where it reads nothing, and where it prints garbage', async () => {
    const [unreading, garbage] = await Promise.all([
      resultOf(fake('unreading'), ['C5.01']),
      resultOf(fake('garbage'), ['C5.01']),
    ])
    expect(unreading.diagnosis).to.match(/^no request came within \d+ s; its driver reported no event/)
    expect(garbage.diagnosis).to.include('no JSON, [and no end')
  })

  it('is judged by its bytes alone, where its lines name attempts that were not asked for', async () => {
    // Its messages are on the wire: only its words are missing.
    expect(notPassed(await resultOf(fake('unknown'), ['C4.01', 'C5.01']))).to.deep.equal({})
  })

  it('is ended where it never ends', async () => {
    const folder = new Folder()
    try {
      const driver = batchDriver({ command: fake('endless'), cwd: folder.path })
      const run = driver.start({ id: 'C5.01', url: 'ws://127.0.0.1:1/', protocols: [], timeoutMs: 2000 })
      await run.ended
      expect(run.report().events.map(({ word }) => word)).to.deep.equal(['FAIL'])
      await driver.close()
    } finally {
      folder.remove()
    }
  })
})
