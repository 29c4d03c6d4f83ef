import { type CaseResult, identityOf, type Level, type Results, type TargetResult } from '../harness/case/results'
import { isFinding, isScored } from '../harness/case/verdicts'
import { compareFindings } from './model/finding-order'
import { clean } from './text/clean'
import { count, listed } from './text/phrases'

/** The cases that a person has to look into, what to mend first is first: see `compareFindings`. */
export function findings(target: TargetResult): CaseResult[] {
  return target.cases.filter(({ verdict }) => verdict === 'error' || isFinding(verdict)).toSorted(compareFindings)
}

/** True where a target has another name than that which wsspec gives it: that of --name. */
function hasOwnName(target: Pick<TargetResult, 'name' | 'server' | 'client'>): boolean {
  const known = identityOf(target)
  return known !== null && !target.name.startsWith(`${known.name}@${known.version}`)
}

/**
 * `ws 8.23.0`, or `ws 8.23.0 via nginx 1.22.1` where a hop is in front of it; the target's own name where it has one of
 * --name, or wsspec does not know it.
 */
export function displayName(target: TargetResult): string {
  const { name, via } = target
  const known = identityOf(target)
  const hop = via ? ` via ${via.name} ${via.version}` : ''
  return clean(known && !hasOwnName(target) ? `${known.name} ${known.version}${hop}` : name)
}

/** The names of the targets of a document, with a number where two have the same name. */
export function namesOf({ targets }: Pick<Results, 'targets'>): string[] {
  const names = targets.map(displayName)
  return names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${i + 1})`))
}

/** How many cases of a level were met (pass), judged (pass or a finding), failed, and not judged. A warning is neither met nor failed. */
export function tally(target: TargetResult, level: Level) {
  const all = target.cases.filter((result) => result.level === level)
  const judged = all.filter(({ verdict }) => isScored(verdict))
  const met = judged.filter(({ verdict }) => verdict === 'pass').length
  const failed = judged.filter(({ verdict }) => verdict === 'fail').length
  return { met, judged: judged.length, failed, unjudged: all.length - judged.length }
}

/** How many SECURITY cases failed: the harm that each of them names was done. */
export function harmsDone(target: TargetResult): number {
  return tally(target, 'SECURITY').failed
}

/**
 * The headline of a target: `ws 8.23.0 meets 61 of 63 MUSTs and 9 of 12 SHOULDs; 4 MUSTs not judged; 1 SECURITY case
 * failed.` Only pass counts as met.
 */
export function headline(target: TargetResult): string {
  const name = displayName(target)
  if (target.diagnosis !== undefined)
    return `${name} could not be judged: ${clean(target.diagnosis).replace(/(?<![.?])$/, '.')}`
  const levels = (['MUST', 'SHOULD'] as const).map((level) => ({ level, ...tally(target, level) }))
  const met = levels.filter(({ judged }) => judged > 0).map((l) => `${l.met} of ${count(l.judged, l.level)}`)
  const unjudged = levels.filter((l) => l.unjudged > 0).map((l) => count(l.unjudged, l.level))
  const harms = harmsDone(target)
  const clauses = [met.length > 0 ? `${name} meets ${listed(met)}` : `no MUST or SHOULD of ${name} was judged`]
  if (unjudged.length > 0 && met.length > 0) clauses.push(`${listed(unjudged)} not judged`)
  if (harms > 0) clauses.push(`${count(harms, 'SECURITY case')} failed`)
  return `${clauses.join('; ')}.`
}

/** How many destructive cases were left out and why, or null. */
export function leftOutLine(target: TargetResult): string | null {
  if (!target.leftOut) return null
  return `${count(target.leftOut, 'destructive case')} left out: the target is neither on loopback nor started by wsspec (--destructive runs them).`
}
