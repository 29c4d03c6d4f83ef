import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { clientWindowCases } from './client-window'
import { compressionCases } from './compression'
import { contextTakeoverCases } from './context-takeover'
import { invalidMessageCases } from './invalid-messages'
import { messageCases } from './messages'
import { parameterCases } from './parameters'
import { serverWindowCases } from './server-window'
import { severalOfferCases } from './several-offers'

/** Suite 10: what is agreed on about permessage-deflate, and whether the server keeps to it. */
export const permessageDeflateSuite: Suite = {
  number: 10,
  slug: 'permessage-deflate',
  title: 'permessage-deflate negotiation',
  cases: inIdOrder(
    parameterCases,
    clientWindowCases,
    serverWindowCases,
    contextTakeoverCases,
    severalOfferCases,
    messageCases,
    compressionCases,
    invalidMessageCases,
  ),
}
