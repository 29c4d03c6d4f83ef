import { type CaseResult, identityOf, type Likeness, roleOf, type TargetResult } from '../harness/case/results'
import type { Role } from '../harness/case/role'
import { isEvidence, isFailure, isFinding } from '../harness/case/verdicts'
import { bitsOf, coresOf } from './case-bits'
import { entries, type PublishedServer, publishedVerdict } from './servers'

/** The parts of a target that are compared: its name and version, where wsspec knows them, and its verdicts. */
export type Judged = Pick<TargetResult, 'server' | 'client' | 'role' | 'via' | 'diagnosis'> & {
  cases: readonly Pick<CaseResult, 'id' | 'verdict' | 'cause' | 'fixture'>[]
  /** Default: everything is supported. */
  capabilities?: TargetResult['capabilities']
}

/** The verdicts of a target that can be compared: those with evidence, without what its test program decides. */
type Comparable = Judged['cases']

/** How the verdicts of a target compare with those of one published server, over the cases in which both were judged. */
export interface Comparison {
  server: PublishedServer
  /** How many cases both were judged in, and how many of them have the same verdict. */
  of: number
  agree: number
  /** The weight of these cases, in bits, and the weight of those in which the verdicts differ. */
  ofBits: number
  againstBits: number
  /** How many findings of the target are the server's too, and how many are not. */
  shared: number
  own: number
}

/**
 * The limits for a claim of likeness. A weight is in bits; "all bits" is the weight of all cases. No two servers without a common
 * core reach the limits (docs/decisions/0018-whose-finding.md). A claim also needs at least as many shared findings as own ones.
 */
export const LIKE = {
  /** The least part of all bits that the cases of the run must have, so that --only and --skip claim nothing. */
  run: 0.95,
  /** The least part of all bits that the cases must have in which both were judged. */
  judged: 0.63,
  /** The least part of those bits on which both must agree. */
  agree: 0.95,
  /** The part of all bits that is added as disagreement, so that agreement in a few cases proves nothing. */
  doubt: 0.0265,
  /** The least number of published cores: with fewer, an unknown server is taken for one of them. */
  cores: 12,
} as const

function comparable({ cases }: Judged): Comparable {
  return cases.filter(({ verdict, fixture }) => isEvidence(verdict) && fixture === undefined)
}

/** The sum of weights, where only the largest weight of each cause counts. */
class ByCause {
  private readonly bits = new Map<string, number>()

  add(cause: string, bits: number): void {
    this.bits.set(cause, Math.max(bits, this.bits.get(cause) ?? 0))
  }

  get sum(): number {
    return [...this.bits.values()].reduce((sum, bits) => sum + bits, 0)
  }
}

/** The suites about subprotocols, and about extensions, of which there is one: permessage-deflate. */
const SUBPROTOCOLS: Readonly<Record<Role, readonly string[]>> = { server: ['8'], client: [] }
const EXTENSIONS: Readonly<Record<Role, readonly string[]>> = { server: ['9', '10'], client: [] }

/** The suites about what a target does not support. */
function suitesOff(target: Judged): readonly string[] {
  const { capabilities } = target
  if (capabilities === undefined) return []
  const role = roleOf(target)
  const { subprotocols, permessageDeflate } = capabilities
  return [...(subprotocols.length > 0 ? [] : SUBPROTOCOLS[role]), ...(permessageDeflate ? [] : EXTENSIONS[role])]
}

/** The case that fails where the process of a server ended during the run, or no longer answers. */
const STAYS_AVAILABLE = '0.06'

/** The cases that took a server down, and the one that says so; none where it stayed available. */
function casesThatTookDown({ cases }: Judged): readonly string[] {
  const down = cases.find(({ id, verdict }) => id === STAYS_AVAILABLE && isFailure(verdict))
  if (!down) return []
  return cases.filter(({ cause, id }) => id === down.id || (cause && cause === down.cause)).map(({ id }) => id)
}

/**
 * The weight of each case for a target, in bits. Where the target supports no subprotocol or no extension, the cases about these
 * have no weight: they show how the target is configured, and not which server it is. Cases that took a server down have none
 * either: whether a process survives an error is the work of the application, and not how its library answers.
 */
function bitsFor(target: Judged, servers: readonly PublishedServer[]): ReadonlyMap<string, number> {
  const [off, down] = [suitesOff(target), casesThatTookDown(target)]
  const counts = (id: string) => !off.includes(id.split('.')[0] ?? '') && !down.includes(id)
  return new Map([...bitsOf(servers)].filter(([id]) => counts(id)))
}

/**
 * Compares verdicts with those of one published server. The findings of the target that the server has not, and that have
 * one cause, speak against it once: they are one bug.
 */
function compareWith(own: Comparable, server: PublishedServer, bits: ReadonlyMap<string, number>): Comparison {
  const counts = { of: 0, agree: 0, ofBits: 0, againstBits: 0, shared: 0, own: 0 }
  const bugs = new ByCause()
  for (const { id, verdict, cause } of own) {
    const theirs = publishedVerdict(server, id)
    if (theirs === undefined) continue
    const [worth, isSame] = [bits.get(id) ?? 0, verdict === theirs]
    counts.of += 1
    counts.ofBits += worth
    if (isSame) counts.agree += 1
    if (isFinding(verdict)) counts[isSame ? 'shared' : 'own'] += 1
    if (isFinding(verdict) && !isSame) bugs.add(cause ?? id, worth)
    else if (!isSame) counts.againstBits += worth
  }
  return { server, ...counts, againstBits: counts.againstBits + bugs.sum }
}

function sumOf(cases: readonly { id: string }[], bits: ReadonlyMap<string, number>): number {
  return cases.reduce((sum, { id }) => sum + (bits.get(id) ?? 0), 0)
}

/** True where a run had nearly all the cases, judged or not. */
export function isWhole(
  target: Pick<Judged, 'cases' | 'role'>,
  servers: readonly PublishedServer[] = entries(roleOf(target)),
): boolean {
  return sumOf(target.cases, bitsOf(servers)) >= LIKE.run * allBits(servers)
}

/** The weight of all cases together, in bits. */
function allBits(servers: readonly PublishedServer[]): number {
  return [...bitsOf(servers).values()].reduce((sum, each) => sum + each, 0)
}

/** The least weight of the cases in which both were judged, for a claim. */
function leastBits(servers: readonly PublishedServer[]): number {
  return LIKE.judged * allBits(servers)
}

/**
 * True where a comparison is a claim of likeness, for a whole run.
 * @param servers those that say what each case is worth
 */
export function isAlike(
  { ofBits, againstBits, shared, own }: Comparison,
  servers: readonly PublishedServer[] = entries(),
): boolean {
  return (
    ofBits >= leastBits(servers) &&
    ofBits - againstBits >= LIKE.agree * (ofBits + LIKE.doubt * allBits(servers)) &&
    shared >= own
  )
}

/**
 * Compares a target with published servers.
 * @param servers every published version, unless others are given
 * @param all the servers that say what each case is worth, where these are more
 */
export function comparisons(
  target: Judged,
  servers: readonly PublishedServer[] = entries(roleOf(target)),
  all: readonly PublishedServer[] = servers,
): Comparison[] {
  const [own, bits] = [comparable(target), bitsFor(target, all)]
  return servers.map((server) => compareWith(own, server, bits))
}

/** The part of the compared weight on which both agree. */
function agreement({ againstBits, ofBits }: Comparison): number {
  return ofBits === 0 ? 0 : 1 - againstBits / ofBits
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
function isItself({ name, version, inFrontOf }: PublishedServer, target: Judged): boolean {
  const { via } = target
  const known = identityOf(target)
  if (known === null) return false
  if (via === undefined) return inFrontOf === undefined && known.name === name && known.version === version
  return inFrontOf === `${known.name} ${known.version}` && via.name === name && via.version === version
}

/** The published version that the target is; undefined where it is none. */
export function itself(
  target: Judged,
  servers: readonly PublishedServer[] = entries(roleOf(target)),
): PublishedServer | undefined {
  return servers.find((server) => isItself(server, target))
}

function likenessWith({ server, agree, of, shared, own }: Comparison, isPublished: boolean): Likeness {
  const { name, version, core, inFrontOf } = server
  return {
    ...{ name, version, agree, of, shared, own },
    ...(core === undefined ? {} : { core }),
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
  servers: readonly PublishedServer[] = entries(roleOf(target)),
): Likeness | null | undefined {
  if (target.diagnosis !== undefined) return undefined
  const [own, bits] = [comparable(target), bitsFor(target, servers)]
  const same = itself(target, servers)
  if (same !== undefined) {
    const comparison = compareWith(own, same, bits)
    return comparison.of === 0 ? undefined : likenessWith(comparison, true)
  }
  const isEnough = isWhole(target, servers) && sumOf(own, bits) >= leastBits(servers) && coresOf(servers) >= LIKE.cores
  if (!isEnough || !own.some(({ verdict }) => isFinding(verdict))) return undefined
  const found = best(comparisons(target, servers).filter((each) => isAlike(each, servers)))
  return found === undefined ? null : likenessWith(found, false)
}
