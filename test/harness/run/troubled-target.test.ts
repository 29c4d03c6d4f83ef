import { expect } from 'chai'
import { troubleOf, verdictsInTrouble } from '../../kit/troubled-runs'

/** Cases that are accepted, refused, wait on a link, or are destructive. */
const SOME = ['0.01', '0.06', '1.01', '5.01', '6.02', '7.10', '7.23', '12.05', '13.16', '14.03', '14.04']

const QUICK = [
  'silent on every refusal',
  'mute after the 101',
  'mute after the 101 and silent on refusals',
  'slow by 300 ms',
  '100 ms away',
  'late exactly once, early',
]

describe('the default flags give the verdicts of --thorough', () => {
  for (const name of QUICK)
    it(`about a server that is ${name}`, async () => {
      const [thorough, usual] = [
        await verdictsInTrouble(troubleOf(name), { thorough: true, adapts: false }, { only: SOME, factor: 20 }),
        await verdictsInTrouble(troubleOf(name), {}, { only: SOME, factor: 20 }),
      ]
      expect(usual).to.deep.equal(thorough)
    }).timeout(60_000)
})
