import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect } from 'chai'
import { Parking } from '../../../harness/run/parking'

/** A parking whose control is prompt or not; counts the controls and the places that were given back. */
function parking(isPrompt: () => boolean | Promise<boolean> = () => true, most = 64) {
  const counts = { controls: 0, givenBack: 0 }
  const own = new Parking({
    most,
    isPrompt: async () => {
      counts.controls += 1
      return isPrompt()
    },
  })
  const giveBack = () => {
    counts.givenBack += 1
  }
  const add = () => own.add(giveBack)
  return { counts, add, close: () => own.close() }
}

describe('parking', () => {
  it('begins once four connections are quiet and a control is prompt', async () => {
    const { counts, add } = parking()
    for (let count = 0; count < 3; count++) add()
    await nextTurn()
    expect(counts).to.deep.equal({ controls: 0, givenBack: 0 })
    add()
    await nextTurn()
    expect(counts).to.deep.equal({ controls: 1, givenBack: 4 })
    add()
    expect(counts).to.deep.equal({ controls: 1, givenBack: 5 })
  })

  it('never begins where the control is not prompt', async () => {
    const { counts, add } = parking(() => false)
    for (let count = 0; count < 20; count++) add()
    await nextTurn()
    add()
    expect(counts).to.deep.equal({ controls: 1, givenBack: 0 })
  })

  it('has room for 64 connections, and for others as these end', async () => {
    const { counts, add } = parking()
    const leave = Array.from({ length: 70 }, add)
    await nextTurn()
    expect(counts.givenBack).to.equal(64)
    leave[0]?.()
    expect(counts.givenBack).to.equal(65)
    for (const each of leave.slice(64).reverse()) each()
    expect(counts.givenBack).to.equal(65)
  })

  it('ends when the target may be overloaded, also while the control is under way', async () => {
    const { counts, add, close } = parking()
    for (let count = 0; count < 4; count++) add()
    close()
    await nextTurn()
    add()
    expect(counts).to.deep.equal({ controls: 1, givenBack: 0 })
  })
})
