import { expect } from 'chai'
import fc from 'fast-check'
import { OPCODE, writeFrame } from '../../../../harness/wire/websocket/frame'
import { anyOctets } from '../../kit/bytes'

const NO_KEY = Buffer.alloc(4)

/** What a recipient of RFC 6455 5.3 makes of a masked frame with a short length. */
function unmasked(octets: Buffer): Buffer {
  return Buffer.from(octets.subarray(6).map((octet, index) => octet ^ (octets[2 + (index & 3)] ?? 0)))
}

describe('frames', () => {
  it('from a client are masked with the key that is given, or with none', () => {
    fc.assert(
      fc.property(anyOctets(125), fc.uint8Array({ minLength: 4, maxLength: 4 }), (payload, key) => {
        const octets = writeFrame({ opcode: OPCODE.text, payload }, Buffer.from(key))
        expect(octets.subarray(0, 6)).to.deep.equal(Buffer.from([0x81, 0x80 | payload.length, ...key]))
        expect(unmasked(octets)).to.deep.equal(payload)
        expect(writeFrame({ opcode: OPCODE.text, payload, mask: Buffer.from(key) }, NO_KEY)).to.deep.equal(octets)
      }),
    )
    expect(writeFrame({ opcode: 9, payload: 'é', mask: false }, NO_KEY)).to.deep.equal(
      Buffer.from([0x89, 2, 0xc3, 0xa9]),
    )
    expect(writeFrame({ opcode: 1, fin: false, rsv: 5, mask: false }, NO_KEY)).to.deep.equal(Buffer.from([0x51, 0]))
  })
})
