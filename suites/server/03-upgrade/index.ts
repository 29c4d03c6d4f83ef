import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { requestCases } from './request'
import { responseCases } from './responses'

/** Suite 3: the Upgrade field of requests and of responses. */
export const upgradeSuite: Suite = {
  number: 3,
  slug: 'upgrade',
  title: 'Upgrade',
  cases: inIdOrder(requestCases, responseCases),
}
