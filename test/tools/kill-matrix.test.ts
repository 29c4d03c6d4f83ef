import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import {
  cases,
  documentedProofs,
  foreign,
  type Matrix,
  measure,
  needsProof,
  provenBy,
  render,
  type Scope,
  skeleton,
  UNTRIPPABLE,
  verdictsOf,
} from '../../tools/docs/kill-matrix'

/** The cases that the intact server cannot be judged by, each with its reason. */
const NOT_JUDGED = new Map([
  ['0.05', 'its handshake needs no added field'],
  ['2.15', 'its URL names the default port, for 2.14'],
  ['9.13', 'it answers one extension on one line'],
  ['13.13', 'waits for minutes: runs only with --slow'],
  ['13.14', 'waits for minutes: runs only with --slow'],
  ['13.15', 'runs only with --slow; the defect that proves it is looked at so'],
  ['13.21', 'it listens on IPv4 alone'],
])

/** `npm run test:all` lets every case meet every defect, which takes minutes. */
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

  it('finds nothing wrong with the intact server where nothing is declared', async () => {
    const found = [...(await verdictsOf({})).values()]
    const wrong = found.filter(({ verdict }) => !['pass', 'observed', 'skip'].includes(verdict))
    expect(wrong.map(({ id, verdict, got }) => `${id} ${verdict}: ${got}`)).to.deep.equal([])
  })

  it('judges every case on the intact scratch server but those for which it has nothing', () => {
    const skipped = [...matrix.intact.values()].filter(({ verdict }) => verdict === 'skip')
    expect(skipped.map(({ id }) => id)).to.deep.equal([...NOT_JUDGED.keys()])
  })

  it('proves every MUST, SHOULD and SECURITY case by a defect that breaks a requirement it names', () => {
    const unproven = cases.filter((of) => needsProof(of) && provenBy(of, matrix).length === 0)
    expect(unproven.map(({ id }) => id)).to.deep.equal([...UNTRIPPABLE.keys()])
  })

  it('trips no case that names none of the requirements a defect breaks', () => {
    const wrong = matrix.rows.flatMap((row) => foreign(row).map((id) => `${row.defect.name} trips ${id}`))
    expect(wrong).to.deep.equal([])
  })

  it('has no defect that trips nothing', () => {
    expect(matrix.rows.filter(({ trips }) => trips.size === 0).map(({ defect }) => defect.name)).to.deep.equal([])
  })

  it('is what docs/kill-matrix.md says', () => {
    const written = readFileSync(join(__dirname, '../../docs/kill-matrix.md'), 'utf8')
    expect(skeleton(written), 'docs/kill-matrix.md is stale: run npm run docs').to.deep.equal(skeleton(render(matrix)))
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
