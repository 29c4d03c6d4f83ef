import { expect } from 'chai'
import type { Part } from '../../../harness/case/case'
import type { Observation } from '../../../harness/case/observation'
import { anything } from '../../../harness/judge/expectations'
import { answersWithin, lateAgain, unlessShortIsUnanswered } from '../../../harness/judge/timing'
import { switching } from '../kit/messages'
import { contextOf, observed, recordingOf } from '../kit/observations'

describe('an answer in time', () => {
  const check = answersWithin('one', 10, 1000)
  const at = (sent: number[], received: number[], slowestControlMs = 1) => {
    const { octets } = recordingOf({}).requests[0] ?? { octets: Buffer.alloc(1) }
    const over = {
      sent: sent.map((atMs) => ({ atMs, octets })),
      received: received.map((atMs) => ({ atMs, octets: Buffer.from(switching()) })),
      endedMs: 9000,
    }
    return check(observed({ over }), contextOf({ slowestControlMs }))?.verdict ?? null
  }

  it('is measured from the last byte sent before it', () => {
    expect(at([0], [1000])).to.equal(null)
    expect(at([0], [1001])).to.equal('fail')
    expect(at([0, 5000], [5900])).to.equal(null)
    expect(at([0, 5000, 5001], [6500])).to.equal('fail')
  })

  it('is not early because something was sent after it', () => {
    expect(at([0, 2000], [1999, 2001])).to.equal('fail')
  })

  it('may take a multiple of what the control took', () => {
    expect(at([0], [4000], 400)).to.equal(null)
    expect(at([0], [4001], 400)).to.equal('fail')
  })

  it('is the faster of two', () => {
    const octets = recordingOf({}).requests[0]?.octets ?? Buffer.alloc(1)
    const answeredAt = (ms: number) =>
      observed({
        over: {
          sent: [{ atMs: 0, octets }],
          received: [{ atMs: ms, octets: Buffer.from(switching()) }],
          endedMs: 9000,
        },
      })
    const first = answeredAt(1444)
    const parts: Part[] = [{ name: 'one', expect: anything({ says: 'soon' }) }, { name: 'twin' }]
    const more = (observations: [string, Observation][]) =>
      lateAgain(parts, 1000)(new Map(observations), contextOf().vars)
    expect(more([['one', answeredAt(900)]])).to.deep.equal([])
    expect(
      more([
        ['one', first],
        ['twin', first],
      ]),
    ).to.deep.equal([{ name: 'one, again' }])
    const judged = (again: Observation) =>
      check(first, contextOf({ slowestControlMs: 1, part: (name) => (name === 'one, again' ? again : undefined) }))
    expect(judged(answeredAt(900))).to.equal(null)
    expect(judged(answeredAt(1300))?.got).to.equal('an answer after 1300 ms, the faster of two (the control took 1 ms)')
  })

  it('that never came took until the end', () => {
    expect(at([0], [])).to.equal('fail')
  })

  it('that never came is no finding where a short request of the same form gets none either', () => {
    const silent = observed({ over: { ended: 'timeout', endedMs: 10_000 } })
    const isSoon = unlessShortIsUnanswered('short', check)
    const judged = (short?: Observation, own = silent) =>
      isSoon(own, contextOf({ slowestControlMs: 1, part: (name) => (name === 'short' ? short : undefined) }))?.verdict
    expect(judged(silent)).to.equal('skip')
    expect(judged(observed({ received: switching() }))).to.equal('fail')
    expect(judged(undefined)).to.equal('fail')
    expect(judged(silent, observed({ received: switching() }))).to.equal(undefined)
    const parts: Part[] = [{ name: 'one', expect: anything({ says: 'soon' }) }]
    const more = lateAgain(parts, 1000, { name: 'short' })(new Map([['one', silent]]), contextOf().vars)
    expect(more.map(({ name }) => name)).to.deep.equal(['one, again', 'short'])
  })
})
