import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { ROOT } from '../kit/checkout'
import { Folder } from '../kit/folder'
import { childrenOf, eventually, isAlive, type Program, program } from '../kit/processes'

const KIT = join(ROOT, 'test', 'kit')
const WS_DRIVER = join(ROOT, 'clients-under-test', 'ws', 'driver.js')

/** The names of the temporary folders of a run. */
const TEMPORARY = /^wsspec-(?:browser|ca)-/

/** The ways to make attempts: flags, what runs in the place of the driver, and how many of them start before the kill. */
const WAYS = {
  'a process for each attempt': { flags: [], driver: [WS_DRIVER, '{url}', '{protocols}'], starts: 4 },
  'one process for all attempts': {
    flags: ['--batch'],
    driver: [join(KIT, 'batch-driver.js'), 'silent', 'C5.02'],
    starts: 1,
  },
  'a page in a browser': { flags: ['--page'], driver: [join(KIT, 'endless.js'), '{url}', '{profile}'], starts: 1 },
} as const

describe('a run against a client that is killed', function () {
  this.timeout(90_000)
  const folder = new Folder()
  const started: Program[] = []
  let ids: () => number[] = () => []
  before(function () {
    if (process.platform !== 'linux') this.skip()
  })
  afterEach(() => {
    for (const { child } of started.splice(0)) child.kill('SIGKILL')
    for (const id of ids().filter(isAlive)) process.kill(id, 'SIGKILL')
  })
  after(() => folder.remove())

  for (const [name, { flags, driver, starts }] of Object.entries(WAYS))
    it(`leaves no driver, nothing that one started and no folder: ${name}`, async () => {
      const noted = join(folder.path, name.replaceAll(' ', '-'))
      mkdirSync(noted)
      ids = () => readdirSync(noted).map(Number)
      const words = [process.execPath, join(KIT, 'leaving-driver.js'), noted, ...driver]
      const temporary = `${noted}-temporary`
      mkdirSync(temporary)
      const env = { TMPDIR: temporary }
      const run = program(['clients', 'run', '--quiet', ...flags, '--', ...words], { env })
      const folders = () => readdirSync(temporary).filter((each) => TEMPORARY.test(each))
      started.push(run)
      const said = () => `${run.written.stdout}${run.written.stderr}`
      await eventually('drivers run', () => ids().length >= 4 * starts, 40_000).catch((error) => {
        throw new Error(`${error.message}: ${said()}`)
      })
      const own = childrenOf(run.child.pid ?? 0)
      expect(run.child.exitCode, said()).to.equal(null)
      expect(ids().some(isAlive)).to.equal(true)
      expect(folders()).to.have.length(1 + Number(flags.some((flag) => flag === '--page')))
      run.child.kill('SIGKILL')
      expect(await run.ended).to.equal('SIGKILL')
      await eventually('every driver and the watcher are gone', () => ![...ids(), ...own].some(isAlive))
      expect(folders()).to.deep.equal([])
    })
})
