import { expect } from 'chai'
import { Stop } from '../../../../harness/run/pass/stop'

describe('the end of sending', () => {
  it('is not reached while nothing happens', () => {
    const stop = new Stop({}, () => 100)
    expect(stop.isReached()).to.equal(false)
    expect(stop).to.include({ because: null, interrupted: false })
  })

  it('is reached by an interrupt', () => {
    const interrupt = new AbortController()
    const stop = new Stop({ signal: interrupt.signal }, () => 0)
    expect(stop.isReached()).to.equal(false)
    interrupt.abort()
    expect(stop.interrupted, 'not checked yet').to.equal(false)
    expect(stop.isReached()).to.equal(true)
    expect(stop).to.include({ because: 'the run was interrupted', interrupted: true })
  })

  it('is reached by as many failures as --bail names', () => {
    let failures = 1
    const stop = new Stop({ bail: 2 }, () => failures)
    expect(stop.isReached()).to.equal(false)
    failures = 3
    expect(stop.isReached()).to.equal(true)
    expect(stop).to.include({ because: 'the run stopped after 3 failures (--bail)', interrupted: true })
  })

  it('is reached when the target is given up, and that is no interrupt', () => {
    const stop = new Stop({}, () => 0)
    stop.giveUp('it is gone')
    expect(stop.isReached()).to.equal(true)
    expect(stop).to.include({ because: 'it is gone', interrupted: false })
  })

  it('keeps its first reason', () => {
    const stop = new Stop({ signal: AbortSignal.abort() }, () => 0)
    stop.giveUp('it is gone')
    stop.giveUp('it is gone again')
    stop.isReached()
    expect(stop).to.include({ because: 'it is gone', interrupted: false })
  })
})
