import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { hostileCases } from './hostile'
import { listSyntaxCases } from './list-syntax'
import { selectionCases } from './selection'

/** Suite 8: which subprotocol is selected, and how the 101 names it. */
export const subprotocolSuite: Suite = {
  number: 8,
  slug: 'subprotocol',
  title: 'Sec-WebSocket-Protocol',
  cases: inIdOrder(selectionCases, listSyntaxCases, hostileCases),
}
