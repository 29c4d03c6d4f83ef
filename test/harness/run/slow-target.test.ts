import { expect } from 'chai'
import { run } from '../../../harness/run/run'
import { listen } from '../../../servers-under-test/scratch/server'
import { DEFAULT_RUN_OPTIONS } from '../../../settings/run-options'
import { suites } from '../../../suites/server'
import { speedUp } from '../../kit/fast-clock'
import { relay, type Trouble } from '../../kit/relay'
import { targetOf, verdictsOf } from '../kit/runs'

/** Cases whose scripts wait for an answer, a 100 or an end for a time that they name, one or more of each suite. */
const WAITING = [
  '7.10',
  '12.05',
  '12.06',
  '12.10',
  '12.11',
  '12.13',
  '12.37',
  '12.41',
  '12.44',
  '12.47',
  '13.16',
  '14.04',
]

/** The verdicts of these cases about a correct server with this trouble in front of it, as if time passed faster. */
async function verdictsWith(trouble: Trouble, factor: number): Promise<Record<string, string>> {
  const server = await listen({ limits: { headMs: 60_000, contentMs: 60_000 } })
  const front = await relay(server.port, trouble)
  const slowDown = speedUp(factor)
  try {
    return verdictsOf(await run(targetOf(front), suites, new Set(WAITING), DEFAULT_RUN_OPTIONS))
  } finally {
    slowDown()
    await front.close()
    await server.close()
  }
}

describe('a slow target', () => {
  it('gets the verdicts of a fast one where each answer takes 5 s', async () => {
    const fast = await verdictsWith({}, 1)
    expect(Object.values(fast)).to.not.include('inconclusive')
    expect(await verdictsWith({ answerMs: 5000 }, 20)).to.deep.equal(fast)
  }).timeout(60_000)
})
