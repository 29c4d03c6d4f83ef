import { expect } from 'chai'
import { comparison } from '../../../reports/terminal/comparison'
import { result, results, target } from '../kit/results'
import { SUITES, WS } from './two-suites'

describe('reports: comparison', () => {
  const other = target('faye@0.12', [result('6.01', 'fail'), result('6.02', 'fail'), result('12.02', 'pass')])

  it('sets the counts side by side and lists only what differs', () => {
    const text = comparison(results(WS, other), { color: false, width: 100, suites: SUITES })
    expect(text).to.match(/ws 8\.23\.0\s+faye 0\.12/)
    expect(text).to.match(/ 6 Sec-WebSocket-Version\s+●1 ✕1 ▲1 –1 \?1\s+✕2/)
    expect(text)
      .to.contain('6.01')
      .and.contain('· not run')
      .and.not.match(/^6\.02/m)
    expect(text.trimEnd().split('\n').at(-1)).to.equal('Next: wsspec compare ws@8.23.0 faye@0.12 --html report.html')
    const started = { ...results(WS), command: ['compare', '--insecure', '--', 'node', 'server.js'] }
    expect(comparison(started, { color: false, width: 100, suites: SUITES }).trimEnd().split('\n').at(-1)).to.equal(
      'Next: wsspec compare --insecure --html report.html -- node server.js',
    )
  })

  it('becomes a list where the table is too wide', () => {
    const many = [1, 2, 3, 4, 5, 6].map((i) => target(`server-${i}@1.0.0`, [result('6.01', i % 2 ? 'pass' : 'fail')]))
    expect(comparison(results(...many), { color: false, width: 40 })).to.match(/Suite 6\n {2}server-1 1\.0\.0\s+●1\n/)
  })
})
