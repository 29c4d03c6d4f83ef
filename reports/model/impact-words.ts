import { IMPACTS, type Impact } from '../../harness/case/cause'

/** What the harm of each impact is, for legends. */
export const IMPACT_MEANINGS: Readonly<Record<Impact, string>> = {
  outage: 'other connections suffer',
  smuggling: 'bytes of one message are taken for another',
  interop: 'a correct peer is refused, misread or answered wrongly',
  bypass: 'a WebSocket opens for a request that did not ask for one',
  lax: 'other invalid input is accepted; no harm is shown',
  form: 'the decision is right, but not the form of the answer',
}

/** Where an impact is in the order of harm: 0 is the gravest. No impact, as in results of older versions, is last. */
export function impactRank(impact: Impact | null | undefined): number {
  return impact === null || impact === undefined ? IMPACTS.length : IMPACTS.indexOf(impact)
}
