import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { RESULTS } from '../../../tools/gallery/gallery'
import { readSource, writeSite } from '../../../tools/site/write-site'
import { ROOT, TYPESCRIPT } from '../../kit/checkout'
import { Folder } from '../../kit/folder'
import { sourceOf } from './kit'

describe('writing the site', function () {
  this.timeout(120_000)
  const folder = new Folder()
  const from = join(folder.path, 'results')
  after(() => folder.remove())

  it('leaves out a damaged results file, names it, and writes the rest', () => {
    mkdirSync(join(from, 'servers'), { recursive: true })
    for (const name of ['ws', 'bun'])
      copyFileSync(join(RESULTS, 'servers', `${name}.json`), join(from, 'servers', `${name}.json`))
    const text = readFileSync(join(RESULTS, 'servers', 'ws.json'), 'utf8')
    const put = (name: string, content: string) => writeFileSync(join(from, 'servers', `${name}.json`), content)
    put('cut', text.slice(0, 5000))
    put('empty', '')
    put('other', text.replaceAll('"name":"ws"', '"name":"nobody"'))
    put('wrong', text.replace('"verdict":"pass"', '"verdict":"splendid"'))
    put('null', 'null')
    const source = readSource(from)
    expect(source.gallery.servers.map(({ name }) => name)).to.deep.equal(['bun', 'ws'])
    const files = source.broken.map((line) => /servers.(\w+)\.json/.exec(line)?.[1])
    expect(files).to.deep.equal(['cut', 'empty', 'null', 'other', 'wrong'])
    const to = join(folder.path, 'site')
    const script = join(ROOT, 'tools', 'site', 'write-site.ts')
    const ran = spawnSync(process.execPath, ['-r', TYPESCRIPT, script, '--from', from, '--to', to], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(ran.status).to.equal(1)
    expect(ran.stderr.trim().split('\n')).to.deep.equal(source.broken.map((line) => `left out: ${line}`))
    const index = readFileSync(join(to, 'index.html'), 'utf8')
    expect(index)
      .to.include('5 results files could not be read')
      .and.include('cut.json')
      .and.include('servers/bun.html')
    expect(existsSync(join(to, 'servers', 'ws.html'))).to.equal(true)
  })

  it('replaces the site that is there, and no folder with something else', () => {
    const to = join(folder.path, 'again')
    writeSite(to, sourceOf({}))
    writeFileSync(join(to, 'stale.html'), '')
    writeSite(to, sourceOf({}))
    expect(existsSync(join(to, 'stale.html'))).to.equal(false)
    const mine = join(folder.path, 'mine')
    mkdirSync(mine)
    writeFileSync(join(mine, 'thesis.txt'), 'mine')
    expect(() => writeSite(mine, sourceOf({}))).to.throw(RangeError, 'holds no site')
    expect(readFileSync(join(mine, 'thesis.txt'), 'utf8')).to.equal('mine')
  })
})
