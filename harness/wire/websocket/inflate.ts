/** The result of inflating. */
export interface Inflated {
  octets: Buffer
  /** The longest distance of a back-reference, 0 where there is none. */
  furthest: number
  /** What makes the data invalid; null where they are valid, as far as they were inflated. */
  fault: string | null
  /** True where `octets` is not all: the message is larger than 4 MiB. */
  cut: boolean
}

/** The largest LZ77 sliding window (RFC 7692 7.2.1). */
export const LARGEST_WINDOW = 1 << 15

/** Maximum number of bytes that a message is inflated to. */
const MOST_OCTETS = 1 << 22

/**
 * A prefix code (RFC 1951 3.2.2) as a table: at each value that the next `longest` bits may have, the symbol whose code
 * they begin with, times 16, and the length of that code; 0 where they begin with none.
 */
interface Code {
  longest: number
  table: Uint16Array
}

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** Ends reading; never leaves this file. */
class Fault extends Error {}

/** Ends reading where there is no more room; never leaves this file. */
class Full extends Error {}

/** The lowest `count` bits of `code` in the other order: in the data, the first bit of a code is the lowest (RFC 1951 3.1.1). */
function reversed(code: number, count: number): number {
  let out = 0
  for (let i = 0; i < count; i++) out |= ((code >> i) & 1) << (count - 1 - i)
  return out
}

/** The code whose symbols have these lengths; more codes than there is room for are a fault. */
function codeOf(lengths: readonly number[]): Code {
  const counts = new Array<number>(16).fill(0)
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1
  const next = [0, 0]
  let room = 1
  for (let length = 1; length < 16; length++) {
    room = room * 2 - (counts[length] ?? 0)
    if (room < 0) throw new Fault('a code with more symbols than its lengths have room for')
    next[length + 1] = ((next[length] ?? 0) + (counts[length] ?? 0)) << 1
  }
  const longest = Math.max(1, ...lengths)
  const table = new Uint16Array(1 << longest)
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue
    const code = next[length] ?? 0
    next[length] = code + 1
    for (let at = reversed(code, length); at < table.length; at += 1 << length) table[at] = symbol * 16 + length
  }
  return { longest, table }
}

function lengthsOf(runs: readonly (readonly [count: number, length: number])[]): number[] {
  return runs.flatMap(([count, length]) => new Array<number>(count).fill(length))
}

const FIXED_LITERALS = codeOf(
  lengthsOf([
    [144, 8],
    [112, 9],
    [24, 7],
    [8, 8],
  ]),
)
const FIXED_DISTANCES = codeOf(lengthsOf([[30, 5]]))

/** Reads DEFLATE data bit by bit (RFC 1951 3.1) into one growing buffer that begins with the history. */
class Inflater {
  furthest = 0
  length: number
  private out: Buffer
  private bit = 0
  private readonly data: Buffer
  private readonly most: number

  constructor(data: Buffer, history: Buffer) {
    this.data = data
    this.out = Buffer.alloc(history.length + data.length * 4 + 1024)
    history.copy(this.out)
    this.length = history.length
    this.most = history.length + MOST_OCTETS
  }

  /** What was inflated from offset `from`, the history counted. */
  from(from: number): Buffer {
    return this.out.subarray(from, this.length)
  }

  /** How many whole bytes are left. */
  get left(): number {
    return this.data.length - Math.ceil(this.bit / 8)
  }

  /** The next `count` bits, at most 16, with zeros after the end. */
  private peek(count: number): number {
    const { data, bit } = this
    const at = bit >> 3
    const three = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16)
    return (three >> (bit & 7)) & ((1 << count) - 1)
  }

  private skip(count: number): void {
    this.bit += count
    if (this.bit > this.data.length * 8) throw new Fault('the data ends inside a block')
  }

  private bits(count: number): number {
    const value = this.peek(count)
    this.skip(count)
    return value
  }

  private symbol({ longest, table }: Code): number {
    const entry = table[this.peek(longest)] ?? 0
    this.skip(entry === 0 ? longest : entry & 15)
    if (entry === 0) throw new Fault('bits that are not a code')
    return entry >> 4
  }

  private room(count: number): void {
    if (this.length + count > this.most) throw new Full()
    if (this.length + count <= this.out.length) return
    const larger = Buffer.alloc(Math.max(this.out.length * 2, this.length + count))
    this.out.copy(larger, 0, 0, this.length)
    this.out = larger
  }

  private put(octet: number): void {
    this.room(1)
    this.out[this.length++] = octet
  }

  private copy(distance: number, count: number): void {
    this.furthest = Math.max(this.furthest, distance)
    if (distance > this.length) throw new Fault(`a back-reference over ${distance} bytes after only ${this.length}`)
    this.room(count)
    for (let i = 0; i < count; i++, this.length++) this.out[this.length] = this.out[this.length - distance] ?? 0
  }

  /** Reads one block; true when it says that it is the last. */
  block(): boolean {
    const last = this.bits(1) === 1
    const kind = this.bits(2)
    if (kind === 0) this.stored()
    else if (kind === 1) this.compressed(FIXED_LITERALS, FIXED_DISTANCES)
    else if (kind === 2) this.compressed(...this.codes())
    else throw new Fault('the reserved block type')
    // RFC 7692 7.2.1: after a block with BFINAL the next one begins at a byte boundary.
    if (last) this.alignToByte()
    return last
  }

  private alignToByte(): void {
    this.bit = Math.ceil(this.bit / 8) * 8
  }

  private stored(): void {
    this.alignToByte()
    const [length, check] = [this.bits(16), this.bits(16)]
    if ((length ^ check) !== 0xffff) throw new Fault('a stored block whose length and its complement differ')
    if (this.left < length) throw new Fault('the data ends inside a block')
    this.room(length)
    this.data.copy(this.out, this.length, this.bit / 8, this.bit / 8 + length)
    this.length += length
    this.bit += length * 8
  }

  private compressed(literals: Code, distances: Code): void {
    for (;;) {
      const symbol = this.symbol(literals)
      if (symbol === 256) return
      if (symbol < 256) {
        this.put(symbol)
        continue
      }
      const [base, extra] = [LENGTH_BASE[symbol - 257], LENGTH_EXTRA[symbol - 257]]
      if (base === undefined || extra === undefined) throw new Fault('a reserved length symbol')
      const count = base + this.bits(extra)
      const distance = this.symbol(distances)
      const from = DISTANCE_BASE[distance]
      if (from === undefined) throw new Fault('a reserved distance symbol')
      this.copy(from + this.bits(Math.max(0, (distance >> 1) - 1)), count)
    }
  }

  private codes(): [Code, Code] {
    const [literals, distances, lengths] = [this.bits(5) + 257, this.bits(5) + 1, this.bits(4) + 4]
    const own = new Array<number>(19).fill(0)
    for (const symbol of LENGTH_ORDER.slice(0, lengths)) own[symbol] = this.bits(3)
    const code = codeOf(own)
    const all: number[] = []
    while (all.length < literals + distances) {
      const symbol = this.symbol(code)
      if (symbol < 16) {
        all.push(symbol)
        continue
      }
      const last = all.at(-1)
      if (symbol === 16 && last === undefined) throw new Fault('a repeated length with none before it')
      const repeated = symbol === 16 ? (last ?? 0) : 0
      const times = symbol === 16 ? 3 + this.bits(2) : symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7)
      all.push(...new Array<number>(times).fill(repeated))
    }
    if (all.length > literals + distances) throw new Fault('more lengths than were announced')
    return [codeOf(all.slice(0, literals)), codeOf(all.slice(literals))]
  }
}

/** What a compressed message leaves out (RFC 7692 7.2.1 step 3). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff])

/**
 * Inflates the payload of a compressed message (RFC 7692 7.2.2).
 * @param history what the window of the sender holds before it
 * Total and bounded: the result has at most 4 MiB. Every back-reference is followed, so that `furthest` shows the window it needs.
 */
export function inflateMessage(payload: Buffer, history: Buffer = Buffer.alloc(0)): Inflated {
  const inflater = new Inflater(Buffer.concat([payload, TAIL]), history)
  const result = (fault: string | null, cut = false): Inflated => ({
    octets: inflater.from(history.length),
    furthest: inflater.furthest,
    fault,
    cut,
  })
  try {
    // After the last block, the empty block that the four bytes of TAIL complete may be missing: zlib stops there too.
    for (let last = false; inflater.left > (last ? TAIL.length : 0); ) last = inflater.block()
    return result(null)
  } catch (error) {
    if (error instanceof Fault) return result(error.message)
    if (error instanceof Full) return result(null, true)
    throw error
  }
}
