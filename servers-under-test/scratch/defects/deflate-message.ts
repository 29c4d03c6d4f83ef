import { constants, inflateRawSync } from 'node:zlib'
import { R } from '../../../suites/requirements'
import type { Inflated } from '../websocket/deflate'
import type { DeflateAgreement } from '../websocket/deflate-offer'
import { type FrameHead, OPCODE } from '../websocket/frames'
import type { About, Defect } from './defect'
import { dyingOfFailure, ignoringInHead } from './kit-link'

/** A defect that does something else than it answers. */
function disobeying({ change, ...about }: About & { change: Partial<DeflateAgreement> }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      agreeDeflate(offers) {
        const agreement = intact.agreeDeflate(offers)
        return agreement === undefined ? undefined : { ...agreement, ...change }
      },
    }),
  }
}

/** A defect that decompresses some messages differently. */
function inflating({ inflated, ...about }: About & { inflated(found: Inflated, payload: Buffer): Inflated }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      openDeflate(agreement) {
        const deflate = intact.openDeflate(agreement)
        return {
          compress: (message) => deflate.compress(message),
          decompress: (payload, limit) => inflated(deflate.decompress(payload, limit), payload),
        }
      },
    }),
  }
}

const withoutRsv1 = (head: FrameHead) => ({ ...head, rsv1: false })
const isStored = (payload: Buffer) => ((payload[0] ?? 0) & 0x06) === 0
const FLUSH = Buffer.from([0x00, 0x00, 0xff, 0xff])

/** Compressed messages. */
export const DEFLATE_MESSAGE_DEFECTS: readonly Defect[] = [
  inflating({
    name: 'deflate-stored-refused',
    breaks: [R.acceptedExtensionListed],
    says: 'refuses DEFLATE blocks without compression',
    clause: 'RFC 7692 7.2.2',
    inflated: (found, payload) => (isStored(payload) && payload.length > 20 ? 'invalid' : found),
  }),
  inflating({
    name: 'deflate-empty-refused',
    breaks: [R.acceptedExtensionListed],
    says: 'refuses an empty compressed message',
    clause: 'RFC 7692 7.2.3.6',
    inflated: (found, payload) => (payload.length === 1 && payload[0] === 0 ? 'invalid' : found),
  }),
  {
    name: 'deflate-ping-between-refused',
    breaks: [R.acceptedExtensionListed, R.allValidFramesHandled],
    says: 'refuses a Ping between two fragments of a compressed message',
    clause: 'RFC 6455 5.4',
    replaces: (intact) => ({
      openLink(deflate, server) {
        let isInside = false
        return intact.openLink(deflate, {
          ...server,
          violation(head, compressing) {
            if (head.opcode < 0x8) isInside = !head.fin && (head.rsv1 || isInside)
            return isInside && head.opcode === OPCODE.ping
              ? { code: 1002, reason: 'Ping inside a message' }
              : server.violation(head, compressing)
          },
        })
      },
    }),
  },
  {
    name: 'deflate-small-window-unusable',
    breaks: [R.serverMaxWindowBitsObeyed],
    says: 'agrees to a window of 9 bits and closes the connection at the first message',
    clause: 'RFC 7692 7.2.1',
    replaces: (intact) => ({
      openLink(deflate, server) {
        const link = intact.openLink(deflate, server)
        if (deflate === undefined || deflate.serverMaxWindowBits > 9) return link
        return {
          feed: (bytes) =>
            ((bytes[0] ?? 0) & 0x0f) < 0x8 ? link.leave({ code: 1011, reason: 'no such window' }) : link.feed(bytes),
          leave: (failure) => link.leave(failure),
        }
      },
    }),
  },
  {
    name: 'deflate-uncompressed-refused',
    breaks: [R.uncompressedMessagesValid],
    says: 'refuses uncompressed messages of 40 bytes or more where compression is agreed',
    clause: 'RFC 7692 6',
    replaces: (intact) => ({
      violation(head, compressing) {
        const plain = head.opcode === OPCODE.text && head.fin && !head.rsv1
        return compressing && plain && head.shortLength >= 40 && head.shortLength < 126
          ? { code: 1002, reason: 'message is not compressed' }
          : intact.violation(head, compressing)
      },
    }),
  },
  disobeying({
    name: 'deflate-client-window-dropped',
    breaks: [R.clientNoContextTakeoverIsHint],
    says: 'drops the window of the client between messages',
    clause: 'RFC 7692 7.2.2',
    change: { clientNoContextTakeover: true },
  }),
  disobeying({
    name: 'deflate-takeover-kept',
    breaks: [R.serverNoContextTakeoverObeyed],
    says: 'keeps its window between messages, whatever it answered',
    clause: 'RFC 7692 7.2.1',
    change: { serverNoContextTakeover: false },
  }),
  disobeying({
    name: 'deflate-window-15',
    breaks: [R.serverMaxWindowBitsObeyed],
    says: 'compresses with a window of 15 bits, whatever it answered',
    clause: 'RFC 7692 7.2.1',
    change: { serverMaxWindowBits: 15 },
  }),
  ignoringInHead({
    name: 'deflate-rsv1-on-control',
    breaks: [R.compressedBitFirstFrameOnly],
    says: 'accepts control frames with RSV1',
    clause: 'RFC 7692 6.1',
    head: (head, compressing) => (compressing && head.opcode >= 0x8 ? withoutRsv1(head) : head),
  }),
  ignoringInHead({
    name: 'deflate-rsv1-on-continuation',
    breaks: [R.compressedBitFirstFrameOnly],
    says: 'accepts continuation frames with RSV1',
    clause: 'RFC 7692 6.1',
    head: (head, compressing) => (compressing && head.opcode === OPCODE.continuation ? withoutRsv1(head) : head),
  }),
  inflating({
    name: 'deflate-delivers-broken',
    breaks: [R.hostileInputSurvived],
    says: 'delivers the part of a message before the error in its DEFLATE data',
    clause: 'RFC 6455 10.7',
    inflated(found, payload) {
      const end = payload.indexOf(FLUSH)
      if (found !== 'invalid' || end < 0) return found
      return inflateRawSync(payload.subarray(0, end + FLUSH.length), { finishFlush: constants.Z_SYNC_FLUSH })
    },
  }),
  dyingOfFailure({
    name: 'dies-of-bomb',
    breaks: [R.messageSizeLimited, R.hostileInputSurvived],
    says: 'stops listening when a message decompresses to more than the limit',
    clause: 'RFC 6455 10.4',
    reason: 'message inflates to too much',
  }),
  dyingOfFailure({
    name: 'dies-of-length',
    breaks: [R.messageSizeLimited, R.hostileInputSurvived],
    says: 'stops listening when a frame announces more than the limit',
    clause: 'RFC 6455 10.4',
    reason: 'frame is too large',
  }),
]
