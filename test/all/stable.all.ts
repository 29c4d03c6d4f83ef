import { expect } from 'chai'
import { differing, everyReport, everyReportOfScratch } from '../cli/stable'

/**
 * Not the same for two runs of the same server: 0.06, 12.35, 13.12 and 13.19 tell how far something came in a time, 10.25,
 * 10.31, 12.47 and 15.10 send random octets that have no placeholder.
 */
const VARYING = ['0.06', '10.25', '10.31', '12.35', '12.47', '13.12', '13.19', '15.10']

/** One connection at a time: side by side, what a case over the whole run shows as its evidence is what came first. */
const ALL = ['--jobs', '1', ...VARYING.flatMap((id) => ['--skip', id])]

function verdictsOf(reports: ReadonlyMap<string, string>): Map<string, string> {
  const names = ['r.svg', 'b.json', 'autobahn/index.json']
  return new Map([...reports].filter(([name]) => names.includes(name)))
}

describe('output with --stable of every case', () => {
  it('of the reference server is the same for two runs on two ports, in every format', async () => {
    const [one, two] = [await everyReportOfScratch(ALL), await everyReportOfScratch(ALL)]
    expect(one.size).to.be.greaterThan(50)
    expect(differing(one, two)).to.deep.equal([])
  }).timeout(600_000)

  // Whether our Ping goes out before ws has ended a connection is a race, and so is what comes back: verdicts are the same.
  it('of ws is the same for two runs on two ports, where verdicts are told', async () => {
    const [one, two] = [verdictsOf(await everyReport('ws', ALL)), verdictsOf(await everyReport('ws', ALL))]
    expect(one.size).to.equal(3)
    expect(differing(one, two)).to.deep.equal([])
  }).timeout(600_000)
})
