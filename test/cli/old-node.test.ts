import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import ts from 'typescript'
import { ROOT, TYPESCRIPT } from '../kit/checkout'
import { Folder } from '../kit/folder'

const BIN = join(ROOT, 'cli', 'bin.ts')

/** What the first file of the program compiles to, as the build does it. */
function compiled(): string {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const module = ts.ModuleKind.CommonJS
  return ts.transpileModule(readFileSync(BIN, 'utf8'), { compilerOptions: { ...options, module } }).outputText
}

describe('on an old Node, the program', () => {
  const folder = new Folder()
  after(() => folder.remove())

  for (const [version, runs] of [
    ['18.20.4', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['21.0.0', true],
    ['8.0.0', false],
  ] as const)
    it(`${runs ? 'runs' : 'says what it needs'}: ${version}`, () => {
      const old = folder.put('old.js', `Object.defineProperty(process.versions, 'node', { value: '${version}' })`)
      const words = ['-r', TYPESCRIPT, '-r', old, BIN, '--version']
      const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' })
      const says = `wsspec needs Node 20.19 or later; this is Node ${version}\n`
      if (runs) expect([status, stderr]).to.deep.equal([0, ''])
      else expect([status, stdout, stderr]).to.deep.equal([2, '', says])
    })

  it('can be parsed: its first file has no syntax that is younger than ES2015', () => {
    const asIs = compiled()
    const es2015 = ts.transpileModule(asIs, {
      compilerOptions: { target: ts.ScriptTarget.ES2015, module: ts.ModuleKind.CommonJS },
    }).outputText
    const bare = (text: string) => text.replace(/\s+/g, ' ').replace('"use strict"; ', '')
    expect(asIs).to.include("require('./start')")
    expect(bare(asIs)).to.equal(bare(es2015))
  })
})
