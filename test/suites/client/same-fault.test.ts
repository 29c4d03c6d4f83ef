import { expect } from 'chai'
import { CLIENT_DEFECTS } from '../../../clients-under-test/scratch/defects'
import { clientResultsOf } from '../../../tools/kill-matrix/client/scratch-client-runs'

/** The results of cases with a client that has one defect: `C1.16 fail client-loses-first-frame`. */
async function found(defect: string, ids: readonly string[]): Promise<string[]> {
  const defects = CLIENT_DEFECTS.filter(({ name }) => name === defect)
  expect(defects, defect).to.have.length(1)
  const results = await clientResultsOf(defects, ids)
  return [...results.values()].map(({ id, verdict, scoredIn = null, cause = null }) =>
    [id, verdict, scoredIn ?? cause].join(' '),
  )
}

describe('a fault that shows in cases about something else', function () {
  this.timeout(30_000)

  it('is scored once: a client that loses the first frame is not said to read content', async () => {
    expect(await found('frame-with-answer-lost', ['C1.16', 'C6.30', 'C8.12', 'C8.13', 'C8.21'])).to.deep.equal([
      'C1.16 fail client-loses-first-frame',
      'C6.30 skip C1.16',
      'C8.12 skip C1.16',
      'C8.13 skip C1.16',
      'C8.21 skip C1.16',
    ])
  })

  it('does not hide the fault of a client that loses the frame only where the answer has such a field', async () => {
    const [first, second] = await found('content-length-obeyed', ['C1.16', 'C8.12'])
    expect([first, second]).to.deep.equal(['C1.16 pass ', 'C8.12 fail client-101-content'])
  })
})
