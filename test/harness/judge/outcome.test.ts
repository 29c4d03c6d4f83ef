import { expect } from 'chai'
import type { Observation } from '../../../harness/case/observation'
import { outcomesOf } from '../../../harness/judge/outcome'
import { LATE, SEEN } from '../kit/judging'
import { plain } from '../kit/messages'
import { observed } from '../kit/observations'

describe('the outcomes of an observation', () => {
  it('are a status and its class, for every status', () => {
    for (const status of [200, 299, 399, 400, 599]) {
      const own = outcomesOf(observed({ received: plain(status) }), [])
      expect(own).to.deep.equal([`${status}`, `${Math.floor(status / 100)}xx`])
    }
  })

  it('are silence where the end comes as late as a timer, whichever comes first', () => {
    expect(outcomesOf(SEEN['closed'] as Observation, [])).to.deep.equal(['dropped'])
    expect(outcomesOf(LATE, [])).to.deep.equal(['silent'])
    expect(outcomesOf(SEEN['silent'] as Observation, [])).to.deep.equal(['silent'])
  })
})
