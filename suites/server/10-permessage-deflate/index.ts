import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { agreedWindowCases } from './agreed-window'
import { clientWindowCases } from './client-window'
import { compressionCases } from './compression'
import { contextTakeoverCases } from './context-takeover'
import { invalidMessageCases } from './invalid-messages'
import { messageCases } from './messages'
import { parameterCases } from './parameters'
import { refusedOfferCases } from './refused-offers'
import { serverWindowCases } from './server-window'
import { severalOfferCases } from './several-offers'

/** Suite 10: how the server negotiates permessage-deflate (RFC 7692), and whether it keeps to the agreement. */
export const permessageDeflateSuite: Suite = {
  number: 10,
  slug: 'permessage-deflate',
  title: 'permessage-deflate negotiation and use',
  cases: inIdOrder(
    parameterCases,
    clientWindowCases,
    serverWindowCases,
    contextTakeoverCases,
    severalOfferCases,
    messageCases,
    compressionCases,
    invalidMessageCases,
    agreedWindowCases,
    refusedOfferCases,
  ),
}
