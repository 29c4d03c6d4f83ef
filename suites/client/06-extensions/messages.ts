import type { ClientCase } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { RequestHead } from '../../../harness/case/client-observation'
import { SEND_BACK } from '../../../harness/case/driver'
import { anyReaction, CLIENT_CRASHES, establishes } from '../../../harness/judge/client/client-expectations'
import { PARAMS } from '../../../harness/wire/http1/permessage-deflate'
import { compressed, compressedAfter, compressedFrame, incompressible } from '../../../harness/wire/websocket/deflate'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { C } from '../../requirements/client'
import { brokenFrames } from '../parts/broken-frames'
import { ACCEPTED, answered, answerTo, onlyWhere } from './answers'
import {
  clientBitsAnswered,
  clientTakeoverSupported,
  compressedReceived,
  emptyWindow,
  reservedBits,
  rsv1Misplaced,
  shortWindow,
  windowKept,
} from './clauses'
import { getsAll, startsEmpty, staysInWindow } from './link-checks'
import { accepting, chosenOffer, type DeflateOffer, type Wanted } from './offers'

const { clientBits, clientNoContextTakeover } = PARAMS

/** The window that the answer of C6.38 allows, as its base-2 logarithm: the smallest of zlib. */
const NARROW = 9

const NARROWING: Wanted = {
  some: (offer) => offer.clientBits !== null,
  otherwise: 'the client does not offer client_max_window_bits',
}

function narrowed({ clientBits: bits }: DeflateOffer): number {
  return typeof bits === 'number' ? Math.min(NARROW, bits) : NARROW
}

/** The window that the answer to this request allows. */
function allowed(request: RequestHead): number {
  const offer = chosenOffer(request, NARROWING)
  return typeof offer === 'string' ? 15 : narrowed(offer)
}

/** A text without repetition that is longer than the narrow window, twice: a back-reference to its first half is too long. */
const DOUBLED = SEND_BACK + incompressible(1200, 6).repeat(2)
/** A text without repetition. Where a message has it again, a back-reference can only refer to the message before. */
const SINGLE = SEND_BACK + incompressible(1400, 7)

const FIRST = 'wsspec sends this, and this, and this again.'
const SECOND = `${FIRST} Once more: ${FIRST}`

/** What the client does on the link decides, and nothing else. */
function onLink(says: string, check: ClientCheck) {
  const expect = anyReaction({ says, rows: { crashed: 'miss', unasked: 'inconclusive' }, checks: [check] })
  return { ...expect, blames: { crashed: CLIENT_CRASHES } }
}

/** Compressed messages of both sides. */
export const messageCases: readonly ClientCase[] = [
  answered(
    {
      id: 'C6.30',
      level: 'MUST',
      title: 'A compressed message is in the segment of the answer',
      source: [compressedReceived],
      tests: [C.compressedMessagesRead, C.acceptedOfferOpens, C.framesAfterAnswerRead],
      sameFaultAs: ['C1.16'],
      sameFaultByAnyCause: true,
      vouchedBy: ACCEPTED,
    },
    { value: (offer) => accepting(offer), frames: [compressedFrame(compressed('early'))] },
    establishes({
      says: 'the client opens the WebSocket, and its application gets "early"',
      rows: { claimed: 'miss' },
      checks: [getsAll(['early'], compressedReceived)],
    }),
  ),
  brokenFrames(
    {
      id: 'C6.31',
      level: 'MUST',
      title: 'A frame with RSV1 follows an answer without extensions',
      source: [reservedBits],
      tests: [C.brokenFramesFail],
      sameFaultAs: ['C8.21'],
    },
    { frames: [{ opcode: OPCODE.text, rsv: 4, payload: 'early' }] },
  ),
  answered(
    {
      id: 'C6.38',
      level: 'MUST',
      title: 'The client compresses with no larger window than the answer allows',
      source: [shortWindow, clientBitsAnswered],
      tests: [C.clientWindowObeyed],
      sameFaultAs: [ACCEPTED],
    },
    {
      wanted: NARROWING,
      value: (offer) => accepting(offer, { [clientBits]: String(narrowed(offer)) }),
      script: [{ do: 'sendBack', texts: [DOUBLED] }],
    },
    onLink('no back-reference that is longer than the window in the answer', staysInWindow(allowed)),
  ),
  answered(
    {
      id: 'C6.40',
      level: 'MUST',
      title: 'The client compresses each message by itself where the answer has client_no_context_takeover',
      source: [emptyWindow, clientTakeoverSupported],
      tests: [C.clientTakeoverObeyed],
      sameFaultAs: [ACCEPTED],
    },
    {
      value: (offer) => accepting(offer, { [clientNoContextTakeover]: null }),
      script: [{ do: 'sendBack', texts: [SINGLE, SINGLE] }],
    },
    onLink('messages that can be decompressed without the one before', startsEmpty),
  ),
  answered(
    {
      id: 'C6.41',
      level: 'MUST',
      title: 'A compressed message refers to the one before it',
      source: [windowKept, compressedReceived],
      tests: [C.serverWindowKept, C.acceptedOfferOpens],
      sameFaultAs: ['C6.30'],
      vouchedBy: ACCEPTED,
    },
    {
      wanted: {
        some: (offer) => !offer.serverNoContextTakeover,
        otherwise: 'the client offers server_no_context_takeover, so that no message may refer to another',
      },
      value: (offer) => accepting(offer),
      frames: [compressedFrame(compressed(FIRST)), compressedFrame(compressedAfter(SECOND, FIRST))],
    },
    establishes({
      says: 'the client opens the WebSocket, and its application gets both messages',
      rows: { claimed: 'miss' },
      checks: [getsAll([FIRST, SECOND], windowKept)],
    }),
  ),
  brokenFrames(
    {
      id: 'C6.42',
      level: 'MUST',
      title: 'A Ping with RSV1 follows an answer that accepts permessage-deflate',
      source: [rsv1Misplaced],
      tests: [C.brokenFramesFail, C.rsv1OnlyOnMessages],
      sameFaultAs: ['C6.31'],
    },
    {
      ...answerTo({ value: (offer) => accepting(offer) }),
      frames: [{ opcode: OPCODE.ping, rsv: 4, payload: 'early' }],
    },
    [onlyWhere({})],
  ),
]
