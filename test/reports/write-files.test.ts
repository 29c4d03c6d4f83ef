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
import { appendWhole, LIST_FILE, writeFolder, writeWhole } from '../../reports/write-files'

describe('reports: writeWhole', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'wsspec-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  it('writes a new file and replaces an old one, leaving nothing beside it', () => {
    const path = join(dir, 'r.json')
    writeWhole(path, 'ü\n')
    writeWhole(path, ['sec', 'ond'])
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
      [join(dir, 'folder'), /^cannot write \S+folder: it is a folder$/],
      [join(dir, 'missing', 'r'), /^cannot write \S+: there is no folder \S+missing$/],
      [join(dir, 'file', 'r'), /^cannot write \S+: a part of the path is not a folder$/],
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
    const program = `require('./reports/write-files').writeWhole('/dev/stdout', 'text')`
    execFileSync('sh', [
      '-c',
      '"$0" -r ./tools/typescript.js -e "$1" > "$2"; echo after >> "$2"',
      process.execPath,
      program,
      path,
    ])
    expect(readFileSync(path, 'utf8')).to.equal('textafter\n')
    expect(existsSync(path)).to.equal(true)
  })
})

describe('reports: appendWhole', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wsspec-'))
  after(() => rmSync(dir, { recursive: true, force: true }))

  it('adds to a file, and makes it where it is missing', () => {
    const path = join(dir, 'summary.md')
    appendWhole(path, 'ü', 100)
    appendWhole(path, 'b\n', 100)
    expect(readFileSync(path, 'utf8')).to.equal('üb\n')
  })

  it('leaves the file as it was where it cannot, and says in one line why', () => {
    const path = join(dir, 'full.md')
    writeFileSync(path, 'ab')
    expect(() => appendWhole(path, 'ü', 3)).to.throw(/^cannot write \S+full\.md: the file would be too large$/)
    expect(readFileSync(path, 'utf8')).to.equal('ab')
    expect(() => appendWhole('/dev/full', 'a', 100)).to.throw(/^cannot write \/dev\/full: no space left$/)
    expect(() => appendWhole(dir, 'a', 1e9)).to.throw(/: it is a folder$/)
    expect(() => appendWhole(join(dir, 'no', 'x'), 'a', 100)).to.throw(/: there is no folder \S+no$/)
  })
})

describe('reports: writeFolder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wsspec-'))
  after(() => rmSync(dir, { recursive: true, force: true }))

  it('makes the folders it needs and leaves what else is there', () => {
    const out = join(dir, 'deep', 'er')
    mkdirSync(join(out, 'a'), { recursive: true })
    writeFileSync(join(out, 'a', 'own.txt'), 'mine')
    writeFolder(out, new Map([['a/b.txt', '1']]))
    expect(readdirSync(out).sort()).to.deep.equal([LIST_FILE, 'a'])
    expect(readdirSync(join(out, 'a')).sort()).to.deep.equal(['b.txt', 'own.txt'])
  })

  it('removes what an earlier run wrote there, and only that', () => {
    const out = join(dir, 'used')
    writeFolder(out, new Map(['a/b.txt', 'c/d.txt', 'e.txt'].map((name) => [name, 'old'])))
    writeFileSync(join(out, 'a', 'own.txt'), 'mine')
    writeFileSync(join(dir, 'outside.txt'), 'mine')
    writeFileSync(join(out, LIST_FILE), '../outside.txt\n/etc/hostname\na/b.txt\nc/d.txt\na\n')
    writeFolder(out, new Map([['e.txt', 'new']]))
    expect(readdirSync(out).sort()).to.deep.equal([LIST_FILE, 'a', 'e.txt'])
    expect(readdirSync(join(out, 'a'))).to.deep.equal(['own.txt'])
    expect(readFileSync(join(out, 'e.txt'), 'utf8')).to.equal('new')
    expect(readFileSync(join(dir, 'outside.txt'), 'utf8')).to.equal('mine')
  })

  it('writes all files or none', () => {
    const out = join(dir, 'whole')
    writeFolder(out, new Map([['a.txt', 'old']]))
    mkdirSync(join(out, 'c.txt'))
    const files = new Map(['a.txt', 'b/b.txt', 'c.txt'].map((name) => [name, 'new']))
    expect(() => writeFolder(out, files)).to.throw(/c\.txt: it is a folder$/)
    expect(readdirSync(out).sort()).to.deep.equal([LIST_FILE, 'a.txt', 'c.txt'])
    expect(readFileSync(join(out, 'a.txt'), 'utf8')).to.equal('old')
    expect(() =>
      writeFolder(
        join(dir, 'new', 'er'),
        new Map([
          ['a', '1'],
          ['n'.repeat(300), '2'],
        ]),
      ),
    ).to.throw()
    expect(existsSync(join(dir, 'new'))).to.equal(false)
  })

  it('leaves nothing half-written on a full disk', function () {
    const out = join(dir, 'small')
    mkdirSync(out)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', out], { stdio: 'ignore' })
    } catch {
      this.skip()
    }
    try {
      const files = new Map(Array.from({ length: 40 }, (_, at) => [`${at}.txt`, 'x'.repeat(4096)] as const))
      expect(() => writeFolder(join(out, 'r'), files)).to.throw(/no space left$/)
      expect(readdirSync(out)).to.deep.equal([])
    } finally {
      execFileSync('umount', [out])
    }
  })

  it('says in one line why it cannot', () => {
    writeFileSync(join(dir, 'file'), '')
    expect(() => writeFolder(join(dir, 'file', 'x'), new Map())).to.throw(/^cannot make the folder \S+: [^\n]+$/)
    expect(() => writeFolder('/proc/none', new Map([['a', '']]))).to.throw(
      /^cannot make the folder \/proc\/none: [^\n]+$/,
    )
    mkdirSync(join(dir, 'taken', 'a.txt'), { recursive: true })
    expect(() => writeFolder(join(dir, 'taken'), new Map([['a.txt', '']]))).to.throw(/a\.txt: it is a folder$/)
  })
})
