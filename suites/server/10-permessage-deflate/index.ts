import type { Suite } from '../../../harness/case/case'
import { messageCases } from './messages'
import { moreOfferCases, offerCases } from './offers'

/** Suite 10: what is agreed on about permessage-deflate, and whether the server keeps to it. */
export const permessageDeflateSuite: Suite = {
  number: 10,
  slug: 'permessage-deflate',
  title: 'permessage-deflate negotiation',
  cases: [...offerCases, ...messageCases, ...moreOfferCases],
}
