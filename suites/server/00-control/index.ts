import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { availabilityCases } from './availability'
import { handshakeCases } from './handshakes'

/** Suite 0: the correct handshake, alone and through the run. The other suites are compared with it. */
export const controlSuite: Suite = {
  number: 0,
  slug: 'control',
  title: 'Control: the correct handshake',
  cases: inIdOrder(handshakeCases, availabilityCases),
}
