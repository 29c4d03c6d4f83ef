import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { pagesIn, writePages } from '../../tools/page-folder'

describe('a folder of generated pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
  after(() => rmSync(folder, { recursive: true }))

  it('has the pages that were written last, and no other page', () => {
    writePages(
      folder,
      new Map([
        ['README.md', 'one'],
        [join('cases', '1.01.md'), 'two'],
        ['old.md', 'three'],
      ]),
    )
    expect(pagesIn(folder).sort()).to.deep.equal(['README.md', join('cases', '1.01.md'), 'old.md'].sort())
    writePages(folder, new Map([['README.md', 'four']]))
    expect(pagesIn(folder)).to.deep.equal(['README.md'])
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).to.equal('four')
  })

  it('keeps the files that are no pages', () => {
    writeFileSync(join(folder, 'ws.json'), '{}')
    writePages(folder, new Map())
    expect(existsSync(join(folder, 'ws.json'))).to.equal(true)
  })
})
