import fc from 'fast-check'

/** The bytes of a Latin-1 string. */
export function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

/** Any bytes at all. */
export function anyOctets(maxLength = 300): fc.Arbitrary<Buffer> {
  return fc.uint8Array({ maxLength }).map((octets) => Buffer.from(octets))
}

/** Bytes that parsers care about, more often than by chance. */
const TELLING = [
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '\n\n',
  ' ',
  '\t',
  ':',
  ',',
  '"',
  '\\',
  '\0',
  '0',
  '9',
  'a',
  ';',
  'HTTP/',
]

/** Text made of what parsers care about and of anything else. */
export function tellingText(maxLength = 60): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...TELLING), fc.integer({ min: 0, max: 255 }).map(String.fromCharCode))
  return fc.array(piece, { maxLength }).map((pieces) => pieces.join(''))
}

/** `good` with a few bytes removed and others inserted. */
export function mutationsOf(good: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  const cut = fc.tuple(fc.nat(), fc.nat({ max: 4 }), tellingText(4))
  return fc.tuple(good, fc.array(cut, { minLength: 1, maxLength: 4 })).map(([octets, cuts]) =>
    cuts.reduce((bytes, [where, length, put]) => {
      const at = where % (bytes.length + 1)
      return Buffer.concat([bytes.subarray(0, at), latin1(put), bytes.subarray(at + length)])
    }, octets),
  )
}

/** `octets` in pieces, cut at the places in `cuts`. */
export function pieces(octets: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (octets.length + 1)))].toSorted((a, b) => a - b)
  return [0, ...places].map((from, index) => octets.subarray(from, places[index] ?? octets.length))
}

/** A buffer that counts how many of its bytes are read by `indexOf` and `toString`. */
export function counted(octets: Buffer): { octets: Buffer; looked: () => number } {
  let looked = 0
  const { indexOf, toString: decode } = Buffer.prototype
  const counting = Object.assign(Buffer.from(octets), {
    indexOf(this: Buffer, value: string | number, from = 0) {
      const at = Reflect.apply(indexOf, this, [value, from]) as number
      looked += (at < 0 ? this.length : at) - from + 1
      return at
    },
    toString(this: Buffer, encoding: BufferEncoding, from = 0, to = this.length) {
      looked += Math.max(0, Math.min(to, this.length) - from)
      return Reflect.apply(decode, this, [encoding, from, to]) as string
    },
  })
  return { octets: counting as Buffer, looked: () => looked }
}
