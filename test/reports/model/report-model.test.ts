import { expect } from 'chai'
import type { Cause } from '../../../harness/case/cause'
import { unmetWords } from '../../../harness/case/needs'
import type { CaseResult, TargetResult } from '../../../harness/case/results'
import { reportModel } from '../../../reports/model/report-model'
import { causesOfAll, firstFinding, targetReport } from '../../../reports/model/target-report'
import { result, results, target } from '../kit/results'

const CAUSES: readonly Cause[] = (
  [
    ['late', 'smuggling'],
    ['form', 'form'],
    ['many', 'lax'],
  ] as const
).map(([id, impact]) => ({ id, impact, title: `Title of ${id}`, why: 'why', remedy: 'do', cases: [] }))

const TERMS = { strict: false, allowInconclusive: 0, causes: CAUSES }

function found(id: string, over: Partial<CaseResult> = {}): CaseResult {
  return result(id, over.verdict ?? 'fail', { cause: 'many', impact: 'lax', ...over })
}

function reportOf(cases: CaseResult[], over: Partial<TargetResult> = {}, terms: Partial<typeof TERMS> = {}) {
  return targetReport(target('mine@1', cases, over), 'mine', { ...TERMS, ...terms })
}

const KNOWN = { reason: 'old' }

describe('reports/model/target-report', () => {
  it('puts the cause with the gravest impact first, then the one with the most findings', () => {
    const { causes } = reportOf([
      found('1.01', { cause: 'form', impact: 'form' }),
      found('1.02'),
      found('1.03'),
      found('12.03', { cause: 'late', impact: 'smuggling' }),
    ])
    expect(causes.map(({ id, findings }) => [id, findings.length])).to.deep.equal([
      ['late', 1],
      ['many', 2],
      ['form', 1],
    ])
    expect(causes[0]).to.include({ title: 'Title of late', why: 'why', remedy: 'do', impact: 'smuggling' })
  })

  it('recommends the gravest finding first, whatever its id', () => {
    const report = reportOf([
      found('1.08', { cause: 'form', impact: 'form' }),
      found('12.12', { cause: 'late', impact: 'smuggling', level: 'SECURITY' }),
      found('12.03', { cause: 'late', impact: 'smuggling' }),
    ])
    expect(firstFinding(report)?.id).to.equal('12.12')
  })

  it('shows each finding once: as failure, known, contested or warning', () => {
    const cases = [
      found('1.01'),
      found('1.02', { known: KNOWN }),
      found('1.03', { verdict: 'warn' }),
      found('1.04', { verdict: 'contested' }),
      found('1.05', { verdict: 'warn', known: KNOWN }),
    ]
    const report = reportOf(cases)
    const groups = [report.causes, report.known, report.contested, report.warnings]
    const ids = groups.map((each) => each.flatMap(({ findings }) => findings.map(({ id }) => id)))
    expect(ids).to.deep.equal([['1.01'], ['1.02', '1.05'], ['1.04'], ['1.03']])
    const strict = reportOf(cases, {}, { strict: true })
    expect(strict.causes.flatMap(({ findings }) => findings.map(({ id }) => id))).to.have.members([
      '1.01',
      '1.03',
      '1.04',
    ])
    expect([...strict.contested, ...strict.warnings]).to.deep.equal([])
  })

  it('puts the causes of several targets in one order, list after list', () => {
    const [a, b] = [
      reportOf([found('1.01'), found('1.03', { verdict: 'warn', cause: 'late', impact: 'smuggling' })]),
      reportOf([
        found('1.02', { cause: 'form', impact: 'form' }),
        found('1.04', { cause: 'late', impact: 'smuggling' }),
      ]),
    ]
    const all = causesOfAll([a, b], ['causes', 'warnings'])
    expect(all.map(({ report, cause }) => [report === a ? 'a' : 'b', cause.id])).to.deep.equal([
      ['b', 'late'],
      ['a', 'many'],
      ['b', 'form'],
      ['a', 'late'],
    ])
  })

  it('groups findings of results without causes', () => {
    const { cause: _, impact: __, ...old } = found('1.01')
    const { causes } = reportOf([old, found('1.02')])
    expect(causes.map(({ id, title }) => [id, title])).to.deep.equal([
      ['many', 'Title of many'],
      [null, 'No cause is recorded'],
    ])
  })

  it('says in one line what decides the run', () => {
    const line = (cases: CaseResult[], over: Partial<TargetResult> = {}, terms: Partial<typeof TERMS> = {}) => {
      const { word, text } = reportOf(cases, over, terms).verdict
      return `${word}: ${text}`
    }
    const pass = found('6.01', { verdict: 'pass' })
    const open = found('6.03', { verdict: 'inconclusive' })
    const stale = [{ id: '6.01', reason: 'old', because: 'its verdict is pass', at: null }]
    expect(line([pass])).to.equal('PASSED: nothing failed in 1 case')
    expect(line([pass, found('1.03', { verdict: 'warn' })])).to.equal('PASSED: nothing failed in 2 cases, 1 to look at')
    expect(line([pass, found('6.02', { known: KNOWN })])).to.equal('PASSED: nothing new, 1 known')
    expect(line([found('6.02'), found('6.04', { cause: 'late' })])).to.equal('FAILED: 2 causes, 2 failed cases')
    expect(line([found('6.08'), found('6.02', { known: KNOWN })])).to.equal('FAILED: 1 new (6.08), 1 known')
    expect(line([pass], { stale })).to.equal('FAILED: 1 known failure no longer expected')
    expect(line([pass, open])).to.equal('NOT JUDGED: 1 of 2 cases without a verdict')
    expect(line([pass, open], {}, { allowInconclusive: 1 })).to.equal('PASSED: nothing failed in 1 case')
    expect(line([found('6.02'), open])).to.equal('FAILED: 1 cause, 1 failed case, 1 of 2 cases without a verdict')
    expect(line([open], { diagnosis: 'nobody listens' })).to.equal('NOT JUDGED: nobody listens')
    expect(line([found('6.02', { verdict: 'error' })])).to.equal('FAILED: 1 error in wsspec')
    expect(line([found('6.02', { verdict: 'skip' })])).to.equal('PASSED: no case applied')
  })

  it('names what would run skipped cases', () => {
    const skip = (id: string, over: Partial<CaseResult>) => found(id, { verdict: 'skip', ...over })
    const { skips } = reportOf([
      skip('11.01', { because: unmetWords('allowedOrigin') }),
      skip('11.02', { because: unmetWords('authPath') }),
      skip('7.01', { because: unmetWords('subprotocols') }),
      skip('2.10', { because: unmetWords('defaultPort') }),
      skip('1.10', { because: 'the same fault as in 1.09, which scores it', scoredIn: '1.09' }),
    ])
    expect(skips.unlocks.map(({ option, fields, cases }) => [option, fields, cases.length])).to.deep.equal([
      ['--profile FILE', ['allowedOrigin', 'authPath'], 2],
      ['--subprotocol NAME', [], 1],
    ])
    expect(skips.referred.map(({ id }) => id)).to.deep.equal(['1.10'])
    expect(skips.others.map(({ id }) => id)).to.deep.equal(['2.10'])
  })

  it('counts cases without a verdict by their reason, and those that waited for silence', () => {
    const open = (id: string, because: string) => found(id, { verdict: 'inconclusive', because })
    const silent = { sent: '', received: '', sentBytes: 1, receivedBytes: 0, firstByteMs: null, endedMs: 9 }
    const report = reportOf([
      open('1.01', 'reset'),
      open('1.02', 'time'),
      open('1.03', 'time'),
      found('1.04', { exchanges: [{ ...silent, ended: 'timeout' }] }),
    ])
    expect(report.undecided.map(({ because, cases }) => [because, cases.length])).to.deep.equal([
      ['time', 2],
      ['reset', 1],
    ])
    expect(report.waited).to.equal(1)
  })
})

describe('reports/model/differences', () => {
  const named = (name: string, cases: CaseResult[], over: Partial<TargetResult> = {}) =>
    target(name, cases, { server: null, ...over })
  const pass = (id: string) => found(id, { verdict: 'pass', cause: null, impact: null })
  const modelOf = (...targets: TargetResult[]) => reportModel(results(...targets), TERMS)

  it('groups what differs by who has it and by cause, the most telling first', () => {
    const { comparison } = modelOf(
      named('a', [
        found('5.05'),
        found('5.06'),
        pass('2.01'),
        found('12.03', { cause: 'late', impact: 'smuggling' }),
        pass('1.08'),
      ]),
      named('b', [
        found('5.05'),
        found('5.06'),
        found('2.01'),
        pass('12.03'),
        found('1.08', { verdict: 'warn', cause: 'form', impact: 'form' }),
      ]),
      named('c', [pass('5.05'), pass('5.06'), pass('2.01'), pass('12.03'), pass('1.08')]),
    )
    const told = comparison?.differences.map(({ who, cause, rows }) => [who, cause, rows.map(({ id }) => id).join()])
    expect(told).to.deep.equal([
      ['only a', 'late', '12.03'],
      ['only b', 'many', '2.01'],
      ['all but c', 'many', '5.05,5.06'],
      ['only b', 'form', '1.08'],
    ])
  })

  it('names the cause and the impact, and says only or all but only where every other target was judged', () => {
    const skip = (id: string) => found(id, { verdict: 'skip', scoredIn: '2.02' })
    const { comparison } = modelOf(
      named('a', [found('2.01'), found('2.03'), found('2.04')]),
      named('b', [skip('2.01'), found('2.03'), pass('2.04')]),
      named('c', [pass('2.01'), skip('2.03'), skip('2.04')]),
    )
    const shown = comparison?.differences.map(({ who, rows }) => [who, rows.map(({ id }) => id).join()])
    expect(shown).to.have.deep.members([
      ['a', '2.01,2.04'],
      ['a and b', '2.03'],
    ])
    expect(comparison?.differences[0]).to.include({ title: 'Title of many', impact: 'lax' })
  })

  it('keeps findings of all targets and verdicts that are no findings apart', () => {
    const { comparison } = modelOf(
      named('a', [found('5.05'), found('5.06'), found('7.01', { verdict: 'observed' })]),
      named('b', [found('5.05'), found('5.06', { verdict: 'warn' }), pass('7.01')]),
      named('down', [], { diagnosis: 'nobody listens' }),
    )
    expect(comparison?.differences).to.deep.equal([])
    expect(comparison?.shared.map(({ id }) => id)).to.deep.equal(['5.05', '5.06'])
    expect(comparison?.others.map(({ id }) => id)).to.deep.equal(['5.06', '7.01'])
  })

  it('compares nothing for one target', () => {
    expect(modelOf(named('a', [found('5.05')])).comparison).to.equal(null)
  })
})
