import { createHash } from 'node:crypto'
import type { Impact } from '../../harness/case/cause'
import type { CaseResult, Summary, TargetResult } from '../../harness/case/results'
import { isFinding, type Verdict } from '../../harness/case/verdicts'

/** Targets with the same verdict in every case. */
export interface Group {
  /** The first characters of a hash of the verdicts. */
  id: string
  count: number
  /** The names of the first targets, at most MOST_NAMES. */
  names: string[]
  summary: Summary
  /** Why the targets could not be judged; absent where they could. */
  diagnosis?: string
  /** The findings of each target, in the order of the catalogue. */
  findings: readonly GroupFinding[]
}

/** One finding that all targets of a group have. */
export interface GroupFinding {
  id: string
  verdict: Verdict
  cause: string | null
  impact: Impact | null
}

/** Maximum number of names that a group keeps, so that memory does not grow with the number of targets. */
const MOST_NAMES = 20

/** What two targets must have in common to be in one group. Ports and times in a diagnosis do not count. */
function keyOf({ cases, diagnosis }: TargetResult): string {
  if (diagnosis !== undefined) return `? ${diagnosis.replace(/\d+/g, 'N').replace(/\S*:\/\/\S*/g, 'URL')}`
  return cases.map(({ id, verdict }) => `${id} ${verdict}`).join('\n')
}

/** Counts targets by what they do. It keeps no results. */
export class Groups {
  private readonly byKey = new Map<string, Group>()
  /** Every finding once, whichever groups have it: there may be thousands of groups. */
  private readonly findings = new Map<string, GroupFinding>()
  targets = 0

  add(target: TargetResult): void {
    const key = createHash('sha256').update(keyOf(target)).digest('hex')
    const group = this.byKey.get(key) ?? this.newGroup(key, target)
    this.byKey.set(key, group)
    this.targets += 1
    group.count += 1
    if (group.names.length < MOST_NAMES) group.names.push(target.name)
  }

  /** The groups, those with failures first, then the largest; the ones that could not be judged are the last. */
  list(): readonly Group[] {
    const rank = ({ diagnosis, summary }: Group) => (diagnosis !== undefined ? 2 : summary.fail > 0 ? 0 : 1)
    return [...this.byKey.values()].toSorted((a, b) => rank(a) - rank(b) || b.count - a.count || (a.id < b.id ? -1 : 1))
  }

  private newGroup(key: string, { summary, diagnosis, cases }: TargetResult): Group {
    const findings = cases.filter(({ verdict }) => isFinding(verdict)).map((result) => this.finding(result))
    const id = key.slice(0, 8)
    return { id, count: 0, names: [], summary, ...(diagnosis === undefined ? {} : { diagnosis }), findings }
  }

  private finding({ id, verdict, cause = null, impact = null }: CaseResult): GroupFinding {
    const key = `${id} ${verdict} ${cause} ${impact}`
    const known = this.findings.get(key) ?? { id, verdict, cause, impact }
    this.findings.set(key, known)
    return known
  }
}
