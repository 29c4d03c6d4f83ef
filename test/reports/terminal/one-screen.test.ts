import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { completeResults } from '../../../collect/complete-results'
import type { Results } from '../../../harness/case/results'
import { widthOf } from '../../../reports/terminal/layout'
import { terminal } from '../../../reports/terminal/terminal'
import { causes } from '../../../suites/causes'
import { result, results, target } from '../kit/results'
import { PLAIN } from './look'

const FOLDER = join(__dirname, '../../../docs/results/servers')
const PUBLISHED = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => completeResults(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as never) as Results)

function sizeOf(of: Results, width: number, more = {}): [lines: number, cells: number] {
  const lines = terminal(of, { ...PLAIN, width, causes, ...more })
    .trimEnd()
    .split('\n')
  return [lines.length, Math.max(...lines.filter((line) => !line.startsWith('Next: ')).map(widthOf))]
}

describe('reports: the result of a target in one screen', function () {
  this.timeout(60_000)

  for (const width of [40, 60, 80, 100, 200])
    it(`has less than 40 lines of ${width} columns for every published server`, () => {
      expect(PUBLISHED.length).to.be.above(90)
      for (const each of PUBLISHED) {
        const [lines, cells] = sizeOf(each, width)
        expect(lines, each.targets[0]?.name).to.be.below(40)
        expect(cells, each.targets[0]?.name).to.be.at.most(width)
      }
    })

  it('has less than 40 lines where every case fails, each for its own cause', () => {
    const cases = causes.flatMap(({ id, impact, cases: ids }) =>
      ids.map((each) => result(each, 'fail', { cause: id, impact })),
    )
    for (const width of [40, 100]) expect(sizeOf(results(target('ws@1', cases)), width)[0]).to.be.below(40)
    const old = cases.map(({ cause: _, impact: __, ...rest }) => rest)
    expect(sizeOf(results(target('ws@1', old)), 80)[0]).to.be.below(40)
  })

  it('takes fewer lines for each of many targets', () => {
    const [first] = PUBLISHED as [Results]
    const many = {
      ...first,
      targets: Array.from({ length: 50 }, (_, i) => ({ ...first.targets[0], name: `t${i}` }) as never),
    }
    expect(sizeOf(many, 100)[0]).to.be.below(50 * 10)
  })
})
