import { expect } from 'chai'
import type { CaseResult, PartResult, Verdict } from '../../../harness/case/results'
import { autobahn } from '../../../reports/autobahn'
import { briefResults } from '../../../reports/brief-results'
import { html } from '../../../reports/html'
import { issue } from '../../../reports/issue'
import { markdown } from '../../../reports/markdown'
import { decidingConnections, decidingExchange } from '../../../reports/wire/deciding'
import { decoded } from '../../../reports/wire/stored-bytes'
import { exchange, KEY, notes, request, result, results, target } from '../kit/results'

const [first, second, third] = ['first', 'second', 'third'].map((name) =>
  exchange({ sent: request(KEY, `X-Sent: ${name}\r\n`), received: `HTTP/1.1 200 ${name}\r\n\r\n` }),
) as [ReturnType<typeof exchange>, ReturnType<typeof exchange>, ReturnType<typeof exchange>]

function part(verdict: Verdict, ...exchanges: number[]): PartResult {
  return { name: `${verdict} ${exchanges}`, verdict, expected: 'a 4xx', got: '200', because: '', exchanges }
}

function failed(...parts: PartResult[]): CaseResult {
  return result('6.02', 'fail', { exchanges: [first, second, third], parts })
}

describe('reports: the connections that decided a case', () => {
  it('are those of every part with its verdict, once each', () => {
    const of = failed(part('pass', 0), part('fail', 1), part('fail', 2, 1))
    expect(decidingConnections(of)).to.deep.equal([1, 2])
    expect(decidingExchange(of)).to.equal(second)
  })

  it('are not those of another part where the first part with the verdict has none', () => {
    expect(decidingConnections(failed(part('pass', 0), part('fail'), part('fail', 2)))).to.deep.equal([2])
  })

  it('are all where it has no parts, or those that decided are not stored', () => {
    expect(decidingConnections(result('6.02', 'fail', { exchanges: [first, second] }))).to.deep.equal([0, 1])
    expect(decidingConnections(failed(part('pass', 0), part('fail', 7)))).to.deep.equal([0, 1, 2])
    expect(decidingExchange(result('6.02', 'fail', { exchanges: [] }))).to.equal(undefined)
  })

  it('are the same for every report', () => {
    const of = results(target('ws@1', [failed(part('pass', 0), part('fail'), part('fail', 2))], { controls: [first] }))
    const [kept] = briefResults(of).targets[0]?.cases[0]?.exchanges ?? []
    expect(decoded(kept?.received ?? '').toString()).to.include('third')
    const file = JSON.parse([...autobahn(of).values()][0] ?? '')
    expect(file.httpResponse).to.include('third')
    for (const text of [issue(of, { notes: notes(of) }), markdown(of)])
      expect(text).to.include('X-Sent: third').and.not.include('X-Sent: second')
    const page = html(of, { notes: notes(of) })
    expect(page).to.include('Connection 3 of 3').and.not.include('Connection 2 of 3')
  })
})
