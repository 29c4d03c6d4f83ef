import { expect } from 'chai'
import fc from 'fast-check'
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
        expect(received.chunks).to.deep.equal(chunks.map((octets, atMs) => ({ atMs, octets })))
        expect(received.overflow).to.equal(false)
      }),
    )
  })

  it('are the first MiB; more is an overflow', () => {
    const received = new ReceivedBytes()
    received.add(Buffer.alloc(MOST_OCTETS - 1, 'a'), 1)
    received.add(Buffer.from('b'), 2)
    expect(received).to.include({ length: MOST_OCTETS, overflow: false })
    received.add(Buffer.from('c'), 3)
    expect(received).to.include({ length: MOST_OCTETS, overflow: true })
    expect(received.view().at(-1)).to.equal(0x62)
  })
})
