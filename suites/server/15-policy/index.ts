import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { authenticationCases } from './authentication'
import { ordinaryRequestCases } from './ordinary-requests'
import { redirectCases } from './redirect'
import { reflectionCases } from './reflection'
import { responseFieldCases } from './response-fields'
import { responseCases } from './responses'

/** Suite 15: credentials, redirects, and responses other than 101. */
export const policySuite: Suite = {
  number: 15,
  slug: 'policy',
  title: 'Authentication, redirects and other status codes',
  cases: inIdOrder(
    authenticationCases,
    redirectCases,
    ordinaryRequestCases,
    reflectionCases,
    responseCases,
    responseFieldCases,
  ),
}
