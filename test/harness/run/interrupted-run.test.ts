import { expect } from 'chai'
import { caseOf, markedCase, SOUND, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { closePeers, listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { interrupts, TEAPOT, whenAsked } from './kit/whims'

describe('an interrupted run', () => {
  afterEach(closePeers)

  it('keeps finished results, and gives the other cases a result without a verdict', async () => {
    const interrupt = new AbortController()
    const peer = await listen(endpoint({ whim: whenAsked('case=2.01', () => interrupts(interrupt)) }))
    const suites = [
      SOUND,
      suiteOf(2, [
        markedCase('2.01', { hurts: true }),
        caseOf('2.02', { derived: { ...TEAPOT, of: () => true } }),
        caseOf('2.03', { hurts: true }),
      ]),
      suiteOf(3, [caseOf('3.01')]),
    ]
    const result = await runOn(peer, { suites, options: { signal: interrupt.signal } })
    expect(verdictsOf(result)).to.deep.equal({
      '1.01': 'pass',
      '1.02': 'pass',
      '1.03': 'pass',
      '2.01': 'inconclusive',
      '2.02': 'inconclusive',
      '2.03': 'inconclusive',
      '3.01': 'pass',
    })
    for (const id of ['2.01', '2.02', '2.03']) expect(entryOf(result, id).because).to.equal('the run was interrupted')
    await peer.quiet()
  })

  it('has a result for every case where it was interrupted before it began', async () => {
    const peer = await listen(endpoint())
    const result = await runOn(peer, { options: { signal: AbortSignal.abort() } })
    expect(result.summary.inconclusive).to.equal(3)
    expect(result.diagnosis).to.match(/interrupted/)
    await peer.quiet()
  })

  it('keeps the verdicts of the first pass where the second is interrupted', async () => {
    const interrupt = new AbortController()
    let times = 0
    const peer = await listen(
      endpoint({ whim: whenAsked('case=1.01', () => (++times === 2 ? interrupts(interrupt) : undefined)) }),
    )
    const suites = [suiteOf(1, [markedCase('1.01'), markedCase('1.02')])]
    const result = await runOn(peer, { suites, options: { signal: interrupt.signal, repeat: 3 } })
    expect(times).to.equal(2)
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.02': 'pass' })
    expect(result.cases.every(({ stable }) => stable)).to.equal(true)
  })

  it('stops after as many failures as --bail names, in any pass', async () => {
    const peer = await listen(endpoint({ whim: ({ line }) => (line.includes('case') ? plain(400) : undefined) }))
    const suites = [1, 2, 3].map((number) => suiteOf(number, [markedCase(`${number}.01`)]))
    const result = await runOn(peer, { suites, options: { bail: 2, repeat: 2 } })
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'fail', '2.01': 'fail', '3.01': 'inconclusive' })
    expect(entryOf(result, '3.01').because).to.match(/stopped after 2 failures \(--bail\)/)
    expect(result.cases.every(({ stable }) => stable)).to.equal(true)
  })

  it('counts warnings as failures with --strict', async () => {
    const peer = await listen(endpoint({ whim: ({ line }) => (line.includes('case') ? plain(400) : undefined) }))
    const suites = [1, 2].map((number) => suiteOf(number, [markedCase(`${number}.01`, { level: 'SHOULD' })]))
    const verdicts = async (strict: boolean) => verdictsOf(await runOn(peer, { suites, options: { bail: 1, strict } }))
    expect(await verdicts(false)).to.deep.equal({ '1.01': 'warn', '2.01': 'warn' })
    expect(await verdicts(true)).to.deep.equal({ '1.01': 'warn', '2.01': 'inconclusive' })
  })
})
