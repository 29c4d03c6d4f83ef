import type { CaseResult, Level, TargetResult } from '../harness/case/results'
import { FINDINGS, isScored } from '../harness/case/verdicts'
import { clean } from './text/clean'
import { count, listed } from './text/phrases'

/** The cases somebody has to look at, the gravest first: error, fail, contested, warn. */
export function findings(target: TargetResult): CaseResult[] {
  return (['error', ...FINDINGS] as const).flatMap((verdict) =>
    target.cases.filter((result) => result.verdict === verdict),
  )
}

/** `ws 8.23.0`, with ` via nginx 1.22.1` where a hop stands before it, or the target's own name where nothing is known of the server. */
export function calledName({ name, server, via }: TargetResult): string {
  const behind = via ? ` via ${via.name} ${via.version}` : ''
  return clean(server ? `${server.name} ${server.version}${behind}` : name)
}

/** How many cases of a level were met, judged (pass, warn, fail or contested) and left without a judgement. */
export function tally(target: TargetResult, level: Level) {
  const all = target.cases.filter((result) => result.level === level)
  const judged = all.filter(({ verdict }) => isScored(verdict))
  const met = judged.filter(({ verdict }) => verdict === 'pass').length
  return { met, judged: judged.length, unjudged: all.length - judged.length }
}

/** How many harms that SECURITY cases name were done. */
export function harmsDone({ cases }: TargetResult): number {
  return cases.filter(({ level, verdict }) => level === 'SECURITY' && verdict === 'fail').length
}

/**
 * The headline: `ws 8.23.0 meets 61 of 63 MUSTs and 9 of 12 SHOULDs; 4 MUSTs were not judged.` Of the cases judged pass, warn,
 * fail or contested only pass counts as met. Broken SECURITY cases stand behind it.
 */
export function sentence(target: TargetResult): string {
  const name = calledName(target)
  if (target.diagnosis !== undefined)
    return `${name} could not be judged: ${clean(target.diagnosis).replace(/(?<![.?])$/, '.')}`
  const levels = (['MUST', 'SHOULD'] as const).map((level) => ({ level, ...tally(target, level) }))
  const met = levels.filter(({ judged }) => judged > 0).map((l) => `${l.met} of ${count(l.judged, l.level)}`)
  const unjudged = levels.filter((l) => l.unjudged > 0).map((l) => count(l.unjudged, l.level))
  const harms = harmsDone(target)
  const clauses = [met.length > 0 ? `${name} meets ${listed(met)}` : `of ${name} no MUST or SHOULD was judged`]
  if (unjudged.length > 0 && met.length > 0) clauses.push(`${listed(unjudged)} not judged`)
  if (harms > 0) clauses.push(`${count(harms, 'SECURITY case')} failed`)
  return `${clauses.join('; ')}.`
}

/** How many cases were left out and why, or null. */
export function leftOutLine(target: TargetResult): string | null {
  if (!target.leftOut) return null
  return `${count(target.leftOut, 'case')} that can hurt left out: the target is not ours (--destructive runs them).`
}
