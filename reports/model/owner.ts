import type { CaseResult, TargetResult } from '../../harness/case/results'
import { likeName } from '../like-words'
import { listed } from '../text/phrases'

/** The party whose code causes the findings of one cause, as far as known. */
export interface Owner {
  /** Two to six words: `in ws 8.23.0 too`, `only here`. */
  short: string
  /** A sentence without its full stop. */
  long: string
  /** True where the server that the target behaves like has none of them: the target's own code, or its settings. */
  isOwn: boolean
}

/** Maximum number of ids in the words. */
const MOST_IDS = 3

/** Who decides, by what a plain GET shows. */
const BY_PARTY = {
  http: { short: 'in the HTTP parser', long: 'the HTTP parser, because a plain GET shows it too' },
  upgrade: { short: 'in the upgrade code', long: 'the upgrade code, because a plain GET does not show it' },
} as const

function byParty(findings: readonly CaseResult[]): Owner | null {
  const [party, ...others] = new Set(findings.map((each) => each.party))
  return party === undefined || others.length > 0 ? null : { ...BY_PARTY[party], isOwn: false }
}

/** What the server that the target behaves like says about the findings; null where it was judged in none of them. */
function byLikeness(findings: readonly CaseResult[], { like }: Pick<TargetResult, 'like'>): Owner | null {
  if (!like || like.published) return null
  const name = likeName(like)
  const own = findings.filter(({ prevalence }) => prevalence?.like === false)
  const isShared = findings.some(({ prevalence }) => prevalence?.like === true)
  if (own.length === 0 && !isShared) return null
  if (!isShared) return { short: 'only here', long: `only here: ${name} does not do this`, isOwn: true }
  const ids = own.map(({ id }) => id)
  const more = ids.length - MOST_IDS
  const named = listed([...ids.slice(0, MOST_IDS), ...(more > 0 ? [`${more} more`] : [])])
  const but = own.length === 0 ? '' : `, but not ${named}`
  const where = byParty(findings)?.short
  return {
    short: `in ${name} too${but}`,
    long: `${name} does this too${but}${where === undefined ? '' : `; it is ${where}`}`,
    isOwn: false,
  }
}

/**
 * Whose the findings of one cause are: what its small test program decides, what the server it behaves like does too, what
 * only this target does, or what a plain GET shows about who decides.
 * @returns null where nothing is known
 */
export function ownerOf(findings: readonly CaseResult[], target: Pick<TargetResult, 'like'>): Owner | null {
  if (findings.every(({ fixture }) => fixture !== undefined))
    return { short: 'in its test program', long: 'the small test program decides this, not the library', isOwn: false }
  return byLikeness(findings, target) ?? byParty(findings)
}
