import { expect } from 'chai'
import fc from 'fast-check'
import type { FrameRun, FrameSpec } from '../../../../harness/case/frame'
import { OPCODE, writeFrame } from '../../../../harness/wire/websocket/frame'
import { FrameReader, MOST_FRAMES, readFrames, serverFrameFault } from '../../../../harness/wire/websocket/frame-reader'
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

/** A run with its frames as plain objects: how a frame keeps its bytes is its own affair. */
function plainRun({ frames: read, ...run }: FrameRun) {
  return { ...run, frames: read.map(({ fin, rsv, opcode, payload, cut }) => ({ fin, rsv, opcode, payload, cut })) }
}

/** What is read where no frame is whole. */
const NOTHING_READ = { frames: [], fault: null, rest: 0, after: Buffer.alloc(0) }

describe('frames from a server', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(frames, anyOctets(8), (specs, before) => {
        const octets = Buffer.concat([before, written(specs)])
        const run = readFrames(octets, before.length)
        expect(run).to.include({ fault: null, rest: octets.length })
        expect(run.frames.map(({ opcode, fin, payload }) => ({ opcode, fin, payload }))).to.deep.equal(specs)
      }),
    )
  })

  for (const length of [0, 125, 126, 127, 65_535, 65_536, 70_000])
    it(`of ${length} bytes have the shortest length and are whole with their last byte`, () => {
      const octets = serverFrame(OPCODE.binary, Buffer.alloc(length, 7))
      expect(octets.length - length).to.equal(length < 126 ? 2 : length < 65_536 ? 4 : 10)
      expect(readFrames(octets, 0).frames[0]?.payload).to.have.length(length)
      expect(readFrames(octets.subarray(0, -1), 0)).to.deep.equal(NOTHING_READ)
    })

  it('are the same wherever the bytes are cut, in a length too', () => {
    const octets = written([
      { opcode: 2, payload: Buffer.alloc(300, 1) },
      { opcode: 2, payload: Buffer.alloc(70_000, 2) },
    ])
    const whole = readFrames(octets, 0)
    for (const at of [1, 2, 3, 4, 5, 304, 305, 306, 307, 313, 314, 315]) {
      const reader = new FrameReader(0, 0)
      reader.push(octets.subarray(0, at))
      reader.push(octets.subarray(at))
      expect(reader.run, `cut at ${at}`).to.deep.equal(whole)
    }
  })

  it('stay the same when more bytes come', () => {
    fc.assert(
      fc.property(
        fc.oneof(frames.map(written), mutationsOf(frames.map(written)), anyOctets()),
        fc.nat(),
        (octets, where) => {
          const before = plainRun(readFrames(octets.subarray(0, where % (octets.length + 1)), 0, 4))
          const after = plainRun(readFrames(octets, 0, 4))
          expect(after.frames.slice(0, before.frames.length)).to.deep.equal(before.frames)
          if (before.fault !== null) expect({ ...after, after: '' }).to.deep.equal({ ...before, after: '' })
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

  it('whose length can never arrive are not complete, and reserve no memory', () => {
    const octets = Buffer.from([0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3])
    expect(readFrames(octets, 0)).to.deep.equal(NOTHING_READ)
  })

  it('are at fault by their first bytes, before they are whole', () => {
    expect(readFrames(Buffer.from([0x83, 100]), 0).fault).to.match(/reserved opcode/)
    expect(serverFrameFault(0x81, 0, 0)).to.equal(null)
  })

  it('are at fault with the bytes that show it, of which the first 16 KiB are kept', () => {
    const run = readFrames(Buffer.concat([serverFrame(1, 'x'), Buffer.from('HTTP/1.1 200 OK\r\n'.padEnd(20_000))]), 0)
    expect(run.after).to.have.length(1 << 14)
    expect(run.after.toString()).to.match(/^HTTP\/1\.1 200 OK\r\n/)
  })

  it('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.oneof(frames.map(written), mutationsOf(frames.map(written)), anyOctets()),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (octets, lengths) => {
          const reader = new FrameReader(0, 4)
          for (let at = 0, turn = 0; at < octets.length; turn++) {
            const length = lengths[turn % lengths.length] ?? 1
            reader.push(octets.subarray(at, at + length))
            at += length
          }
          expect(plainRun(reader.run)).to.deep.equal(plainRun(readFrames(octets, 0, 4)))
        },
      ),
      { numRuns: 500 },
    )
  })

  for (const length of [125, 126, 65_536])
    it(`of ${length} bytes are the same however their header is cut`, () => {
      const octets = Buffer.concat([serverFrame(2, Buffer.alloc(length, 1)), serverFrame(2, Buffer.alloc(length, 2))])
      for (const at of Array.from({ length: 12 }, (_, offset) => [offset, octets.length / 2 + offset]).flat()) {
        const reader = new FrameReader(0, 0)
        for (const piece of [octets.subarray(0, at), octets.subarray(at, at + 1), octets.subarray(at + 1)])
          reader.push(piece)
        expect(plainRun(reader.run)).to.deep.equal(plainRun(readFrames(octets, 0)))
        expect(reader.run.frames).to.have.length(2)
      }
    })

  it('are kept whole after a message of 1.1 MB, and after 20,000 small ones', () => {
    const pong = serverFrame(OPCODE.pong, 'wsspec')
    for (const greeting of [
      serverFrame(2, Buffer.alloc(1_100_000, 7)),
      Buffer.concat(new Array(20_000).fill(serverFrame(1, 'hello'))),
    ]) {
      const reader = new FrameReader(0, 0)
      reader.push(Buffer.concat([greeting, pong]))
      expect(reader.isFlooded).to.equal(false)
      expect(reader.run.frames.some(({ cut }) => cut)).to.equal(false)
      expect(reader.run.frames.at(-1)?.payload.toString()).to.equal('wsspec')
    }
  })

  it('lose the end of a payload that is too long to be an echo, unless it is compressed', () => {
    const read = (rsv: number) => readFrames(serverFrame(2, Buffer.alloc((1 << 17) + 1), { rsv }), 0, 4).frames[0]
    expect([read(0)?.payload.length, read(0)?.cut]).to.deep.equal([125, undefined])
    expect([read(4)?.payload.length, read(4)?.cut]).to.deep.equal([(1 << 17) + 1, undefined])
  })

  it('lose the end of a payload that is longer than all that was sent, unless that may have been compressed', () => {
    const read = (sent: number, length: number, rsvAllowed = 0) => {
      const reader = new FrameReader(0, rsvAllowed)
      reader.expectEchoesOf(sent)
      reader.push(serverFrame(2, Buffer.alloc(length)))
      const [only] = reader.run.frames
      return [only?.payload.length, only?.cut]
    }
    expect(read(300, 65_536)).to.deep.equal([125, undefined])
    expect(read(300, 4096)).to.deep.equal([4096, undefined])
    expect(read(65_600, 65_536)).to.deep.equal([65_536, undefined])
    expect(read(300, 65_536, 4)).to.deep.equal([65_536, undefined])
    expect(read(1 << 20, (1 << 17) + 1)).to.deep.equal([125, undefined])
  })

  it('lose the end of their payload where a link has more than 1.5 MiB of it', () => {
    const reader = new FrameReader(0, 0)
    for (let time = 0; time < 100; time++) reader.push(serverFrame(2, Buffer.alloc(65_536, time)))
    reader.push(serverFrame(OPCODE.ping, Buffer.alloc(125, 'p')))
    const { frames: read } = reader.run
    expect(read.reduce((sum, { payload }) => sum + payload.length, 0)).to.be.below((3 << 19) + 100 * 125)
    expect(read.filter(({ cut }) => cut).map(({ payload }) => payload.length)).to.deep.equal(new Array(76).fill(125))
    expect(read.at(-1)).to.include({ opcode: OPCODE.ping })
    expect(read.at(-1)?.cut).to.equal(undefined)
  })

  it('are one object where equal small ones follow each other', () => {
    const octets = [
      serverFrame(1, 'x'),
      serverFrame(1, 'x'),
      serverFrame(1, 'y'),
      serverFrame(2, 'y'),
      serverFrame(2, ''),
    ]
    const { frames: read } = readFrames(Buffer.concat(octets), 0)
    expect(read.map(({ opcode, payload }) => `${opcode}${payload}`)).to.deep.equal(['1x', '1x', '1y', '2y', '2'])
    expect(new Set(read).size).to.equal(4)
  })

  it('are no longer read in a flood of small ones, of large ones, or of bytes that are none', () => {
    const floods = {
      small: serverFrame(10, 'x'),
      large: serverFrame(2, Buffer.alloc(65_536)),
      none: Buffer.alloc(65_536, 'x'),
    }
    for (const [name, flood] of Object.entries(floods)) {
      const reader = new FrameReader(0, 0)
      for (let bytes = 0; bytes < 1 << 25 && !reader.isFlooded; bytes += flood.length) reader.push(flood)
      expect(reader.isFlooded, name).to.equal(true)
      const held = reader.run.frames.length
      reader.push(flood)
      expect(reader.run.frames.length, name).to.equal(held)
      expect(held, name).to.be.at.most(MOST_FRAMES)
    }
  })
})
