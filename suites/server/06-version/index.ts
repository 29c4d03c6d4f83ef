import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { advertisedCases } from './advertised'
import { requestCases } from './request'

/** Suite 6: the Sec-WebSocket-Version field of the request, and the versions that a refusal names. */
export const versionSuite: Suite = {
  number: 6,
  slug: 'version',
  title: 'Sec-WebSocket-Version',
  cases: inIdOrder(requestCases, advertisedCases),
}
