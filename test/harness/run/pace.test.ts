import { expect } from 'chai'
import { Pace } from '../../../harness/run/pace'

/** A clock that sleeps at once and remembers for how long. */
function fakeClock() {
  const slept: number[] = []
  const clock = {
    time: 0,
    slept,
    now: () => clock.time,
    sleep: async (ms: number) => {
      slept.push(ms)
    },
  }
  return clock
}

describe('the pace of connections', () => {
  it('lets the first one go at once and spaces the others evenly', async () => {
    const clock = fakeClock()
    const pace = new Pace(10, clock)
    await Promise.all([pace.turn(), pace.turn(), pace.turn()])
    expect(clock.slept).to.deep.equal([100, 200])
  })

  it('does not save up permits while there are no requests', async () => {
    const clock = fakeClock()
    const pace = new Pace(10, clock)
    await pace.turn()
    clock.time = 5000
    await Promise.all([pace.turn(), pace.turn()])
    expect(clock.slept).to.deep.equal([100])
  })
})
