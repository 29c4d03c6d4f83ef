import type { CaseResult, Results, TargetResult, Verdict } from '../harness/results'

/** A case of one target whose results are told by `diff`. */
export interface Change {
  target: string
  id: string
  title: string
  /** Null where it was not among the old or the new results. */
  old: Verdict | null
  new: Verdict | null
}

/** What `diff --json` tells. A case stands in one of the first five lists at most; `changedBytes` are those whose verdict is the same and whose answer is not. */
export interface Difference {
  fixed: Change[]
  regressed: Change[]
  failing: Change[]
  added: Change[]
  gone: Change[]
  changedBytes: Change[]
}

/** How bad a verdict is: what goes up regressed, what comes down is fixed. What has no evidence is neither. */
const BADNESS: Partial<Record<Verdict, number>> = { pass: 0, observed: 0, warn: 1, contested: 1, fail: 2, error: 2 }

/** Targets are the same by their server's name, so that its versions can be compared; otherwise by URL, and a single one is the same as a single one. */
function partnerOf(target: TargetResult, old: Results, now: Results): TargetResult | undefined {
  if (old.targets.length === 1 && now.targets.length === 1) return old.targets[0]
  const same = (each: TargetResult) =>
    target.server && each.server ? each.server.name === target.server.name : each.url === target.url
  return old.targets.find((each) => each.name === target.name) ?? old.targets.find(same)
}

const NONCE = /^(sec-websocket-accept|date|set-cookie|etag|x-request-id)[ \t]*:.*$/gim

/** What came back for a case, without what differs from one connection to the next. */
function answers({ exchanges }: CaseResult): string {
  return exchanges
    .map(({ received }) => Buffer.from(received, 'base64').toString('latin1').replace(NONCE, '$1:'))
    .join('\0')
}

function place(difference: Difference, change: Change, before: CaseResult, after: CaseResult): void {
  const [was, is] = [BADNESS[before.verdict], BADNESS[after.verdict]]
  if (was !== undefined && is !== undefined && is > was) difference.regressed.push(change)
  else if (was !== undefined && is !== undefined && is < was) difference.fixed.push(change)
  else if (is === 2) difference.failing.push(change)
  if (before.verdict === after.verdict && answers(before) !== answers(after)) difference.changedBytes.push(change)
}

function diffTargets(difference: Difference, before: TargetResult | undefined, after: TargetResult): void {
  const olds = new Map(before?.cases.map((each) => [each.id, each]))
  for (const each of after.cases) {
    const old = olds.get(each.id)
    const change = { target: after.name, id: each.id, title: each.title, old: old?.verdict ?? null, new: each.verdict }
    if (old) place(difference, change, old, each)
    else difference.added.push(change)
    olds.delete(each.id)
  }
  for (const { id, title, verdict } of olds.values())
    difference.gone.push({ target: after.name, id, title, old: verdict, new: null })
}

/** What changed from old results to new ones, by target and case id. Pure. */
export function diffResults(old: Results, now: Results): Difference {
  const difference: Difference = { fixed: [], regressed: [], failing: [], added: [], gone: [], changedBytes: [] }
  const met = new Set<TargetResult>()
  for (const after of now.targets) {
    const before = partnerOf(after, old, now)
    if (before) met.add(before)
    diffTargets(difference, before, after)
  }
  for (const { name, cases } of old.targets.filter((each) => !met.has(each)))
    for (const { id, title, verdict } of cases)
      difference.gone.push({ target: name, id, title, old: verdict, new: null })
  return difference
}
