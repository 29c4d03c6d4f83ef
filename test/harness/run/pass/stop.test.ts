import { expect } from 'chai'
import { Stop, type StopPieces } from '../../../../harness/run/pass/stop'

function stopOf(options: StopPieces['options'] = {}, failures = () => 0, isOver = false): Stop {
  return new Stop({ options, failures, time: { isOver, says: 'the time is over' } })
}

describe('the end of sending', () => {
  it('is reached when the time for the target is over, and that is no interrupt', () => {
    const stop = stopOf({}, () => 0, true)
    expect(stop.isReached()).to.equal(true)
    expect(stop).to.include({ because: 'the time is over', interrupted: false, isTimeOver: true })
  })

  it('is not reached while nothing happens', () => {
    const stop = stopOf({}, () => 100)
    expect(stop.isReached()).to.equal(false)
    expect(stop).to.include({ because: null, interrupted: false })
  })

  it('is reached by an interrupt', () => {
    const interrupt = new AbortController()
    const stop = stopOf({ signal: interrupt.signal })
    expect(stop.isReached()).to.equal(false)
    interrupt.abort()
    expect(stop.interrupted, 'not checked yet').to.equal(false)
    expect(stop.isReached()).to.equal(true)
    expect(stop).to.include({ because: 'the run was interrupted', interrupted: true })
  })

  it('is reached by as many failures as --bail names', () => {
    let failures = 1
    const stop = stopOf({ bail: 2 }, () => failures)
    expect(stop.isReached()).to.equal(false)
    failures = 3
    expect(stop.isReached()).to.equal(true)
    expect(stop).to.include({ because: 'the run stopped after 3 failures (--bail)', interrupted: true })
  })

  it('is reached when the target is given up, and that is no interrupt', () => {
    const stop = stopOf()
    stop.giveUp('it is gone')
    expect(stop.isReached()).to.equal(true)
    expect(stop).to.include({ because: 'it is gone', interrupted: false })
  })

  it('keeps its first reason', () => {
    const stop = stopOf({ signal: AbortSignal.abort() })
    stop.giveUp('it is gone')
    stop.giveUp('it is gone again')
    stop.isReached()
    expect(stop).to.include({ because: 'it is gone', interrupted: false })
  })
})
