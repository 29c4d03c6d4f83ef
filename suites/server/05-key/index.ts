import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { acceptCases } from './accept'
import { fieldCases } from './fields'
import { formCases } from './form'

/** Suite 5: the Sec-WebSocket-Key field of the request, and the Sec-WebSocket-Accept that is computed from it. */
export const keySuite: Suite = {
  number: 5,
  slug: 'key',
  title: 'Sec-WebSocket-Key',
  cases: inIdOrder(formCases, acceptCases, fieldCases),
}
