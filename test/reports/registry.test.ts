import { expect } from 'chai'
import { FORMATS, REPORT_FLAGS, REPORTS } from '../../reports/registry'
import { reportContext } from '../../reports/report-context'
import { causes } from '../../suites/causes'
import { suites } from '../../suites/server/index'
import { result, results, target } from './kit/results'

const some = results(target('ws@8.23.0', [result('6.01'), result('6.02', 'fail')]))
const context = reportContext({ suites, causes, recipes: [], strict: false, allowInconclusive: 0, known: [] })

describe('reports: the registry', () => {
  it('keeps the order of the flags in the help, and the name of the value of each', () => {
    const published = [
      'json',
      'html',
      'junit',
      'markdown',
      'mochawesome',
      'badge',
      'trace',
      'autobahn',
      'github',
      'format',
    ]
    const keys = REPORT_FLAGS.filter(({ group }) => group === 'Reports').map(({ key }): string => key)
    expect(keys.filter((key) => published.includes(key))).to.deep.equal(published)
    const values = new Map(REPORT_FLAGS.map(({ key, value }) => [key, value]))
    expect([values.get('json'), values.get('trace'), values.get('github'), values.get('format')]).to.deep.equal([
      ...['file', 'dir', undefined, 'name'],
    ])
  })

  for (const report of REPORTS)
    it(`renders ${report.key} by its row`, () => {
      const path = report.kind === 'file' ? report.usualName : report.key
      const rendered = report.render(some, { ...context, path })
      const texts = typeof rendered === 'string' ? [rendered] : [...rendered.values()]
      expect(texts.join('\n')).to.match(/6\.02|50 % of MUSTs/)
      if (report.kind === 'folder')
        expect([...(rendered as Map<string, string>).keys()]).to.include.members([...report.fixedNames])
    })

  for (const format of FORMATS)
    it(`prints ${format.name} by its row, for one target and for several`, () => {
      const look = { color: false, width: 80, verbose: false, quiet: false, environment: 'Node 20.19.0, linux x64' }
      for (const compared of [false, true])
        expect(format.render(some, { ...context, ...look, path: '-', compared })).to.contain('ws 8.23.0')
    })

  it('suggests for each file a name that its path check takes', () => {
    for (const report of REPORTS)
      if (report.kind === 'file' && 'checkPath' in report) expect(report.checkPath(report.usualName)).to.equal(null)
  })
})
