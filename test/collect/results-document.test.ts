import { expect } from 'chai'
import { resultsDocument } from '../../collect/results-document'
import { result, target } from '../reports/kit/results'

describe('a results document', () => {
  it('has the version of wsspec, the command, the time and the targets', async () => {
    const one = target('ws@1', [result('6.02')])
    const { durationMs, startedAt, ...rest } = await resultsDocument(['run', 'ws'], async () => [one])
    expect(rest.tool.version).to.match(/^\d+\.\d+\.\d+$/)
    expect([rest.schemaVersion, rest.tool.name, rest.command, rest.targets]).to.deep.equal([
      1,
      'wsspec',
      ['run', 'ws'],
      [one],
    ])
    expect(Date.parse(startedAt ?? '')).to.be.at.most(Date.now())
    expect(durationMs).to.be.at.least(0)
  })

  it('has a duration that no clock changes', async () => {
    const { now } = Date
    try {
      const { durationMs } = await resultsDocument([], async () => {
        Date.now = () => now() - 3_600_000
        return []
      })
      expect(durationMs).to.be.within(0, 60_000)
    } finally {
      Date.now = now
    }
  })
})
