import { expect } from 'chai'
import { isFinding, type Verdict } from '../../harness/case/verdicts'
import { comparisons, isAlike, isWhole, type Judged, likenessOf } from '../../published/likeness'
import { entries, type PublishedServer } from '../../published/servers'
import { causeOfCase } from '../../suites/causes'

type Change = (id: string, verdict: Verdict) => Verdict

/** A server as a target of which nothing is known but its verdicts; `change` gives each verdict. */
function unknown({ verdicts }: PublishedServer, change: Change = (_, verdict) => verdict): Judged {
  const cases = [...verdicts].map(([id, published]) => {
    const verdict = change(id, published.verdict)
    return { id, verdict, cause: isFinding(verdict) ? (causeOfCase(id)?.id ?? null) : null }
  })
  return { server: null, cases }
}

/** The cores of a server: the server itself, or what reads and answers the handshake for it. */
function coreOf({ name, core, inFrontOf }: PublishedServer): string {
  return inFrontOf?.split(' ')[0] ?? core ?? name
}

function nameOf({ name, version }: PublishedServer): string {
  return `${name} ${version}`
}

function find(name: string, version?: string): PublishedServer {
  const found = entries().find((each) => each.name === name && (version ? each.version === version : !each.isOlder))
  if (found === undefined) throw new Error(`nothing is published of ${name}`)
  return found
}

/** Numbers from 0 to 1 that are the same in each run. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Verdicts with `number` passes turned into failures, evenly spread from the `first` one on. */
function withOwnBugs(server: PublishedServer, number: number, first = 0): Judged {
  const passes = [...server.verdicts].filter(([, { verdict }]) => verdict === 'pass').map(([id]) => id)
  const step = Math.floor(passes.length / number)
  const bugs = new Set(Array.from({ length: number }, (_, at) => passes[(first + at * step) % passes.length]))
  return unknown(server, (id, verdict) => (bugs.has(id) ? 'fail' : verdict))
}

describe('likeness over the published servers', () => {
  /** What a target may be able to do: the cases about the rest say how it is configured. */
  const CAPABILITIES = [true, false].flatMap((permessageDeflate) =>
    [['chat'], []].map((subprotocols) => ({ echo: true, subprotocols, permessageDeflate })),
  )

  /** Each target with a server of another core, of those that agree at least so far. */
  function strangers(least: number, capabilities: NonNullable<Judged['capabilities']>, change?: Change) {
    return entries().flatMap((target) => {
      const others = entries().filter((each) => coreOf(each) !== coreOf(target))
      const compared = comparisons({ ...unknown(target, change), capabilities }, others, entries())
      const near = compared.filter((each) => each.againstBits <= (1 - least) * each.ofBits)
      return near.map((comparison) => ({ target, server: comparison.server, comparison }))
    })
  }

  for (const capabilities of CAPABILITIES)
    it(`takes no server for one with another core, whose own is not known: ${JSON.stringify(capabilities)}`, () => {
      const near = strangers(0.8, capabilities)
      expect(near.length).to.be.above(100)
      const wrong = near.filter(({ comparison }) => isAlike(comparison))
      expect(wrong.map(({ target, server }) => `${nameOf(target)} for ${nameOf(server)}`)).to.deep.equal([])
    })

  it('takes none for one with another core where its process ended in the cases that can end it', () => {
    const crash: Change = (id, verdict) => (causeOfCase(id)?.id === 'process-dies' ? 'fail' : verdict)
    for (const capabilities of CAPABILITIES) {
      const near = strangers(0.8, capabilities, crash)
      expect(near.length).to.be.above(100)
      expect(near.filter(({ comparison }) => isAlike(comparison))).to.deep.equal([])
    }
  })

  it('takes none of those that agree most for another from a random choice of cases', () => {
    const random = randomNumbers(20)
    const ids = [...find('ws').verdicts.keys()]
    let whole = 0
    const wrong = CAPABILITIES.flatMap((capabilities) => {
      const pairs = strangers(0.9, capabilities)
      const parts = Array.from({ length: 40 }, (_, at) => 1 - ((at + 1) / 41) ** 2)
      return parts.flatMap((part) => {
        const chosen = new Set(ids.filter(() => random() < part))
        const only = (target: PublishedServer): Judged => {
          const cases = unknown(target).cases.filter(({ id }) => chosen.has(id))
          return { server: null, capabilities, cases }
        }
        if (isWhole(only(find('ws')))) whole += 1
        const taken = pairs.filter(
          ({ target, server }) =>
            isWhole(only(target)) && comparisons(only(target), [server], entries()).every((each) => isAlike(each)),
        )
        return taken.map(({ target, server }) => `${nameOf(target)} for ${nameOf(server)}, ${chosen.size} cases`)
      })
    })
    expect(whole).to.be.above(20)
    expect(wrong).to.deep.equal([])
  })

  it('finds each server again by its verdicts alone, or its core', () => {
    const found = entries()
      .filter(({ name }) => name !== 'scratch')
      .map((target) => ({ target, like: likenessOf(unknown(target)) }))
    const wrong = found.filter(({ target, like }) => like && coreOf(find(like.name, like.version)) !== coreOf(target))
    expect(wrong).to.deep.equal([])
    expect(found.filter(({ like }) => like === null).map(({ target }) => target.name)).to.deep.equal([])
  })

  it('finds a server again that has failures of its own, too: 19 of 20 with three of them', () => {
    const usual = entries().filter(({ isOlder, name }) => !isOlder && name !== 'scratch')
    const found = usual.flatMap((target) =>
      [0, 7, 13].map((first) => ({ target, like: likenessOf(withOwnBugs(target, 3, first)) })),
    )
    const wrong = found.filter(({ target, like }) => like && coreOf(find(like.name, like.version)) !== coreOf(target))
    expect(wrong).to.deep.equal([])
    expect(found.filter(({ like }) => like).length).to.be.at.least(0.95 * found.length)
  })

  it('finds the core of a server whose own line is left out, and never another', () => {
    const families = new Map<string, PublishedServer[]>()
    for (const each of entries()) families.set(coreOf(each), [...(families.get(coreOf(each)) ?? []), each])
    const targets = [...families.values()].filter((all) => new Set(all.map(({ name }) => name)).size > 1).flat()
    const found = targets.map((target) => {
      const others = entries().filter(({ name }) => name !== target.name)
      return { target, like: likenessOf(unknown(target), others) }
    })
    const wrong = found.filter(({ target, like }) => like && coreOf(find(like.name, like.version)) !== coreOf(target))
    expect(wrong).to.deep.equal([])
    expect(found.filter(({ like }) => like).length).to.be.at.least(16)
  })
})

describe('what a target behaves like', () => {
  const ws = () => find('ws')
  const asServer = ({ name, version, language }: PublishedServer) => ({ name, version, language })

  it('is the usual version, where an older one has the same verdicts', () => {
    const like = likenessOf(unknown(find('ws', '8.18.3')))
    expect(like).to.include({ name: 'ws', version: '8.23.0', own: 0 })
    expect(like?.agree).to.equal(like?.of)
  })

  it('is the older version that agrees most', () => {
    for (const version of ['1.1.5', '3.3.3', '7.5.10', '8.18.2'])
      expect(likenessOf(unknown(find('ws', version)))).to.include({ name: 'ws', version, own: 0 })
  })

  it('is the library of an application that ends with an uncaught error, and takes each subprotocol', () => {
    const hidden = '12.02 12.03 12.08 12.11 12.12 12.37 12.40 13.18 14.04 14.05 14.06 14.07 14.08 14.10'.split(' ')
    const verdicts = new Map<string, Verdict>([
      ...hidden.map((id) => [id, 'inconclusive'] as const),
      ...['8.02', '8.04', '8.21'].map((id) => [id, 'observed'] as const),
      ...['0.06', '14.15'].map((id) => [id, 'fail'] as const),
    ])
    const capabilities = { echo: true, subprotocols: ['chat'], permessageDeflate: false }
    const naive = { ...unknown(ws(), (id, verdict) => verdicts.get(id) ?? verdict), capabilities }
    expect(likenessOf(naive)).to.include({ name: 'ws', version: '8.23.0', own: 2 })
  })

  it("counts the findings that are not that server's", () => {
    const like = likenessOf(withOwnBugs(ws(), 2))
    expect(like).to.include({ name: 'ws', version: '8.23.0', own: 2 })
    expect((like?.of ?? 0) - (like?.agree ?? 0)).to.equal(2)
    expect(like).to.not.have.any.keys('published', 'inFrontOf')
  })

  it('is a hop where no server alone is like it, with the server that the hop was in front of', () => {
    expect(likenessOf(unknown(find('nginx')))).to.include({ name: 'nginx', inFrontOf: 'ws 8.23.0', own: 0 })
    expect(likenessOf(unknown(find('http-proxy')))).to.include({ name: 'http-proxy', inFrontOf: 'ws 8.23.0', own: 0 })
  })

  it('is a published server itself, however few cases were run and whatever differs', () => {
    const server = asServer(ws())
    expect(likenessOf({ ...unknown(ws()), server })).to.include({ name: 'ws', own: 0, published: true })
    const few: Judged = { server, cases: [{ id: '6.02', verdict: 'fail' }] }
    expect(likenessOf(few)).to.deep.equal({
      ...{ name: 'ws', version: '8.23.0', agree: 0, of: 1, shared: 0, own: 1 },
      published: true,
    })
    const hop = find('nginx')
    const through = { ...unknown(hop), server, via: { name: hop.name, version: hop.version } }
    expect(likenessOf(through)).to.include({ name: 'nginx', published: true, inFrontOf: 'ws 8.23.0' })
  })

  it('is a published version, where the version of a known server is not published', () => {
    const judged = { ...unknown(find('ws', '8.18.2')), server: { ...asServer(ws()), version: '8.18.1' } }
    expect(likenessOf(judged)).to.include({ name: 'ws', version: '8.18.2' }).and.not.have.property('published')
  })

  it('is none where no server is like it', () => {
    const mixed = unknown(ws(), (id, verdict) => find('tomcat').verdicts.get(id)?.verdict ?? verdict)
    const half: Judged = {
      server: null,
      cases: mixed.cases.map((each, at) => (at % 2 === 0 ? each : (unknown(ws()).cases[at] ?? each))),
    }
    expect(likenessOf(half)).to.equal(null)
  })

  it('is not known without a verdict, with few cases, and without a finding', () => {
    expect(likenessOf({ ...unknown(ws()), diagnosis: 'it does not answer' })).to.equal(undefined)
    const isEarly = ({ id }: { id: string }) => Number(id.split('.')[0]) < 12
    const few = { server: null, cases: unknown(ws()).cases.filter(isEarly) }
    expect(likenessOf(few)).to.equal(undefined)
    expect(likenessOf(unknown(ws(), (id, verdict) => (isEarly({ id }) ? 'skip' : verdict)))).to.equal(undefined)
    expect(likenessOf(unknown(find('scratch')))).to.equal(undefined)
    expect(likenessOf(unknown(ws()), [])).to.equal(undefined)
  })

  it('leaves out what a small test program decides, on both sides', () => {
    const like = likenessOf(unknown(find('restinio')))
    expect(like).to.include({ name: 'restinio', own: 0 })
    expect(like?.of).to.be.below(find('restinio').verdicts.size)
    const marked = unknown(ws())
    const cases = marked.cases.map((each) => (each.verdict === 'fail' ? { ...each, fixture: 'the program' } : each))
    const fails = marked.cases.filter(({ verdict }) => verdict === 'fail').length
    const [whole, without] = [likenessOf(marked), likenessOf({ ...marked, cases })]
    expect(without?.of).to.equal((whole?.of ?? 0) - fails)
  })
})
