import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { documentedProofs, killMatrixPage, withoutMeasurements } from '../../tools/kill-matrix/kill-matrix-page'
import { foreignTrips, type Matrix, needsProof, provenBy, UNTRIPPABLE } from '../../tools/kill-matrix/matrix'
import { measure, type Scope } from '../../tools/kill-matrix/measure'
import { cases, resultsOf } from '../../tools/kill-matrix/scratch-runs'

/** The cases that are skipped on the intact server, each with the reason. */
const NOT_JUDGED = new Map([
  ['0.05', 'its handshake needs no added field'],
  ['2.15', 'its URL names the default port, for 2.14'],
  ['2.22', 'it serves only its own names'],
  ['3.20', 'it sends Upgrade in a 426 and a 101 only'],
  ['9.13', 'it answers one extension on one line'],
  ['13.13', 'waits for minutes: runs only with --slow'],
  ['13.14', 'waits for minutes: runs only with --slow'],
  ['13.15', 'runs only with --slow; the defect that proves it is measured with --slow'],
  ['13.21', 'it listens on IPv4 alone'],
  ['14.18', 'it greets nobody'],
])

/** `npm run test:all` runs every case against every defect, which takes minutes. */
const SCOPE: Scope = process.env['WSSPEC_MATRIX'] === 'all' ? 'all' : 'near'

describe(`the kill matrix (${SCOPE === 'all' ? 'every case' : 'a share of the cases; npm run test:all has every case'} against each defect)`, function () {
  this.timeout(900_000)
  let matrix: Matrix

  before(async () => {
    matrix = await measure(SCOPE)
  })

  it('finds nothing wrong with the intact scratch server', () => {
    const found = [...matrix.intact.values()].filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
    expect(found.map(({ id, verdict, got }) => `${id} ${verdict}: ${got}`)).to.deep.equal([])
  })

  it('finds nothing wrong with the intact server without a profile', async () => {
    const found = [...(await resultsOf({})).values()]
    const wrong = found.filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
    expect(wrong.map(({ id, verdict, got }) => `${id} ${verdict}: ${got}`)).to.deep.equal([])
  })

  it('skips only the cases on the intact scratch server for which it lacks something', () => {
    const skipped = [...matrix.intact.values()].filter(({ verdict }) => verdict === 'skip')
    expect(skipped.map(({ id }) => id)).to.deep.equal([...NOT_JUDGED.keys()])
  })

  it('proves every MUST, SHOULD and SECURITY case by a defect that breaks a requirement it names', () => {
    const unproven = cases.filter((of) => needsProof(of) && provenBy(of, matrix).length === 0)
    expect(unproven.map(({ id }) => id)).to.deep.equal([...UNTRIPPABLE.keys()])
  })

  it('trips no case that names none of the requirements a defect breaks', () => {
    const wrong = matrix.rows.flatMap((row) => foreignTrips(row).map((id) => `${row.defect.name} trips ${id}`))
    expect(wrong).to.deep.equal([])
  })

  it('has no defect that trips nothing', () => {
    expect(matrix.rows.filter(({ trips }) => trips.size === 0).map(({ defect }) => defect.name)).to.deep.equal([])
  })

  it('is what docs/kill-matrix.md has', () => {
    const written = readFileSync(join(__dirname, '../../docs/kill-matrix.md'), 'utf8')
    const fixed = withoutMeasurements(killMatrixPage(matrix))
    expect(withoutMeasurements(written), 'docs/kill-matrix.md is stale: run npm run docs').to.deep.equal(fixed)
    const documented = documentedProofs(written)
    const stale = cases.filter((of) => {
      const now = provenBy(of, matrix)
      return needsProof(of) && now.length > 0 && !now.some((name) => documented.get(of.id)?.includes(name))
    })
    expect(
      stale.map(({ id }) => id),
      'proven by other defects than docs/kill-matrix.md says',
    ).to.deep.equal([])
  })
})
