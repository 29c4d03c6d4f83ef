import { expect } from 'chai'
import type { JudgeContext } from '../../../../harness/case/check'
import type { Observation } from '../../../../harness/case/observation'
import { accepted } from '../../../../harness/judge/expectations'
import { emptyResult } from '../../../../harness/run/case-result'
import { CaseJudge } from '../../../../harness/run/pass/case-judge'
import { Ledger } from '../../../../harness/run/pass/ledger'
import type { SentCase } from '../../../../harness/run/pass/send-case'
import { caseOf } from '../../kit/cases'
import { plain } from '../../kit/messages'
import { good, observed } from '../../kit/observations'
import { VARS } from '../../kit/vars'
import { controlOf } from '../kit/fake-session'

const CAPABILITIES = { echo: true, subprotocols: ['chat'], permessageDeflate: false }
const judge = new CaseJudge({ slowestControlMs: 7 }, CAPABILITIES)

/** A case with these answers by the names of its parts. Its first part is judged, the others are twins. */
function sentCase(answers: Record<string, Observation>, contexts: JudgeContext[] = []): SentCase {
  const look = (_: Observation, context: JudgeContext) => {
    contexts.push(context)
    return null
  }
  const parts = Object.keys(answers).map((name, at) =>
    at === 0 ? { name, expect: accepted({ checks: [look] }) } : { name },
  )
  const sent = new Map(Object.entries(answers).map(([name, observation]) => [name, { observation, vars: VARS }]))
  return { testCase: caseOf('1.01', { level: 'SHOULD', parts }), parts, sent }
}

describe('judging what was sent', () => {
  it('judges the parts that have an expectation, and no twin', () => {
    const parts = judge.parts(sentCase({ a: observed({ received: plain(400) }), twin: good() }), controlOf())
    expect(parts.map(({ name, verdict, observations }) => [name, verdict, observations.length])).to.deep.equal([
      ['a', 'warn', 1],
    ])
  })

  it('gives a check what is known of the run and of the case', () => {
    const contexts: JudgeContext[] = []
    const [control, twin] = [controlOf(), good()]
    judge.parts(sentCase({ a: good(), twin }, contexts), control)
    const [context] = contexts
    expect(context).to.include({ level: 'SHOULD', slowestControlMs: 7, direct: true, control: control.observation })
    expect(context?.capabilities).to.equal(CAPABILITIES)
    expect(context?.part('twin')).to.equal(twin)
    expect(context?.part('b')).to.equal(undefined)
  })

  it('knows from Via, of the answer or of the control, that the target is not direct', () => {
    const forwarded = good({ Via: '1.1 proxy' })
    for (const [answer, control] of [
      [forwarded, good()],
      [good(), forwarded],
    ] as const) {
      const contexts: JudgeContext[] = []
      judge.parts(sentCase({ a: answer }, contexts), controlOf(control))
      expect(contexts[0]?.direct).to.equal(false)
    }
  })

  it('reports a case that threw as a bug', () => {
    const [part, ...more] = judge.parts({ ...sentCase({ a: good() }), error: new Error('oops') }, controlOf())
    expect(part).to.include({ verdict: 'error', because: 'a bug in wsspec: oops' })
    expect(more).to.deep.equal([])
  })

  it('names the other cases whose answers decided a derived case', () => {
    const derived = {
      says: 'none',
      of: () => true,
      each: () => ({ verdict: 'fail', because: 'bad' }) as const,
      absent: '',
    }
    const evidence = ['control', '1.02', '1.03', '1.02', '2.01'].map((from) => ({ ...controlOf(), from }))
    const { verdict, evidence: others } = judge.derived(
      caseOf('2.01', { derived }),
      '2.01',
      { evidence, verdictOf: () => undefined },
      controlOf(),
    )
    expect(verdict).to.equal('fail')
    expect(others).to.deep.equal(['1.02', '1.03'])
  })

  it('asks the ledger for the verdict of the case that asked for an answer', () => {
    const each = () => ({ verdict: 'fail', because: 'bad' }) as const
    const derived = { says: 'none', of: () => true, each, absent: '', scoredByAsker: true } as const
    const ledger = new Ledger({
      selected: new Set(),
      mask: { bytes: (bytes) => bytes, text: (text) => text },
      strict: false,
      sameFaultAs: () => [],
      report: () => {},
    })
    ledger.settle({ ...emptyResult(caseOf('1.02'), 1), verdict: 'fail' })
    ledger.record({ ...controlOf(), from: '1.02' })
    const judged = judge.derived(caseOf('2.01', { derived }), '2.01', ledger, controlOf())
    expect(judged).to.deep.include({ verdict: 'skip', scoredIn: '1.02' })
  })
})
