import type { Case, Part } from '../../../harness/case/case'
import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import type { FrameSpec } from '../../../harness/case/frame'
import { compressed, compressedAfter, compressedFrame } from '../../../harness/wire/websocket/deflate'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import type { Agreement } from './parts/agreement'
import { compressedReceived } from './parts/clauses'
import { echoes, expectOnLink, type LinkCheck } from './parts/link-checks'
import { COMMON } from './parts/offers'
import { finalBlock, storedBlock, twoBlocks } from './parts/payloads'
import { untilEchoed, whereAgreed } from './parts/steps'

const TEXT = 'wsspec sends this, and this, and this again: so it has something to compress.'

const AGAIN = `${TEXT} Once more.`

const MUST_DECOMPRESS = reasonOf(compressedReceived)

/**
 * A part that sends frames if permessage-deflate was agreed on, and expects texts back.
 * @param because the words of the requirement, with its clause
 */
function echoPart(name: string, frames: readonly FrameSpec[], because: string, ...texts: string[]): Part {
  return {
    name,
    send: COMMON,
    steps: [...whereAgreed(frames), untilEchoed(...texts)],
    expect: expectOnLink('an echo of the text, compressed or not', echoes(because, ...texts)),
  }
}

/** A compressed message in two fragments; only the first has RSV1 (RFC 7692 6.1). */
function inTwoFragments(payload: Buffer): FrameSpec[] {
  const half = payload.length >> 1
  return [
    compressedFrame(payload.subarray(0, half), { fin: false }),
    { opcode: OPCODE.continuation, payload: payload.subarray(half) },
  ]
}

const UNCOMPRESSED: FrameSpec = { opcode: OPCODE.text, payload: 'wsspec, as it is.' }

const windowKept = rfc7692(
  '7.2.2',
  'unless the answer has client_no_context_takeover',
  'Otherwise, the server MUST decompress each new message using the LZ77 sliding window used to process the last compressed message.',
)

const uncompressedReceived = rfc7692(
  '6.2',
  '',
  'An endpoint MUST use the following algorithm to receive a message in the form of an uncompressed message.',
)

const controlBetween = rfc6455(
  '5.4',
  '',
  'An endpoint MUST be capable of handling control frames in the middle of a fragmented message.',
)

const KEEPS_WINDOW = reasonOf(windowKept)

/** The two fragments of a compressed message, with a Ping between them. */
function withPingBetween(payload: Buffer): FrameSpec[] {
  const [first, second] = inTwoFragments(payload)
  return [first, { opcode: OPCODE.ping, payload: 'wsspec-between' }, second].filter((frame) => frame !== undefined)
}

const PING: FrameSpec = { opcode: OPCODE.ping, payload: 'wsspec-after' }

/** An empty compressed message: one empty block (RFC 7692 7.2.3.6). */
const EMPTY = compressedFrame(Buffer.from([0]))

/** A part that sends two messages, with `between` between them. The second uses the window of the first. */
function contextTakeoverPart(name: string, ...between: FrameSpec[]): Part {
  const frames = [compressedFrame(compressed(TEXT)), ...between, compressedFrame(compressedAfter(AGAIN, TEXT))]
  const mayTakeOver = ({ clientNoContextTakeover }: Agreement) => !clientNoContextTakeover
  const look: LinkCheck = (link, observation, agreement) =>
    mayTakeOver(agreement)
      ? echoes(KEEPS_WINDOW, TEXT, AGAIN)(link, observation, agreement)
      : {
          verdict: 'skip',
          because: 'the answer has client_no_context_takeover, so the client must not keep its window',
        }
  const says = 'permessage-deflate was agreed on without client_no_context_takeover'
  return {
    name,
    send: COMMON,
    steps: [...whereAgreed(frames, says, mayTakeOver), untilEchoed(TEXT, AGAIN)],
    expect: expectOnLink('an echo of both texts', look),
  }
}

/** Cases on valid messages, with permessage-deflate in use. */
export const messageCases: readonly Case[] = [
  {
    id: '10.25',
    level: 'MUST',
    title: 'Compressed message with permessage-deflate in use',
    source: [compressedReceived, rfc7692('7.2.2'), rfc7692('7.2.1', 'blocks of any type, BFINAL set or not')],
    tests: [R.acceptedExtensionListed],
    needs: ['permessageDeflate', 'echo'],
    parts: [
      echoPart('one block', [compressedFrame(compressed(TEXT))], MUST_DECOMPRESS, TEXT),
      echoPart('in two fragments', inTwoFragments(compressed(TEXT)), MUST_DECOMPRESS, TEXT),
      echoPart('a block without compression', [compressedFrame(storedBlock(TEXT))], MUST_DECOMPRESS, TEXT),
      echoPart('a block with BFINAL', [compressedFrame(finalBlock(TEXT))], MUST_DECOMPRESS, TEXT),
      echoPart('two blocks', [compressedFrame(twoBlocks(TEXT))], MUST_DECOMPRESS, TEXT),
    ],
    why: 'The parts follow the examples in RFC 7692 7.2.3. Compressors other than zlib use not only the first form.',
  },
  {
    id: '10.26',
    level: 'MUST',
    title: 'Uncompressed message with permessage-deflate in use',
    source: [uncompressedReceived, rfc7692('6')],
    tests: [R.uncompressedMessagesValid],
    needs: ['permessageDeflate', 'echo'],
    parts: [echoPart('RSV1 0', [{ opcode: OPCODE.text, payload: TEXT }], reasonOf(uncompressedReceived), TEXT)],
    why: 'Clients leave short messages uncompressed.',
  },
  {
    id: '10.27',
    level: 'MUST',
    title: 'Messages compressed with client context takeover',
    source: [windowKept, rfc7692('7.2.3.2')],
    tests: [R.clientNoContextTakeoverIsHint],
    needs: ['permessageDeflate', 'echo'],
    parts: [contextTakeoverPart('two messages'), contextTakeoverPart('an uncompressed one between', UNCOMPRESSED)],
    why: 'Browsers keep their window from message to message, so a server that does not fails on their second message. Bun 1.4.0 failed in this way.',
  },
  {
    id: '10.37',
    level: 'MUST',
    introduced: '1.1',
    title: 'Ping between two fragments of a compressed message',
    source: [controlBetween, compressedReceived],
    tests: [R.acceptedExtensionListed, R.allValidFramesHandled],
    needs: ['permessageDeflate', 'echo'],
    sameFaultAs: ['10.25'],
    parts: [
      echoPart('a Ping between', withPingBetween(compressed(TEXT)), reasonOf(controlBetween), TEXT),
      echoPart('a Ping after', [...inTwoFragments(compressed(TEXT)), PING], MUST_DECOMPRESS, TEXT),
    ],
    why: 'A server that remembers only whether the last frame was compressed takes the second fragment for plain text. Clients send Pings by a timer, so that this comes with long messages, and seldom.',
  },
  {
    id: '10.38',
    level: 'MUST',
    introduced: '1.1',
    title: 'Empty compressed message',
    source: [
      compressedReceived,
      rfc7692('7.2.3.6', '', 'the payload set to the DEFLATE block(s), which contains 0 bytes of data'),
    ],
    tests: [R.acceptedExtensionListed, R.allValidFramesHandled],
    needs: ['permessageDeflate', 'echo'],
    sameFaultAs: ['10.25'],
    parts: [echoPart('an empty one before another', [EMPTY, compressedFrame(compressed(TEXT))], MUST_DECOMPRESS, TEXT)],
    why: 'A loop that reads until the decompressor gives bytes never ends for a message without any, or takes it for an error.',
  },
]
