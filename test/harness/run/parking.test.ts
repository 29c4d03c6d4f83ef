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
  const add = (isSilent?: boolean) => own.add(giveBack, isSilent)
  return { counts, add, close: () => own.close(), reopen: () => own.reopen(), takeOverload: () => own.takeOverload() }
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
    const leave = Array.from({ length: 70 }, () => add())
    await nextTurn()
    expect(counts.givenBack).to.equal(64)
    leave[0]?.()
    expect(counts.givenBack).to.equal(65)
    for (const each of leave.slice(64).reverse()) each()
    expect(counts.givenBack).to.equal(65)
  })

  it('doubles its room with each further control that is prompt', async () => {
    const { counts, add, takeOverload } = parking(() => true, 256)
    for (let count = 0; count < 200; count++) add()
    await nextTurn()
    await nextTurn()
    await nextTurn()
    expect(counts).to.deep.equal({ controls: 3, givenBack: 200 })
    expect(takeOverload()).to.equal(false)
  })

  it('ends where a control is not prompt while many are parked, and reports that once', async () => {
    let isPrompt = true
    const { counts, add, takeOverload } = parking(() => isPrompt, 256)
    for (let count = 0; count < 64; count++) add()
    await nextTurn()
    isPrompt = false
    add()
    await nextTurn()
    add()
    expect(counts).to.deep.equal({ controls: 2, givenBack: 64 })
    expect([takeOverload(), takeOverload()]).to.deep.equal([true, false])
  })

  it('counts no connection that waits by design as silent, and parks it with the others', async () => {
    const { counts, add } = parking()
    for (let count = 0; count < 10; count++) add(false)
    await nextTurn()
    expect(counts).to.deep.equal({ controls: 0, givenBack: 0 })
    for (let count = 0; count < 4; count++) add()
    await nextTurn()
    expect(counts).to.deep.equal({ controls: 1, givenBack: 14 })
  })

  it('has a little room again once the target is steady', async () => {
    const { counts, add, close, reopen } = parking(() => true, 256)
    close()
    for (let count = 0; count < 100; count++) add()
    expect(counts).to.deep.equal({ controls: 0, givenBack: 0 })
    reopen()
    await nextTurn()
    expect(counts).to.deep.equal({ controls: 0, givenBack: 64 })
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
