import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { availabilityOf, commandHere } from '../../fleet/availability'
import { readManifests } from '../../fleet/manifest'
import { sampleServer } from './kit/sample-server'

/** No server of npm is asked for here, so that nothing is in this folder. */
const CACHE = join(tmpdir(), 'wsspec-test-no-cache')

describe('whether a server can run here', () => {
  it('depends on its Debian packages: those that are missing are listed with the lines that install them', async () => {
    const debian = { packages: ['no-such-package', 'dpkg'], build: ['cc -o echo echo.c'] }
    const absent = sampleServer({ start: ['no-such-program'], version: ['no-such-program'], install: { debian } })
    expect(await availabilityOf(absent, CACHE, new Map())).to.deep.include({
      readiness: 'debian',
      version: null,
      runs: false,
      missing: ['no-such-package', 'dpkg'],
      install: ['apt-get install --no-install-recommends no-such-package dpkg', 'cc -o echo echo.c'],
    })
  })

  it('depends on its program, where it comes with Node or wsspec', async () => {
    const absent = sampleServer({ start: ['no-such-program'] })
    expect(await availabilityOf(absent, CACHE)).to.deep.include({
      readiness: 'none',
      runs: false,
      missing: ['no-such-program'],
    })
    const broken = sampleServer({ version: ['node', '-e', 'process.exit(1)'] })
    expect(await availabilityOf(broken, CACHE)).to.deep.include({
      readiness: 'none',
      missing: ['sample'],
      runs: false,
    })
  })

  it('depends on the platform and on the version of Node', async () => {
    const elsewhere = sampleServer({ platforms: ['plan9'] })
    expect((await availabilityOf(elsewhere, CACHE)).missing).to.deep.equal([
      `plan9 only (this is ${process.platform}-${process.arch})`,
    ])
    expect((await availabilityOf(sampleServer({ node: '<4' }), CACHE)).runs).to.equal(false)
  })

  it('comes with the version of the first Debian package where no command prints one', async () => {
    const { version: _, ...silent } = sampleServer({ install: { debian: { packages: ['sample-dev', 'cc'] } } })
    const installed = new Map([
      ['sample-dev', '1.2-3+deb12u1'],
      ['cc', '9'],
    ])
    expect(await availabilityOf(silent, CACHE, installed)).to.deep.include({
      readiness: 'runs',
      version: '1.2-3+deb12u1',
      runs: true,
      missing: [],
    })
  })
})

describe('the command of a manifest', () => {
  it('runs the TypeScript where there is no JavaScript, and node as the one that runs wsspec', () => {
    const [scratch] = readManifests().filter(({ name }) => name === 'scratch')
    expect(commandHere(['node', 'main.js'], scratch?.folder ?? '')).to.deep.equal([
      process.execPath,
      '-r',
      join(__dirname, '../../tools/typescript.js'),
      'main.ts',
    ])
    expect(commandHere(['node', '-p', '1'], tmpdir())).to.deep.equal([process.execPath, '-p', '1'])
    expect(commandHere(['python3', 'server.py'], tmpdir())).to.deep.equal(['python3', 'server.py'])
  })
})
