import { expect } from 'chai'
import { comparison } from '../../../reports/terminal/comparison'
import { widthOf } from '../../../reports/terminal/layout'
import { type TerminalOptions, terminal } from '../../../reports/terminal/terminal'
import { hostile, result, results, target } from '../kit/results'
import { SUITES, WS } from './two-suites'

const PLAIN: TerminalOptions = { color: false, width: 80, verbose: false, quiet: false, strict: false }
function unsafe(text: string): string {
  return text
    .replace(/\x1b\[[\d;]*m/g, '')
    .replace(/[^\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '')
}

describe('reports: terminal', () => {
  it('lists findings with what was expected and seen, the gravest first, and folds passes', () => {
    const text = terminal(results(WS), PLAIN)
    expect(text).to.match(
      /✕ fail\s+6\.02\s+MUST {2}Unsupported 14\n\s+expected\s+a 4xx\n\s+got\s+101 Switching Protocols\n\s+because/,
    )
    expect(text.indexOf('◆ contested')).to.be.greaterThan(text.indexOf('12.02'))
    expect(text).to.not.contain('Title of 6.01')
  })

  it('says the headline by its rule, the counts, what was left out, and the next step last', () => {
    const text = terminal(results(WS), { ...PLAIN, width: 200 })
    expect(text).to.contain(
      'ws 8.23.0 meets 1 of 3 MUSTs and 0 of 1 SHOULD; 2 MUSTs not judged; 1 SECURITY case failed.',
    )
    expect(text).to.contain('● 1 pass  ✕ 2 fail  ▲ 1 warn  ◆ 1 contested  – 1 skip  ? 1 inconclusive')
    expect(text).to.contain('3 destructive cases left out')
    expect(text).to.contain('? 1 case inconclusive (6.05): a network error is no verdict')
    expect(text.trimEnd().split('\n').at(-1)).to.equal('Next: wsspec run ws@8.23.0 --only 12.02 --html report.html')
  })

  it('repeats what the target needs, and the command that started it', () => {
    const cases = [result('6.02', 'fail')]
    const url = 'ws://127.0.0.1:4000/x'
    const next = (command: string[], server = WS.server) =>
      terminal({ ...results(target('ws@8.23.0', cases, { url, server })), command }, PLAIN)
        .trimEnd()
        .split('\n')
        .at(-1)
    const flags = ['--only', '6', '--origin', 'https://a.example', '--json=x.json', '--insecure', '--header=A: ***']
    expect(next(['run', ...flags, 'ws'])).to.equal(
      'Next: wsspec run ws --origin https://a.example --insecure --header-env A=HEADER_A --only 6.02 --html report.html',
    )
    const started = ['--', 'node', 'server.js', '--origin', '$PORT']
    expect(next(['run', '--timeout', '500', ...started], null)).to.equal(
      "Next: wsspec run --timeout 500 --only 6.02 --html report.html -- node server.js --origin '$PORT'",
    )
    expect(next(['run', 'ws://127.0.0.1:$PORT/x', ...started], null)).to.equal(
      "Next: wsspec run 'ws://127.0.0.1:$PORT/x' --only 6.02 --html report.html -- node server.js --origin '$PORT'",
    )
  })

  it('ends a reason that is a question with its own mark', () => {
    const dead = target('ws@1', [result('6.01', 'inconclusive')], { diagnosis: 'no answer: is the port right?' })
    expect(terminal(results(dead), PLAIN)).to.contain('ws 1 could not be judged: no answer: is the port right?\n')
  })

  it('says why a target could not be judged instead of counting', () => {
    const dead = target('ws@1', [result('6.01', 'inconclusive')], { diagnosis: 'it answers 401: try --header.' })
    const text = terminal(results(dead), PLAIN)
    expect(text).to.contain('ws 1 could not be judged: it answers 401: try --header.\n')
    expect(text).to.not.contain('meets')
  })

  it('names the target as it was named, and looks first at what is new', () => {
    const cases = [result('6.01', 'fail', { known: { reason: 'issue 7' } }), result('6.02', 'fail')]
    const text = terminal({ ...results(target('ws@8.23.0', cases)), command: ['run', 'ws'] }, PLAIN)
    expect(text)
      .to.contain('Next: wsspec run ws --only 6.02 ')
      .and.match(/6\.01\s+MUST known/)
    const url = target('ws://[::1]:1/?a=b&c', cases, { server: null, url: 'ws://[::1]:1/?a=b&c' })
    expect(terminal(results(url), PLAIN)).to.contain(`Next: wsspec run 'ws://[::1]:1/?a=b&c' --only`)
  })

  it('says more when verbose and less when quiet', () => {
    const [normal, verbose, quiet] = [{}, { verbose: true }, { quiet: true }].map((more) =>
      terminal(results(WS), { ...PLAIN, ...more }),
    ) as [string, string, string]
    expect(verbose).to.contain('Title of 6.01')
    expect(quiet).to.contain('6.02').and.not.contain('expected').and.not.contain('Next')
    expect(quiet.length).to.be.lessThan(normal.length)
  })

  for (const width of [40, 80, 120])
    it(`keeps to ${width} columns, with and without colours`, () => {
      for (const each of [results(WS), hostile()])
        for (const color of [true, false])
          for (const text of [
            terminal(each, { ...PLAIN, width, color, verbose: true, suites: SUITES }),
            comparison(each, { width, color, suites: SUITES }),
          ]) {
            const lines = text
              .replace(/\x1b\[[\d;]*m/g, '')
              .split('\n')
              .filter((line) => !line.startsWith('Next: '))
            expect(Math.max(...lines.map(widthOf))).to.be.at.most(width)
          }
    })

  it('never lets control characters of the wire through', () => {
    expect(unsafe(terminal(hostile(), { ...PLAIN, verbose: true, color: true }))).to.equal('')
    expect(unsafe(comparison(hostile(), { width: 80, color: true }))).to.equal('')
    const plain = terminal(hostile(), { ...PLAIN, verbose: true })
    expect(plain).to.contain('\\x1b[31mred').and.not.contain('\x1b')
  })

  it('has words and shapes without colours, and the same text with them', () => {
    const coloured = terminal(results(WS), { ...PLAIN, color: true })
    expect(coloured).to.contain('\x1b[')
    expect(coloured.replace(/\x1b\[[\d;]*m/g, '')).to.equal(terminal(results(WS), PLAIN))
  })
})
