import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { acceptedOriginCases } from './accepted-origins'
import { bypassCases } from './bypass'
import { foreignOriginCases } from './foreign-origins'

/** Suite 11: which web pages may open the WebSocket, where the server has such a policy. */
export const originSuite: Suite = {
  number: 11,
  slug: 'origin',
  title: 'Origin',
  cases: inIdOrder(acceptedOriginCases, foreignOriginCases, bypassCases),
}
