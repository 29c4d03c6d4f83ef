import {
  type Capabilities,
  type CaseResult,
  identityOf,
  type Level,
  type Results,
  roleOf,
  type TargetResult,
} from '../../harness/case/results'
import { isConforming, isEvidence, isFailure, type Verdict } from '../../harness/case/verdicts'
import { stable } from '../stable/stable-results'
import { normalText } from '../stable/stable-text'

/** A case of one target that `diff` reports. */
export interface Change {
  target: string
  id: string
  title: string
  level: Level
  /** Null where the case is missing in the old or the new results. */
  old: Verdict | null
  new: Verdict | null
  /** The answer then and now, in words; null as above. */
  was: string | null
  got: string | null
}

/** A capability that changed; the values are words. */
export interface CapabilityChange {
  target: string
  capability: string
  old: string
  new: string
}

/**
 * What changed from old results to new ones. A case is in at most one of the first five lists:
 * - `fixed`: its verdict is better; `regressed`: it is worse; `failing`: it fails as before, or as expected;
 * - `added`: it has a verdict and had none; `gone`: it had a verdict and has none.
 * `changedBytes`: its verdict is the same, but its answer is not. `otherRule`: it has another verdict and was judged by
 * another version of its rule, so that the target may not have changed; it is in no other list. `capabilities` is absent
 * where none changed. `byWords` names the targets whose bytes were not all kept on both sides, so that their answers are
 * compared by the words for them; it is absent where there are none, as is `otherRule`.
 */
export interface Difference {
  fixed: Change[]
  regressed: Change[]
  failing: Change[]
  added: Change[]
  gone: Change[]
  changedBytes: Change[]
  otherRule?: Change[]
  capabilities?: CapabilityChange[]
  byWords?: string[]
}

/** The name of a list of changes. */
export type ChangeList = Exclude<keyof Difference, 'capabilities' | 'byWords'>

/** How bad a verdict is; undefined for one that says nothing about the target. */
function badness(verdict: Verdict): 0 | 1 | 2 | undefined {
  if (!isEvidence(verdict)) return undefined
  if (isConforming(verdict)) return 0
  return isFailure(verdict) ? 2 : 1
}

/** The name of a target without the hop in front of it and without its port. */
function plainName({ name }: TargetResult): string {
  return normalText(name.replace(/ via \S+$/, ''), { nonces: new Map(), port: '' })
}

/** True for two versions of one server, or one URL with two ports, with the same hop in front of them or none. */
function alike(one: TargetResult, other: TargetResult): boolean {
  if (one.via?.name !== other.via?.name) return false
  if (roleOf(one) !== roleOf(other)) return false
  const [known, theirs] = [identityOf(one), identityOf(other)]
  if (known || theirs) return known?.name === theirs?.name
  return plainName(one) === plainName(other)
}

/**
 * The old target of each new one: the one with the same name, otherwise one that is alike; each is used once. Where each
 * side has one target, these two are compared whatever their names.
 */
export function partners(old: Results, now: Results): Map<TargetResult, TargetResult> {
  const found = new Map<TargetResult, TargetResult>()
  const left = new Set(old.targets)
  const pair = (same: (before: TargetResult, after: TargetResult) => boolean) => {
    for (const after of now.targets) {
      const before = found.has(after) ? undefined : [...left].find((each) => same(each, after))
      if (before === undefined) continue
      found.set(after, before)
      left.delete(before)
    }
  }
  pair((before, after) => before.name === after.name)
  pair(alike)
  if (old.targets.length === 1 && now.targets.length === 1) pair(() => true)
  return found
}

function changeOf(target: string, before: CaseResult | undefined, after: CaseResult | undefined): Change {
  const { id, title, level } = (after ?? before) as CaseResult
  const verdicts = { old: before?.verdict ?? null, new: after?.verdict ?? null }
  return { target, id, title, level, ...verdicts, was: before?.got ?? null, got: after?.got ?? null }
}

/** True where a case got another verdict, and another version of its rule judged it. Results of catalogue 1.0 have the first. */
function isRejudged(before: CaseResult, after: CaseResult): boolean {
  return before.verdict !== after.verdict && (before.meaning ?? 1) !== (after.meaning ?? 1)
}

/** The list that a case belongs to, or null where nothing changed. */
function listOf(before: CaseResult | undefined, after: CaseResult | undefined): ChangeList | null {
  const [was, is] = [before && badness(before.verdict), after && badness(after.verdict)]
  if (before === undefined) return 'added'
  if (after === undefined) return 'gone'
  if (isRejudged(before, after)) return 'otherRule'
  if (was === undefined || is === undefined) return was === is ? null : was === undefined ? 'added' : 'gone'
  if (is > was) return after.known === null ? 'regressed' : 'failing'
  if (is < was) return 'fixed'
  return isFailure(after.verdict) ? 'failing' : null
}

function capabilityWords({ echo, subprotocols, permessageDeflate }: Capabilities): Record<string, string> {
  const yes = (is: boolean) => (is ? 'yes' : 'no')
  const names = subprotocols.length === 0 ? 'none' : subprotocols.join(', ')
  return { echo: yes(echo), subprotocols: names, 'permessage-deflate': yes(permessageDeflate) }
}

function capabilityChanges(before: TargetResult, after: TargetResult): CapabilityChange[] {
  // Nothing is probed where the target could not be judged.
  if (before.diagnosis !== undefined || after.diagnosis !== undefined) return []
  const [old, now] = [capabilityWords(before.capabilities), capabilityWords(after.capabilities)]
  return Object.keys(now).flatMap((capability) => {
    const [was = '', is = ''] = [old[capability], now[capability]]
    return was === is ? [] : [{ target: after.name, capability, old: was, new: is }]
  })
}

/** The cases of a target, and the answer to each as `--stable` writes it: its bytes, or the words for it. */
interface Side {
  cases: Map<string, CaseResult>
  answers: Map<string, string>
}

function sideOf(results: Results, target: TargetResult | undefined, byWords = false): Side {
  if (target === undefined) return { cases: new Map(), answers: new Map() }
  const plain = stable({ ...results, targets: [target] }).targets.flatMap(({ cases }) => cases)
  return {
    cases: new Map(target.cases.map((each) => [each.id, each])),
    answers: new Map(
      plain.map(({ id, got, exchanges }) => [id, byWords ? got : exchanges.map(({ received }) => received).join('\n')]),
    ),
  }
}

function compare(difference: Required<Pick<Difference, ChangeList>>, target: string, old: Side, now: Side): void {
  for (const id of new Set([...now.cases.keys(), ...old.cases.keys()])) {
    const [before, after] = [old.cases.get(id), now.cases.get(id)]
    const change = changeOf(target, before, after)
    const list = listOf(before, after)
    if (list !== null) difference[list].push(change)
    const same = before !== undefined && before.verdict === after?.verdict
    if (same && old.answers.get(id) !== now.answers.get(id)) difference.changedBytes.push(change)
  }
}

/** What changed from old results to new ones, by target and case id. Bytes are compared as `--stable` writes them. Pure. */
export function diffResults(old: Results, now: Results): Difference {
  const lists = { fixed: [], regressed: [], failing: [], added: [], gone: [], changedBytes: [], otherRule: [] }
  const difference: Required<Pick<Difference, ChangeList>> = lists
  const pairs = partners(old, now)
  const byWords = [...pairs].filter((pair) => pair.some(({ kept }) => kept !== undefined)).map(([after]) => after)
  for (const after of now.targets) {
    const words = byWords.includes(after)
    compare(difference, after.name, sideOf(old, pairs.get(after), words), sideOf(now, after, words))
  }
  const met = new Set(pairs.values())
  for (const before of old.targets.filter((each) => !met.has(each)))
    compare(difference, before.name, sideOf(old, before), sideOf(now, undefined))
  const capabilities = [...pairs].flatMap(([after, before]) => capabilityChanges(before, after))
  const { otherRule, ...always } = difference
  return {
    ...always,
    ...(otherRule.length > 0 ? { otherRule } : {}),
    ...(capabilities.length > 0 ? { capabilities } : {}),
    ...(byWords.length > 0 ? { byWords: byWords.map(({ name }) => name) } : {}),
  }
}
