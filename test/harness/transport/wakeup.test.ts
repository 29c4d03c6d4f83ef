import { performance } from 'node:perf_hooks'
import { expect } from 'chai'
import { Wakeup } from '../../../harness/transport/wakeup'

describe('a waiter', () => {
  it('is woken by an event before its time is over', async () => {
    const wakeup = new Wakeup()
    const started = performance.now()
    setTimeout(() => wakeup.notify(), 5)
    await wakeup.wait(5000)
    expect(performance.now() - started).to.be.below(4000)
  })

  it('waits no longer than its time, and keeps no event for the next wait', async () => {
    const wakeup = new Wakeup()
    wakeup.notify()
    const started = performance.now()
    await wakeup.wait(20)
    expect(performance.now() - started).to.be.at.least(15)
  })
})
