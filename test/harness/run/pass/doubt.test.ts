import { expect } from 'chai'
import type { Observation } from '../../../../harness/case/observation'
import type { Verdict } from '../../../../harness/case/verdicts'
import type { JudgedPart } from '../../../../harness/run/case-result'
import { doubtOf, withoutSharedRefusal } from '../../../../harness/run/pass/doubt'
import type { SentCase } from '../../../../harness/run/pass/send-case'
import { caseOf } from '../../kit/cases'
import { plain, switching } from '../../kit/messages'
import { good, mark, observed } from '../../kit/observations'
import { VARS } from '../../kit/vars'
import { dropped, silent } from '../kit/fake-session'

function judged(verdict: Verdict, observation: Observation): JudgedPart {
  return { name: 'BASE', verdict, expected: '', got: '', because: 'own', observations: [observation] }
}

/** The doubt about a case with one part. */
function doubtAbout(verdict: Verdict, observation: Observation) {
  const sent: SentCase = {
    testCase: caseOf('1.01'),
    parts: [],
    sent: new Map([['BASE', { observation, vars: VARS }]]),
  }
  return doubtOf(sent, [judged(verdict, observation)])
}

describe('a doubt about a result', () => {
  it('is none where an answer decided', () => {
    expect(doubtAbout('pass', good())).to.equal(null)
    expect(doubtAbout('fail', good())).to.equal(null)
    expect(doubtAbout('fail', observed({ received: plain(404) }))).to.equal(null)
  })

  it('is there where a part has no verdict', () => {
    expect(doubtAbout('inconclusive', good())).to.include({ verdict: 'inconclusive', waitedFor: null })
  })

  it('is there where the answer was a server error', () => {
    expect(doubtAbout('pass', observed({ received: plain(500) }))).to.include({ verdict: 'pass' })
  })

  it('does not exist where the server error is about the method or the version', () => {
    for (const status of [501, 505])
      expect(doubtAbout('pass', observed({ received: plain(status) })), `${status}`).to.equal(null)
  })

  it('is there where the connection was dropped, whatever the verdict', () => {
    expect(doubtAbout('pass', dropped())).to.include({ verdict: 'pass', waitedFor: null })
  })

  it('is there where a part with which a finding compares was waited for in vain', () => {
    const about = (verdict: Verdict, twin: Observation) => {
      const own = good()
      const sent = new Map([
        ['twin', { observation: twin, vars: VARS }],
        ['BASE', { observation: own, vars: VARS }],
      ])
      return doubtOf({ testCase: caseOf('1.01'), parts: [], sent }, [judged(verdict, own)])
    }
    expect(about('warn', silent())).to.include({ verdict: 'warn', waitedFor: 'answer' })
    expect(about('pass', silent())).to.equal(null)
    expect(about('warn', good())).to.equal(null)
  })

  it('is there where a finding rests on a wait in vain', () => {
    expect(doubtAbout('fail', silent())).to.include({ verdict: 'fail', waitedFor: 'answer' })
    expect(doubtAbout('warn', silent())).to.include({ verdict: 'warn', waitedFor: 'answer' })
    const dead = observed({ received: switching(), alive: false })
    expect(doubtAbout('fail', dead)).to.include({ waitedFor: 'alive' })
    const open = observed({ received: switching(), over: { marks: [mark('answer', true), mark('await', false)] } })
    expect(doubtAbout('contested', open)).to.include({ waitedFor: 'await' })
    expect(doubtAbout('observed', silent()), 'silence is no finding').to.equal(null)
    expect(doubtAbout('pass', open), 'that nothing came was right').to.equal(null)
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
