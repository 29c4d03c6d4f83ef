import { expect } from 'chai'
import { unmetWords } from '../../../harness/case/needs'
import { comparison } from '../../../reports/terminal/comparison'
import { widthOf } from '../../../reports/terminal/layout'
import { terminal } from '../../../reports/terminal/terminal'
import { causes } from '../../../suites/causes'
import { hostile, result, results, target } from '../kit/results'
import { PLAIN } from './look'
import { SUITES, WS } from './two-suites'

function unsafe(text: string): string {
  return text
    .replace(/\x1b\[[\d;]*m/g, '')
    .replace(/[^\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '')
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}

const KNOWN = { reason: 'issue 7' }

describe('reports: terminal', () => {
  it('shows of a target that could not be judged each fact once, and no counts', () => {
    const refusal = {
      sent: 'GET / HTTP/1.1',
      received: '403 Forbidden',
      content: 'no Origin',
      looksLike: 'It answers 101 where the handshake has an Origin.',
      help: 'Use --origin http://a.test',
      suggestion: { flags: ['--origin', 'http://a.test'] },
    }
    const cases = [result('6.01', 'inconclusive'), result('12.02', 'inconclusive')]
    const url = 'ws://a.test/'
    const refused = target(url, cases, { url, server: null, diagnosis: 'all of it', refusal })
    for (const verbose of [false, true])
      expect(
        terminal({ ...results(refused), durationMs: 0, command: ['run', url] }, { ...PLAIN, verbose }).split('\n'),
      ).to.deep.equal([
        'ws://a.test/',
        '? NOT JUDGED: the correct handshake was not answered with 101',
        '  sent        GET / HTTP/1.1, a correct handshake',
        '  received    403 Forbidden: no Origin',
        '  looks like  It answers 101 where the handshake has an Origin.',
        '  what helps  Use --origin http://a.test',
        '',
        'Next: wsspec run ws://a.test/ --origin http://a.test',
        '',
      ])
  })

  it('begins with the target, the verdict and how much it meets, and ends with the next step', () => {
    const lines = terminal(results(WS), { ...PLAIN, width: 200 }).split('\n')
    expect(lines.slice(0, 4)).to.deep.equal([
      'ws 8.23.0 (JavaScript) · ws://127.0.0.1:9001/ · 1.2 s',
      '✕ FAILED: 2 failed cases, 1 of 7 cases without a verdict',
      'ws 8.23.0 meets 1 of 3 MUSTs and 0 of 1 SHOULD; 2 MUSTs not judged; 1 SECURITY case failed.',
      '3 destructive cases left out: the target is neither on loopback nor started by wsspec (--destructive runs them).',
    ])
    expect(lastLine(lines.join('\n'))).to.equal('Next: wsspec run ws@8.23.0 --only 12.02 --html report.html')
  })

  it('shows every finding with what was expected and seen where there are few, by what to fix first', () => {
    const few = WS.cases.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail' || verdict === 'contested')
    const text = terminal(results(target('ws@8.23.0', few)), { ...PLAIN, width: 200 })
    expect(text).to.match(
      /✕ fail\s+6\.02\s+MUST {2}Unsupported 14\n\s+expected\s+a 4xx\n\s+got\s+101 Switching Protocols\n\s+because/,
    )
    const places = ['12.02 SECURITY', '6.02  MUST', '◆ contested 12.01'].map((each) => text.indexOf(each))
    expect(places).to.not.include(-1)
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b))
    expect(text).to.not.contain('Title of 6.01')
  })

  it('has a line for each kind of other results', () => {
    const skip = (id: string, because: string, scoredIn?: string) =>
      result(id, 'skip', { because, ...(scoredIn === undefined ? {} : { scoredIn }) })
    const cases = [
      result('6.01'),
      result('6.02', 'contested'),
      result('6.03', 'warn'),
      result('6.04', 'observed'),
      skip('6.05', unmetWords('allowedOrigin')),
      skip('6.06', unmetWords('subprotocols')),
      skip('6.07', 'the same fault as in 6.08, which scores it', '6.08'),
      skip('6.09', 'no segment of the path can be encoded'),
      result('6.10', 'fail', { known: KNOWN }),
      ...['6.11', '6.12', '6.13', '6.14'].map((id, i) => result(id, 'inconclusive', { because: `reason ${i % 2}` })),
      result('6.15', 'pass', {
        exchanges: [{ ...(result('6.15').exchanges[0] as never as object), ended: 'timeout' } as never],
      }),
      ...Array.from({ length: 40 }, (_, i) =>
        result(`7.${10 + i}`, 'fail', { cause: 'host-not-checked', impact: 'bypass' }),
      ),
    ]
    const text = terminal(results(target('ws@1', cases)), { ...PLAIN, width: 120, causes })
    const notes = text.split('\n\n').at(-2)
    expect(notes?.split('\n')).to.deep.equal([
      '– 1 known: 6.10 (expected failures)',
      '◆ 1 contested: 6.02 (two clauses disagree)',
      '▲ 1 warn: 6.03 (a SHOULD is missed, or only the form is wrong)',
      '? 2 cases without a verdict: reason 0',
      '? 2 cases without a verdict: reason 1',
      '? 1 case waited for silence: nothing came until the deadline',
      '– 4 skipped: --profile FILE runs 1, --subprotocol NAME runs 1, 1 scored in another case, 1 not applicable',
      '○ 1 free choice: several behaviours conform, nothing is scored',
      '● 2 of 54 cases pass',
    ])
  })

  it('names the causes in the order of their harm, the first with a finding and its remedy', () => {
    const found = (id: string, cause: string, impact: 'lax' | 'bypass' | 'smuggling') =>
      result(id, 'fail', { cause, impact })
    const cases = [
      ...Array.from({ length: 20 }, (_, i) => found(`1.${10 + i}`, 'http-version-not-checked', 'lax')),
      ...Array.from({ length: 20 }, (_, i) => found(`2.${10 + i}`, 'host-not-checked', 'bypass')),
      found('12.03', 'body-not-refused', 'smuggling'),
    ]
    const text = terminal(results(target('ws@1', cases)), { ...PLAIN, causes })
    expect(text).to.contain('✕ FAILED: 3 causes, 41 failed cases\n')
    expect(text).to.contain(
      ' 1  smuggling  A handshake with a body is accepted, and the body is read as\n               frames\n    ✕ 12.03 MUST Title of 12.03\n    got      101 Switching Protocols\n    because  RFC 6455 4.2.2\n    fix      Before the 101, refuse',
    )
    expect(text).to.match(/^ 2 {2}bypass {5}Host is never checked \(also 2\.\d\d .*\+\d+\)$/m)
    expect(text).to.contain('Fix first\n')
  })

  it('says which published server the target behaves like, and how many have a finding too', () => {
    const like = { name: 'ws', version: '8.23.0', agree: 374, of: 378, shared: 1, own: 0 }
    const found = result('6.02', 'fail', { prevalence: { servers: 52, of: 84, like: true } })
    const text = terminal(results(target('mine@1', [found], { like })), { ...PLAIN, verbose: true, width: 120 })
    expect(text).to.contain(
      "\nBehaves like ws 8.23.0 (374 of 378 cases): 1 of 1 fail is that server's too, 0 only here.\n",
    )
    expect(text).to.contain('\n    also     52 of 84 known servers do this too\n')
  })

  it('repeats what the target needs, and the command that started it', () => {
    const cases = [result('6.02', 'fail')]
    const url = 'ws://127.0.0.1:4000/x'
    const next = (command: string[], server = WS.server) =>
      lastLine(terminal({ ...results(target('ws@8.23.0', cases, { url, server })), command }, PLAIN))
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

  it('says in a few lines why a target could not be judged', () => {
    const cases = [result('6.01', 'inconclusive', { because: 'x' }), result('6.02', 'inconclusive', { because: 'x' })]
    const dead = target('ws@1', cases, { diagnosis: 'no answer: is the port right?' })
    const lines = terminal(results(dead), PLAIN).trimEnd().split('\n')
    expect(lines.slice(0, 3)).to.deep.equal([
      'ws 1 (JavaScript) · ws://127.0.0.1:9001/ · 1.2 s',
      '? NOT JUDGED: no answer: is the port right?',
      '',
    ])
    expect(lines).to.have.length(4)
    expect(lines[3]).to.match(/^Next: /)
  })

  it('shows what is new first, and known failures in a line', () => {
    const known = Array.from({ length: 25 }, (_, i) => result(`6.${10 + i}`, 'fail', { known: KNOWN, cause: 'form' }))
    const news = result('12.08', 'fail', { cause: 'host-not-checked', impact: 'bypass' })
    const text = terminal(
      { ...results(target('ws@8.23.0', [...known, news])), command: ['run', 'ws'] },
      { ...PLAIN, causes },
    )
    const lines = text.split('\n')
    expect(lines[1]).to.equal('✕ FAILED: 1 new (12.08), 25 known')
    expect(lines.indexOf('New')).to.be.below(6)
    expect(text).to.match(/^– 25 known: 6\.10 6\.11 .* \+\d+$/m)
    expect(text).to.contain('Next: wsspec run ws --only 12.08 ')
    const green = terminal(results(target('ws@8.23.0', known)), PLAIN)
    expect(green)
      .to.contain('● PASSED: nothing new, 25 known\n')
      .and.not.match(/\bfail\b/)
    const url = target('ws://[::1]:1/?a=b&c', [news], { server: null, url: 'ws://[::1]:1/?a=b&c' })
    expect(terminal(results(url), PLAIN)).to.contain(`Next: wsspec run 'ws://[::1]:1/?a=b&c' --only`)
  })

  it('names the known failures that no longer hold, and errors of its own', () => {
    const stale = ['6.01', '6.02', '6.03', '6.04', '6.05'].map((id) => ({
      id,
      reason: 'old',
      because: 'it passes',
      at: 'k.yml, line 3',
    }))
    const text = terminal(results(target('x@1', [result('6.01'), result('6.09', 'error')], { stale })), {
      ...PLAIN,
      width: 120,
    })
    expect(text).to.contain('✕ FAILED: 5 known failures no longer expected, 1 error in wsspec\n')
    expect(text).to.contain('‼ 1 error in wsspec, please report: 6.09\n')
    expect(text).to.contain('✕ k.yml, line 3: stale, 6.01: it passes (its reason: old)\n')
    expect(text).to.contain('✕ 2 more known failures no longer expected\n')
  })

  it('says more when verbose and less when quiet', () => {
    const [normal, verbose, quiet] = [{}, { verbose: true }, { quiet: true }].map((more) =>
      terminal(results(WS), { ...PLAIN, ...more }),
    ) as [string, string, string]
    expect(verbose).to.contain('Title of 6.01').and.contain('Suite 6').and.contain('a network error is no verdict')
    for (const [before, after] of [
      ['12.02 SEC', '6.02  MUST'],
      ['6.02  MUST', '◆ contested 12.01'],
      ['◆ contested 12.01', '▲ warn      6.04'],
    ] as const)
      expect(verbose.indexOf(before), after).to.be.within(1, verbose.indexOf(after))
    expect(verbose.indexOf('Unsupported 14')).to.be.below(verbose.indexOf('Title of 6.01'))
    expect(quiet).to.equal(
      '✕ ws 8.23.0 FAILED: 2 failed cases, 1 of 7 cases without a verdict\n  12.02 6.02  No cause is recorded\n',
    )
    expect(normal).to.not.contain('Title of 6.01')
  })

  for (const width of [40, 80, 120, 200])
    it(`keeps to ${width} columns, with and without colours`, () => {
      for (const each of [results(WS), hostile()])
        for (const color of [true, false])
          for (const text of [
            ...[{ verbose: true }, { quiet: true }, {}].map((more) =>
              terminal(each, { ...PLAIN, width, color, causes, suites: SUITES, ...more }),
            ),
            comparison(each, { ...PLAIN, width, color, suites: SUITES }),
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
    expect(unsafe(terminal(hostile(), { ...PLAIN, color: true }))).to.equal('')
    expect(unsafe(comparison(hostile(), { ...PLAIN, color: true }))).to.equal('')
    const plain = terminal(hostile(), { ...PLAIN, verbose: true })
    expect(plain).to.contain('\\x1b[31mred').and.not.contain('\x1b')
  })

  it('has words and shapes without colours, and the same text with them', () => {
    for (const more of [{}, { verbose: true }, { quiet: true }]) {
      const coloured = terminal(results(WS), { ...PLAIN, ...more, causes, color: true })
      expect(coloured).to.contain('\x1b[')
      expect(coloured.replace(/\x1b\[[\d;]*m/g, '')).to.equal(terminal(results(WS), { ...PLAIN, ...more, causes }))
    }
  })
})
