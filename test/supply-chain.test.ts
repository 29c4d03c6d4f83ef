import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect } from 'chai'
import { ROOT } from './kit/checkout'
import { Folder } from './kit/folder'

/** An entry of package-lock.json. */
interface Locked {
  version: string
  license?: string
  dev?: boolean
  hasInstallScript?: boolean
  integrity?: string
}

/** Licences that ask for nothing but to keep their text. */
const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
])

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'))

/** What a user of the package installs: every package of the lock that is not for development only, by its folder. */
function production(): [string, Locked][] {
  const { packages } = readJson('package-lock.json') as { packages: Record<string, Locked> }
  return Object.entries(packages).filter(([folder, { dev }]) => folder !== '' && !dev)
}

describe('what a user installs', () => {
  it('has permissive licences only, which are those that the packages name themselves', () => {
    const all = production()
    expect(all.length).to.be.greaterThan(8)
    for (const [folder, { license = '' }] of all) {
      const terms = license.replace(/^\(|\)$/g, '').split(' OR ')
      expect(
        terms.some((each) => PERMISSIVE.has(each)),
        `${folder}: ${license}`,
      ).to.equal(true)
      expect(readJson(folder, 'package.json').license, folder).to.equal(license)
    }
  })

  it('runs no script at its installation, and is fixed by a digest', () => {
    for (const [folder, { hasInstallScript, integrity }] of production()) {
      expect(hasInstallScript, folder).to.equal(undefined)
      expect(integrity, folder).to.match(/^sha512-/)
    }
  })
})

describe('a checkout that was installed without scripts', function () {
  this.timeout(300_000)
  const folder = new Folder()
  after(() => folder.remove())

  it('is built by its first use', () => {
    const checkout = join(folder.path, 'wsspec')
    const left = ['node_modules', 'dist', '.git', 'docs']
    cpSync(ROOT, checkout, { recursive: true, filter: (path) => !left.includes(relative(ROOT, path)) })
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
    const env = { ...process.env, npm_config_cache: join(folder.path, 'npm') }
    const words = ['--no-install', 'wsspec', '--version']
    const written = execFileSync('npx', words, { cwd: checkout, encoding: 'utf8', env })
    expect(written.trim().split('\n').at(-1)).to.equal(readJson('package.json').version)
    expect(existsSync(join(checkout, 'dist', 'cli', 'bin.js'))).to.equal(true)
  })
})
