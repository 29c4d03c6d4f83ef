import { expect } from 'chai'
import fc from 'fast-check'
import type { FrameSpec } from '../../../../harness/case/frame'
import { OPCODE, readFrames, serverFrameFault, writeFrame } from '../../../../harness/wire/websocket/frame'
import { anyOctets, mutationsOf } from '../../kit/bytes'
import { serverFrame } from '../../kit/messages'

const NO_KEY = Buffer.alloc(4)
const dataFrame = fc.record({
  opcode: fc.constantFrom(OPCODE.continuation, OPCODE.text, OPCODE.binary),
  fin: fc.boolean(),
  payload: anyOctets(400),
})
const controlFrame = fc.record({
  opcode: fc.constantFrom(OPCODE.close, OPCODE.ping, OPCODE.pong),
  fin: fc.constant(true),
  payload: anyOctets(125),
})
const frames = fc.array(fc.oneof(dataFrame, controlFrame), { maxLength: 6 })

function written(specs: readonly FrameSpec[]): Buffer {
  return Buffer.concat(specs.map((spec) => writeFrame({ ...spec, mask: false }, NO_KEY)))
}

/** What a recipient of RFC 6455 5.3 makes of a masked frame with a short length. */
function unmasked(octets: Buffer): Buffer {
  return Buffer.from(octets.subarray(6).map((octet, index) => octet ^ (octets[2 + (index & 3)] ?? 0)))
}

describe('frames', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(frames, anyOctets(8), (specs, before) => {
        const octets = Buffer.concat([before, written(specs)])
        const run = readFrames(octets, before.length)
        expect(run).to.include({ fault: null, rest: octets.length })
        expect(run.frames.map(({ opcode, fin, payload }) => ({ opcode, fin, payload }))).to.deep.equal(specs)
        expect(run.frames.map(({ start }) => start).slice(1)).to.deep.equal(
          run.frames.map(({ end }) => end).slice(0, -1),
        )
      }),
    )
  })

  for (const length of [0, 125, 126, 127, 65_535, 65_536, 70_000])
    it(`of ${length} bytes have the shortest length and are whole with their last byte`, () => {
      const octets = serverFrame(OPCODE.binary, Buffer.alloc(length, 7))
      expect(octets.length - length).to.equal(length < 126 ? 2 : length < 65_536 ? 4 : 10)
      expect(readFrames(octets, 0).frames[0]?.payload).to.have.length(length)
      expect(readFrames(octets.subarray(0, -1), 0)).to.deep.equal({ frames: [], fault: null, rest: 0 })
    })

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

  it('stay the same when more bytes come', () => {
    fc.assert(
      fc.property(
        fc.oneof(frames.map(written), mutationsOf(frames.map(written)), anyOctets()),
        fc.nat(),
        (octets, where) => {
          const before = readFrames(octets.subarray(0, where % (octets.length + 1)), 0, 4)
          const after = readFrames(octets, 0, 4)
          expect(after.frames.slice(0, before.frames.length)).to.deep.equal(before.frames)
          if (before.fault !== null) expect(after).to.deep.equal(before)
          expect(after.rest).to.be.within(before.rest, octets.length)
        },
      ),
      { numRuns: 500 },
    )
  })

  const faulty: Record<string, [Buffer, RegExp]> = {
    masked: [writeFrame({ opcode: 1, payload: 'x' }, Buffer.from('abcd')), /masked/],
    'with a reserved bit': [serverFrame(1, 'x', { rsv: 4 }), /reserved bit/],
    'with a reserved opcode': [serverFrame(3, 'x'), /reserved opcode 3/],
    'with a reserved control opcode': [serverFrame(11, ''), /reserved opcode 11/],
    'a fragmented Ping': [serverFrame(9, '', { fin: false }), /fragmented control/],
    'a Ping of 126 bytes': [serverFrame(9, Buffer.alloc(126)), /more than 125/],
    'a length of 125 in 16 bits': [Buffer.from([0x82, 126, 0, 125, ...Buffer.alloc(125)]), /not minimal/],
    'a length of 65,535 in 64 bits': [Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 0, 255, 255]), /not minimal/],
    'a length with its top bit set': [Buffer.from([0x82, 127, 128, 0, 0, 0, 0, 0, 0, 0]), /top bit/],
    'a second 101': [Buffer.from('HTTP/1.1 101 Switching Protocols\r\n\r\n'), /reserved bit/],
    'a page': [Buffer.from('<html><body>Not found</body></html>'.padEnd(200)), /reserved bit/],
  }
  for (const [what, [octets, words]] of Object.entries(faulty))
    it(`are at fault: ${what}; those before it count`, () => {
      const before = serverFrame(OPCODE.text, 'hello')
      const run = readFrames(Buffer.concat([before, octets]), 0)
      expect(run).to.include({ rest: before.length })
      expect(run.frames).to.have.length(1)
      expect(run.fault)
        .to.match(words)
        .and.to.match(/RFC 6455 5/)
    })

  it('may use the bits that an extension defines', () => {
    const octets = serverFrame(1, 'x', { rsv: 4 })
    expect(readFrames(octets, 0, 4)).to.include({ fault: null, rest: octets.length })
    expect(readFrames(serverFrame(1, 'x', { rsv: 6 }), 0, 4).fault).to.match(/reserved bit/)
  })

  it('that are too long to come wait for ever and claim no room', () => {
    const octets = Buffer.from([0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3])
    expect(readFrames(octets, 0)).to.deep.equal({ frames: [], fault: null, rest: 0 })
  })

  it('are at fault by their first bytes, before they are whole', () => {
    expect(readFrames(Buffer.from([0x83, 100]), 0).fault).to.match(/reserved opcode/)
    expect(
      serverFrameFault({ fin: true, rsv: 0, opcode: 1, masked: false, payload: NO_KEY, start: 0, end: 0 }, 0),
    ).to.equal(null)
  })

  it('come in a bounded number out of 1 MiB of the smallest', () => {
    const { frames: read, fault } = readFrames(Buffer.from('8a00'.repeat(1 << 19), 'hex'), 0)
    expect(fault).to.equal(null)
    expect(read.length).to.be.within(5000, 20_000)
  })
})
