import { expect } from 'chai'
import { isFinding } from '../../harness/case/verdicts'
import { coresOf } from '../../published/case-bits'
import { compareWithPublished } from '../../published/compare-with-published'
import { comparisons, isAlike, type Judged, LIKE, likenessOf } from '../../published/likeness'
import { prevalenceOf } from '../../published/prevalence'
import { entries, type PublishedServer } from '../../published/servers'
import { causeOfClientCase } from '../../suites/client/causes'
import { result, target } from '../reports/kit/results'

/** A client as a target of which nothing is known but its verdicts. */
function unknown({ verdicts }: PublishedServer): Judged {
  const cases = [...verdicts].map(([id, { verdict }]) => ({
    id,
    verdict,
    cause: isFinding(verdict) ? (causeOfClientCase(id)?.id ?? null) : null,
  }))
  return { role: 'client', server: null, cases }
}

const coreOf = ({ core, name }: PublishedServer) => core ?? name

function find(name: string): PublishedServer {
  const found = entries('client').find((each) => each.name === name)
  if (found === undefined) throw new Error(`nothing is published of the client ${name}`)
  return found
}

describe('likeness over the published clients', () => {
  const clients = entries('client')

  it('takes no client for one with another core, whose own is left out', () => {
    const wrong = clients.flatMap((each) => {
      const others = clients.filter((other) => coreOf(other) !== coreOf(each))
      const alike = comparisons(unknown(each), others, clients).filter((found) => isAlike(found, clients))
      return alike.map(({ server }) => `${each.name} for ${server.name}`)
    })
    expect(coresOf(clients)).to.be.at.least(LIKE.cores)
    expect(wrong).to.deep.equal([])
  })

  it('finds clients again by their verdicts alone, or their core, and takes none for another', () => {
    const found = clients.map((each) => ({ each, like: likenessOf(unknown(each)) }))
    const wrong = found.filter(({ each, like }) => like && coreOf(find(like.name)) !== coreOf(each))
    expect(wrong.map(({ each, like }) => `${each.name} for ${like?.name}`)).to.deep.equal([])
    expect(found.filter(({ like }) => like).length).to.be.at.least(30)
  })

  it('finds the core of a client whose own line is left out', () => {
    for (const [name, core] of [
      ['libsoup2', 'libsoup'],
      ['jsdom', 'undici'],
      ['node', 'undici'],
    ] as const) {
      const others = clients.filter((each) => each.name !== name)
      expect(likenessOf(unknown(find(name)), others), name).to.include({ name: core })
    }
  })

  it('compares a client with clients alone', () => {
    const ids = new Set(clients.flatMap(({ verdicts }) => [...verdicts.keys()]))
    for (const id of ids) expect(id).to.match(/^C/)
    for (const { verdicts } of entries('server')) for (const id of verdicts.keys()) expect(id).to.match(/^\d/)
    const judged = target('mine', [result('C5.03', 'fail', { suite: 5 })], { role: 'client', server: null })
    compareWithPublished(judged)
    expect(judged.like ?? null).to.equal(null)
    expect(judged.cases[0]?.prevalence?.of ?? 0).to.be.at.most(clients.length)
  })

  it('counts the clients that have a finding, too', () => {
    const made = (name: string, verdict: 'fail' | 'pass'): PublishedServer => ({
      ...{ name, version: '1', language: 'C' },
      verdicts: new Map([['C5.03', { verdict, byProgram: false }]]),
    })
    const all = [made('a', 'fail'), made('b', 'pass'), made('c', 'fail')]
    const found = prevalenceOf(result('C5.03', 'fail', { suite: 5 }), { except: 'a', all })
    expect(found).to.deep.equal({ servers: 1, of: 2 })
  })
})
