import { expect } from 'chai'
import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import type { Evidence } from '../../../harness/case/derived'
import type { Observation } from '../../../harness/case/observation'
import type { Verdict } from '../../../harness/case/verdicts'
import { ANSWER_READING } from '../../../harness/judge/cut'
import { judgeDerived } from '../../../harness/judge/judge-derived'
import { CASE } from '../kit/judging'
import { plain } from '../kit/messages'
import { contextOf, good, observed } from '../kit/observations'
import { VARS } from '../kit/vars'

describe('a derived case', () => {
  const is426 = observed({ received: plain(426) })
  const evidence = (from: string, observation: Observation): Evidence => ({ from, part: 'p', observation, vars: VARS })
  const isRefusal = ({ answers }: Observation) => (answers[0].final?.head.status ?? 0) >= 400
  const noUpgrade: Check = ({ answers }) =>
    answers[0].final?.head.fields.some(({ name }) => name === 'Upgrade')
      ? null
      : { verdict: 'miss', got: 'no Upgrade', because: 'RFC 9110 15.5.22' }
  const of = (derived: Partial<NonNullable<Case['derived']>>): Case => ({
    ...CASE,
    derived: { says: 'what is required', of: isRefusal, absent: 'nothing was refused', ...derived },
  })
  const runOf = (verdicts: Record<string, Verdict> = {}) => ({
    contextOf: () => contextOf(),
    whole: contextOf(),
    reading: ANSWER_READING,
    verdictOf: (id: string) => verdicts[id],
  })
  const decide = (whole: Case, all: Evidence[]) => judgeDerived(whole, all, runOf())

  it('is skip where no answer is of its kind', () => {
    expect(decide(of({ each: noUpgrade }), [evidence('1.01', good())])).to.deep.include({
      verdict: 'skip',
      because: 'nothing was refused',
      deciding: [],
    })
    expect(decide(of({ each: noUpgrade }), []).verdict).to.equal('skip')
  })

  it('passes where nothing is found, and says in how many cases', () => {
    const right = observed({ received: plain(426, '', 'Upgrade: websocket\r\n') })
    expect(decide(of({ each: noUpgrade }), [evidence('1.01', right), evidence('1.02', good())])).to.include({
      verdict: 'pass',
      got: 'the answers in 1 case',
    })
    expect(decide(of({ all: () => null }), [evidence('1.01', right)])).to.include({ verdict: 'pass' })
  })

  it('names the cases whose answers decide it, and keeps them', () => {
    const all = [evidence('1.01', is426), evidence('1.01', is426), evidence('1.02', is426), evidence('1.03', good())]
    const judged = decide(of({ each: noUpgrade }), all)
    expect(judged).to.include({ verdict: 'fail', got: 'no Upgrade (in 2 of 2 cases: 1.01, 1.02)' })
    expect(judged.deciding).to.have.length(3)
    expect(judged.because).to.equal('RFC 9110 15.5.22')
  })

  it('judges the answers of its kind together', () => {
    let seen = 0
    const all = (matching: readonly Evidence[]) => {
      seen = matching.length
      return { verdict: 'miss' as const, got: 'they differ', because: 'why' }
    }
    const judged = decide(of({ all }), [evidence('1.01', is426), evidence('1.02', good())])
    expect({ seen, verdict: judged.verdict, got: judged.got }).to.deep.equal({
      seen: 1,
      verdict: 'fail',
      got: 'they differ',
    })
    expect(judged.deciding).to.have.length(1)
  })

  it('passes where some answers pass and others gave nothing to compare', () => {
    let first = true
    const each: Check = () => {
      if (!first) return null
      first = false
      return { verdict: 'skip', because: 'nothing to compare' }
    }
    expect(decide(of({ each }), [evidence('1.01', is426), evidence('1.02', is426)]).verdict).to.equal('pass')
    first = true
    expect(decide(of({ each }), [evidence('1.01', is426)]).verdict).to.equal('skip')
  })

  it('refers to the cases that asked, where the answers with the fault are only theirs', () => {
    const derived = of({ each: noUpgrade, scoredByAsker: true })
    const judged = (verdicts: Record<string, Verdict>, ...from: string[]) =>
      judgeDerived(
        derived,
        from.map((each) => evidence(each, is426)),
        runOf(verdicts),
      )
    expect(judged({ '1.01': 'fail', '1.02': 'fail' }, '1.01', '1.02')).to.deep.include({
      verdict: 'skip',
      because: 'found only in answers that 1.01, 1.02 score',
      scoredIn: '1.01',
    })
    expect(judged({ '1.01': 'fail', '1.02': 'pass' }, '1.01', '1.02')).to.deep.include({
      verdict: 'fail',
      got: 'no Upgrade (in 1 of 2 cases: 1.02)',
    })
    expect(judged({ '1.01': 'warn' }, '1.01').verdict, 'a warn is less than this').to.equal('fail')
  })

  it('that is none is a bug', () => {
    expect(() => decide(CASE, [])).to.throw(/not derived/)
  })
})
