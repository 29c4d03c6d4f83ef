import { expect } from 'chai'
import type { Check } from '../../../harness/case/check'
import type { Step } from '../../../harness/case/script'
import { accepted } from '../../../harness/judge/expectations'
import { caseOf, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { closePeers, listen } from '../kit/peer'
import { entryOf, runOn } from '../kit/runs'

/** A limit of a step that is never reached, ms. */
const FOREVER = 1e9

/** Scripts that end only when the run ends them, by case. */
const ENDLESS: Readonly<Record<string, readonly Step[]>> = {
  '1.01': [{ do: 'send' }, { do: 'answer' }, { do: 'await', frame: () => false, within: FOREVER }],
  '1.02': [{ do: 'send' }, { do: 'answer' }, { do: 'pause', ms: FOREVER }],
  '1.03': [{ do: 'pause', ms: FOREVER }, { do: 'send' }, { do: 'answer' }],
  '1.04': [{ do: 'flood', octets: 'X: y\r\n', most: FOREVER, ms: FOREVER }, { do: 'answer' }],
  '1.05': [{ do: 'send' }, { do: 'stopReading', ms: FOREVER }, { do: 'answer' }],
  '1.06': [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: FOREVER }],
}

/** A finding against the target, because what the script waited for never came. */
const neverCame: Check = () => ({ verdict: 'fail', because: 'what the script waited for never came' })

describe('a script without an end', () => {
  afterEach(closePeers)

  it('is ended by the deadline of the case, accuses nobody, and keeps no other case from its verdict', async () => {
    const peer = await listen(endpoint())
    const cases = Object.entries(ENDLESS).map(([id, steps]) => {
      const checks = id === '1.06' ? [] : [neverCame]
      return caseOf(id, { parts: [{ name: 'endless', steps, expect: accepted({ checks }) }] })
    })
    const began = performance.now()
    const result = await runOn(peer, {
      suites: [suiteOf(1, [...cases, caseOf('1.07')]), suiteOf(2, [caseOf('2.01')])],
      options: { timeoutMs: 400 },
    })
    expect(performance.now() - began).to.be.below(15_000)
    expect(result.cases).to.have.length(8)
    for (const id of Object.keys(ENDLESS)) {
      const { verdict, because } = entryOf(result, id)
      if (id === '1.06') continue
      expect(verdict, id).to.be.oneOf(['inconclusive', 'error'])
      expect(because, id).to.not.equal('')
    }
    for (const id of ['1.06', '1.07', '2.01']) expect(entryOf(result, id).verdict, id).to.equal('pass')
  })
})
