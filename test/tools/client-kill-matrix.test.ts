import { expect } from 'chai'
import type { ClientDefect } from '../../clients-under-test/scratch/overlay'
import {
  type ClientMatrix,
  foreignClientTrips,
  isForOtherClients,
  measureClients,
  needsClientProof,
  provenByClients,
} from '../../tools/kill-matrix/client/client-matrix'
import { clientCases, clientResultsOf } from '../../tools/kill-matrix/client/scratch-client-runs'

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

/** `npm run test:all` runs every case with every defect; otherwise each defect runs what it is about, and a share of the rest. */
const SCOPE = process.env['WSSPEC_MATRIX'] === 'all' ? 'all' : 'near'

describe(`the kill matrix of clients (${SCOPE === 'all' ? 'every case' : 'a share of the cases each; npm run test:all has every case'})`, function () {
  this.timeout(400_000)
  let matrix: ClientMatrix

  before(async () => {
    matrix = await measureClients(SCOPE)
  })

  it('finds nothing wrong with the intact scratch client', () => {
    const found = [...matrix.intact.values()].filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
    expect(found.map(({ id, verdict, got }) => `${id} ${verdict}: ${got}`)).to.deep.equal([])
  })

  it('skips only the cases that bind clients with the API of browsers, or that are about other offers than its own', () => {
    const skipped = [...matrix.intact.values()].filter(({ verdict }) => verdict === 'skip')
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

  it('proves every MUST, SHOULD and SECURITY case by a defect that breaks a requirement it names', () => {
    const unproven = clientCases.filter((of) => needsClientProof(of) && provenByClients(of, matrix).length === 0)
    expect(unproven.map(({ id }) => id)).to.deep.equal([])
  })

  it('trips no case that names none of the requirements a defect breaks', () => {
    const wrong = matrix.rows.flatMap((row) => foreignClientTrips(row).map((id) => `${row.defect.name} trips ${id}`))
    expect(wrong).to.deep.equal([])
  })

  it('has no defect that trips nothing', () => {
    expect(matrix.rows.filter(({ trips }) => trips.size === 0).map(({ defect }) => defect.name)).to.deep.equal([])
  })
})
