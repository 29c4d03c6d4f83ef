import { expect } from 'chai'
import { differing, everyReport, everyReportOfScratch } from '../cli/kit/every-report'

describe('output with --stable of every case', () => {
  it('of the reference server is the same for two runs on two ports, in every format', async () => {
    const [one, two] = [await everyReportOfScratch([]), await everyReportOfScratch([])]
    expect(one.size).to.be.greaterThan(50)
    expect(differing(one, two)).to.deep.equal([])
  }).timeout(600_000)

  it('of ws is the same for two runs on two ports, in every format', async () => {
    const [one, two] = [await everyReport('ws', []), await everyReport('ws', [])]
    expect(one.size).to.be.greaterThan(50)
    expect(differing(one, two)).to.deep.equal([])
  }).timeout(600_000)
})
