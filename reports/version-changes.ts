import { type Changes, identityOf, type Results, roleOf, type TargetResult } from '../harness/case/results'
import { isEvidence, type Verdict } from '../harness/case/verdicts'
import { suitesOf } from './case-rows'
import { displayName } from './target-words'
import { clean } from './text/clean'

/** The target that another is compared with: the version named before it, or the server without the hop. */
function predecessor(target: TargetResult, before: readonly TargetResult[]): TargetResult | undefined {
  const { via } = target
  const known = identityOf(target)
  const comparable = before.filter(
    (each) => !each.via && roleOf(each) === roleOf(target) && (known === null || identityOf(each)?.name === known.name),
  )
  const versionOf = (each: TargetResult) => identityOf(each)?.version
  if (via) return comparable.findLast((each) => versionOf(each) === known?.version)
  const last = known ? comparable.at(-1) : undefined
  return last === undefined || versionOf(last) === known?.version ? undefined : last
}

function headingOf(old: TargetResult, now: TargetResult): string {
  if (now.via) return clean(`${now.via.name} ${now.via.version} before ${displayName(old)}`)
  return clean(`${displayName(old)} → ${identityOf(now)?.version ?? displayName(now)}`)
}

/** True for a verdict that can change: also a skip, because a hop or a version may bring or take what a case needs. */
function isComparable(verdict: Verdict | undefined): verdict is Verdict {
  return verdict !== undefined && (verdict === 'skip' || isEvidence(verdict))
}

/**
 * What changed from version to version of a server, in the order in which they were named, and what each hop changed.
 * A case without a verdict on one side is no change.
 */
export function changesOf(results: Results): Changes[] {
  return results.targets.flatMap((now, at) => {
    const old = predecessor(now, results.targets.slice(0, at))
    if (!old || old.diagnosis !== undefined || now.diagnosis !== undefined) return []
    const rows = suitesOf({ ...results, targets: [old, now] }).flatMap((suite) => suite.rows)
    const cases = rows.flatMap(({ id, level, title, results: [was, is] }) => {
      const [before, after] = [was?.verdict, is?.verdict]
      if (!isComparable(before) || !isComparable(after) || before === after) return []
      // Recorded results may have been judged by another version of the rule.
      if ((was?.meaning ?? 1) !== (is?.meaning ?? 1)) return []
      return [{ id, level, title, old: before, new: after }]
    })
    return [{ heading: headingOf(old, now), from: results.targets.indexOf(old), to: at, cases }]
  })
}

/** The results with their `changes`, as they are written; without any, the results alone. */
export function withChanges(results: Results): Results {
  const { changes: _, ...own } = results
  const changes = changesOf(own)
  return changes.length > 0 ? { ...own, changes } : own
}
