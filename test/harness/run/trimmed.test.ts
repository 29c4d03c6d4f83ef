import { expect } from 'chai'
import { hasDeadLink } from '../../../harness/judge/acceptance'
import { anything } from '../../../harness/judge/expectations'
import { LIGHT, trimmed, weightOf } from '../../../harness/run/trimmed'
import { judge } from '../kit/judging'
import { PONG, plain, serverFrame, switching } from '../kit/messages'
import { good, observed } from '../kit/observations'

describe('a trimmed observation', () => {
  const small = Buffer.concat(Array.from({ length: 20_000 }, (_, at) => serverFrame(1, `message ${at}`)))
  const pings = Buffer.concat(Array.from({ length: 20_000 }, (_, at) => serverFrame(9, `${at}`)))
  const heavy = {
    'a message of 1.1 MB': observed({ received: [switching(), serverFrame(2, Buffer.alloc(1_100_000)), PONG] }),
    '20,000 messages': observed({ received: [switching(), small, PONG, small.subarray(0, 12)] }),
    '20,000 Pings': observed({ received: [switching(), pings, PONG] }),
    'bytes that are no frames': observed({ received: [switching(), Buffer.alloc(1 << 20, 'x')] }),
    'a page of 1 MB': observed({ received: [plain(400, 'x'.repeat(1 << 20))] }),
    'a header section of 1 MB': observed({ received: `HTTP/1.1 400 x\r\nX: ${'y'.repeat(1 << 20)}\r\n\r\n` }),
    '1,000 interim responses': observed({
      received: `HTTP/1.1 100 x\r\nX: ${'y'.repeat(90)}\r\n\r\n`.repeat(1000) + plain(400),
    }),
  }

  it('is the same object where it weighs little', () => {
    for (const light of [good(), observed({ received: plain(400) }), observed({})])
      expect(trimmed(light)).to.equal(light)
  })

  for (const [what, observation] of Object.entries(heavy))
    it(`weighs at most 64 KiB, and has the answer: ${what}`, () => {
      expect(weightOf(observation)).to.be.above(100_000)
      const light = trimmed(observation)
      expect(weightOf(light)).to.be.below(4 * LIGHT)
      expect(light.received.buffer.byteLength, 'no view of the whole').to.be.below(1 << 17)
      expect(trimmed(observation)).to.equal(light)
      expect(light.opened).to.equal(observation.opened)
      expect(light.answers[0].final?.head.status).to.equal(observation.answers[0].final?.head.status)
      expect(light.link?.fault).to.equal(observation.link?.fault)
      expect(light.recording.receivedBytes).to.equal(observation.recording.receivedBytes)
      expect(hasDeadLink(light)).to.equal(hasDeadLink(observation))
    })

  it('has the Pong that came between many messages', () => {
    for (const what of ['a message of 1.1 MB', '20,000 messages', '20,000 Pings'] as const) {
      const pongs = trimmed(heavy[what]).link?.frames.filter(({ opcode }) => opcode === 10) ?? []
      expect(pongs, what).to.have.length(1)
    }
  })

  it('is inconclusive, and no finding, where trimmed evidence is missing', () => {
    const missing = anything({ checks: [() => ({ verdict: 'fail', because: 'x' })] })
    expect(judge(trimmed(heavy['20,000 messages']), missing).verdict).to.equal('inconclusive')
    expect(judge(heavy['20,000 messages'], missing).verdict).to.equal('fail')
  })
})
