import { expect } from 'chai'
import { TROUBLES, verdictsInTrouble } from '../kit/troubled-runs'

describe('the whole catalogue gives the verdicts of --thorough, one connection for each place, with the default flags', () => {
  for (const [name, trouble] of Object.entries(TROUBLES))
    it(`about a server that is ${name}`, async () => {
      const thorough = await verdictsInTrouble(trouble(), { thorough: true, adapts: false })
      expect(await verdictsInTrouble(trouble(), {})).to.deep.equal(thorough)
    }).timeout(300_000)
})
