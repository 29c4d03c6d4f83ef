import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { DeflateAgreement } from './deflate-offer'

const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff])
const CLIENT_WINDOW = 32_768

/** A message inflated, or why it could not be: `too large` above the limit, `invalid` for data that is no DEFLATE. */
export type Inflated = Buffer | 'too large' | 'invalid'

/**
 * Both directions of permessage-deflate on one connection. The LZ77 window is the end of what was said before, so it is kept
 * as plain bytes and given to zlib as a dictionary; nothing has to be closed. RFC 7692 7.2.
 */
export class MessageDeflate {
  readonly #agreement: DeflateAgreement
  #said = Buffer.alloc(0)
  #heard = Buffer.alloc(0)

  constructor(agreement: DeflateAgreement) {
    this.#agreement = agreement
  }

  /** Compresses one message, the four tail octets removed. RFC 7692 7.2.1. */
  compress(message: Buffer): Buffer {
    const windowBits = this.#agreement.serverMaxWindowBits
    const compressed = deflateRawSync(message, {
      windowBits,
      finishFlush: constants.Z_SYNC_FLUSH,
      ...(this.#said.length > 0 ? { dictionary: this.#said } : {}),
    })
    if (!this.#agreement.serverNoContextTakeover) this.#said = slide(this.#said, message, 2 ** windowBits)
    return compressed.subarray(0, compressed.length - TAIL.length)
  }

  /** Decompresses one message of at most `limit` octets. RFC 7692 7.2.2. */
  decompress(payload: Buffer, limit: number): Inflated {
    try {
      const message = inflateRawSync(Buffer.concat([payload, TAIL]), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: limit,
        ...(this.#heard.length > 0 ? { dictionary: this.#heard } : {}),
      })
      if (!this.#agreement.clientNoContextTakeover) this.#heard = slide(this.#heard, message, CLIENT_WINDOW)
      return message
    } catch (error) {
      return error instanceof RangeError ? 'too large' : 'invalid'
    }
  }
}

function slide(window: Buffer, message: Buffer, size: number): Buffer<ArrayBuffer> {
  const all = Buffer.concat([window, message])
  return Buffer.from(all.subarray(Math.max(0, all.length - size)))
}
