import { expect } from 'chai'
import fc from 'fast-check'
import { http1 } from '../../../harness/wire/http1/protocol'
import { observe } from '../../../harness/wire/observe'
import { anyOctets, latin1, mutationsOf } from '../kit/bytes'
import { PONG, plain, switching } from '../kit/messages'
import { observed, recordingOf } from '../kit/observations'
import { KEY } from '../kit/vars'

describe('an observation', () => {
  it('is made of any bytes', () => {
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

  it('without a request has one empty answer', () => {
    const recording = recordingOf({ over: { requests: [], sent: [], ended: 'refused', connectedMs: null } })
    expect(observe(recording, http1)).to.deep.include({
      answers: [{ interim: [], final: null, opened: false, garbageAt: null }],
      opened: false,
      link: null,
    })
  })

  it('reads a second answer only after one that is whole', () => {
    const [request] = recordingOf({}).requests
    const over = { requests: request ? [request, request] : [] }
    const count = (first: string) => observed({ received: [first, plain(200)], over }).answers.length
    expect(count(plain(400, 'abc'))).to.equal(2)
    expect(count(switching())).to.equal(1)
    expect(count('HTTP/1.1 400 x\r\n\r\n')).to.equal(1)
    expect(count('garbage')).to.equal(1)
  })

  it('is opened by its first answer, and has a link where any answer opened', () => {
    const [request] = recordingOf({}).requests
    const over = { requests: request ? [request, request] : [] }
    const frames = (made: Parameters<typeof observed>[0]) => observed(made).link?.frames.length
    expect(observed({ received: [switching(), PONG] }).opened).to.equal(true)
    expect(frames({ received: [switching(), PONG] })).to.equal(1)
    expect(observed({ received: plain(400) })).to.deep.include({ opened: false, link: null })
    const second = { received: [plain(400, 'abc'), switching(), PONG], over }
    expect(observed(second).answers.map(({ opened }) => opened)).to.deep.equal([false, true])
    expect(observed(second).opened).to.equal(false)
    expect(frames(second)).to.equal(1)
  })
})

describe('a sign of life', () => {
  it('is the Pong of these tests', () => {
    expect(observed({ received: [switching(KEY), PONG] }).link?.frames[0]).to.include({ opcode: 10, fin: true })
  })
})
