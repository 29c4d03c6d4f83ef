import { constants, deflateRawSync, inflateRawSync, type ZlibOptions } from 'node:zlib'
import { expect } from 'chai'
import fc from 'fast-check'
import type { Frame } from '../../../../harness/case/frame'
import { inflateMessage } from '../../../../harness/wire/websocket/inflate'
import { readMessages } from '../../../../harness/wire/websocket/messages'
import { anyOctets, mutationsOf } from '../../kit/bytes'

const TAIL = Buffer.from([0, 0, 0xff, 0xff])

function compressed(octets: Buffer, options: ZlibOptions = {}): Buffer {
  return deflateRawSync(octets, { finishFlush: constants.Z_SYNC_FLUSH, ...options }).subarray(0, -TAIL.length)
}

/** Bytes that repeat over short and long distances. */
const telling = fc
  .tuple(anyOctets(400), fc.nat(6000), anyOctets(40))
  .map(([a, gap, b]) => Buffer.concat([a, b, Buffer.alloc(gap, b.length > 0 ? b : 'x'), a, b]))

const options: fc.Arbitrary<ZlibOptions> = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.integer({ min: 0, max: 4 }),
})

describe('inflating a message', () => {
  it('undoes what zlib does, in the same window', () => {
    fc.assert(
      fc.property(telling, options, (octets, how) => {
        const { fault, furthest, octets: out } = inflateMessage(compressed(octets, how))
        expect(fault).to.equal(null)
        expect(out.equals(octets)).to.equal(true)
        expect(furthest).to.be.at.most(2 ** (how.windowBits ?? 15))
      }),
    )
  })

  it('goes on with the window of what was said before', () => {
    fc.assert(
      fc.property(telling, telling, (before, octets) => {
        const payload = compressed(octets, { dictionary: before })
        expect(inflateMessage(payload, before).octets.equals(octets)).to.equal(true)
      }),
    )
  })

  for (const [what, payload, text] of [
    ['one block', 'f248cdc9c90700', 'Hello'],
    ['a block without compression', '000500faff48656c6c6f00', 'Hello'],
    ['BFINAL', 'f348cdc9c9070000', 'Hello'],
    ['BFINAL and no empty block after it', 'f348cdc9c90700', 'Hello'],
    ['two blocks', 'f24805000000ffffcac9c90700', 'Hello'],
    ['an empty message', '00', ''],
  ] as const)
    it(`reads the example of RFC 7692 7.2.3 with ${what}`, () => {
      const { octets, fault } = inflateMessage(Buffer.from(payload, 'hex'))
      expect(fault).to.equal(null)
      expect(octets.toString()).to.equal(text)
    })

  it('reads the second message of RFC 7692 7.2.3.2 with the first and not without', () => {
    const second = Buffer.from('f200110000', 'hex')
    expect(inflateMessage(second, Buffer.from('Hello')).octets.toString()).to.equal('Hello')
    expect(inflateMessage(second).fault).to.match(/^a back-reference over 5 bytes after only 1$/)
  })

  it('reports how far back-references go, whatever the window', () => {
    const said = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * at * 31 + (at >> 3)) & 0xff))
    expect(inflateMessage(compressed(said, { dictionary: said })).fault).to.not.equal(null)
    expect(inflateMessage(compressed(said, { dictionary: said }), said).furthest).to.equal(3000)
  })

  for (const [what, payload] of [
    ['the reserved block type', '07'],
    ['a stored block whose length and its complement differ', '000500000048656c6c6f'],
    ['a back-reference over 1 bytes after only 0', '0302'],
    ['the data ends inside a block', 'f248cd'],
  ] as const)
    it(`finds ${what}`, () => {
      expect(inflateMessage(Buffer.from(payload, 'hex')).fault).to.equal(what)
    })

  it('ends on any bytes, and without a fault gives what zlib gives', () => {
    const payloads = fc.oneof(anyOctets(), mutationsOf(telling.map((octets) => compressed(octets))))
    fc.assert(
      fc.property(payloads, (payload) => {
        const { octets, fault } = inflateMessage(payload)
        if (fault !== null) return
        const whole = Buffer.concat([payload, TAIL])
        const flush = { finishFlush: constants.Z_SYNC_FLUSH }
        let same: Buffer | null = null
        try {
          same = inflateRawSync(whole, flush)
        } catch {
          // zlib also wants codes complete that are never used whole (RFC 1951 3.2.7); a reader of replies need not.
        }
        if (same) expect(octets.subarray(0, same.length).equals(same)).to.equal(true)
      }),
      { numRuns: 500 },
    )
  })

  it('stops at 4 MiB, which is no fault of the message', () => {
    const { octets, fault, cut } = inflateMessage(compressed(Buffer.alloc(5 << 20)))
    expect({ fault, cut }).to.deep.equal({ fault: null, cut: true })
    expect(octets.length).to.be.within((4 << 20) - 300, 4 << 20)
    expect(inflateMessage(compressed(Buffer.alloc(4 << 20)))).to.include({ fault: null, cut: false })
  })
})

describe('messages', () => {
  const frame = (opcode: number, text: string, over: Partial<Frame> = {}): Frame => ({
    fin: true,
    rsv: 0,
    opcode,
    payload: Buffer.from(text),
    ...over,
  })

  const plainly = (frames: readonly Frame[]) =>
    readMessages(frames).map(({ opcode, compressed, payload, cut }) => ({ opcode, compressed, payload, cut }))

  it('are the data frames joined, with control frames between them', () => {
    const frames = [
      frame(1, 'a', { fin: false, rsv: 4 }),
      frame(9, 'ping'),
      frame(0, 'b', { fin: false }),
      frame(0, 'c'),
      frame(2, 'd'),
      frame(1, 'never ends', { fin: false }),
    ]
    expect(plainly(frames)).to.deep.equal([
      { opcode: 1, compressed: true, payload: Buffer.from('abc'), cut: false },
      { opcode: 2, compressed: false, payload: Buffer.from('d'), cut: false },
    ])
  })

  it('are the same when the frames are read as they come', () => {
    const frames: Frame[] = []
    for (const more of [frame(1, 'a', { fin: false }), frame(9, ''), frame(0, 'b', { cut: true }), frame(2, 'c')]) {
      frames.push(more)
      expect(plainly(frames)).to.deep.equal(plainly([...frames]))
    }
    expect(readMessages(frames).map(({ cut }) => cut)).to.deep.equal([true, false])
  })

  it('leave out a continuation of nothing', () => {
    expect(readMessages([frame(0, 'a'), frame(1, 'b'), frame(0, 'c')])).to.have.length(1)
  })
})
