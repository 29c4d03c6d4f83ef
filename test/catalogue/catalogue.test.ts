import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Case, Part } from '../../harness/case/case'
import { CATALOGUES, frozen, introducedIn, meaningOf } from '../../harness/case/catalogue'
import type { Expectation, Outcome } from '../../harness/case/expectation'
import { requirements } from '../../suites/requirements'
import { suites } from '../../suites/server'
import { SNAPSHOT, snapshot } from '../../tools/docs/snapshot'

const cases: readonly Case[] = suites.flatMap((suite) => suite.cases)
const binding = cases.filter(({ level }) => ['MUST', 'SHOULD', 'SECURITY'].includes(level))

/** One outcome chain for each kind of answer that a target can give. */
const CHAINS: readonly Outcome[][] = [
  ['accept', '101'],
  ['101'],
  ['elsewhere'],
  ['200', '2xx'],
  ['302', '3xx'],
  ['400', '4xx'],
  ['429', '4xx'],
  ['500', '5xx'],
  ['503', '5xx'],
  ['dropped'],
  ['silent'],
  ['garbage', 'dropped'],
]

function uncovered({ table }: Expectation): string[] {
  return CHAINS.filter((chain) => !chain.some((outcome) => outcome in table)).map((chain) => chain.join('/'))
}

describe('the catalogue', () => {
  it('keeps ids, levels and titles as the snapshot has them (npm run snapshot changes it on purpose)', () => {
    expect(JSON.parse(snapshot())).to.deep.equal(JSON.parse(readFileSync(SNAPSHOT, 'utf8')))
  })

  it('brings every case in a version of the catalogue', () => {
    expect(cases.filter((of) => !CATALOGUES.includes(introducedIn(of))).map(({ id }) => id)).to.deep.equal([])
    expect(frozen(suites, CATALOGUES.at(-1) ?? '')).to.deep.equal(suites)
  })

  it('names every case whose verdict changed its meaning in the changelog', () => {
    const changelog = readFileSync(join(__dirname, '../../CHANGELOG.md'), 'utf8')
    const named = (id: string) => new RegExp(`(?<![\\d.])${id.replace('.', '\\.')}(?![\\d])`).test(changelog)
    expect(cases.filter((of) => meaningOf(of) > 1 && !named(of.id)).map(({ id }) => id)).to.deep.equal([])
  })

  it('leaves out of a frozen set what came later', () => {
    const [first] = suites
    const [early, late] = first?.cases ?? []
    if (!first || !early || !late) throw new Error('the first suite has two cases')
    const grown = [{ ...first, cases: [early, { ...late, introduced: 'later' }] }]
    expect(frozen(grown, '1.0', ['1.0', 'later'])[0]?.cases).to.deep.equal([early])
    expect(frozen(grown, 'later', ['1.0', 'later'])[0]?.cases).to.have.length(2)
  })

  it('numbers every case once, in the suite it stands in', () => {
    const ids = cases.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    const strayed = suites.flatMap(({ number, cases: own }) => own.filter(({ id }) => !id.startsWith(`${number}.`)))
    expect(strayed.map(({ id }) => id)).to.deep.equal([])
  })

  it('rests every MUST, SHOULD and SECURITY case on a clause and a normative statement', () => {
    const bare = binding.filter(({ source, tests }) => source.length === 0 || tests.length === 0)
    expect(bare.map(({ id }) => id)).to.deep.equal([])
  })

  it('gives every normative statement an id of its own', () => {
    const ids = requirements.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    expect(ids.filter((id) => !/^N\d{2,3}$/.test(id))).to.deep.equal([])
  })

  it('names only cases that exist', () => {
    const ids = new Set(cases.map(({ id }) => id))
    const unknown = cases.flatMap(({ id, derived }) =>
      (derived?.from ?? []).filter((each) => !ids.has(each)).map((each) => `${id} from ${each}`),
    )
    expect(unknown).to.deep.equal([])
  })

  it('gives every case something to send or to look at, and parts names of their own', () => {
    const empty = cases.filter(({ parts, derived }) => (parts ?? []).length === 0 && derived === undefined)
    expect(empty.map(({ id }) => id)).to.deep.equal([])
    const twice = cases.filter(({ parts = [] }) => new Set(parts.map(({ name }) => name)).size < parts.length)
    expect(twice.map(({ id }) => id)).to.deep.equal([])
  })

  it('says what every answer means in every expectation', () => {
    const holes = cases.flatMap(({ id, parts = [] }) =>
      parts.flatMap((part: Part) =>
        (part.expect ? uncovered(part.expect) : []).map((hole) => `${id} ${part.name}: ${hole}`),
      ),
    )
    expect(holes).to.deep.equal([])
  })
})
