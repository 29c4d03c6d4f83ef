import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { readManifests } from '../../fleet/manifest'
import { idsOf } from '../../harness/case/catalogue'
import { causeNamed } from '../../suites/causes'
import { fixes } from '../../suites/fixes/fixes'
import { recipeFiles } from '../../suites/fixes/recipe-files'
import { MARKER, stacks } from '../../suites/fixes/stacks'
import { suites } from '../../suites/server'
import { FIXES, fixPages } from '../../tools/fixes/fix-pages'
import { pagesIn } from '../../tools/page-folder'

const read = (path: string) => readFileSync(join(FIXES, path), 'utf8')
const names = stacks.map(({ name }) => name)

describe('the recipes in docs/fixes', () => {
  it('are for fifteen causes that exist, each once', () => {
    const ids = fixes.map(({ cause }) => cause)
    expect(new Set(ids).size).to.equal(15)
    expect(ids).to.have.length(15)
    expect(ids.filter((id) => causeNamed(id) === undefined)).to.deep.equal([])
  })

  it('are the files of the folder: none is missing, none is left over', () => {
    const folders = readdirSync(FIXES, { withFileTypes: true }).filter((each) => each.isDirectory())
    expect(folders.map(({ name }) => name)).to.have.members(['servers', ...fixes.map(({ cause }) => cause)])
    const files = fixes.flatMap(({ cause }) => readdirSync(join(FIXES, cause)).map((name) => `${cause}/${name}`))
    const recipes = files.filter((path) => !path.endsWith('/README.md'))
    expect(recipes).to.have.members(recipeFiles.map(({ path }) => path))
  })

  it('name stacks and cases that exist, remove a finding of their own cause, and leave none without a reason', () => {
    const known = new Set(idsOf(suites))
    for (const { cause, recipes, left = {} } of fixes) {
      expect(names, cause).to.include.members([...Object.keys(recipes), ...Object.keys(left)])
      for (const removes of Object.values(recipes)) {
        expect(removes.filter((id) => !known.has(id))).to.deep.equal([])
        expect(causeNamed(cause)?.cases, cause).to.include.oneOf([...removes])
      }
      for (const { cases, because } of Object.values(left)) {
        expect(cases).to.not.be.empty
        expect(cases.filter((id) => !causeNamed(cause)?.cases.includes(id))).to.deep.equal([])
        expect(because).to.match(/^\S.{20,}[^.]$/)
      }
    }
  })

  it('belong to servers that exist and have a place for them', () => {
    const servers = readManifests().map(({ name }) => name)
    for (const { server, program, name } of stacks) {
      expect(servers).to.include(server)
      expect(existsSync(join(FIXES, program)), program).to.equal(true)
      if (['nginx', 'haproxy'].includes(name)) expect(read(program)).to.include(MARKER)
    }
  })
})

describe('the pages of docs/fixes', () => {
  const pages = fixPages()

  it('are what docs/fixes has: an index and a page for each cause', () => {
    expect([...pages.keys()]).to.have.members(['README.md', ...fixes.map(({ cause }) => `${cause}/README.md`)])
    expect(pagesIn(FIXES)).to.have.members([...pages.keys()])
    const stale = [...pages].filter(([name, text]) => read(name) !== text).map(([name]) => name)
    expect(stale, 'run npm run docs -- fixes').to.deep.equal([])
  })

  it('have every recipe as its file has it, and the index names it with what it removes', () => {
    const index = pages.get('README.md') ?? ''
    for (const { cause, path, removes, stack } of recipeFiles) {
      expect(pages.get(`${cause}/README.md`), path).to.include(`\`\`\`${stack.language}\n${read(path)}\`\`\`\n`)
      const row = index.split('\n').find((line) => line.includes(`](${path})`)) ?? ''
      expect(
        [...row.matchAll(/\[(\d+\.\d+)\]/g)].map(([, id]) => id),
        path,
      ).to.deep.equal(removes)
    }
  })

  it('link to files that exist', () => {
    for (const [name, text] of pages)
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g))
        expect(existsSync(join(FIXES, name, '..', target)), `${name}: ${target}`).to.equal(true)
  })
})
