import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { writeWhole } from '../../reports/write'

describe('reports: writeWhole', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'wsspec-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  it('writes a new file and replaces an old one, leaving nothing beside it', () => {
    const path = join(dir, 'r.json')
    writeWhole(path, 'ü\n')
    writeWhole(path, 'second')
    expect(readFileSync(path, 'utf8')).to.equal('second')
    expect(readdirSync(dir)).to.deep.equal(['r.json'])
  })

  it('keeps the mode of the file and follows a link to it', () => {
    const path = join(dir, 'r.json')
    writeFileSync(path, 'old')
    chmodSync(path, 0o640)
    symlinkSync('r.json', join(dir, 'link'))
    writeWhole(join(dir, 'link'), 'new')
    expect(readFileSync(path, 'utf8')).to.equal('new')
    expect(statSync(path).mode & 0o777).to.equal(0o640)
    expect(lstatSync(join(dir, 'link')).isSymbolicLink()).to.equal(true)
  })

  it('says in one line what is wrong and leaves no file', () => {
    mkdirSync(join(dir, 'folder'))
    writeFileSync(join(dir, 'file'), 'x')
    const wrong: [string, RegExp][] = [
      [join(dir, 'folder'), /^cannot write \S+folder: it is a directory$/],
      [join(dir, 'missing', 'r'), /^cannot write \S+: there is no folder \S+missing$/],
      [join(dir, 'file', 'r'), /^cannot write \S+: a part of its path is not a directory$/],
      [join(dir, 'n'.repeat(300)), /^cannot write \S+: the name is too long$/],
      ['/dev/full', /^cannot write \/dev\/full: no space left$/],
      ['/proc/nothing-here', /^cannot write \/proc\/nothing-here: [^\n]+$/],
    ]
    for (const [path, says] of wrong) expect(() => writeWhole(path, 'text'), path).to.throw(says)
    expect(readdirSync(dir).sort()).to.deep.equal(['file', 'folder'])
  })

  it('writes to a device as it is', () => {
    writeWhole('/dev/null', 'text')
    expect(statSync('/dev/null').isCharacterDevice()).to.equal(true)
  })

  it('does not replace the file that a shell made of /dev/stdout', () => {
    const path = join(dir, 'out')
    const program = `require('./reports/write').writeWhole('/dev/stdout', 'text')`
    execFileSync('sh', [
      '-c',
      '"$0" -r ts-node/register -e "$1" > "$2"; echo after >> "$2"',
      process.execPath,
      program,
      path,
    ])
    expect(readFileSync(path, 'utf8')).to.equal('textafter\n')
    expect(existsSync(path)).to.equal(true)
  })
})
