import type { Case, Part } from '../../../harness/case/case'
import { rfc7692 } from '../../../harness/case/clause'
import type { FrameSpec } from '../../../harness/case/frame'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { R } from '../../requirements'
import type { Agreement } from './parts/agreement'
import { echoes, expectOnLink, type LinkCheck } from './parts/link-checks'
import { COMMON } from './parts/offers'
import { compressed, compressedAfter, compressedFrame, finalBlock, storedBlock, twoBlocks } from './parts/payloads'
import { untilEchoed, whereAgreed } from './parts/steps'

const TEXT = 'wsspec sends this, and this, and this again: so it has something to compress.'

const AGAIN = `${TEXT} Once more.`

const MUST_DECOMPRESS = 'RFC 7692 6.2, 7.2.2: a message with RSV1 MUST be decompressed and received'

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

const KEEPS_WINDOW = 'RFC 7692 7.2.2: each new message MUST be decompressed with the window of the last compressed one'

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
    source: [rfc7692('6.2'), rfc7692('7.2.2'), rfc7692('7.2.1', 'blocks of any type, BFINAL set or not')],
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
    source: [rfc7692('6', 'uncompressed message')],
    tests: [R.uncompressedMessagesValid],
    needs: ['permessageDeflate', 'echo'],
    parts: [
      echoPart(
        'RSV1 0',
        [{ opcode: OPCODE.text, payload: TEXT }],
        'RFC 7692 6, 6.2: a message without RSV1 MUST be received as it is',
        TEXT,
      ),
    ],
    why: 'Clients leave short messages uncompressed.',
  },
  {
    id: '10.27',
    level: 'MUST',
    title: 'Messages compressed with client context takeover',
    source: [rfc7692('7.2.2', 'Otherwise, the server MUST decompress each new message using'), rfc7692('7.2.3.2')],
    tests: [R.clientNoContextTakeoverIsHint],
    needs: ['permessageDeflate', 'echo'],
    parts: [contextTakeoverPart('two messages'), contextTakeoverPart('an uncompressed one between', UNCOMPRESSED)],
    why: 'Browsers keep their window from message to message, so a server that does not fails on their second message. Bun 1.4.0 failed in this way.',
  },
]
