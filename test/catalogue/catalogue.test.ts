import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Case, Part } from '../../harness/case/case'
import { CATALOGUES, frozen, introducedIn, meaningOf } from '../../harness/case/catalogue'
import type { Expectation, Outcome } from '../../harness/case/expectation'
import { requirements } from '../../suites/requirements'
import { suites } from '../../suites/server'
import { snapshot, snapshotPath } from '../../tools/docs/snapshot'

const cases: readonly Case[] = suites.flatMap((suite) => suite.cases)
const binding = cases.filter(({ level }) => ['MUST', 'SHOULD', 'SECURITY'].includes(level))

/** The outcomes of each kind of answer that a target can give, most specific first. */
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
  it('has the ids, levels and titles of the snapshot (npm run snapshot updates it)', () => {
    expect(JSON.parse(snapshot('server'))).to.deep.equal(JSON.parse(readFileSync(snapshotPath('server'), 'utf8')))
  })

  it('has the client cases of their snapshot', function () {
    // The file is written once the client cases are complete.
    if (!existsSync(snapshotPath('client'))) this.skip()
    expect(JSON.parse(snapshot('client'))).to.deep.equal(JSON.parse(readFileSync(snapshotPath('client'), 'utf8')))
  })

  it('introduces every case in a known version of the catalogue', () => {
    expect(cases.filter((of) => !CATALOGUES.includes(introducedIn(of))).map(({ id }) => id)).to.deep.equal([])
    expect(frozen(suites, CATALOGUES.at(-1) ?? '')).to.deep.equal(suites)
  })

  it('names every case with a changed meaning in the changelog', () => {
    const changelog = readFileSync(join(__dirname, '../../CHANGELOG.md'), 'utf8')
    const named = (id: string) => new RegExp(`(?<![\\d.])${id.replace('.', '\\.')}(?![\\d])`).test(changelog)
    expect(cases.filter((of) => meaningOf(of) > 1 && !named(of.id)).map(({ id }) => id)).to.deep.equal([])
  })

  it('leaves later cases out of a frozen version', () => {
    const [first] = suites
    const [early, late] = first?.cases ?? []
    if (!first || !early || !late) throw new Error('the first suite has two cases')
    const grown = [{ ...first, cases: [early, { ...late, introduced: 'later' }] }]
    expect(frozen(grown, '1.0', ['1.0', 'later'])[0]?.cases).to.deep.equal([early])
    expect(frozen(grown, 'later', ['1.0', 'later'])[0]?.cases).to.have.length(2)
  })

  it('has every id once, in the suite of its number', () => {
    const ids = cases.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    const strayed = suites.flatMap(({ number, cases: own }) => own.filter(({ id }) => !id.startsWith(`${number}.`)))
    expect(strayed.map(({ id }) => id)).to.deep.equal([])
  })

  it('names a clause and a requirement for every MUST, SHOULD and SECURITY case', () => {
    const bare = binding.filter(({ source, tests }) => source.length === 0 || tests.length === 0)
    expect(bare.map(({ id }) => id)).to.deep.equal([])
  })

  it('gives every requirement its own id', () => {
    const ids = requirements.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    expect(ids.filter((id) => !/^N\d{2,3}$/.test(id))).to.deep.equal([])
  })

  it('derives only from cases that exist', () => {
    const ids = new Set(cases.map(({ id }) => id))
    const unknown = cases.flatMap(({ id, derived }) =>
      (derived?.from ?? []).filter((each) => !ids.has(each)).map((each) => `${id} from ${each}`),
    )
    expect(unknown).to.deep.equal([])
  })

  it('gives every case something to send or to derive from, and no name to two parts', () => {
    const empty = cases.filter(({ parts, derived }) => (parts ?? []).length === 0 && derived === undefined)
    expect(empty.map(({ id }) => id)).to.deep.equal([])
    const twice = cases.filter(({ parts = [] }) => new Set(parts.map(({ name }) => name)).size < parts.length)
    expect(twice.map(({ id }) => id)).to.deep.equal([])
  })

  it('has a row for every kind of answer in every expectation', () => {
    const holes = cases.flatMap(({ id, parts = [] }) =>
      parts.flatMap((part: Part) =>
        (part.expect ? uncovered(part.expect) : []).map((hole) => `${id} ${part.name}: ${hole}`),
      ),
    )
    expect(holes).to.deep.equal([])
  })
})
