import { expect } from 'chai'
import { FORMATS, REPORT_FLAGS, REPORTS } from '../../reports/registry'
import { reportContext } from '../../reports/report-context'
import { suites } from '../../suites/server/index'
import { result, results, target } from './kit/results'

const some = results(target('ws@8.23.0', [result('6.01'), result('6.02', 'fail')]))
const context = reportContext({ suites, strict: false, known: [] })

describe('reports: the registry', () => {
  it('brings the flags in the order of the help, each with the name of its value', () => {
    expect(REPORT_FLAGS.map(({ key, group, value }) => `${group}: ${key} ${value}`)).to.deep.equal([
      'Reports: json file',
      'Reports: html file',
      'Reports: junit file',
      'Reports: markdown file',
      'Reports: mochawesome dir',
      'Reports: badge file',
      'Reports: trace dir',
      'Reports: autobahn dir',
      'Reports: github undefined',
      'Verdict: writeKnown file',
      'Reports: format name',
    ])
  })

  for (const report of REPORTS)
    it(`renders ${report.key} by its row`, () => {
      const path = report.kind === 'file' ? report.usualName : report.key
      const rendered = report.render(some, { ...context, path })
      const texts = typeof rendered === 'string' ? [rendered] : [...rendered.values()]
      expect(texts.join('\n')).to.match(/6\.02|1 of 2 MUSTs/)
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
