import { type CaseResult, type Likeness, roleOf, type TargetResult } from '../harness/case/results'
import { type Role, roleOfId } from '../harness/case/role'
import { isWhole } from '../published/likeness'
import { readableEntries } from '../published/servers'
import { roleWords } from './role-words'
import { clipped, count, listed } from './text/phrases'

/** The most characters of a name, and the most names in a sentence: results that somebody wrote by hand may have anything. */
const LONGEST_NAME = 80
const MOST_NAMES = 4

function short(name: string): string {
  return clipped(name, LONGEST_NAME)
}

/** `ws 8.23.0`, or `nginx 1.22.1 in front of ws 8.23.0`. */
export function likeName({ name, version, inFrontOf }: Likeness): string {
  const own = `${short(name)} ${short(version)}`
  return inFrontOf === undefined ? own : `${own} in front of ${short(inFrontOf)}`
}

/** How many servers and hops, or clients, are known, versions not counted; 0 where their file cannot be read. */
function knownOf(role: Role): number {
  return readableEntries(role).filter(({ isOlder }) => !isOlder).length
}

/** `24 of 24 fails are that server's too, 0 only here`; other findings where nothing fails. */
function sharedWords(cases: readonly CaseResult[], role: Role): string {
  const all = cases.filter(({ prevalence }) => prevalence !== undefined)
  const fails = all.filter(({ verdict }) => verdict === 'fail')
  const [found, word] = fails.length > 0 ? [fails, 'fail'] : [all, 'finding']
  const shared = found.filter(({ prevalence }) => prevalence?.like === true).length
  const own = found.filter(({ prevalence }) => prevalence?.like === false).length
  const unknown = found.length - shared - own
  const verb = found.length === 1 ? 'is' : 'are'
  const rest = unknown > 0 ? `, ${unknown} not judged there` : ''
  return `${shared} of ${count(found.length, word)} ${verb} that ${roleWords({ role }).noun}'s too, ${own} only here${rest}`
}

function publishedWords(like: Likeness): string {
  const { agree, of } = like
  const verdicts = `${count(of, 'verdict')} of ${likeName(like)}`
  if (agree === of) return `as published: ${agree} of ${verdicts} ${of === 1 ? 'is' : 'are'} the same`
  return `not as published: ${of - agree} of ${verdicts} ${of - agree === 1 ? 'differs' : 'differ'}`
}

/**
 * That a whole run has too few verdicts for a comparison; null for a part of the cases, without findings, and where no
 * published verdicts can be read.
 */
function uncomparedWords(target: Pick<TargetResult, 'cases' | 'role' | 'diagnosis'>): string | null {
  const known = knownOf(roleOf(target))
  if (target.diagnosis !== undefined || known === 0 || !isWhole(target)) return null
  if (target.cases.every(({ prevalence }) => prevalence === undefined)) return null
  return `not compared with the ${known} known ${roleWords(target).plural}: too few cases have a verdict`
}

/**
 * Which published server a target behaves like, or which client, in a sentence without its full stop:
 * `behaves like ws 8.23.0 (374 of 378 cases): 24 of 24 fails are that server's too, 0 only here`, `like none of the 96 known
 * servers`, `not compared with the 96 known servers: too few cases have a verdict`, or for a published server itself `as published: 376 of 376 verdicts of ws 8.23.0 are the
 * same`.
 * @returns null where the results do not say it
 */
export function likeWords(target: Pick<TargetResult, 'like' | 'cases' | 'role' | 'diagnosis'>): string | null {
  const { like, cases } = target
  const role = roleOf(target)
  const { plural } = roleWords(target)
  if (like === undefined) return uncomparedWords(target)
  if (like === null) {
    const known = knownOf(role)
    return known === 0 ? `like none of the known ${plural}` : `like none of the ${known} known ${plural}`
  }
  if (like.published) return publishedWords(like)
  const builtOn = like.core === undefined ? '' : `, built on ${short(like.core)}`
  return `behaves like ${likeName(like)}${builtOn} (${like.agree} of ${count(like.of, 'case')}): ${sharedWords(cases, role)}`
}

/** `52 of 84 known servers do this too; ws no longer does since 8.18.3`; null for a case without a finding that servers can share. */
export function prevalenceWords({ id, prevalence }: Pick<CaseResult, 'id' | 'prevalence'>): string | null {
  if (prevalence === undefined) return null
  const { servers, of, mended = [] } = prevalence
  const shown = mended.slice(0, MOST_NAMES)
  const more = mended.length - shown.length
  const fixed = [
    ...shown.map(({ name, since }) => `${short(name)} no longer does since ${short(since)}`),
    ...(more > 0 ? [`${count(more, 'other')} as well`] : []),
  ]
  const known = count(of, `known ${roleOfId(id)}`)
  const words =
    servers === 0 ? `none of ${known} does this` : `${servers} of ${known} ${servers === 1 ? 'does' : 'do'} this too`
  return fixed.length === 0 ? words : `${words}; ${listed(fixed)}`
}
