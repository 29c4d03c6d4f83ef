import { constants, inflateRawSync } from 'node:zlib'
import { R, type Requirement } from '../../../suites/requirements'
import type { DeflateAgreement } from '../deflate-offer'
import { OPCODE } from '../frames'
import type { LinkSteps } from '../link-steps'
import type { Defect } from './defect'

/** A defect that does otherwise than it answers. */
function breaking(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  change: Partial<DeflateAgreement>,
): Defect {
  return { name, breaks, says, clause, replaces: () => ({ obeys: (agreement) => ({ ...agreement, ...change }) }) }
}

/** A defect of the open link. */
function linking(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  replaces: (intact: LinkSteps) => Partial<LinkSteps>,
): Defect {
  return { name, breaks, says, clause, replaces }
}

const FLUSH = Buffer.from([0x00, 0x00, 0xff, 0xff])

/** What can be wrong about compressed messages. */
export const MESSAGE_DEFECTS: readonly Defect[] = [
  linking(
    'deflate-stored-refused',
    'knows no DEFLATE block without compression',
    [R.acceptedExtensionListed],
    'RFC 7692 7.2.2',
    (intact) => ({
      inflated: (inflated, payload) =>
        ((payload[0] ?? 0) & 0x06) === 0 && payload.length > 20 ? 'invalid' : intact.inflated(inflated, payload),
    }),
  ),
  linking(
    'deflate-uncompressed-refused',
    'refuses uncompressed messages of 40 octets and more once compression is agreed',
    [R.uncompressedMessagesValid],
    'RFC 7692 6',
    (intact) => ({
      violation: (head, compressing) =>
        compressing &&
        head.opcode === OPCODE.text &&
        head.fin &&
        !head.rsv1 &&
        head.shortLength >= 40 &&
        head.shortLength < 126
          ? { code: 1002, reason: 'message is not compressed' }
          : intact.violation(head, compressing),
    }),
  ),
  breaking(
    'deflate-client-window-dropped',
    'forgets the window of the client between messages',
    [R.clientNoContextTakeoverIsHint],
    'RFC 7692 7.2.2',
    { clientNoContextTakeover: true },
  ),
  breaking(
    'deflate-takeover-kept',
    'keeps its window between messages whatever it answered',
    [R.serverNoContextTakeoverObeyed],
    'RFC 7692 7.2.1',
    { serverNoContextTakeover: false },
  ),
  breaking(
    'deflate-window-15',
    'compresses with a window of 15 bits whatever it answered',
    [R.serverMaxWindowBitsObeyed],
    'RFC 7692 7.2.1',
    {
      serverMaxWindowBits: 15,
    },
  ),
  linking(
    'deflate-rsv1-on-control',
    'takes control frames with RSV1',
    [R.compressedBitFirstFrameOnly],
    'RFC 7692 6.1',
    (intact) => ({
      violation: (head, compressing) =>
        intact.violation(compressing && head.opcode >= 0x8 ? { ...head, rsv1: false } : head, compressing),
    }),
  ),
  linking(
    'deflate-rsv1-on-continuation',
    'takes continuations with RSV1',
    [R.compressedBitFirstFrameOnly],
    'RFC 7692 6.1',
    (intact) => ({
      violation: (head, compressing) =>
        intact.violation(
          compressing && head.opcode === OPCODE.continuation ? { ...head, rsv1: false } : head,
          compressing,
        ),
    }),
  ),
  linking(
    'deflate-delivers-broken',
    'delivers what stands before the fault in DEFLATE data',
    [R.hostileInputSurvived],
    'RFC 6455 10.7',
    () => ({
      inflated(inflated, payload) {
        const end = payload.indexOf(FLUSH)
        if (inflated !== 'invalid' || end < 0) return inflated
        return inflateRawSync(payload.subarray(0, end + FLUSH.length), { finishFlush: constants.Z_SYNC_FLUSH })
      },
    }),
  ),
  linking(
    'dies-of-bomb',
    'stops listening when a message inflates to too much',
    [R.messageSizeLimited, R.hostileInputSurvived],
    'RFC 6455 10.4',
    (intact) => ({
      failing(found) {
        const failure = intact.failing(found)
        return failure?.reason === 'message inflates to too much' ? { ...failure, fatal: true } : failure
      },
    }),
  ),
  linking(
    'dies-of-length',
    'stops listening when a frame announces too much',
    [R.messageSizeLimited, R.hostileInputSurvived],
    'RFC 6455 10.4',
    (intact) => ({
      failing(found) {
        const failure = intact.failing(found)
        return failure?.reason === 'frame is too large' ? { ...failure, fatal: true } : failure
      },
    }),
  ),
]
