import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { DeflateAgreement } from './deflate-offer'

const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff])
const CLIENT_WINDOW = 32_768

/** A decompressed message, or why there is none: it is larger than the limit, or not DEFLATE data. */
export type Inflated = Buffer | 'too large' | 'invalid'

/** Both directions of permessage-deflate on one connection. */
export interface Compression {
  /** Compresses one message; the last four bytes are removed. RFC 7692 7.2.1. */
  compress(message: Buffer): Buffer
  /** Decompresses one message of at most `limit` bytes. RFC 7692 7.2.2. */
  decompress(payload: Buffer, limit: number): Inflated
}

/**
 * permessage-deflate by zlib. The LZ77 window is the end of the earlier messages, so it is kept as plain bytes and given to
 * zlib as a dictionary; nothing has to be closed. RFC 7692 7.2.
 */
export class MessageDeflate implements Compression {
  readonly #agreement: DeflateAgreement
  #sent = Buffer.alloc(0)
  #received = Buffer.alloc(0)

  constructor(agreement: DeflateAgreement) {
    this.#agreement = agreement
  }

  compress(message: Buffer): Buffer {
    const windowBits = this.#agreement.serverMaxWindowBits
    const compressed = deflateRawSync(message, {
      windowBits,
      finishFlush: constants.Z_SYNC_FLUSH,
      ...(this.#sent.length > 0 ? { dictionary: this.#sent } : {}),
    })
    if (!this.#agreement.serverNoContextTakeover) this.#sent = slide(this.#sent, message, 2 ** windowBits)
    return compressed.subarray(0, compressed.length - TAIL.length)
  }

  decompress(payload: Buffer, limit: number): Inflated {
    try {
      const message = inflateRawSync(Buffer.concat([payload, TAIL]), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: limit,
        ...(this.#received.length > 0 ? { dictionary: this.#received } : {}),
      })
      if (!this.#agreement.clientNoContextTakeover) this.#received = slide(this.#received, message, CLIENT_WINDOW)
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
