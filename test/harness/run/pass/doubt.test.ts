import { expect } from 'chai'
import type { Observation } from '../../../../harness/case/observation'
import type { Verdict } from '../../../../harness/case/verdicts'
import type { JudgedPart } from '../../../../harness/run/case-result'
import { doubtOf, withoutSharedRefusal } from '../../../../harness/run/pass/doubt'
import type { SentCase } from '../../../../harness/run/pass/send-case'
import { caseOf } from '../../kit/cases'
import { plain } from '../../kit/messages'
import { good, observed } from '../../kit/observations'
import { VARS } from '../../kit/vars'
import { dropped, silent } from '../kit/fake-session'

function judged(verdict: Verdict, observation: Observation): JudgedPart {
  return { name: 'BASE', verdict, expected: '', got: '', because: 'own', observations: [observation] }
}

/** The doubt about a case with one part. */
function doubtAbout(verdict: Verdict, observation: Observation, crowded = true) {
  const sent: SentCase = {
    testCase: caseOf('1.01'),
    parts: [],
    sent: new Map([['BASE', { observation, vars: VARS }]]),
  }
  return doubtOf(sent, [judged(verdict, observation)], crowded)
}

describe('a doubt about a result', () => {
  it('is none where an answer decided', () => {
    expect(doubtAbout('pass', good())).to.equal(null)
    expect(doubtAbout('fail', good())).to.equal(null)
    expect(doubtAbout('fail', observed({ received: plain(404) }))).to.equal(null)
  })

  it('is there where a part has no verdict', () => {
    expect(doubtAbout('inconclusive', good(), false)).to.include({ verdict: 'inconclusive', timedOut: false })
  })

  it('is there where the answer was a server error', () => {
    expect(doubtAbout('pass', observed({ received: plain(500) }), false)).to.include({ verdict: 'pass' })
  })

  it('is there where nothing was received, and other connections were open', () => {
    expect(doubtAbout('pass', dropped())).to.include({ verdict: 'pass', timedOut: false })
    expect(doubtAbout('fail', silent())).to.include({ verdict: 'fail', timedOut: true })
    expect(doubtAbout('warn', silent())).to.include({ verdict: 'warn', timedOut: true })
    expect(doubtAbout('observed', silent()), 'silence is no finding').to.equal(null)
    expect(doubtAbout('fail', silent(), false), 'nothing else was open').to.equal(null)
  })
})

describe('a refusal that the correct handshake also met', () => {
  const refused = observed({ received: plain(500) })

  it('proves nothing', () => {
    expect(withoutSharedRefusal(judged('pass', refused), new Set(['answered with 500']))).to.include({
      verdict: 'inconclusive',
      because: 'during this suite the correct handshake was also answered with 500',
    })
  })

  it('leaves other judgements and bugs of wsspec as they are', () => {
    const refusals = new Set(['answered with 500'])
    for (const part of [judged('pass', good()), judged('fail', dropped()), judged('error', refused)])
      expect(withoutSharedRefusal(part, refusals)).to.equal(part)
    const part = judged('pass', refused)
    expect(withoutSharedRefusal(part, new Set())).to.equal(part)
  })
})
