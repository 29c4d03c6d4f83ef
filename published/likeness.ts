import type { Likeness, TargetResult } from '../harness/case/results'
import { isEvidence, isFinding, type Verdict } from '../harness/case/verdicts'
import { entries, type PublishedServer, publishedVerdict } from './servers'

/** A target as it is compared: who it is, where wsspec knows that, and its verdicts. */
export type Judged = Pick<TargetResult, 'server' | 'via' | 'diagnosis'> & {
  cases: readonly Pick<TargetResult['cases'][number], 'id' | 'verdict' | 'fixture'>[]
}

/** The verdicts that the target's library decides, by the id of the case: those with evidence, without the test program's. */
type OwnVerdicts = ReadonlyMap<string, Verdict>

/** How the verdicts of a target compare with those of one published server, over the cases in which both were judged. */
export interface Comparison {
  server: PublishedServer
  /** How many cases both were judged in, and how many of them have the same verdict. */
  of: number
  agree: number
  /** How many cases have the same finding, a finding of the target that is not the server's, and the other way round. */
  shared: number
  own: number
  missing: number
  /** How many cases have a finding of either. */
  either: number
}

/**
 * What a claim of likeness needs. No two servers without a common core reach it,
 * neither with all cases nor with a random choice of them.
 */
export const LIKE = {
  /** The least number of cases in which both were judged. */
  cases: 270,
  /** The least part of them with the same verdict. */
  agree: 0.95,
  /** The least part of the findings of either that both have. */
  findings: 0.86,
  /** How many more findings count as not shared, so that a few shared ones prove nothing. */
  doubt: 2,
} as const

/** The verdicts of a target that can be compared. */
function ownVerdicts({ cases }: Judged): OwnVerdicts {
  const compared = cases.filter(({ verdict, fixture }) => isEvidence(verdict) && fixture === undefined)
  return new Map(compared.map(({ id, verdict }) => [id, verdict]))
}

/** Compares verdicts with those of one published server. */
function compareWith(own: OwnVerdicts, server: PublishedServer): Comparison {
  const counts = { of: 0, agree: 0, shared: 0, own: 0, missing: 0, either: 0 }
  for (const [id, verdict] of own) {
    const theirs = publishedVerdict(server, id)
    if (theirs === undefined) continue
    const [isOurs, isTheirs, isSame] = [isFinding(verdict), isFinding(theirs), verdict === theirs]
    counts.of += 1
    if (isSame) counts.agree += 1
    if (isOurs && isSame) counts.shared += 1
    if (isOurs && !isSame) counts.own += 1
    if (isTheirs && !isSame) counts.missing += 1
    if (isOurs || isTheirs) counts.either += 1
  }
  return { server, ...counts }
}

/** True where a comparison is a claim of likeness. */
export function isAlike({ of, agree, shared, either }: Comparison): boolean {
  return of >= LIKE.cases && agree >= LIKE.agree * of && shared >= LIKE.findings * (either + LIKE.doubt)
}

/**
 * Compares a target with published servers.
 * @param servers every published version, unless fewer are given
 */
export function comparisons(target: Judged, servers: readonly PublishedServer[] = entries()): Comparison[] {
  const own = ownVerdicts(target)
  return servers.map((server) => compareWith(own, server))
}

/** The part of the cases with the same verdict. */
function agreement({ agree, of }: Comparison): number {
  return of === 0 ? 0 : agree / of
}

/** Orders comparisons: who agrees most, then who shares most findings, then the usual version, then a core. */
function byLikeness(a: Comparison, b: Comparison): number {
  const usualFirst = Number(a.server.isOlder === true) - Number(b.server.isOlder === true)
  const coreFirst = Number(a.server.core !== undefined) - Number(b.server.core !== undefined)
  return agreement(b) - agreement(a) || b.shared - a.shared || usualFirst || coreFirst
}

/**
 * The best of the comparisons that claim likeness. A server on its own comes before a hop in front of one: a hop passes on
 * what the server does. A core comes before what is built on it, where it leaves no more findings unexplained.
 */
function best(alike: readonly Comparison[]): Comparison | undefined {
  const ordered = alike.toSorted(byLikeness)
  const first = ordered.find(({ server }) => server.inFrontOf === undefined) ?? ordered[0]
  const core = first?.server.core
  const onItsOwn = ordered.find(({ server, own }) => server.name === core && own <= (first?.own ?? 0))
  return onItsOwn ?? first
}

/** True where the target is this published version itself: started by wsspec, in front of the same server if it is a hop. */
function isItself({ name, version, inFrontOf }: PublishedServer, { server, via }: Judged): boolean {
  if (server === null) return false
  if (via === undefined) return inFrontOf === undefined && server.name === name && server.version === version
  return inFrontOf === `${server.name} ${server.version}` && via.name === name && via.version === version
}

/** The published version that the target is; undefined where it is none. */
export function itself(target: Judged, servers: readonly PublishedServer[] = entries()): PublishedServer | undefined {
  return servers.find((server) => isItself(server, target))
}

function likenessWith({ server, agree, of, shared, own }: Comparison, isPublished: boolean): Likeness {
  const { name, version, inFrontOf } = server
  return {
    ...{ name, version, agree, of, shared, own },
    ...(inFrontOf === undefined ? {} : { inFrontOf }),
    ...(isPublished ? { published: true } : {}),
  }
}

/**
 * The published server that a target behaves like. A target that is a published version itself is compared with what was
 * published of it, and with nothing else.
 * @param servers every published version, unless fewer are given
 * @returns null where it is like none; undefined where that cannot be known: it was not judged, in too few cases, or has no
 * finding
 */
export function likenessOf(
  target: Judged,
  servers: readonly PublishedServer[] = entries(),
): Likeness | null | undefined {
  if (target.diagnosis !== undefined) return undefined
  const own = ownVerdicts(target)
  const same = itself(target, servers)
  if (same !== undefined) {
    const comparison = compareWith(own, same)
    return comparison.of === 0 ? undefined : likenessWith(comparison, true)
  }
  if (own.size < LIKE.cases || ![...own.values()].some(isFinding)) return undefined
  const found = best(servers.map((server) => compareWith(own, server)).filter(isAlike))
  return found === undefined ? null : likenessWith(found, false)
}
