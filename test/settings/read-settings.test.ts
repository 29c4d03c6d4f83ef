import { expect } from 'chai'
import { readSettings } from '../../settings/read-settings'
import { variableName } from '../../settings/settings'
import { ALL_SETTINGS, commandsOf, SETTINGS, type SettingKey } from '../../settings/table'
import { recordingContext, wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

function read(flags: Record<string, unknown>, env: Record<string, string>, cwd: string, command = 'compare') {
  return readSettings(recordingContext([], { env, cwd }).context, flags, command)
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
    const { jobs, timeout, repeat, strict, only, allowInconclusive } = read({ jobs: '4' }, env, folder.path)
    expect({ jobs, timeout, repeat, strict, only, allowInconclusive }).to.deep.equal({
      jobs: 4,
      timeout: 3000,
      repeat: 2,
      strict: false,
      only: ['6'],
      allowInconclusive: 0,
    })
    expect(read({ strict: false }, { WSSPEC_STRICT: '1' }, folder.path).strict).to.equal(false)
  })

  it('have a variable and a key in the file each', () => {
    const sample = { list: 'a', text: 'a', count: '5', switch: '1' }
    for (const setting of ALL_SETTINGS) {
      const { key, kind } = setting
      const [command] = commandsOf(setting).filter((each) => each !== 'list')
      const { [key]: value } = read({}, { [variableName(key)]: sample[kind] }, empty.path, command)
      expect(value, key).to.deep.equal({ list: ['a'], text: 'a', count: 5, switch: true }[kind])
      folder.put('wsspec.config.json', { [key]: value })
      expect(read({}, {}, folder.path, command)[key], key).to.deep.equal(value)
    }
  })

  it('separate lists in the environment by commas and lines, headers by lines only', () => {
    const env = { WSSPEC_ONLY: '6.*, version\nMUST', WSSPEC_HEADER: 'A: b, c\nD: e', WSSPEC_JOBS: '' }
    const { only, header, jobs } = read({}, env, empty.path)
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
  for (const [content, message] of FILES)
    it(`name the wrong field: ${message}`, async () => {
      folder.put('wsspec.config.json', content)
      const { code, stderr } = await wsspec(['run', 'ws'], { cwd: folder.path })
      expect([code, stderr]).to.deep.equal([2, `wsspec: ${message}\n`])
    })

  it('are read from a file that begins with a byte order mark', () => {
    folder.put('wsspec.config.json', '\ufeff{ "jobs": 3 }')
    expect(read({}, {}, folder.path).jobs).to.equal(3)
  })

  it('name the wrong variable', async () => {
    for (const [name, value, message] of [
      ['WSSPEC_JOBS', 'x', 'WSSPEC_JOBS=x: give a whole number, at least 1 (the default is 8)'],
      ['WSSPEC_STRICT', 'maybe', 'WSSPEC_STRICT=maybe: give 1 or 0'],
    ] as const) {
      const { code, stderr } = await wsspec(['run', 'ws'], { cwd: empty.path, env: { [name]: value } })
      expect([code, stderr]).to.deep.equal([2, `wsspec: ${message}\n`])
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
    ['header', 'foo', " ***: there is no colon in it; write 'Name: value'"],
    ['header', 'Authorization Bearer hunter:2', " Authorization ***: this is not a field name; write 'Name: value'"],
    ['known', 'none.yml', ' none.yml cannot be read: there is no such file or folder'],
    ['json', 'no/x.json', ' no/x.json: there is no folder no; make it first'],
  ]
  for (const [key, value, message] of VALUES)
    it(`is reported with where it comes from: ${key}`, async () => {
      const isList = SETTINGS[key].kind === 'list'
      folder.put('wsspec.config.json', { [key]: isList ? [value] : value })
      const inFile = await wsspec(['run', 'ws'], { cwd: folder.path })
      expect([inFile.code, inFile.stderr]).to.deep.equal([2, `wsspec: wsspec.config.json: ${key}${message}\n`])
      const name = variableName(key)
      const inVariable = await wsspec(['run', 'ws'], { cwd: empty.path, env: { [name]: value } })
      expect([inVariable.code, inVariable.stderr]).to.deep.equal([2, `wsspec: ${name}${message}\n`])
    })
})

describe('a configuration file that is not JSON', () => {
  const folder = new Folder()
  after(() => folder.remove())

  it('is reported with the place, and without what is there: that may be a secret', async () => {
    for (const [text, why] of [
      [
        '{"header": ["Authorization: Bearer hunter2"] "name": "x"}',
        "Expected ',' or '}' after property value in JSON at position 45",
      ],
      ['{"header": ["Authorization: Bearer hunter2",]}', "Unexpected token ']' in JSON at position 44"],
      ['hunter2', "Unexpected token 'h'"],
    ] as const) {
      folder.put('wsspec.config.json', text)
      const { code, stderr } = await wsspec(['list'], { cwd: folder.path })
      expect(code).to.equal(2)
      // Newer versions of Node add the line.
      expect(stderr.replace(/ \(line \d+ column \d+\)/, '')).to.equal(
        `wsspec: wsspec.config.json is not JSON: ${why}\n`,
      )
    }
  })
})

describe('a misspelled variable', () => {
  it('is reported, and nothing fails because of it', async () => {
    const env = { WSSPEC_TIMOUT: '5', WSSPEC_MY_TOKEN: 'x', WSSPEC_DEBUG: '1' }
    const { code, stdout, stderr } = await wsspec(['list', '--only', '6.02'], { env })
    expect(code).to.equal(0)
    expect(stdout).to.include('6.02')
    expect(stderr).to.equal('wsspec: WSSPEC_TIMOUT: wsspec reads no such variable; did you mean WSSPEC_TIMEOUT?\n')
  })

  it('is not one that --header-env names', () => {
    const warnings = (flags: Record<string, unknown>): string => {
      const { context, written } = recordingContext([], { env: { WSSPEC_HEADERS: 'secret' } })
      readSettings(context, flags, 'run')
      return written.stderr
    }
    expect(warnings({ headerEnv: ['Authorization=WSSPEC_HEADERS'] })).to.equal('')
    expect(warnings({})).to.include('did you mean WSSPEC_HEADER?').and.not.include('secret')
  })
})
