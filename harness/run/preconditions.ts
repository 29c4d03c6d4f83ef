import type { Case } from '../case/case'
import { NEEDS, type Need, SLOW_SKIP, unmetWords } from '../case/needs'
import type { Capabilities } from '../case/results'
import { baseFieldsOf } from './handshake-vars'
import { isLoopback } from './loopback'
import type { RunOptions, Target } from './target'

/** What decides whether a case can run on a target. */
export interface Circumstances {
  target: Target
  options: RunOptions
  /** What probing found. */
  capabilities: Capabilities
  /** The subprotocol without which the target does not answer 101. */
  required: string | undefined
}

/** True when destructive cases may run: on loopback, against a server that wsspec started, or with --destructive. */
export function mayRunDestructive(target: Target, options: RunOptions): boolean {
  return target.ours || options.destructive || isLoopback(target.connect?.host ?? target.url.hostname)
}

function isMet(name: Need, { target, capabilities, required }: Circumstances): boolean {
  const need = NEEDS[name]
  if (need.kind === 'profile') return Boolean(target.profile?.[name as keyof typeof target.profile])
  return need.isMet({ capabilities, url: target.url, addedFields: baseFieldsOf(target, required) })
}

/** Why a case cannot run on a target; null where it can. */
export function unmetPrecondition(testCase: Case, circumstances: Circumstances): string | null {
  const { target, options } = circumstances
  if (testCase.slow && !options.slow) return SLOW_SKIP
  if (testCase.hurts && !mayRunDestructive(target, options))
    return 'is destructive, and the target is neither on loopback nor started by wsspec (--destructive)'
  const unmet = testCase.needs?.find((need) => !isMet(need, circumstances))
  return unmet === undefined ? null : unmetWords(unmet)
}
