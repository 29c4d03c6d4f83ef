import { expect } from 'chai'
import type { CaseResult } from '../../../harness/case/results'
import { anything, refused } from '../../../harness/judge/expectations'
import { caseOf, markedCase, SOUND, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { closePeers, listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { startedTogether } from './kit/started-together'
import { whenAsked } from './kit/whims'

describe('a repeated run', () => {
  afterEach(closePeers)

  it('of a steady endpoint gives the same results as one run', async () => {
    const peer = await listen(endpoint())
    const told: string[] = []
    const result = await runOn(peer, { options: { repeat: 3, onCase: ({ id }) => told.push(id) } })
    expect(result.summary.pass).to.equal(3)
    // Those of later passes are kept only where they did not pass.
    expect(result.controls).to.have.length(2)
    expect(told).to.have.length(3)
  })

  it('has no verdict on a case whose verdicts differ, also where it failed once', async () => {
    const turn: Record<string, number> = {}
    const flap = (mark: string, answer: string) =>
      whenAsked(mark, () => {
        turn[mark] = (turn[mark] ?? 0) + 1
        return turn[mark] === 2 ? answer : undefined
      })
    const fails = flap('case=1.01', plain(400))
    const differs = flap('case=1.02', plain(302))
    const peer = await listen(endpoint({ whim: (...all) => fails(...all) ?? differs(...all) }))
    const suites = [
      suiteOf(1, [
        markedCase('1.01'),
        markedCase('1.02', {
          parts: [{ name: 'a', send: { target: '/?case=1.02' }, expect: anything({ rows: { '3xx': 'warn' } }) }],
        }),
        markedCase('1.03'),
      ]),
    ]
    const result = await runOn(peer, { suites, options: { repeat: 3 } })
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'inconclusive', '1.02': 'inconclusive', '1.03': 'pass' })
    expect(result.cases.map(({ stable }) => stable)).to.deep.equal([false, false, true])
    expect(entryOf(result, '1.01').because).to.match(/verdicts differ over 3 runs: pass 2, fail 1/)
  })
})

describe('a repeated run against a target that is gone in the second pass', () => {
  const resultOf = startedTogether({
    /** Is gone when the second pass begins. */
    async goneInTurn() {
      let gone = false
      const peer = await listen((socket, nth) => {
        if (gone) return void socket.destroy()
        endpoint()(socket, nth)
      })
      const bad = caseOf('1.04', { parts: [{ name: 'a', send: {}, expect: refused() }] })
      const suite = suiteOf(1, [...SOUND.cases, bad])
      const options = {
        repeat: 2,
        onCase: ({ id }: CaseResult) => void (id === '1.04' && setImmediate(() => (gone = true))),
      }
      return runOn(peer, { suites: [suite], options })
    },
  })

  it('has no verdict, and no result is stable', async () => {
    const result = await resultOf('goneInTurn')
    expect(verdictsOf(result)).to.deep.equal({
      '1.01': 'inconclusive',
      '1.02': 'inconclusive',
      '1.03': 'inconclusive',
      '1.04': 'inconclusive',
    })
    expect(result.cases.every(({ stable }) => !stable)).to.equal(true)
  })
})
