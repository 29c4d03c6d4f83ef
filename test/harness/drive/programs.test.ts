import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Program, Programs } from '../../../harness/drive/programs'
import { ROOT } from '../../kit/checkout'
import { Folder } from '../../kit/folder'
import { childrenOf, eventually, isAlive } from '../../kit/processes'

const KIT = join(ROOT, 'test', 'kit')

describe('the programs of a run', function () {
  this.timeout(30_000)
  const folder = new Folder()
  const programs = new Programs({ cwd: ROOT })
  before(function () {
    if (process.platform !== 'linux') this.skip()
  })
  afterEach(() => programs.close())
  after(() => folder.remove())

  /** The ids of this process's children now, without those that were there before. */
  const newChildren = (before: readonly number[]) => childrenOf(process.pid).filter((id) => !before.includes(id))

  /** Starts programs that start others, and gives the ids of all once they run. */
  async function family(name: string, count: number): Promise<() => number[]> {
    const noted = join(folder.path, name)
    mkdirSync(noted)
    const words = [process.execPath, join(KIT, 'leaving-driver.js'), noted, join(KIT, 'endless.js')]
    const children = Array.from({ length: count }, () => programs.start(words, { reads: false }))
    for (const child of children) expect(child).to.have.property('pid')
    const ids = () => readdirSync(noted).map(Number)
    await eventually('they run', () => ids().length === 4 * count)
    return () => [...ids(), ...children.map((child) => (child as Program).pid ?? 0)].filter(isAlive)
  }

  it('share one watcher, which ends with them', async () => {
    const before = childrenOf(process.pid)
    const alive = await family('share', 3)
    expect(newChildren(before)).to.have.length(3 + 1)
    expect(alive()).to.have.length.greaterThan(0)
    await programs.close()
    await eventually('they are gone', () => newChildren(before).length === 0 && alive().length === 0)
  })

  it('end all the same where the watcher was killed', async () => {
    const before = childrenOf(process.pid)
    const alive = await family('killed', 1)
    const running = alive()
    const [watcher = 0, ...more] = newChildren(before).filter((id) => !running.includes(id))
    expect(more).to.deep.equal([])
    process.kill(watcher, 'SIGKILL')
    await eventually('the watcher is gone', () => !isAlive(watcher))
    await programs.close()
    await eventually('they are gone', () => newChildren(before).length === 0 && alive().length === 0)
  })

  it('need no watcher where nothing was started', async () => {
    const before = childrenOf(process.pid)
    await programs.close()
    expect(newChildren(before)).to.deep.equal([])
  })
})
