import { expect } from 'chai'
import {
  type ClientMatrix,
  foreignClientTrips,
  measureClients,
  needsClientProof,
  provenByClients,
} from '../../tools/kill-matrix/client/client-matrix'
import { clientCases } from '../../tools/kill-matrix/client/scratch-client-runs'

/** `npm run test:all` runs every case with every defect; otherwise each defect runs what it is about, and a share of the rest. */
const SCOPE = process.env['WSSPEC_MATRIX'] === 'all' ? 'all' : 'near'

describe(`the kill matrix of clients (${SCOPE === 'all' ? 'every case' : 'a share of the cases each; npm run test:all has every case'})`, function () {
  this.timeout(400_000)
  let matrix: ClientMatrix

  before(async () => {
    matrix = await measureClients(SCOPE)
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
