import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { contentLengthCases } from './content-length'
import { expectCases } from './expect-and-te'
import { fieldLineCases } from './field-lines'
import { fieldValueCases } from './field-values'
import { limitCases } from './limits'
import { lineEndCases } from './line-ends'
import { notHttpCases } from './not-http'
import { obsFoldCases } from './obs-fold'
import { pipeliningCases } from './pipelining'
import { sizeCases } from './request-sizes'
import { injectionCases } from './response-injection'
import { responseCases } from './responses'
import { transferEncodingCases } from './transfer-encoding'
import { spellingCases } from './transfer-encoding-spelling'

/** Suite 12: message framing, the lines of the header section, and other requests on the connection. */
export const httpFramingSuite: Suite = {
  number: 12,
  slug: 'http-framing',
  title: 'HTTP framing, parsing and request smuggling',
  cases: inIdOrder(
    contentLengthCases,
    transferEncodingCases,
    spellingCases,
    obsFoldCases,
    lineEndCases,
    fieldValueCases,
    fieldLineCases,
    limitCases,
    expectCases,
    pipeliningCases,
    injectionCases,
    notHttpCases,
    responseCases,
    sizeCases,
  ),
}
