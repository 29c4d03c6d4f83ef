import { expect } from 'chai'
import { answersOf } from '../../../reports/wire/answer-heads'
import { exchange, KEY, OTHER_KEY, request, result, results, switched, target } from '../kit/results'

describe('reports: the answers of a run', () => {
  it('are listed once, with placeholders for what differs from connection to connection', () => {
    const date = (second: number) => `Date: Sun, 22 Nov 2026 10:00:0${second} GMT\r\n`
    const first = exchange({ sent: request(KEY), received: switched(KEY, date(1)) })
    const second = exchange({ sent: request(OTHER_KEY), received: switched(OTHER_KEY, date(2)) })
    const none = exchange({ sent: request(KEY) })
    const of = results(target('x', [result('6.01', 'pass', { exchanges: [first, second, none] })]))
    const answers = answersOf(of)
    expect(answers.heads.map(({ times }) => times)).to.deep.equal([2])
    expect(answers.heads[0]?.text)
      .to.contain(`Sec-WebSocket-Accept: ${'a'.repeat(27)}=`)
      .and.contain('Date: Thu, 01 Jan 1970')
    expect([first, second, none].map(answers.indexOf)).to.deep.equal([0, 0, -1])
  })
})
