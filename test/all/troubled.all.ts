import { expect } from 'chai'
import { TROUBLES, troubleOf, turnsSilent, verdictsInTrouble } from '../kit/troubled-runs'

/** Full windows, one connection for each place. */
const THOROUGH = { thorough: true, adapts: false }

/** At ten times the speed, work of 100 ms would be a control of a second, which 8.18 and 9.17 are measured by. */
const FACTOR = { factor: 5 }

describe('the whole catalogue gives the verdicts of --thorough, one connection for each place, with the default flags', () => {
  for (const name of Object.keys(TROUBLES))
    it(`about a server that is ${name}`, async () => {
      const thorough = await verdictsInTrouble(troubleOf(name), THOROUGH, FACTOR)
      expect(await verdictsInTrouble(troubleOf(name), {}, FACTOR)).to.deep.equal(thorough)
    }).timeout(600_000)

  // The two runs send their cases in different orders. Which of them this server answers depends on the order.
  it('about a server that goes silent during the run: each verdict is that of the sound or of the silent server', async () => {
    const sound = await verdictsInTrouble({}, THOROUGH)
    const silent = await verdictsInTrouble(troubleOf('silent on every refusal'), THOROUGH)
    const turned = await verdictsInTrouble(turnsSilent(), {})
    const strange = Object.entries(turned).filter(([id, verdict]) => verdict !== sound[id] && verdict !== silent[id])
    expect(strange).to.deep.equal([])
    const apart = Object.keys(turned).filter((id) => sound[id] !== silent[id])
    expect(new Set(apart.map((id) => (turned[id] === sound[id] ? 'sound' : 'silent')))).to.have.keys('sound', 'silent')
  }).timeout(300_000)
})
