import { isUtf8 } from 'node:buffer'
import { ByteQueue } from '../byte-queue'
import type { ServerFunctions } from '../functions'
import type { Compression } from './deflate'
import type { DeflateAgreement } from './deflate-offer'
import { type Failure, type Frame, type FrameRules, isOpcode, OPCODE, takeFrame } from './frames'
import { type Message, MessageAssembler } from './message'

/** What an open WebSocket does after some bytes. */
export interface LinkStep {
  /** The bytes to send, in order. */
  readonly send: readonly Buffer[]
  /** Whether the server ends the TCP connection now. RFC 6455 7.1.1, 7.1.7. */
  readonly over: boolean
  /** Why the server failed the WebSocket, where it did. */
  readonly failure?: Failure | undefined
}

/** An open WebSocket. No method throws. */
export interface Link {
  /** Takes bytes of the client, in any segments. */
  feed(bytes: Uint8Array): LinkStep
  /** Ends the WebSocket with a Close frame. */
  leave(failure: Failure): LinkStep
}

/**
 * A WebSocket that echoes: text as text, binary as binary, fragments joined. It answers Ping with Pong and Close with Close.
 * A violation is answered with a Close frame that names it; nothing after it is read. RFC 6455 5 to 7.
 */
export class EchoLink implements Link {
  readonly #server: ServerFunctions
  readonly #deflate: Compression | undefined
  readonly #unread = new ByteQueue()
  readonly #messages: MessageAssembler
  #end: { readonly failure?: Failure } | undefined

  constructor(deflate: DeflateAgreement | undefined, server: ServerFunctions) {
    this.#server = server
    this.#deflate = deflate === undefined ? undefined : server.openDeflate(deflate)
    this.#messages = new MessageAssembler(server.limits.message)
  }

  feed(bytes: Uint8Array): LinkStep {
    const send: Buffer[] = []
    const rules = this.#rules()
    if (this.#end === undefined) this.#unread.push(bytes)
    while (this.#end === undefined) {
      const frame = takeFrame(this.#unread, rules)
      if (frame === undefined) break
      const reply = 'code' in frame ? frame : this.#receive(frame)
      if (reply !== undefined) send.push('code' in reply ? this.#fail(reply) : reply)
    }
    return this.#step(send)
  }

  leave(failure: Failure): LinkStep {
    return this.#step(this.#end === undefined ? [this.#fail(failure)] : [])
  }

  #rules(): FrameRules {
    const { limits, violation, unmask } = this.#server
    return {
      maxPayload: limits.message,
      violation: (head) => violation(head, this.#deflate !== undefined),
      unmask,
    }
  }

  #step(send: readonly Buffer[]): LinkStep {
    return { send, over: this.#end !== undefined, failure: this.#end?.failure }
  }

  #receive(frame: Frame): Buffer | Failure | undefined {
    if (frame.opcode === OPCODE.ping) return this.#server.pong(frame.payload, this.#server)
    if (frame.opcode === OPCODE.close) return this.#close(frame.payload)
    if (frame.opcode === OPCODE.pong || !isOpcode(frame.opcode)) return undefined
    const message = this.#messages.add(frame)
    return message === undefined || 'code' in message ? message : this.#echo(message)
  }

  #echo(message: Message): Buffer | Failure {
    const deflate = this.#deflate
    const payload =
      message.compressed && deflate !== undefined
        ? deflate.decompress(message.payload, this.#server.limits.message)
        : message.payload
    if (payload === 'too large') return { code: 1009, reason: 'message inflates to too much' }
    if (payload === 'invalid') return { code: 1007, reason: 'message is no DEFLATE data' }
    if (message.opcode === OPCODE.text && !isUtf8(payload)) return { code: 1007, reason: 'text is not UTF-8' }
    return this.#server.echo({ opcode: message.opcode, payload }, deflate, this.#server)
  }

  #close(payload: Buffer): Buffer | Failure {
    if (payload.length === 1) return { code: 1002, reason: 'close code of one octet' }
    if (payload.length > 1 && !isSendableCode(payload.readUInt16BE(0)))
      return { code: 1002, reason: 'close code is not allowed' }
    if (!isUtf8(payload.subarray(2))) return { code: 1007, reason: 'close reason is not UTF-8' }
    this.#end = {}
    return this.#server.closeReply(payload, this.#server)
  }

  #fail(failure: Failure): Buffer {
    const payload = Buffer.alloc(2 + Buffer.byteLength(failure.reason))
    payload.writeUInt16BE(failure.code, 0)
    payload.write(failure.reason, 2)
    this.#end = { failure }
    return this.#server.writeFrame(OPCODE.close, payload)
  }
}

/** Whether a Close frame may have the close code. RFC 6455 7.4.1, 7.4.2. */
function isSendableCode(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)
}

/** A text or binary message whose payload is not compressed. */
export type PlainMessage = Pick<Message, 'opcode' | 'payload'>

/** The frame that echoes a message, compressed where that is agreed. */
export function echo(message: PlainMessage, deflate: Compression | undefined, server: ServerFunctions): Buffer {
  return deflate === undefined
    ? server.writeFrame(message.opcode, message.payload)
    : server.writeFrame(message.opcode, deflate.compress(message.payload), true)
}

/** The Pong that answers a Ping, with the same payload. RFC 6455 5.5.3. */
export function pong(payload: Buffer, server: ServerFunctions): Buffer {
  return server.writeFrame(OPCODE.pong, payload)
}

/** The Close frame that answers one: with its code, without its reason. RFC 6455 5.5.1. */
export function closeReply(payload: Buffer, server: ServerFunctions): Buffer {
  return server.writeFrame(OPCODE.close, payload.subarray(0, 2))
}
