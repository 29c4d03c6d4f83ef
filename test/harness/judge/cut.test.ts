import { expect } from 'chai'
import type { Check } from '../../../harness/case/check'
import { accepted, anything, refused } from '../../../harness/judge/expectations'
import { judge } from '../kit/judging'
import { PONG, plain, serverFrame, switching } from '../kit/messages'
import { mark, observed } from '../kit/observations'

const missing: Check = () => ({ verdict: 'fail', because: 'something is missing' })

describe('the verdict on an exchange that was not read to its end', () => {
  const flooded = (answer: string, ...steps: ReturnType<typeof mark>[]) =>
    observed({ received: [answer, PONG], over: { overflow: true, marks: [mark('send', true), ...steps] } })
  const cut = [mark('answer', true), mark('await', false, true)]

  it('is inconclusive where a flood cut the script short, be it a finding or a pass', () => {
    for (const expectation of [
      anything({ checks: [missing] }),
      anything({ checks: [() => null] }),
      accepted({ checks: [() => ({ verdict: 'pass', because: '' })] }),
    ])
      expect(judge(flooded(switching(), ...cut), expectation)).to.include({
        verdict: 'inconclusive',
        because: 'the target sent more on this connection than wsspec reads',
      })
  })

  it('is that of the status where only the status decides', () => {
    expect(judge(flooded(plain(400), ...cut), refused()).verdict).to.equal('pass')
    expect(judge(flooded(switching(), ...cut), refused()).verdict).to.equal('fail')
  })

  it('holds where the script had ended before', () => {
    const seen = flooded(switching(), mark('answer', true), mark('alive', true))
    expect(judge(seen, accepted()).verdict).to.equal('pass')
    expect(judge(seen, accepted({ checks: [missing] })).verdict).to.equal('fail')
  })

  it('is inconclusive where a header section has more lines, or an answer more interim responses, than are read', () => {
    const withLines = (count: number) => plain(400).replace(/\r\n\r\n$/, `\r\n${'X: y\r\n'.repeat(count)}\r\n`)
    const lines = withLines(2001)
    const interim = 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1001) + plain(400)
    for (const answer of [lines, interim])
      expect(judge(observed({ received: answer }), refused({ checks: [missing] }))).to.deep.include({
        verdict: 'inconclusive',
        because: 'the answer has more field lines or interim responses than wsspec reads (2,000 and 1,000)',
      })
    expect(judge(observed({ received: withLines(1900) }), refused({ checks: [missing] })).verdict).to.equal('fail')
  })

  it('is inconclusive for a finding on a link of which only a part is kept', () => {
    const much = Buffer.concat(new Array<Buffer>(30).fill(serverFrame(2, Buffer.alloc(100_000))))
    const seen = observed({ received: [switching(), much] })
    expect(judge(seen, anything({ checks: [missing] })).verdict).to.equal('inconclusive')
    expect(judge(seen, accepted()).verdict).to.equal('pass')
  })
})
