import type { Suite } from '../../../harness/case/case'
import { inIdOrder } from '../parts/in-id-order'
import { closingCases } from './closing'
import { frameSegmentCases } from './frame-segments'
import { greetingCases } from './greeting'
import { httpCases } from './http-after-101'
import { invalidFrameCases } from './invalid-frames'
import { lastingLinkCases } from './lasting-link'
import { refusalCases } from './refused-handshake'
import { serverFrameCases } from './server-frames'
import { validFrameCases } from './valid-frames'

/** Suite 14: whether the connection is a WebSocket after the 101 response, and only then. */
export const afterHandshakeSuite: Suite = {
  number: 14,
  slug: 'after-handshake',
  title: 'The connection after the handshake',
  cases: inIdOrder(
    validFrameCases,
    closingCases,
    invalidFrameCases,
    serverFrameCases,
    httpCases,
    refusalCases,
    greetingCases,
    lastingLinkCases,
    frameSegmentCases,
  ),
}
