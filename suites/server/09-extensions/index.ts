import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { agreementCases } from './agreement'
import { hostileCases } from './hostile'
import { malformedCases } from './malformed'
import { responseCases } from './responses'
import { validFormCases } from './valid-forms'

/** Suite 9: how the server negotiates extensions in general. Suite 10 is about permessage-deflate. */
export const extensionsSuite: Suite = {
  number: 9,
  slug: 'extensions',
  title: 'Sec-WebSocket-Extensions negotiation',
  cases: inIdOrder(agreementCases, validFormCases, malformedCases, responseCases, hostileCases),
}
