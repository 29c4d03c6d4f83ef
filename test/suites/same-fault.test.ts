import { expect } from 'chai'
import { resultsOf } from '../../tools/kill-matrix/scratch-runs'

/** The results of cases with a server that has one defect: `13.02 fail one-read-is-one-request`. */
async function found(defect: string, ids: readonly string[]): Promise<string[]> {
  const results = await resultsOf({ defects: [defect] }, {}, ids)
  return [...results.values()].map(({ id, verdict, scoredIn = null, cause = null }) =>
    [id, verdict, scoredIn ?? cause].join(' '),
  )
}

describe('a fault of a server that shows in cases about something else', function () {
  this.timeout(30_000)

  it('is scored once: a server that takes one read for one request shares no state', async () => {
    expect(await found('one-segment', ['13.01', '13.02', '13.28'])).to.deep.equal([
      '13.01 fail one-read-is-one-request',
      '13.02 fail one-read-is-one-request',
      '13.28 skip 13.02',
    ])
  })

  it('does not hide the fault of a server whose connections share a parser', async () => {
    // Beside the other, 13.01 and 13.02 are refused now and then, too.
    expect(await found('parser-shared', ['13.01', '13.02', '13.28'])).to.include('13.28 fail state-shared')
  })
})
