import { expect } from 'chai'
import { VERDICT_ORDER } from '../../harness/case/verdicts'
import { autobahn, behaviorOf } from '../../reports/autobahn'
import { exchange, KEY, request, result, results, switched, target } from './kit/results'

/** What CI scripts do with index.json: every case whose behaviour is none of these failed. */
function failedIn(index: Record<string, Record<string, { behavior: string; behaviorClose: string }>>): string[] {
  const fine = (word: string) => ['OK', 'NON-STRICT', 'INFORMATIONAL', 'UNIMPLEMENTED'].includes(word)
  return Object.values(index).flatMap((cases) =>
    Object.entries(cases).flatMap(([id, each]) => (fine(each.behavior) && fine(each.behaviorClose) ? [] : [id])),
  )
}

describe('reports: autobahn', () => {
  it('has a behaviour for every verdict, and passes none that has no evidence', () => {
    const all = Object.fromEntries(VERDICT_ORDER.map((verdict) => [verdict, behaviorOf({ verdict, known: null })]))
    expect(all).to.deep.equal({
      error: 'FAILED',
      fail: 'FAILED',
      contested: 'NON-STRICT',
      inconclusive: 'FAILED',
      warn: 'NON-STRICT',
      observed: 'INFORMATIONAL',
      pass: 'OK',
      skip: 'UNIMPLEMENTED',
    })
    expect(behaviorOf({ verdict: 'contested', known: null }, true)).to.equal('FAILED')
    expect(behaviorOf({ verdict: 'fail', known: { reason: 'issue 7' } })).to.equal('INFORMATIONAL')
  })

  it('has an index of agents and cases, whose files are there', () => {
    const cases = [result('6.01'), result('6.02', 'fail'), result('10.01', 'skip', { exchanges: [] })]
    const files = autobahn(results(target('ws@8.23.0', cases), target('ws@8.23.0', [result('6.01')])))
    const index = JSON.parse(files.get('index.json') ?? '')
    expect(Object.keys(index)).to.deep.equal(['ws 8.23.0', 'ws 8.23.0 (2)'])
    expect(index['ws 8.23.0']['6.02']).to.deep.equal({
      behavior: 'FAILED',
      behaviorClose: 'INFORMATIONAL',
      duration: 3,
      remoteCloseCode: null,
      reportfile: 'ws-8.23.0_case_6_02.json',
    })
    expect(failedIn(index)).to.deep.equal(['6.02'])
    const named = Object.values(index).flatMap((each) => Object.values(each as object).map((one) => one.reportfile))
    expect([...files.keys()]).to.have.members([...named, 'index.json'])
    expect([...files.keys()].at(-1)).to.equal('index.json')
  })

  it('has in the file of a case what was required, sent and answered, and how the connection was closed', () => {
    const received = Buffer.concat([Buffer.from(switched(KEY)), Buffer.from('880403e86869', 'hex')])
    const exchanges = [exchange({ sent: request(KEY), received })]
    const files = autobahn(results(target('ws@8.23.0', [result('6.02', 'fail', { exchanges })])))
    const file = JSON.parse(files.get('ws-8.23.0_case_6_02.json') ?? '')
    expect(file).to.include({
      agent: 'ws 8.23.0',
      id: '6.02',
      case: 1,
      description: 'MUST: Title of 6.02',
      expectation: 'a 4xx',
      result: 'fail: 101 Switching Protocols; RFC 6455 4.2.2',
      httpRequest: request(KEY),
      httpResponse: switched(KEY),
      remoteCloseCode: 1000,
      remoteCloseReason: 'hi',
    })
    expect(file.wsspec).to.include({ verdict: 'fail', level: 'MUST' })
  })
})
