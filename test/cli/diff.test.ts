import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect } from 'chai'
import { ROOT } from '../kit/checkout'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { results } from '../reports/kit/results'
import { caseResult, NEW, OLD, targetResult } from '../reports/kit/two-runs'

describe('wsspec diff', () => {
  const folder = new Folder()
  const diff = (...words: string[]) => wsspec(['diff', ...words], { cwd: folder.path })
  before(() => {
    folder.put('old.json', OLD)
    folder.put('new.json', NEW)
    folder.put(
      'down.json',
      results({ ...targetResult([caseResult('6.01', 'inconclusive')]), diagnosis: 'nobody listens' }),
    )
  })
  after(() => folder.remove())

  it('ends with 1 on regressions, and prints JSON by the published schema', async () => {
    const { code, stdout } = await diff('old.json', 'new.json', '--json')
    expect(code).to.equal(1)
    const schema = JSON.parse(readFileSync(join(ROOT, 'docs', 'diff.schema.json'), 'utf8'))
    const valid = new Ajv({ allowUnionTypes: true }).compile(schema)
    expect(valid(JSON.parse(stdout)), JSON.stringify(valid.errors)).to.equal(true)
    const lists = ['fixed', 'regressed', 'failing', 'added', 'gone', 'changedBytes']
    expect(Object.keys(JSON.parse(stdout))).to.deep.equal(lists)
  })

  it('ends with 0 without a regression', async () => {
    const { code, stdout } = await diff('new.json', 'new.json')
    expect(code).to.equal(0)
    expect(stdout)
      .to.match(/^Still failing \(3\)\n {2}6\.02 {3}✕ fail {2}MUST/)
      .and.match(/0 cases regressed, 0 fixed, 3 still failing\.\n$/)
  })

  it('ends with 3 where a target could not be judged in the new results', async () => {
    const { code, stderr } = await diff('old.json', 'down.json')
    expect([code, stderr]).to.deep.equal([3, 'wsspec: ws@1 could not be judged in the new results: nobody listens\n'])
  })

  it('writes a Markdown and an HTML document, and prints the text', async () => {
    const { stdout } = await diff('old.json', 'new.json', '--markdown', 'd.md', '--html', 'd.html')
    expect(stdout).to.match(/^Regressed \(1\)\n {2}6\.02 {3}✕ pass → fail {2}MUST {2}Title of 6\.02\n/)
    for (const file of ['d.md', 'd.html'])
      expect(readFileSync(join(folder.path, file), 'utf8'))
        .to.include('pass → fail')
        .and.include('1 case regressed, 1 fixed')
  })

  it('ends with 2 where two documents go to standard output, or one cannot be written', async () => {
    for (const flags of [
      ['--json', '--html', '-'],
      ['--markdown', '-', '--html', '-'],
    ])
      expect((await diff('old.json', 'new.json', ...flags)).code).to.equal(2)
    const { code, stderr } = await diff('new.json', 'new.json', '--html', 'no/x.html')
    const [file, missing] = [join(folder.path, 'no/x.html'), join(folder.path, 'no')]
    expect([code, stderr]).to.deep.equal([
      2,
      `wsspec: --html no/x.html: cannot write ${file}: there is no folder ${missing}\n`,
    ])
  })
})
