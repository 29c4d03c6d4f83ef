import type { Frame } from '../../case/frame'
import { growing } from './growing'
import { inflateMessage, LARGEST_WINDOW } from './inflate'
import { type Message, readMessages } from './messages'

/**
 * A message of a peer. `octets` is the message after decompression. `furthest` is the longest back-reference of its
 * DEFLATE data in bytes, and `fault` what makes this data invalid, null when it is valid.
 */
export interface Reply extends Pick<Message, 'opcode' | 'compressed' | 'cut'> {
  readonly octets: Buffer
  readonly furthest: number
  readonly fault: string | null
}

/** A reply that was not compressed. It keeps nothing but its message: a link may have tens of thousands. */
class PlainReply implements Reply {
  readonly compressed = false
  readonly furthest = 0
  readonly fault = null
  private readonly message: Message

  constructor(message: Message) {
    this.message = message
  }

  get opcode(): number {
    return this.message.opcode
  }

  get octets(): Buffer {
    return this.message.payload
  }

  get cut(): boolean {
    return this.message.cut === true
  }
}

/** What the sender's window holds, and whether it is known: it is not after a message that was not decompressed to its end. */
interface Window {
  octets: Buffer
  isKnown: boolean
  /** The last message that was not compressed, and its reply: equal messages may be one object. */
  last?: { message: Message; reply: Reply }
}

function replyOf(message: Message, window: Window, keepsWindow: boolean): Reply {
  if (window.last?.message === message) return window.last.reply
  if (!message.compressed) {
    const reply = new PlainReply(message)
    window.last = { message, reply }
    return reply
  }
  const { opcode } = message
  if (message.cut || !window.isKnown) {
    window.isKnown = !keepsWindow
    return { opcode, compressed: true, octets: Buffer.alloc(0), furthest: 0, fault: null, cut: true }
  }
  const inflated = inflateMessage(message.payload, window.octets)
  if (keepsWindow) {
    window.octets = Buffer.from(Buffer.concat([window.octets, inflated.octets]).subarray(-LARGEST_WINDOW))
    window.isKnown = !inflated.cut
  }
  return { opcode, compressed: true, ...inflated }
}

function repliesOf(keepsWindow: boolean) {
  const read = growing<Message, Reply, Window>(
    () => ({ octets: Buffer.alloc(0), isKnown: true }),
    (message, window) => replyOf(message, window, keepsWindow),
  )
  return (frames: readonly Frame[]) => read(readMessages(frames))
}

const READERS = { window: repliesOf(true), empty: repliesOf(false) }

/**
 * The messages of a link, decompressed.
 * @param from `window` keeps the window from message to message (RFC 7692 7.2.2), which also reads messages that do not use
 * it; `empty` starts each message with an empty window
 */
export function readReplies(
  { frames }: { frames: readonly Frame[] },
  from: 'window' | 'empty' = 'window',
): readonly Reply[] {
  return READERS[from](frames)
}
