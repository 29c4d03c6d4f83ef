import { expect } from 'chai'
import { CLIENT_VARIANTS } from '../../clients-under-test/scratch/variants'
import type { CaseResult } from '../../harness/case/results'
import { clientResultsOf } from '../../tools/kill-matrix/client/scratch-client-runs'

/** How many variants run at once. */
const AT_ONCE = 4

describe('legal variants of the scratch client', function () {
  this.timeout(200_000)
  const found = new Map<string, readonly CaseResult[]>()

  before(async () => {
    const left = [...CLIENT_VARIANTS]
    const work = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift())
        found.set(next.name, [...(await clientResultsOf([next])).values()])
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  })

  for (const { name, says, finds = {} } of CLIENT_VARIANTS)
    it(`${name}: ${says}`, () => {
      const notable = (found.get(name) ?? []).filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
      expect(
        notable.map(({ id, verdict }) => `${id} ${verdict}`),
        JSON.stringify(notable.map(({ id, got, because }) => ({ id, got, because }))),
      ).to.deep.equal(Object.entries(finds).map(([id, verdict]) => `${id} ${verdict}`))
    })
})
