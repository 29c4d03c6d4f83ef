import { expect } from 'chai'
import { notUpgraded, refused } from '../../../harness/judge/expectations'
import { caseOf, markedCase, suiteOf } from '../kit/cases'
import { endpoint, type Whim } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { listen } from '../kit/peer'
import { entryOf, runOn } from '../kit/runs'
import { startedTogether } from './kit/started-together'
import { markedCases, TEAPOT } from './kit/whims'

describe('an unsteady target', () => {
  const resultOf = startedTogether({
    /** Refuses the first try of every control: a control has no mark. */
    async flapping() {
      let controls = 0
      const whim: Whim = ({ line }) => (!line.includes('case') && controls++ % 2 === 1 ? plain(503) : undefined)
      const cases = markedCases(60)
      return runOn(await listen(endpoint({ whim })), { suites: [suiteOf(1, cases)] })
    },
    /** Two servers at one address, one of them broken. */
    async halfBroken() {
      let requests = 0
      const peer = await listen(endpoint({ whim: () => (requests++ % 2 === 1 ? plain(500) : undefined) }))
      const cases = markedCases(6)
      const post = caseOf('1.60', { parts: [{ name: 'POST', send: { method: 'POST' }, expect: notUpgraded() }] })
      return runOn(peer, { suites: [suiteOf(1, [...cases, post])] })
    },
    /** Stops being a WebSocket endpoint at 1.01. */
    async fickle() {
      let until = Number.POSITIVE_INFINITY
      let requests = 0
      const peer = await listen(
        endpoint({
          whim: ({ line }) => {
            requests += 1
            if (line.includes('case=1.01')) until = requests
            return requests > until ? plain(404) : undefined
          },
        }),
      )
      const cases = [
        markedCase('1.01'),
        caseOf('1.02', { parts: [{ name: 'a', send: { method: 'POST' }, expect: refused() }] }),
      ]
      const derived = caseOf('2.02', {
        parts: undefined as never,
        derived: { ...TEAPOT, of: () => true, each: () => null },
      })
      return runOn(peer, { suites: [suiteOf(1, cases), suiteOf(2, [caseOf('2.01'), derived])] })
    },
  })

  it('that refuses every other control is given up, without a verdict', async () => {
    const result = await resultOf('flapping')
    expect(result.summary.inconclusive).to.equal(60)
    expect(entryOf(result, '1.69').because).to.match(/only now and then; .*--rate 10/)
    expect(result.controls.length).to.be.below(100)
  })

  it('half of which is broken gets no verdict from the broken half', async () => {
    const result = await resultOf('halfBroken')
    expect(result.summary).to.include({ fail: 0, warn: 0 })
    for (const { verdict, exchanges } of result.cases) {
      const statuses = exchanges.map(({ received }) => Buffer.from(received, 'base64').toString('latin1', 9, 12))
      if (statuses.includes('500')) expect(verdict).to.equal('inconclusive')
    }
    expect(result.cases.map(({ because }) => because).join()).to.include(
      'the correct handshake was also answered with 500',
    )
  })

  it('that stops being an endpoint gets no verdict', async () => {
    const result = await resultOf('fickle')
    expect(result.summary).to.include({ fail: 0, warn: 0 })
    for (const id of ['1.01', '1.02', '2.01']) expect(entryOf(result, id).verdict, id).to.equal('inconclusive')
  })
})
