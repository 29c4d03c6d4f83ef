import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { addressFamilyCases } from './address-families'
import { reuseCases } from './connection-reuse'
import { earlyFrameCases } from './early-frames'
import { halfCloseCases } from './half-close'
import { resetCases } from './reset'
import { segmentCases } from './segments'
import { slowClientCases } from './slow-client'

/** Suite 13: segments, pauses, ends and resets of the connection that carries the handshake. */
export const transportSuite: Suite = {
  number: 13,
  slug: 'transport',
  title: 'Timing and transport',
  cases: inIdOrder(
    segmentCases,
    earlyFrameCases,
    halfCloseCases,
    resetCases,
    slowClientCases,
    reuseCases,
    addressFamilyCases,
  ),
}
