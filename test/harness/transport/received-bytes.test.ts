import { expect } from 'chai'
import fc from 'fast-check'
import { joined } from '../../../harness/case/recording'
import { MOST_OCTETS, ReceivedBytes } from '../../../harness/transport/received-bytes'
import { anyOctets } from '../kit/bytes'

describe('the bytes received on a connection', () => {
  it('are kept as chunks with their times, and joined', () => {
    fc.assert(
      fc.property(fc.array(anyOctets(2000), { maxLength: 8 }), (chunks) => {
        const received = new ReceivedBytes()
        for (const [at, chunk] of chunks.entries()) received.add(chunk, at)
        expect(received.view().equals(Buffer.concat(chunks))).to.equal(true)
        expect(received.length).to.equal(received.view().length)
        expect(received.chunks()).to.deep.equal(chunks.map((octets, atMs) => ({ atMs, octets })))
        expect(received.isWhole).to.equal(true)
      }),
    )
  })

  it('are kept up to 2 MiB; what comes after that is counted, and its time is the last', () => {
    const received = new ReceivedBytes()
    received.add(Buffer.alloc(MOST_OCTETS - 1, 'a'), 1)
    received.add(Buffer.from('b'), 2)
    expect(received).to.include({ length: MOST_OCTETS, isWhole: true })
    for (const atMs of [3, 4]) received.add(Buffer.from('c'), atMs)
    expect(received).to.include({ length: MOST_OCTETS + 2, isWhole: false })
    expect(received.view().length).to.equal(MOST_OCTETS)
    expect(received.view().at(-1)).to.equal(0x62)
    expect(received.chunks().map(({ atMs, octets }) => [atMs, octets.length])).to.deep.equal([
      [1, MOST_OCTETS - 1],
      [4, 1],
    ])
  })

  it('are not copied where they are many', () => {
    const received = new ReceivedBytes()
    for (let at = 0; at < 32; at++) received.add(Buffer.alloc(1 << 16, at), at)
    const before = received.chunks()
    received.add(Buffer.from('more'), 32)
    for (const [at, { octets }] of before.entries()) expect(octets.equals(Buffer.alloc(1 << 16, at))).to.equal(true)
    expect(joined(before).buffer).to.equal(before[0]?.octets.buffer)
    expect(joined(before).equals(Buffer.concat(before.map(({ octets }) => octets)))).to.equal(true)
    expect(received.chunks()[0]?.octets.buffer).to.equal(received.view().buffer)
  })

  it('are joined where they are not one after the other in memory, or are none', () => {
    const all = Buffer.from('abcdef')
    const chunks = [all.subarray(2, 4), all.subarray(0, 2), all.subarray(5)].map((octets) => ({ atMs: 0, octets }))
    expect(joined(chunks).toString()).to.equal('cdabf')
    expect(joined(chunks.slice(0, 1)).toString()).to.equal('cd')
    expect(joined([])).to.have.length(0)
  })

  it('can be kept up to a lower limit', () => {
    const received = new ReceivedBytes()
    received.add(Buffer.from('abc'), 1)
    received.keepAtMost(2)
    received.add(Buffer.from('defg'), 2)
    expect([received.view().toString(), received.length]).to.deep.equal(['abcde', 7])
  })

  it('have the times of 4,096 reads at most', () => {
    const received = new ReceivedBytes()
    for (let atMs = 0; atMs < 10_000; atMs++) received.add(Buffer.from('x'), atMs)
    const chunks = received.chunks()
    expect(chunks).to.have.length(4096)
    expect(chunks.at(-1)).to.deep.include({ atMs: 9999 })
    expect(chunks.reduce((sum, { octets }) => sum + octets.length, 0)).to.equal(10_000)
  })
})
