import type { Case, Part } from '../../../harness/case/case'
import { rfc7692 } from '../../../harness/case/clause'
import type { Finding } from '../../../harness/case/expectation'
import type { FrameSpec } from '../../../harness/case/script'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { LARGEST_WINDOW } from '../../../harness/wire/websocket/inflate'
import { R } from '../../requirements'
import { DEFLATE, offer } from '../parts/extensions'
import { describeLink, expectOnLink, type LinkCheck } from './parts/link-checks'
import { compressed, compressedFrame, incompressible } from './parts/payloads'
import { endsMessage, type Reply, readReplies } from './parts/replies'
import { untilEchoed, whereAgreed } from './parts/steps'

/** 4 KB in which nothing repeats, so that whatever refers back refers to the message before. */
const LONG = incompressible(4096, 28)

function sameTextTwice(name: string, params: string): Part {
  const says = 'the answer says server_no_context_takeover'
  const frame = compressedFrame(compressed(LONG))
  const steps = whereAgreed([frame, frame], says, ({ serverNoContextTakeover }) => serverNoContextTakeover)
  return {
    name,
    send: offer(`${DEFLATE}; ${params}`),
    steps: [...steps, { do: 'await', link: (link) => link.frames.filter(endsMessage).length >= 2, within: 5000 }],
    expect: expectOnLink('each compressed reply can be inflated by itself', refersToNoOther(LONG)),
  }
}

/** Texts r + r where r is 500 octets longer than a window of that size: whoever finds the second r looks back too far. */
const DOUBLED: ReadonlyMap<number, string> = new Map(
  [8, 9, 10, 11, 12, 13, 14].map((bits) => [bits, incompressible(2 ** bits + 500, bits).repeat(2)]),
)

/** Offers a window of that size, and sends a text for each that the answer may name. */
function windowPart(bits: number): Part {
  const texts = [...DOUBLED].flatMap(([size, text]) => (size <= bits ? [text] : []))
  // Uncompressed, which is valid whatever was agreed on.
  const frames = texts.map((payload): FrameSpec => ({ opcode: OPCODE.text, payload }))
  const says = 'the answer limits the window of the server'
  return {
    name: `server_max_window_bits=${bits}`,
    send: offer(`${DEFLATE}; server_max_window_bits=${bits}`),
    steps: [...whereAgreed(frames, says, ({ serverWindow }) => serverWindow < 2 ** 15), untilEchoed(...texts)],
    expect: expectOnLink('no back-reference longer than the window in the answer', staysInWindow),
  }
}

/** 10.28: no reply needs what an earlier one said. */
function refersToNoOther(text: string): LinkCheck {
  return (link, observation, agreement) => {
    if (!agreement.serverNoContextTakeover)
      return { verdict: 'skip', because: 'the answer does not say server_no_context_takeover' }
    const replies = readReplies(link, 'empty')
    const broken = replies.find(({ fault }) => fault !== null)
    const because = 'RFC 7692 7.2.1: each new message MUST be compressed with an empty LZ77 sliding window'
    if (broken)
      return { verdict: 'fail', got: `a reply that an empty window does not inflate: ${broken.fault}`, because }
    const echoed = replies.filter(({ octets }) => octets.equals(Buffer.from(text)))
    if (echoed.length < 2)
      return {
        verdict: 'skip',
        because: `a text of ${text.length} octets did not come back twice`,
        got: describeLink(link, observation, replies),
      }
    return passIfCompressed(echoed)
  }
}

/** 10.29: no back-reference goes further than the window that was agreed on. */
const staysInWindow: LinkCheck = (link, observation, agreement) => {
  const window = agreement.serverWindow
  if (window === LARGEST_WINDOW)
    return { verdict: 'skip', because: 'the answer limits the window to no less than the 32,768 octets of DEFLATE' }
  const replies = readReplies(link)
  const furthest = Math.max(0, ...replies.map((reply) => reply.furthest))
  const because = `RFC 7692 7.2.1: the answer limits the window to ${window} octets`
  if (furthest > window) return { verdict: 'fail', got: `a back-reference over ${furthest} octets`, because }
  const long = replies.filter(({ octets }) => octets.length > window)
  if (long.length === 0)
    return {
      verdict: 'skip',
      because: `no message longer than the window came back`,
      got: describeLink(link, observation, replies),
    }
  return passIfCompressed(long)
}

function passIfCompressed(replies: readonly Reply[]): Finding {
  const compressed = replies.some((reply) => reply.compressed)
  return { verdict: 'pass', got: compressed ? '' : 'the replies come uncompressed: not exercised', because: '' }
}

/** Cases on how the server compresses its own messages. */
export const compressionCases: readonly Case[] = [
  {
    id: '10.28',
    level: 'MUST',
    title: 'Server respects server_no_context_takeover',
    source: [
      rfc7692('7.2.1', 'MUST start compressing each new message with an empty LZ77 sliding window'),
      rfc7692('7.1.1.1'),
    ],
    tests: [R.serverNoContextTakeoverObeyed],
    needs: ['permessageDeflate', 'echo'],
    parts: [
      sameTextTwice('asked for', 'server_no_context_takeover'),
      sameTextTwice('not asked for', 'client_max_window_bits'),
    ],
    why: 'A client that was promised it keeps no window, and inflates the second message to an error or to garbage.',
  },
  {
    id: '10.29',
    level: 'MUST',
    title: 'Server respects server_max_window_bits',
    source: [rfc7692('7.2.1', 'MUST NOT use a longer window'), rfc7692('7.1.2.1')],
    tests: [R.serverMaxWindowBitsObeyed],
    needs: ['permessageDeflate', 'echo'],
    parts: [8, 9, 10, 12, 14].map(windowPart),
    why: 'zlib inflates longer references all the same when its output buffer is large, so tests with zlib alone do not see it.',
  },
]
