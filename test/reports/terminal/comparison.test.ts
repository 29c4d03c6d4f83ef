import { expect } from 'chai'
import type { CaseResult } from '../../../harness/case/results'
import { comparison } from '../../../reports/terminal/comparison'
import { widthOf } from '../../../reports/terminal/layout'
import { causes } from '../../../suites/causes'
import { result, results, target } from '../kit/results'
import { PLAIN } from './look'
import { SUITES, WS } from './two-suites'

const WIDE = { ...PLAIN, width: 100, suites: SUITES, causes }

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}

/** A target that fails the cases of suite 6 for which `fails` holds, each for a cause of its own. */
function failing(name: string, fails: (at: number) => boolean) {
  const cases = causes.slice(0, 40).map(({ id, impact }, at): CaseResult => {
    const named = `6.${10 + at}`
    return fails(at) ? result(named, 'fail', { cause: id, impact }) : result(named)
  })
  return target(name, [...cases, result('12.01')])
}

describe('reports: comparison', () => {
  const other = target('faye@0.12', [result('6.01', 'fail'), result('6.02', 'fail'), result('12.02', 'pass')])

  it('has the verdict on each target, then what each meets by suite', () => {
    const lines = comparison(results(WS, other), WIDE).split('\n')
    expect(lines.slice(0, 3)).to.deep.equal([
      '✕ ws 8.23.0 FAILED: 2 failed cases, 1 of 7 cases without a verdict',
      '  3 destructive cases left out: the target is neither on loopback nor started by wsspec (--destruct…',
      '✕ faye 0.12 FAILED: 2 failed cases',
    ])
    const text = lines.join('\n')
    expect(text).to.match(/ws 8\.23\.0\s+faye 0\.12\n/)
    expect(text).to.match(/^MUST met\s+1\/3 33 %\s+1\/3 33 %$/m)
    expect(text).to.match(/^SECURITY met\s+0\/1 0 %\s+–$/m)
    expect(text).to.match(/^ 6 Sec-WebSocket-Version\s+●1 ✕1 ▲1 \?1\s+✕2$/m)
  })

  it('lists where they differ, the most telling first, with each answer where these are few', () => {
    const text = comparison(results(WS, other), { ...WIDE, verbose: true })
    expect(text)
      .to.contain('6.01')
      .and.contain('· not run')
      .and.not.match(/^6\.02/m)
    expect(text.indexOf('\n6.01')).to.be.below(text.indexOf('\n6.04'))
    const [a, b] = [
      target('a@1', [result('6.01', 'observed', { got: 'x' }), result('6.02')]),
      target('b@1', [result('6.01'), result('6.02', 'fail')]),
    ]
    const few = comparison(results(a, b), PLAIN)
    expect(few).to.contain(
      '6.02  MUST  Title of 6.02\n    ● pass         a 1: 400 Bad Request\n    ✕ fail         b 1: 101',
    )
    expect(few.indexOf('\n6.02')).to.be.below(few.indexOf('\n6.01'))
    expect(few).to.contain('2 of 2 cases got different verdicts.\n')
  })

  it('groups many differences by cause and by who has them, and counts the others', () => {
    const [a, b, c] = [
      failing('a@1', (at) => at % 2 === 0),
      failing('b@1', (at) => at % 3 === 0),
      failing('c@1', () => false),
    ]
    const free = [a, b, c].map((each, i) => ({
      ...each,
      cases: [...each.cases, result('7.01', i ? 'observed' : 'pass')],
    }))
    const lines = comparison(results(...free), WIDE).split('\n')
    const at = lines.findIndex((line) => line.endsWith('The most telling first:'))
    expect(lines[at]).to.equal('28 of 42 cases got different verdicts. The most telling first:')
    const rows = lines.slice(at + 1, at + 21)
    expect(rows[0]).to.match(/^✕ outage {5}only b 1 {2}.*connections? .* 6\.1\d$|^✕ outage/)
    expect(rows.map((row) => row.split(/ +/)[1])).to.deep.equal(
      rows.map((row) => row.split(/ +/)[1]).toSorted((x, y) => order(x) - order(y)),
    )
    expect(rows.some((row) => row.includes('all but c 1'))).to.equal(true)
    expect(lines.slice(at + 21).join(' ')).to.match(
      /7 more differences in 7 cases; 1 case with different verdicts, none of them a finding \(--verbose shows all\)\./,
    )
  })

  it('ends with the command that shows all of it on a page', () => {
    const two = results(WS, other)
    expect(lastLine(comparison(two, WIDE))).to.equal('Next: wsspec compare ws@8.23.0 faye@0.12 --html report.html')
    const command = ['compare', 'ws', '--insecure', '--', 'node', 'server.js']
    expect(lastLine(comparison({ ...two, command }, WIDE))).to.equal(
      'Next: wsspec compare ws --insecure --html report.html -- node server.js',
    )
  })

  it('has a row for each of many targets, and only the scores where the terminal is narrow', () => {
    const many = Array.from({ length: 50 }, (_, i) => failing(`server-${i}@1.0.0`, (at) => at % (i + 2) === 0))
    const wide = comparison(results(...many), WIDE)
    expect(wide).to.match(/^ +MUST {2}SHOULD {2}SEC {2}6 +12$/m)
    expect(wide).to.match(/^server-0 1\.0\.0 +\d+ % +– +– +✕20 +●$/m)
    expect(wide.split('\n').length).to.be.below(140)
    const narrow = comparison(results(...many.slice(0, 6)), { ...WIDE, width: 40 })
    expect(narrow).to.match(/^server-0 1\S* +\d+ %/m)
    for (const line of narrow.split('\n')) if (!line.startsWith('Next: ')) expect(widthOf(line)).to.be.at.most(40)
  })

  it('names the published server that each behaves like, where one is not that server itself', () => {
    const like = { name: 'aiohttp', version: '3.14.1', agree: 374, of: 378, shared: 1, own: 0 }
    const text = comparison(results({ ...WS, like: { ...like, published: true } }, { ...other, like }), WIDE)
    expect(text).to.match(/^behaves like +– +aiohttp 3\.14\.1$/m)
    expect(comparison(results(WS, { ...other, like: null }), WIDE)).to.not.contain('behaves like')
  })

  it('is only the verdicts with --quiet', () => {
    expect(comparison(results(WS, other), { ...WIDE, quiet: true }).split('\n')).to.have.length(4)
  })

  it('shows one target, and results without causes', () => {
    expect(comparison(results(WS), WIDE)).to.contain('0 of 7 cases got different verdicts.')
    const old = [failing('a@1', () => true), failing('b@1', () => false)].map((each) => ({
      ...each,
      cases: each.cases.map(({ cause: _, impact: __, ...rest }) => rest),
    }))
    expect(comparison(results(...old), WIDE)).to.match(/^✕ only a 1 +No cause is recorded +6\.10 6\.11 \+38$/m)
  })
})

function order(impact: string | undefined): number {
  return ['outage', 'smuggling', 'interop', 'bypass', 'lax', 'form'].indexOf(impact ?? '')
}
