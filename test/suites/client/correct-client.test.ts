import { expect } from 'chai'
import type { ClientDefect } from '../../../clients-under-test/scratch/overlay'
import type { CaseResult } from '../../../harness/case/results'
import { isForOtherClients } from '../../../tools/kill-matrix/client/client-matrix'
import { clientCases, clientResultsOf } from '../../../tools/kill-matrix/client/scratch-client-runs'

/** The cases that are about other offers of permessage-deflate than the scratch client's, each with one. */
const OFFERS: Readonly<Record<string, readonly string[]>> = {
  'C6.32': [],
  'C6.33': ['permessage-deflate; client_no_context_takeover'],
  'C6.34': ['permessage-deflate'],
  'C6.35': ['permessage-deflate; server_max_window_bits=9', 'permessage-deflate; server_max_window_bits=11'],
  'C6.36': ['permessage-deflate; server_no_context_takeover; server_max_window_bits=10'],
  'C6.37': ['permessage-deflate; server_no_context_takeover; server_max_window_bits=10'],
}

/** The cases that are skipped with every client, each with the reason. */
const OUT_OF_REACH: Readonly<Record<string, string>> = { 'C0.44': 'a driver has no setting for a proxy' }

/** The cases whose precondition only a defect of the scratch client meets, each with what the client does not do. */
const NOT_DONE: Readonly<Record<string, string>> = { 'C0.39': 'it does not connect again by itself' }

describe('the client cases and a correct client', function () {
  this.timeout(100_000)
  let intact: ReadonlyMap<string, CaseResult>

  before(async () => {
    intact = await clientResultsOf([])
  })

  it('finds nothing wrong with the intact scratch client', () => {
    const found = [...intact.values()].filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
    expect(found.map(({ id, verdict, got }) => `${id} ${verdict}: ${got}`)).to.deep.equal([])
  })

  it('skips only the cases that bind clients with the API of browsers, or that are about other offers than its own', () => {
    const skipped = [...intact.values()].filter(({ verdict }) => verdict === 'skip')
    const expected = clientCases.filter(
      (each) =>
        isForOtherClients(each) || each.slow || each.id in OFFERS || each.id in OUT_OF_REACH || each.id in NOT_DONE,
    )
    expect(skipped.map(({ id }) => id)).to.deep.equal(expected.map(({ id }) => id))
  })

  it('finds nothing wrong with an intact client that makes the offers which those cases are about', async () => {
    for (const [id, offers] of Object.entries(OFFERS)) {
      const other: ClientDefect = { name: id, says: '', breaks: [], replaces: () => ({ offers: () => offers }) }
      expect((await clientResultsOf([other], [id])).get(id)?.verdict, id).to.equal('pass')
    }
  })
})
