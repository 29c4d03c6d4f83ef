import type { CaseResult } from '../../harness/case/results'
import { findings } from '../../reports/target-words'
import type { Gallery, Published } from './gallery'

/** The findings of a server, by whoever can mend them. Each is in one list. */
export interface Findings {
  /** Of the server itself. */
  own: CaseResult[]
  /** Of the small test program. */
  ofProgram: CaseResult[]
  /** Of the server that it is built on, which has the same verdict and the same answer; of a hop, of the server after it. */
  shared: CaseResult[]
  /** Two clauses disagree. */
  contested: CaseResult[]
}

/** The answer without what the link then did: a server that is built on a library may speak first on it. */
function answerOf({ got }: CaseResult): string {
  return got.replace(/, (?:then|and the link) [^;:]*/g, '')
}

function isAlike(one: CaseResult | undefined, other: CaseResult): boolean {
  return one !== undefined && one.verdict === other.verdict && answerOf(one) === answerOf(other)
}

function casesById({ target }: Published): Map<string, CaseResult> {
  return new Map(target.cases.map((each) => [each.id, each]))
}

/** In how many cases both have the same verdict and answer. */
function alikeCount(one: Published, other: Published): number {
  const cases = casesById(one)
  return other.target.cases.filter((each) => isAlike(cases.get(each.id), each)).length
}

/**
 * The published server that another one is compared with: for a hop, the server after it; otherwise the one that it is
 * built on, in the published version that behaves most like it, since many bring an older version than the newest.
 * Undefined where there is none.
 */
export function baseOf({ servers, history }: Gallery, published: Published): Published | undefined {
  const { name, target, manifest } = published
  if (target.via) return servers.find((each) => each.name === target.server?.name)
  if (manifest.core === name) return undefined
  const usual = servers.filter((each) => each.name === manifest.core)
  const versions = [...usual, ...(history.get(manifest.core) ?? [])]
  const counted = versions.map((each) => ({ each, alike: alikeCount(each, published) }))
  return counted.sort((a, b) => b.alike - a.alike)[0]?.each
}

/** Sorts the findings of a server by whoever can mend them. */
export function findingsOf(published: Published, base: Published | undefined): Findings {
  const { target } = published
  const before = base ? casesById(base) : new Map<string, CaseResult>()
  const isShared = (each: CaseResult) =>
    target.via ? before.get(each.id)?.verdict === each.verdict : isAlike(before.get(each.id), each)
  const all = findings(target)
  const ofProgram = all.filter((each) => each.fixture !== undefined)
  const shared = all.filter((each) => each.fixture === undefined && isShared(each))
  const rest = all.filter((each) => each.fixture === undefined && !isShared(each))
  const contested = rest.filter(({ verdict }) => verdict === 'contested')
  return { own: rest.filter(({ verdict }) => verdict !== 'contested'), ofProgram, shared, contested }
}
