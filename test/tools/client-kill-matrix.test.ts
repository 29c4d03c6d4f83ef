import { expect } from 'chai'
import {
  type ClientMatrix,
  foreignClientTrips,
  measureClients,
  needsClientProof,
  provenByClients,
} from '../../tools/kill-matrix/client/client-matrix'
import { clientCases } from '../../tools/kill-matrix/client/scratch-client-runs'

describe('the kill matrix of clients', function () {
  this.timeout(400_000)
  let matrix: ClientMatrix

  before(async () => {
    matrix = await measureClients()
  })

  it('finds nothing wrong with the intact scratch client', () => {
    const found = [...matrix.intact.values()].filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
    expect(found.map(({ id, verdict, got }) => `${id} ${verdict}: ${got}`)).to.deep.equal([])
  })

  it('skips only the cases that bind clients with the API of browsers, and those that wait for minutes', () => {
    const skipped = [...matrix.intact.values()].filter(({ verdict }) => verdict === 'skip')
    const other = clientCases.filter(({ needs = [], slow }) => needs.includes('whatwg') || slow === true)
    expect(skipped.map(({ id }) => id)).to.deep.equal(other.map(({ id }) => id))
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
