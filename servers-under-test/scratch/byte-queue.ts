/**
 * Bytes that have arrived and are not used yet. Appending and taking cost time in proportion to the bytes appended and
 * taken, however the bytes are cut into segments. The owner limits how many it appends.
 */
export class ByteQueue {
  #store: Buffer = Buffer.alloc(0)
  #start = 0
  #end = 0

  /** How many bytes are waiting. */
  get length(): number {
    return this.#end - this.#start
  }

  /** Appends a segment. */
  push(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#store.length) this.#makeRoom(bytes.length)
    this.#store.set(bytes, this.#end)
    this.#end += bytes.length
  }

  /** The waiting bytes, without taking them. The view is valid until the next push or take. */
  peek(): Buffer {
    return this.#store.subarray(this.#start, this.#end)
  }

  /** Takes up to `count` bytes from the front, as a copy. */
  take(count: number): Buffer {
    const taken = Buffer.from(this.peek().subarray(0, count))
    this.#start += taken.length
    if (this.#start === this.#end) {
      this.#start = 0
      this.#end = 0
    }
    return taken
  }

  #makeRoom(more: number): void {
    const waiting = this.peek()
    const grown = Buffer.alloc(Math.max(256, 2 * (waiting.length + more)))
    waiting.copy(grown)
    this.#store = grown
    this.#end = waiting.length
    this.#start = 0
  }
}
