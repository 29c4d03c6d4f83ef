import { expect } from 'chai'
import { isFinding, type Verdict } from '../../harness/case/verdicts'
import { comparisons, isAlike, type Judged, likenessOf } from '../../published/likeness'
import { entries, type PublishedServer } from '../../published/servers'

type Change = (id: string, verdict: Verdict) => Verdict

/** A server as a target of which nothing is known but its verdicts; `change` gives each verdict. */
function unknown({ verdicts }: PublishedServer, change: Change = (_, verdict) => verdict): Judged {
  return { server: null, cases: [...verdicts].map(([id, { verdict }]) => ({ id, verdict: change(id, verdict) })) }
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

describe('likeness over the published servers', () => {
  /** The servers that a target is taken for, of those without its core. */
  function confusions(target: PublishedServer, judged: Judged): string[] {
    const strangers = entries().filter((each) => coreOf(each) !== coreOf(target))
    return comparisons(judged, strangers)
      .filter(isAlike)
      .map(({ server }) => `${nameOf(target)} for ${nameOf(server)}`)
  }

  it('takes no server for one with another core, where its own is not known', () => {
    const wrong = entries().flatMap((target) => confusions(target, unknown(target)))
    expect(wrong).to.deep.equal([])
  })

  it('takes none for another from a random choice of cases', function () {
    this.timeout(60_000)
    const random = randomNumbers(20)
    const wrong = [0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95].flatMap((part) => {
      const chosen = new Set([...find('ws').verdicts.keys()].filter(() => random() < part))
      const only: Change = (id, verdict) => (chosen.has(id) ? verdict : 'skip')
      return entries().flatMap((target) => confusions(target, unknown(target, only)))
    })
    expect(wrong).to.deep.equal([])
  })

  it('finds each server again among all, or what it is built on', () => {
    const judged = entries().filter(
      ({ verdicts }) => [...verdicts.values()].filter(({ verdict }) => isFinding(verdict)).length > 0,
    )
    const found = judged.map((target) => {
      const like = likenessOf(unknown(target))
      return { target, like: like && find(like.name, like.version) }
    })
    const wrong = found.filter(({ target, like }) => like && coreOf(like) !== coreOf(target))
    expect(wrong).to.deep.equal([])
    const missed = found.filter(({ like }) => !like).map(({ target }) => target.name)
    expect(missed.length).to.be.at.most(3)
  })
})
