import { expect } from 'chai'
import fc from 'fast-check'
import { observe, readLink, rsvDefinedBy } from '../../../harness/wire/observe'
import { good, KEY, observed, PONG, plain, recordingOf, serverFrame, switching } from '../kit/made'
import { anyOctets, latin1, mutationsOf } from '../kit/octets'

describe('an observation', () => {
  it('is made of any octets', () => {
    const answers = fc.constantFrom(switching(), plain(400, 'abc'), plain(200)).map(latin1)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyOctets(60), mutationsOf(answers), answers), { maxLength: 4 }),
        fc.constantFrom('closed', 'reset', 'open', 'timeout', 'refused'),
        fc.nat({ max: 3 }),
        (received, ended, more) => {
          const [request] = recordingOf({}).requests
          const requests = Array.from({ length: more }, () => request).flatMap((each) => each ?? [])
          const seen = observed({ received, over: { ended, requests } })
          expect(seen.answers.length).to.be.within(1, Math.max(1, more))
          expect(seen.received).to.have.length(Buffer.concat(received).length)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('without a request has an answer that is none', () => {
    const recording = recordingOf({ over: { requests: [], sent: [], ended: 'refused', connectedMs: null } })
    expect(observe(recording)).to.deep.include({ answers: [{ interim: [], final: null, garbageAt: null }], link: null })
  })

  it('reads a second answer only behind one that is whole', () => {
    const [request] = recordingOf({}).requests
    const over = { requests: request ? [request, request] : [] }
    const count = (first: string) => observed({ received: [first, plain(200)], over }).answers.length
    expect(count(plain(400, 'abc'))).to.equal(2)
    expect(count(switching())).to.equal(1)
    expect(count('HTTP/1.1 400 x\r\n\r\n')).to.equal(1)
    expect(count('garbage')).to.equal(1)
  })

  it('allows the bits that the answer’s extensions define', () => {
    const answer = (extensions: string | null) => good({ 'Sec-WebSocket-Extensions': extensions }).answers[0]
    expect(rsvDefinedBy(answer('permessage-deflate; x=1'))).to.equal(4)
    expect(rsvDefinedBy(answer('x-webkit-deflate-frame'))).to.equal(4)
    expect(rsvDefinedBy(answer('mux'))).to.equal(0)
    expect(rsvDefinedBy(answer(null))).to.equal(0)
    const octets = Buffer.concat([latin1(switching()), serverFrame(1, 'x', { rsv: 4 })])
    expect(readLink(octets, observed({ received: octets }).answers[0])?.fault).to.match(/reserved bit/)
    expect(readLink(latin1(plain(400)), observed({ received: plain(400) }).answers[0])).to.equal(null)
  })
})

describe('a sign of life', () => {
  it('is the Pong of these tests', () => {
    expect(observed({ received: [switching(KEY), PONG] }).link?.frames[0]).to.include({ opcode: 10, fin: true })
  })
})
