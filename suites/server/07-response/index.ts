import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { acceptCases } from './accept'
import { after101Cases } from './after-101'
import { everyResponseCases } from './every-response'
import { headCases } from './head'
import { requestFormCases } from './request-form'

/** Suite 7: the 101 response, and what of the request must not change it. */
export const responseSuite: Suite = {
  number: 7,
  slug: 'response',
  title: 'Sec-WebSocket-Accept and the 101 response',
  cases: inIdOrder(acceptCases, headCases, after101Cases, everyResponseCases, requestFormCases),
}
