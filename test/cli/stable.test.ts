import { expect } from 'chai'
import { differing, everyReport, everyReportOfScratch } from './kit/every-report'

/** Cases of several suites: refusals, 101s with frames after them, subprotocols, several parts, derived cases. */
const SOME = ['3', '6', '8.0*', '10.0*', '14.0*'].flatMap((pattern) => ['--only', pattern])

describe('output with --stable', () => {
  it('of the reference server is the same for two runs on two ports, in every format', async () => {
    const [one, two] = [await everyReportOfScratch(SOME), await everyReportOfScratch(SOME)]
    expect(one.size).to.be.greaterThan(50)
    expect(differing(one, two)).to.deep.equal([])
  }).timeout(120_000)

  it('of ws is the same for two runs on two ports, in every format', async () => {
    const [one, two] = [await everyReport('ws', SOME), await everyReport('ws', SOME)]
    expect(one.size).to.be.greaterThan(50)
    expect(differing(one, two)).to.deep.equal([])
  }).timeout(120_000)
})
