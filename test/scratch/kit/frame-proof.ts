import { base, frame } from './client'
import { afterHead, extensions, type Proof } from './proof'

/** The flags of a first frame whose message is compressed: FIN and RSV1. */
export const RSV1 = 0xc0

/** A Ping as text. */
export const ping = (payload: string) => frame(0x9, payload).toString('latin1')
/** The answer has a Pong with the payload. */
export const pong = (payload: string) => (text: string) =>
  text.includes(`\x8a${String.fromCharCode(payload.length)}${payload}`)
/** There is a Close frame after the head. */
export const closes = (text: string) => afterHead(text).includes('\x88')
/** There is something after the head. */
export const replies = (text: string) => afterHead(text) !== ''

interface Sending {
  readonly frames: readonly Buffer[]
  readonly wrong: Proof['wrong']
  /** By default `wrong`. */
  readonly until?: (text: string) => boolean
  /** What is offered in Sec-WebSocket-Extensions. */
  readonly offer?: string
}

/** BASE with frames after it, in one segment. */
export function sends({ frames, wrong, until, offer }: Sending): Proof {
  return {
    send: base(offer === undefined ? {} : extensions(offer)) + Buffer.concat(frames).toString('latin1'),
    wrong,
    until: until ?? ((text) => wrong(text, Buffer.alloc(0))),
  }
}

/** The server wrongly answers a Ping that follows the frames. */
export function ignores(...frames: readonly Buffer[]): Proof {
  return sends({ frames: [...frames, frame(0x9, 'behind')], wrong: pong('behind') })
}

/** The payload lengths of the short frames after the head. */
export function frameLengths(received: Buffer): number[] {
  const found: number[] = []
  let at = received.indexOf('\r\n\r\n') + 4
  for (; at + 1 < received.length; at += 2 + (received[at + 1] ?? 0)) found.push(received[at + 1] ?? 0)
  return found
}
