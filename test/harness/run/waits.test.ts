import { expect } from 'chai'
import { refused } from '../../../harness/judge/expectations'
import { run } from '../../../harness/run/run'
import type { Waits } from '../../../harness/run/target'
import { DEFAULT_RUN_OPTIONS } from '../../../settings/run-options'
import { caseOf, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { closePeers, listen } from '../kit/peer'
import { targetOf } from '../kit/runs'
import { whenAsked } from './kit/whims'

describe('what a run waits for', () => {
  afterEach(closePeers)

  it('is reported with the number of cases, and that nothing waits at the end', async () => {
    const peer = await listen(endpoint({ whim: whenAsked('refuse', () => 'handled') }))
    const cases = Array.from({ length: 6 }, (_, at) =>
      caseOf(`1.${at + 50}`, { parts: [{ name: 'silent', send: { target: `/?refuse=${at}` }, expect: refused() }] }),
    )
    const seen: Waits[] = []
    const options = { ...DEFAULT_RUN_OPTIONS, timeoutMs: 1500, onWait: (waits: Waits) => seen.push(waits) }
    await run(targetOf(peer), [suiteOf(1, cases)], new Set(cases.map(({ id }) => id)), options)
    expect(seen.find(({ cases: many }) => many === 6)).to.deep.equal({ cases: 6, what: 'answer' })
    expect(seen.at(-1)).to.deep.equal({ cases: 0, what: null })
  }).timeout(20_000)
})
