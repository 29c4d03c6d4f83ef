import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { addressFamilyCases } from './address-families'
import { reuseCases } from './connection-reuse'
import { earlyFrameCases } from './early-frames'
import { halfCloseCases } from './half-close'
import { keptStateCases } from './kept-state'
import { resetCases } from './reset'
import { segmentCases } from './segments'
import { severalConnectionsCases } from './several-connections'
import { slowClientCases } from './slow-client'

/** Suite 13: the TCP connection of the handshake: its segments, pauses and end, and further requests on it. */
export const transportSuite: Suite = {
  number: 13,
  slug: 'transport',
  title: 'TCP segments, timing and connection reuse',
  cases: inIdOrder(
    segmentCases,
    earlyFrameCases,
    halfCloseCases,
    resetCases,
    slowClientCases,
    reuseCases,
    addressFamilyCases,
    keptStateCases,
    severalConnectionsCases,
  ),
}
