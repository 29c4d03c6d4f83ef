import { expect } from 'chai'
import { storedExchange } from '../../../harness/run/stored-exchange'
import { latin1 } from '../kit/bytes'
import { good, recordingOf } from '../kit/observations'
import { OPEN } from './kit/open-mask'

describe('a stored exchange', () => {
  it('holds the first 4,096 bytes each way, whole counts, and times from the first byte sent', () => {
    const recording = recordingOf({ received: Buffer.alloc(10_000, 'x'), over: { ended: 'closed', endedMs: 31.26 } })
    const stored = storedExchange(recording, OPEN)
    expect(Buffer.from(stored.received, 'base64')).to.have.length(4096)
    expect(stored).to.include({ receivedBytes: 10_000, ended: 'closed', firstByteMs: 10, endedMs: 30.3 })
    expect(Buffer.from(stored.sent, 'base64')).to.deep.equal(recording.requests[0]?.octets)
  })

  it('lists up to 32 writes and reads in the order of time where a direction has several', () => {
    const chunk = (atMs: number, text: string) => ({ atMs, octets: latin1(text) })
    const [sent, received] = [
      [chunk(5, 'GET'), chunk(7.04, ' /'), chunk(9, '!')],
      [chunk(7, 'a'), chunk(7.02, 'bc')],
    ]
    expect(storedExchange(recordingOf({ over: { sent, received } }), OPEN).events).to.deep.equal([
      { direction: 'sent', octets: 3, atMs: 0 },
      { direction: 'sent', octets: 2, atMs: 2 },
      { direction: 'received', octets: 3, atMs: 2 },
      { direction: 'sent', octets: 1, atMs: 4 },
    ])
    const slow = Array.from({ length: 200 }, (_, i) => chunk(i * 20, 'x'))
    expect(storedExchange(recordingOf({ over: { sent: slow } }), OPEN).events).to.have.length(32)
    expect(storedExchange(good().recording, OPEN)).to.not.have.property('events')
  })

  it('lists no read of which nothing was kept: results have no event without bytes', () => {
    const received = [1, 2].map((atMs) => ({ atMs, octets: latin1(atMs === 1 ? 'a' : '') }))
    const sent = [0, 3].map((atMs) => ({ atMs, octets: latin1('x') }))
    const { events = [] } = storedExchange(recordingOf({ over: { sent, received } }), OPEN)
    expect(events.map(({ octets }) => octets)).to.deep.equal([1, 1, 1])
  })

  it('has no bytes where there was no connection', () => {
    const recording = recordingOf({ over: { sent: [], ended: 'refused', connectedMs: null, endedMs: 2 } })
    expect(storedExchange(recording, OPEN)).to.deep.equal({
      sent: '',
      received: '',
      sentBytes: 0,
      receivedBytes: 0,
      ended: 'refused',
      firstByteMs: null,
      endedMs: 2,
    })
  })

  it('is masked before it is cut', () => {
    const octets = Buffer.concat([Buffer.alloc(4090, 'x'), latin1('secret-secret')])
    const mask = (all: Buffer) => latin1(all.toString('latin1').replaceAll('secret-secret', '*'.repeat(13)))
    const stored = storedExchange(recordingOf({ received: octets }), { ...OPEN, bytes: mask })
    expect(Buffer.from(stored.received, 'base64').toString().endsWith('x******')).to.equal(true)
  })
})
