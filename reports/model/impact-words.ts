import { IMPACTS, type Impact } from '../../harness/case/cause'
import type { RoleWords } from '../role-words'

/** What the harm of each impact is on either side, for legends. */
const IMPACT_MEANINGS: Readonly<Record<Exclude<Impact, 'bypass'>, string>> = {
  outage: 'other connections suffer',
  smuggling: 'bytes of one message are taken for another',
  interop: 'a correct peer is refused, misread or answered wrongly',
  lax: 'other invalid input is accepted; no harm is shown',
  form: 'the decision is right, but not the form of the answer',
}

/** What the harm of an impact is, in the words for one side. */
export function impactMeaning(impact: Impact, { bypass }: Pick<RoleWords, 'bypass'>): string {
  return { ...IMPACT_MEANINGS, bypass }[impact]
}

/** What the harm of each impact is, the gravest first. */
export function impactMeaningsOf(words: Pick<RoleWords, 'bypass'>): [Impact, string][] {
  return IMPACTS.map((impact) => [impact, impactMeaning(impact, words)])
}

/** Where an impact is in the order of harm: 0 is the gravest. No impact, as in results of older versions, is last. */
export function impactRank(impact: Impact | null | undefined): number {
  return impact === null || impact === undefined ? IMPACTS.length : IMPACTS.indexOf(impact)
}
