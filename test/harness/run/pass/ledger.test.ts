import { expect } from 'chai'
import type { Case } from '../../../../harness/case/case'
import type { CaseResult } from '../../../../harness/case/results'
import { accepted } from '../../../../harness/judge/expectations'
import { emptyResult, type JudgedPart } from '../../../../harness/run/case-result'
import type { SentCase } from '../../../../harness/run/pass/send-case'
import { caseOf, suiteOf } from '../../kit/cases'
import { good } from '../../kit/observations'
import { VARS } from '../../kit/vars'
import { controlOf, ledgerOf } from '../kit/fake-session'

const SUITE = suiteOf(1, [])

function sentCase(testCase: Case): SentCase {
  const parts = testCase.parts ?? []
  return { testCase, parts, sent: new Map(parts.map(({ name }) => [name, { observation: good(), vars: VARS }])) }
}

function judged({ sent }: SentCase): JudgedPart[] {
  return [...sent].map(([name, { observation }]) => ({
    name,
    verdict: 'pass',
    expected: '',
    got: '',
    because: '',
    observations: [observation],
  }))
}

describe('the ledger of a pass', () => {
  it('keeps the first result of each selected case, and reports it once', () => {
    const reported: string[] = []
    const ledger = ledgerOf(['1.01'], { report: ({ id, verdict }: CaseResult) => reported.push(`${id} ${verdict}`) })
    for (const [id, verdict] of [
      ['1.01', 'fail'],
      ['1.01', 'pass'],
      ['1.02', 'fail'],
    ] as const)
      ledger.settle({ ...emptyResult(caseOf(id), 1), verdict })
    expect([...ledger.results.keys()]).to.deep.equal(['1.01'])
    expect(reported).to.deep.equal(['1.01 fail'])
    expect(ledger.failures).to.equal(1)
  })

  describe('scores one fault once:', () => {
    const same: Record<string, string[]> = { '1.02': ['1.01'], '1.03': ['1.02'] }
    const settled = (verdicts: Record<string, CaseResult['verdict']>, selected = Object.keys(verdicts)) => {
      const ledger = ledgerOf(selected, { sameFaultAs: (id) => same[id] ?? [] })
      for (const [id, verdict] of Object.entries(verdicts)) {
        const part = { name: id, verdict, expected: '', got: '', because: 'why', exchanges: [] }
        ledger.settle({ ...emptyResult(caseOf(id), 1), verdict, cause: 'a-cause', impact: 'lax', parts: [part, part] })
      }
      ledger.settleHeld()
      return ledger
    }

    it('a finding refers to the case that has the same fault, with all its parts', () => {
      const ledger = settled({ '1.02': 'fail', '1.01': 'fail' })
      expect(ledger.results.get('1.02')).to.deep.include({
        verdict: 'skip',
        because: 'the same fault as in 1.01, which scores it',
        scoredIn: '1.01',
        cause: null,
        impact: null,
      })
      expect(ledger.results.get('1.02')?.parts?.map(({ verdict }) => verdict)).to.deep.equal(['skip', 'skip'])
      expect(ledger.results.get('1.01')).to.include({ verdict: 'fail', cause: 'a-cause' })
      expect(ledger.failures).to.equal(1)
    })

    it('the reference goes to the case that scores it in the end', () => {
      const { results } = settled({ '1.01': 'fail', '1.02': 'fail', '1.03': 'fail' })
      expect(results.get('1.03')?.scoredIn).to.equal('1.01')
    })

    it('a reference goes there too, and stays where the finding is scored', () => {
      const referring = (verdict: CaseResult['verdict']) => {
        const ledger = ledgerOf(['1.01', '1.02', '1.04'], { sameFaultAs: (id) => same[id] ?? [] })
        ledger.settle({
          ...emptyResult(caseOf('1.04'), 1),
          verdict: 'skip',
          because: '1.02 scores that',
          scoredIn: '1.02',
        })
        for (const [id, own] of [
          ['1.01', verdict],
          ['1.02', 'fail'],
        ] as const)
          ledger.settle({ ...emptyResult(caseOf(id), 1), verdict: own, cause: 'a-cause', impact: 'lax' })
        ledger.settleHeld()
        return ledger.results.get('1.04')
      }
      expect(referring('fail')).to.include({ scoredIn: '1.01', because: 'the same fault as in 1.01, which scores it' })
      expect(referring('pass')).to.include({ scoredIn: '1.02', because: '1.02 scores that' })
    })

    it('a finding without the other, or a graver one, is scored here', () => {
      expect(settled({ '1.01': 'pass', '1.02': 'fail' }).results.get('1.02')?.verdict).to.equal('fail')
      expect(settled({ '1.01': 'warn', '1.02': 'fail' }).results.get('1.02')?.verdict).to.equal('fail')
      expect(settled({ '1.02': 'fail' }).results.get('1.02')?.verdict).to.equal('fail')
    })

    it('a finding with another cause is scored here', () => {
      const ledger = ledgerOf(['1.01', '1.02'], { sameFaultAs: (id) => same[id] ?? [] })
      for (const [id, cause] of [
        ['1.01', 'a-cause'],
        ['1.02', 'another-cause'],
      ] as const)
        ledger.settle({ ...emptyResult(caseOf(id), 1), verdict: 'fail', cause, impact: 'lax' })
      ledger.settleHeld()
      expect(ledger.results.get('1.02')).to.include({ verdict: 'fail', cause: 'another-cause' })
    })

    it('a case that is not selected counts, and has no result', () => {
      const { results } = settled({ '1.01': 'fail', '1.02': 'fail' }, ['1.02'])
      expect([...results.keys()]).to.deep.equal(['1.02'])
      expect(results.get('1.02')?.scoredIn).to.equal('1.01')
    })
  })

  it('counts contested and SHOULD findings where it is strict', () => {
    const failures = (strict: boolean) => {
      const ledger = ledgerOf(['1.01', '1.02', '1.03'], { strict })
      for (const [id, verdict] of [
        ['1.01', 'fail'],
        ['1.02', 'warn'],
        ['1.03', 'contested'],
      ] as const)
        ledger.settle({ ...emptyResult(caseOf(id), 1), verdict })
      return ledger.failures
    }
    expect(failures(false)).to.equal(1)
    expect(failures(true)).to.equal(3)
  })

  it('keeps the answers of a case as evidence, also of one that is not selected', () => {
    const ledger = ledgerOf([])
    ledger.record(controlOf())
    const sent = sentCase(caseOf('1.01', { parts: [{ name: 'a', expect: accepted() }, { name: 'b' }] }))
    ledger.keep(SUITE, sent, judged(sent))
    expect(ledger.evidence.map(({ from, part }) => `${from} ${part}`)).to.deep.equal([
      'control the start',
      '1.01 a',
      '1.01 b',
    ])
    expect(ledger.controls).to.have.length(1)
    expect(ledger.results.size).to.equal(0)
  })

  it('stores the twins of a case beside its parts', () => {
    const ledger = ledgerOf(['1.01'])
    const sent = sentCase(caseOf('1.01', { parts: [{ name: 'a', expect: accepted() }, { name: 'twin' }] }))
    ledger.keep(SUITE, sent, judged(sent).slice(0, 1))
    expect(ledger.results.get('1.01')?.exchanges).to.have.length(2)
  })

  it('lets a case that is also derived wait for the end', () => {
    const ledger = ledgerOf(['1.01'])
    const sent = sentCase(caseOf('1.01', { derived: { says: '', of: () => true, absent: '' } }))
    ledger.keep(SUITE, sent, judged(sent))
    expect(ledger.results.size).to.equal(0)
    expect(ledger.partsAwaitingEnd('1.01')).to.have.length(1)
    expect(ledger.partsAwaitingEnd('1.02')).to.equal(undefined)
  })

  it('skips a case whose first answers left nothing to judge', () => {
    const ledger = ledgerOf(['1.01'])
    ledger.keep(SUITE, sentCase(caseOf('1.01')), [])
    expect(ledger.results.get('1.01')?.verdict).to.equal('skip')
  })

  describe('for a case whose control did not pass', () => {
    const verdictOf = (over: Partial<Case>, isServerGone: boolean) => {
      const ledger = ledgerOf(['1.01'])
      ledger.keepUnproven(SUITE, sentCase(caseOf('1.01', over)), isServerGone)
      expect(ledger.results.get('1.01')?.exchanges).to.have.length(1)
      expect(ledger.evidence).to.deep.equal([])
      return ledger.results.get('1.01')?.verdict
    }

    it('fails a destructive SECURITY case after which no server listened', () => {
      expect(verdictOf({ hurts: true, level: 'SECURITY' }, true)).to.equal('fail')
    })

    it('names the cause and the harm of that', () => {
      const ledger = ledgerOf(['1.01'])
      const blame = { cause: 'process-dies', impact: 'outage' } as const
      ledger.keepUnproven(SUITE, sentCase(caseOf('1.01', { hurts: true, level: 'SECURITY', blame })), true)
      expect(ledger.results.get('1.01')).to.include({ verdict: 'fail', ...blame })
    })

    it('has no verdict on any other', () => {
      expect(verdictOf({ hurts: true, level: 'SECURITY' }, false)).to.equal('inconclusive')
      expect(verdictOf({ hurts: true }, true)).to.equal('inconclusive')
      expect(verdictOf({ level: 'SECURITY' }, true)).to.equal('inconclusive')
    })
  })
})
