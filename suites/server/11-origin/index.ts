import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { acceptedOriginCases } from './accepted-origins'
import { bypassCases } from './bypass'
import { foreignOriginCases } from './foreign-origins'

/** Suite 11: Origin, and whether a server with an origin policy keeps to it. */
export const originSuite: Suite = {
  number: 11,
  slug: 'origin',
  title: 'Origin and origin policies',
  cases: inIdOrder(acceptedOriginCases, foreignOriginCases, bypassCases),
}
