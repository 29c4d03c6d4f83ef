import type { Case, Part } from '../../../harness/case/case'
import type { Finding } from '../../../harness/case/check'
import { rfc7692 } from '../../../harness/case/clause'
import type { FrameSpec } from '../../../harness/case/frame'
import { DEFLATE } from '../../../harness/wire/http1/permessage-deflate'
import { compressed, compressedFrame, incompressible } from '../../../harness/wire/websocket/deflate'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { LARGEST_WINDOW } from '../../../harness/wire/websocket/inflate'
import { type Reply, readReplies } from '../../../harness/wire/websocket/replies'
import { R } from '../../requirements'
import { offer } from '../parts/extensions'
import { reasonOf } from '../parts/reason'
import { describeLink, expectOnLink, type LinkCheck } from './parts/link-checks'
import { untilEchoed, untilEchoedTwice, whereAgreed } from './parts/steps'

const emptyWindow = rfc7692(
  '7.2.1',
  '',
  'If the "agreed parameters" contain the "server_no_context_takeover" extension parameter, the server MUST start compressing each new message with an empty LZ77 sliding window.',
)

const shortWindow = rfc7692(
  '7.2.1',
  '',
  'the server MUST NOT use an LZ77 sliding window longer than the w-th power of 2 bytes to compress messages to send',
)

/** 4 KB without repetition. A back-reference in a reply can only refer to the message before it. */
const LONG = incompressible(4096, 28)

/** A part that sends LONG twice if the answer has server_no_context_takeover. */
function sameTextTwice(name: string, params: string): Part {
  const says = 'the answer has server_no_context_takeover'
  const frame = compressedFrame(compressed(LONG))
  const steps = whereAgreed([frame, frame], says, ({ serverNoContextTakeover }) => serverNoContextTakeover)
  return {
    name,
    send: offer(`${DEFLATE}; ${params}`),
    steps: [...steps, untilEchoedTwice(LONG)],
    expect: expectOnLink(
      'each compressed reply can be decompressed without the messages before it',
      refersToNoOther(LONG),
    ),
  }
}

/** By window bits: a text r + r, where r is 500 bytes longer than the window. A back-reference to the first r is too long. */
const DOUBLED: ReadonlyMap<number, string> = new Map(
  [8, 9, 10, 11, 12, 13, 14].map((bits) => [bits, incompressible(2 ** bits + 500, bits).repeat(2)]),
)

/** A part that offers server_max_window_bits, and sends a text for each value that the answer may have. */
function windowPart(bits: number): Part {
  const texts = [...DOUBLED].flatMap(([size, text]) => (size <= bits ? [text] : []))
  // Uncompressed messages are valid with each agreement.
  const frames = texts.map((payload): FrameSpec => ({ opcode: OPCODE.text, payload }))
  const says = 'the answer limits the window of the server'
  return {
    name: `server_max_window_bits=${bits}`,
    send: offer(`${DEFLATE}; server_max_window_bits=${bits}`),
    steps: [...whereAgreed(frames, says, ({ serverWindow }) => serverWindow < 2 ** 15), untilEchoed(...texts)],
    expect: expectOnLink('no back-reference longer than the window in the answer', staysInWindow),
  }
}

/** 10.28: no reply refers to an earlier one. */
function refersToNoOther(text: string): LinkCheck {
  return (link, observation, agreement) => {
    if (!agreement.serverNoContextTakeover)
      return { verdict: 'skip', because: 'the answer has no server_no_context_takeover' }
    const replies = readReplies(link, 'empty')
    const broken = replies.find(({ fault }) => fault !== null)
    const because = reasonOf(emptyWindow)
    if (broken)
      return {
        verdict: 'fail',
        got: `a reply that cannot be decompressed with an empty window: ${broken.fault}`,
        because,
      }
    const echoed = replies.filter(({ octets }) => octets.equals(Buffer.from(text)))
    if (echoed.length < 2)
      return {
        verdict: 'skip',
        because: `the server did not echo a text of ${text.length} bytes twice`,
        got: describeLink(link, observation, replies),
      }
    return passWithNote(echoed)
  }
}

/** 10.29: no back-reference is longer than the agreed window. */
const staysInWindow: LinkCheck = (link, observation, agreement) => {
  const window = agreement.serverWindow
  if (window === LARGEST_WINDOW)
    return {
      verdict: 'skip',
      because: 'the answer does not limit the window to less than 32,768 bytes, the maximum of DEFLATE',
    }
  const replies = readReplies(link)
  const furthest = Math.max(0, ...replies.map((reply) => reply.furthest))
  const because = reasonOf(shortWindow, `the answer allows ${window} bytes`)
  if (furthest > window) return { verdict: 'fail', got: `a back-reference over ${furthest} bytes`, because }
  const long = replies.filter(({ octets }) => octets.length > window)
  if (long.length === 0)
    return {
      verdict: 'skip',
      because: 'the server sent no message back that is longer than the window',
      got: describeLink(link, observation, replies),
    }
  return passWithNote(long)
}

/** A pass. Uncompressed replies pass as well, with a note that they did not exercise the window. */
function passWithNote(replies: readonly Reply[]): Finding {
  const compressed = replies.some((reply) => reply.compressed)
  return {
    verdict: 'pass',
    got: compressed ? '' : 'the replies are not compressed, so the window was not exercised',
    because: '',
  }
}

/** Cases on how the server compresses its own messages. */
export const compressionCases: readonly Case[] = [
  {
    id: '10.28',
    level: 'MUST',
    title: 'Server respects server_no_context_takeover',
    source: [emptyWindow, rfc7692('7.1.1.1')],
    tests: [R.serverNoContextTakeoverObeyed],
    needs: ['permessageDeflate', 'echo'],
    parts: [
      sameTextTwice('asked for', 'server_no_context_takeover'),
      sameTextTwice('not asked for', 'client_max_window_bits'),
    ],
    why: 'After this agreement the client keeps no window. It decompresses the second message to an error or to garbage.',
  },
  {
    id: '10.29',
    level: 'MUST',
    title: 'Server respects server_max_window_bits',
    source: [shortWindow, rfc7692('7.1.2.1')],
    tests: [R.serverMaxWindowBitsObeyed],
    needs: ['permessageDeflate', 'echo'],
    parts: [8, 9, 10, 12, 14].map(windowPart),
    why: 'zlib also decompresses longer references if its output buffer is large, so tests with zlib do not find this fault.',
  },
]
