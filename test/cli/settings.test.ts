import { expect } from 'chai'
import { splitCommandLine } from '../../cli/command-line'
import { entriesOf } from '../../harness/case/catalogue'
import { readSettings } from '../../settings/read-settings'
import { select } from '../../settings/selection'
import { variableName } from '../../settings/settings'
import { ALL_SETTINGS, SETTINGS, type SettingKey } from '../../settings/table'
import { suites } from '../../suites/server/index'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

const sink = { write: () => {}, isTTY: false }

function settled(given: Record<string, unknown>, env: Record<string, string>, cwd: string) {
  const context = { argv: [], env, cwd, stdout: sink, stderr: sink, signal: new AbortController().signal }
  return readSettings(context, given, 'compare')
}

describe('settings', () => {
  const folder = new Folder()
  const empty = new Folder()
  after(() => {
    folder.remove()
    empty.remove()
  })

  it('go from flags over environment and file to defaults', () => {
    folder.put('wsspec.config.json', { jobs: 2, timeout: 2000, repeat: 2, strict: true, only: ['6'] })
    const env = { WSSPEC_JOBS: '3', WSSPEC_TIMEOUT: '3000', WSSPEC_STRICT: '0' }
    const { jobs, timeout, repeat, strict, only, allowInconclusive } = settled({ jobs: '4' }, env, folder.path)
    expect({ jobs, timeout, repeat, strict, only, allowInconclusive }).to.deep.equal({
      jobs: 4,
      timeout: 3000,
      repeat: 2,
      strict: false,
      only: ['6'],
      allowInconclusive: 0,
    })
    expect(settled({ strict: false }, { WSSPEC_STRICT: '1' }, folder.path).strict).to.equal(false)
  })

  it('have a variable and a field each', () => {
    const sample = { list: 'a', text: 'a', count: '5', switch: '1' }
    for (const flag of ALL_SETTINGS) {
      const { [flag.key]: value } = settled({}, { [variableName(flag.key)]: sample[flag.kind] }, empty.path)
      expect(value, flag.key).to.deep.equal({ list: ['a'], text: 'a', count: 5, switch: true }[flag.kind])
      folder.put('wsspec.config.json', { [flag.key]: value })
      expect(settled({}, {}, folder.path)[flag.key], flag.key).to.deep.equal(value)
    }
  })

  it('separate lists in the environment by commas and lines, headers by lines only', () => {
    const env = { WSSPEC_ONLY: '6.*, version\nMUST', WSSPEC_HEADER: 'A: b, c\nD: e', WSSPEC_JOBS: '' }
    const { only, header, jobs } = settled({}, env, empty.path)
    expect(only).to.deep.equal(['6.*', 'version', 'MUST'])
    expect(header).to.deep.equal(['A: b, c', 'D: e'])
    expect(jobs).to.equal(8)
  })

  const FILES: readonly [unknown, string][] = [
    [{ jbos: 1 }, 'wsspec.config.json: jbos is not a field of it; did you mean jobs?'],
    [{ jobs: '3' }, 'wsspec.config.json: jobs must be integer'],
    [{ jobs: 0 }, 'wsspec.config.json: jobs must be >= 1'],
    [{ timeout: 5e9 }, 'wsspec.config.json: timeout must be <= 999999999'],
    [{ only: [''] }, 'wsspec.config.json: only.0 must NOT have fewer than 1 characters'],
    [{ only: [6] }, 'wsspec.config.json: only.0 must be string'],
    [[], 'wsspec.config.json: it must be object'],
  ]
  for (const [content, told] of FILES)
    it(`name the field that is wrong: ${told}`, async () => {
      folder.put('wsspec.config.json', content)
      const { code, stderr } = await wsspec(['run', 'ws'], { cwd: folder.path })
      expect([code, stderr]).to.deep.equal([2, `wsspec: ${told}\n`])
    })

  it('are read from a file that begins with a byte order mark', () => {
    folder.put('wsspec.config.json', '\ufeff{ "jobs": 3 }')
    expect(settled({}, {}, folder.path).jobs).to.equal(3)
  })

  it('name the variable that is wrong', async () => {
    for (const [name, value, told] of [
      ['WSSPEC_JOBS', 'x', 'WSSPEC_JOBS=x: give a whole number, at least 1 (the default is 8)'],
      ['WSSPEC_STRICT', 'maybe', 'WSSPEC_STRICT=maybe: give 1 or 0'],
    ] as const) {
      const { code, stderr } = await wsspec(['run', 'ws'], { cwd: empty.path, env: { [name]: value } })
      expect([code, stderr]).to.deep.equal([2, `wsspec: ${told}\n`])
    }
  })
})

describe('a wrong value', () => {
  const folder = new Folder()
  const empty = new Folder()
  after(() => {
    folder.remove()
    empty.remove()
  })

  const VALUES: readonly [SettingKey, string, string][] = [
    ['origin', 'a/b', ' a/b: this is not an origin (RFC 6454 6.1); write scheme://host:port without a path'],
    ['connect', 'foo', ' foo: give HOST:PORT, with a port between 1 and 65535, as in 127.0.0.1:8080'],
    ['ca', 'none.pem', ' none.pem cannot be read: there is no such file or folder'],
    ['only', '6.2', ' 6.2: no case matches it; did you mean 6.02?'],
    ['subprotocol', 'a b', ' a b: this is not a token (RFC 9110 5.6.2); give each name separately'],
    ['header', 'foo', " foo: there is no colon in it; write 'Name: value'"],
    ['json', 'no/x.json', ' no/x.json: there is no folder no; make it first'],
  ]
  for (const [key, value, told] of VALUES)
    it(`is told under the name that said it: ${key}`, async () => {
      const listed = SETTINGS[key].kind === 'list'
      folder.put('wsspec.config.json', { [key]: listed ? [value] : value })
      const inFile = await wsspec(['run', 'ws'], { cwd: folder.path })
      expect([inFile.code, inFile.stderr]).to.deep.equal([2, `wsspec: wsspec.config.json: ${key}${told}\n`])
      const name = variableName(key)
      const inVariable = await wsspec(['run', 'ws'], { cwd: empty.path, env: { [name]: value } })
      expect([inVariable.code, inVariable.stderr]).to.deep.equal([2, `wsspec: ${name}${told}\n`])
    })
})

describe('a mistyped variable', () => {
  it('is told, and nothing fails for it', async () => {
    const env = { WSSPEC_TIMOUT: '5', WSSPEC_MY_TOKEN: 'x', WSSPEC_DEBUG: '1' }
    const { code, stdout, stderr } = await wsspec(['list', '--only', '6.02'], { env })
    expect(code).to.equal(0)
    expect(stdout).to.include('6.02')
    expect(stderr).to.equal('wsspec: WSSPEC_TIMOUT: wsspec reads no such variable; did you mean WSSPEC_TIMEOUT?\n')
  })

  it('is not one that --header-env names', () => {
    const told: string[] = []
    const context = {
      argv: [],
      env: { WSSPEC_HEADERS: 'secret' },
      cwd: '/',
      stdout: sink,
      stderr: { isTTY: false, write: (text: string) => told.push(text) },
      signal: new AbortController().signal,
    }
    readSettings(context, { headerEnv: ['Authorization=WSSPEC_HEADERS'] }, 'run')
    expect(told).to.deep.equal([])
    readSettings(context, {}, 'run')
    expect(told.join('')).to.include('did you mean WSSPEC_HEADER?').and.not.include('secret')
  })
})

describe('patterns', () => {
  const chosen = (only: string[], skip: string[] = []) => select(suites, { only, skip }).map((entry) => entry.case.id)
  const all = entriesOf(suites)

  it('are ids, numbers, slugs, globs and levels', () => {
    const six = all.filter(({ suite }) => suite.number === 6).map((entry) => entry.case.id)
    expect(chosen([])).to.have.length(all.length)
    expect(chosen(['6.02'])).to.deep.equal(['6.02'])
    for (const pattern of ['6', '6.*', 'version', 'VERSION', 'vers*'])
      expect(chosen([pattern]), pattern).to.deep.equal(six)
    expect(chosen(['6.0?'])).to.deep.equal(six.filter((id) => id.startsWith('6.0')))
    const levels = all.filter((entry) => entry.case.level === 'SHOULD').map((entry) => entry.case.id)
    for (const pattern of ['SHOULD', 'should']) expect(chosen([pattern])).to.deep.equal(levels)
  })

  it('take away what --skip names', () => {
    expect(chosen(['6'], ['6.02'])).to.not.include('6.02')
    expect(chosen([], ['6'])).to.have.length(all.length - chosen(['6']).length)
  })
})

describe('a command line', () => {
  it('begins with run where its first word is a URL, and ends at --', () => {
    expect(splitCommandLine(['ws://h/', '--jobs', '2'])).to.deep.equal({
      words: ['run', 'ws://h/', '--jobs', '2'],
      command: null,
    })
    expect(splitCommandLine(['run', '--', 'a', '--', 'b'])).to.deep.equal({ words: ['run'], command: ['a', '--', 'b'] })
  })

  it('gives --bail a number only where one follows', () => {
    expect(splitCommandLine(['run', '--bail', 'ws://h/']).words).to.deep.equal(['run', '--bail=1', 'ws://h/'])
    expect(splitCommandLine(['run', '--bail', '3', 'ws']).words).to.deep.equal(['run', '--bail', '3', 'ws'])
  })
})
