import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Results } from '../../harness/case/results'
import { Folder } from '../kit/folder'
import { program } from '../kit/processes'

const REPEATS = 20

/** How many processes keep the machine busy, and for how long at most, ms. */
const BUSY = 2
const BUSY_MS = 1_800_000

/** A verdict must not depend on the load of the machine. */
describe(`the verdicts of ${REPEATS} repeats on a loaded machine`, function () {
  this.timeout(BUSY_MS)
  const folder = new Folder()
  let busy: ChildProcess[] = []

  before(() => {
    const count = `const end = Date.now() + ${BUSY_MS}; while (Date.now() < end) {}`
    busy = Array.from({ length: BUSY }, () => spawn(process.execPath, ['-e', count], { stdio: 'ignore' }))
  })

  after(() => {
    for (const each of busy) each.kill('SIGKILL')
    folder.remove()
  })

  for (const name of ['scratch', 'ws'])
    it(`are the same for every case of ${name}`, async () => {
      const file = join(folder.path, `${name}.json`)
      const { ended } = program(['run', name, '--repeat', String(REPEATS), '--json', file, '--quiet'])
      const code = await ended
      const [target] = (JSON.parse(readFileSync(file, 'utf8')) as Results).targets
      const unsteady = target?.cases.filter(({ stable, verdict }) => !stable || verdict === 'inconclusive') ?? []
      expect(unsteady.map(({ id, verdict, because }) => `${id} ${verdict}: ${because}`)).to.deep.equal([])
      expect(target?.cases).to.have.length.above(370)
      expect(code).to.equal(name === 'scratch' ? 0 : 1)
    })
})
