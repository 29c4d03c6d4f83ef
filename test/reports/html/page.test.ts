import { createHash } from 'node:crypto'
import { expect } from 'chai'
import type { Results } from '../../../harness/case/results'
import { html } from '../../../reports/html'
import { resultsIn } from '../../../reports/html/embedded-results'
import { PALETTE } from '../../../reports/html/palette'
import { SCRIPT } from '../../../reports/html/script/index'
import { STYLE } from '../../../reports/html/style'
import { shownOf, textsIn } from '../kit/page-texts'
import {
  exchange,
  hostile,
  KEY,
  maskedFrame,
  notes,
  refusedResults,
  request,
  result,
  results,
  switched,
  target,
} from '../kit/results'

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found)
}

function page(of: Results, more: Parameters<typeof notes>[1] = {}): string {
  return html(of, { notes: notes(of, more), suites: new Map([[6, 'Sec-WebSocket-Version']]) })
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe('reports: html', () => {
  const evil = page(hostile(), {
    why: '<script>w</script>',
    contested: { strict: '</dd><script>r</script>', lenient: 'l' },
  })

  it('lets nothing from outside become markup', () => {
    const own = shownOf(evil)
    expect(own).to.not.match(/<\/?script/i)
    expect(own).to.not.match(/<(img|svg|iframe|link|object|form|base)\b/i)
    expect(all(own, /<[^>]*\s(on\w+|style)=/gi)).to.deep.equal([])
    expect(own).to.match(/^[^\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/)
  })

  it('fetches nothing and leads nowhere but to the clauses', () => {
    const leads = all(evil, /\s(?:href|src|action|srcset|poster|data)="([^"]*)"/g)
    expect(leads.filter((lead) => !/^(#|https:\/\/www\.rfc-editor\.org\/|data:,$)/.test(lead))).to.deep.equal([])
    expect(all(evil, /(url\(|@import)/g)).to.deep.equal([])
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    const policy = `default-src 'none'; script-src ${hash(SCRIPT)}; style-src ${hash(STYLE)}; img-src data:; base-uri 'none'; form-action 'none'`
    expect(evil).to.contain(`content="${policy}"`)
    const elsewhere = page(results(target('x', [result('6.01', 'fail')])), {
      clauses: [{ text: 'c', url: 'https://evil.example/' }],
    })
    expect(elsewhere).to.not.contain('href="https://evil')
  })

  it('holds the results, whatever they are', () => {
    expect(resultsIn(evil)).to.deep.equal(hostile())
  })

  it('has every id once, every case, and no link to nowhere', () => {
    const ids = all(evil, /\sid="([^"]*)"/g)
    expect(new Set(ids).size).to.equal(ids.length)
    for (const { cases } of hostile().targets) for (const { id } of cases) expect(ids).to.include(id)
    for (const fragment of all(evil, /href="#([^"]*)"/g)) expect(ids).to.include(fragment)
  })

  it('has its headings in order, one main, a language, a title and a skip link', () => {
    const levels = all(evil, /<h([1-6])/g).map(Number)
    expect(levels.filter((level) => level === 1)).to.have.length(1)
    for (const [i, level] of levels.entries()) expect(level).to.be.at.most((levels[i - 1] ?? 0) + 1)
    expect(all(evil, /(<main id="main">)/g)).to.have.length(1)
    expect(evil).to.match(/^<!doctype html>\n<html lang="en">/)
    expect(evil)
      .to.match(/<title>[^<]+<\/title>/)
      .and.match(/<a class="skip-link" href="#main">/)
  })

  it('has a table with caption, column and row headings', () => {
    expect(evil).to.match(/<caption[^>]*>[^<]+<\/caption>/)
    expect(all(evil, /(<th(?! scope="(?:col|row|rowgroup)"|ead))/g)).to.deep.equal([])
  })

  it('shows the bytes of a failing case whole and of a passing one in short', () => {
    const link = Buffer.concat([Buffer.from(request(KEY)), maskedFrame('hello there', Buffer.from('00000000', 'hex'))])
    const exchanges = [exchange({ sent: link, received: switched(KEY) }), exchange({ sent: 'SECOND', received: '' })]
    const failing = page(results(target('x', [result('6.01', 'fail', { exchanges })])))
    expect(failing).to.contain('GET / HTTP/1.1\nHost').and.contain('hello there').and.contain('SECOND')
    expect(failing).to.contain('[text frame, masked, 11 bytes]').and.contain('closed by the server after 3.4 ms')
    const passing = page(results(target('x', [result('6.01', 'pass', { exchanges })])))
    expect(shownOf(passing)).to.contain('Got: 400 Bad Request').and.not.contain('hello there')
  })

  it('draws CR LF as a line break, and any other line end by its name', () => {
    const exchanges = [exchange({ sent: 'GET / HTTP/1.1\nHost: a\r\rX\r\n\r\n', received: '' })]
    const shown = page(results(target('x', [result('6.01', 'fail', { exchanges })])))
    expect(shown).to.contain('GET / HTTP/1.1<i>LF</i>\nHost: a<i>CR</i><i>CR</i>X\n\n')
    expect(shownOf(shown)).to.not.match(/[␍␊]/)
  })

  it('says beside the line that decided what was required, and only there', () => {
    const exchanges = [
      exchange({ sent: request(KEY), received: switched(KEY) }),
      exchange({ sent: 'GET / HTTP/1.1\r\n\r\n', received: 'HTTP/1.1 400 Bad Request\r\n\r\n' }),
    ]
    const shown = page(results(target('x', [result('6.01', 'fail', { expected: '400', exchanges })])))
    expect(shown).to.contain(
      '<mark>HTTP/1.1 101 Switching Protocols</mark><span class="must"> ← required: 400</span>\n',
    )
    expect(all(shown, /(← required)/g)).to.have.length(1)
  })

  it('shows of a pass the fields that were required, which the words leave out', () => {
    const received = 'HTTP/1.1 400 Bad Request\r\nSec-WebSocket-Version: 13, 8\r\nContent-Length: 0\r\n\r\n'
    const exchanges = [exchange({ sent: request(KEY), received })]
    const expected = 'a 4xx with a Sec-WebSocket-Version that lists 13'
    const shown = page(results(target('x', [result('6.02', 'pass', { expected, exchanges })])))
    expect(shown).to.contain('Got: 400 Bad Request; Sec-WebSocket-Version: 13, 8')
  })

  it('shows beside the bytes the time of each write and read, where it is stored', () => {
    const received = Buffer.concat([Buffer.from(switched(KEY)), Buffer.from('8a026869', 'hex')])
    const one = exchange({ sent: request(KEY), received })
    const events = [
      { direction: 'sent' as const, octets: 16, atMs: 0 },
      { direction: 'sent' as const, octets: one.sentBytes - 16, atMs: 20 },
      { direction: 'received' as const, octets: one.receivedBytes - 4, atMs: 21.2 },
      { direction: 'received' as const, octets: 4, atMs: 1300 },
    ]
    const of = (exchanges: (typeof one)[]) => page(results(target('x', [result('6.01', 'fail', { exchanges })])))
    const timed = of([{ ...one, events }])
    expect(timed).to.contain('<small>0 ms </small>GET / HTTP/1.1\n<small>20 ms </small>Host')
    expect(timed)
      .to.match(/<small>21 ms <\/small>(?:<mark>)?HTTP\/1\.1 101/)
      .and.match(/<small>1\.3 s <\/small><span class="frame">\[Pong/)
    expect(of([{ ...one, events: events.slice(0, 3) }])).to.not.contain('<small>1.3 s')
    expect(of([one])).to.not.match(/<pre><small>/)
  })

  it('shows both readings of a contested case, clauses without notes, and how to repeat', () => {
    const one = results(target('x', [result('6.01', 'contested')]))
    const shown = page(one, { contested: { strict: 'one clause', lenient: 'the other' } })
    expect(shown).to.contain('one clause').and.contain('the other')
    expect(textsIn(shown).findings['1 6.01']?.again).to.contain('--only 6.01')
    expect(html(one, { notes: new Map() })).to.contain('href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2"')
  })

  it('says why a target could not be judged', () => {
    const text = page(results(target('x@1', [result('6.01', 'inconclusive')], { diagnosis: 'it answers 401' })))
    expect(shownOf(text).split('it answers 401'), 'the diagnosis, in the page once').to.have.length(2)
    expect(shownOf(text)).to.match(/<strong class="inconclusive">NOT JUDGED<\/strong> <span>it answers 401<\/span>/)
  })

  it('shows why a target was not judged, each fact once, and the command to try', () => {
    const refused = refusedResults(['--origin', '***'])
    const one = shownOf(page(refused))
    expect(one).to.match(/NOT JUDGED<\/strong> <span>the correct handshake was not answered with 101<\/span>/)
    expect(one).to.match(
      /<dt>Received<\/dt><dd>404 Not Found: no page<\/dd><dt>Looks like<\/dt><dd>It answers 101 at \/ws\.</,
    )
    const next = /Next:<\/b> <code class="line">wsspec run ws:\/\/a\.test\/ws --origin (?:"|&quot;)\$\{ORIGIN:\?\}/
    expect(one)
      .to.match(next)
      .and.match(/Set ORIGIN first, to an Origin that the server accepts\./)
    expect(one).to.not.include('Echoes messages')
    const two = results(...refused.targets, target('x@1', [result('6.01')]))
    expect(shownOf(page({ ...two, command: ['compare', 'ws://a.test/', 'x'] }))).to.match(next)
  })

  it('has new failures first and known ones folded, also in the map', () => {
    const known = { reason: 'an old bug' }
    const cases = [result('6.01', 'fail', { known }), result('6.02', 'fail'), result('6.03')]
    const some = shownOf(page(results(target('x@1', cases))))
    expect(some).to.match(/<strong class="fail">FAILED<\/strong> <span>1 new \(6\.02\), 1 known<\/span>/)
    expect(some.indexOf('<div id="6.02"')).to.be.below(some.indexOf('<details class="fold" id="known">'))
    expect(some.indexOf('<details class="fold" id="known">')).to.be.below(some.indexOf('<div id="6.01"'))
    expect(some).to.include('class="fail known">6.01 fail, known</a>').and.include('class="fail">6.02 fail</a>')
    const none = shownOf(
      page(
        results(
          target(
            'x@1',
            cases.filter(({ id }) => id !== '6.02'),
          ),
        ),
      ),
    )
    expect(none).to.include('<strong class="pass">PASSED</strong> <span>nothing new, 1 known</span>')
    expect(none).to.include('Nothing to fix').and.not.include('Fix first')
  })

  it('shows causes in the order of the model, with the recipe of the own stack whole and the others on demand', () => {
    const found = result('2.01', 'fail', { cause: 'host-not-checked', impact: 'bypass' })
    const grave = result('12.03', 'fail', { cause: 'body-not-refused', impact: 'smuggling' })
    const recipe = { cause: 'host-not-checked', use: 'Use <it>.', removes: ['2.01'] }
    const recipes = [
      { ...recipe, stack: 'nginx', server: 'nginx', path: 'docs/fixes/a/nginx.conf', code: 'return 400;' },
      { ...recipe, stack: 'ws', server: 'ws', path: 'docs/fixes/a/ws.js', code: 'if (a < b) refuse()\n' },
    ]
    const of = results(target('ws@1', [found, grave]))
    const whole = html(of, { notes: notes(of), recipes })
    const shown = shownOf(whole)
    expect(shown.indexOf('#cause-body-not-refused')).to.be.below(shown.indexOf('#cause-host-not-checked'))
    expect(shown).to.match(
      /<summary>Tested recipe: ws<\/summary>.*if \(a &lt; b\) refuse\(\).*Tested: it removes 2\.01\. .*For other stacks:.*<summary>nginx<\/summary>/s,
    )
    expect(shown).to.not.include('return 400;')
    expect(textsIn(whole).recipes['docs/fixes/a/nginx.conf']?.code).to.equal('return 400;')
  })

  it('opens the recipe in the language of a server that a command started, and none where that is not known', () => {
    const found = result('2.01', 'fail', { cause: 'host-not-checked', impact: 'bypass' })
    const texts = { cause: 'host-not-checked', use: 'Use it.', removes: ['2.01'], code: 'refuse()' }
    const recipes = [
      { ...texts, stack: 'nginx', server: 'nginx', path: 'docs/fixes/a/nginx.conf' },
      { ...texts, stack: 'ws with node:http', server: 'ws', language: 'JavaScript', path: 'docs/fixes/a/ws.js' },
    ]
    const of = results(target('node server.js', [found], { server: null, url: 'ws://127.0.0.1:1/', like: null }))
    const shown = (command: string[]) => shownOf(html({ ...of, command }, { notes: notes(of), recipes }))
    expect(shown(['run', '--', 'node', 'server.js'])).to.match(
      /Nearest tested recipe: ws with node:http.*It is for another server in the same language: adapt it\. Use it\..*For other stacks:.*nginx/s,
    )
    expect(shown(['run', 'ws://127.0.0.1:1/']))
      .to.include('Tested recipes for some stacks:')
      .and.not.include('refuse()')
  })

  it('says whose the findings are where no server is alike, and why cases have no verdict', () => {
    const cases = [result('6.01', 'fail'), result('6.02', 'inconclusive', { because: 'the time was over' })]
    const shown = shownOf(page(results(target('mine', cases, { server: null, url: 'ws://127.0.0.1:1/', like: null }))))
    expect(shown).to.match(
      /<strong>Like none of the \d\d+ known servers<\/strong>\. The findings can come from its own code, from its library, or from a proxy in between\./,
    )
    expect(shown).to.include('<a href="#undecided">1 case without a verdict</a>: the time was over.')
  })

  it('counts a SECURITY case with a warning neither as met nor as failed', () => {
    const cases = (['fail', 'warn', 'pass', 'pass'] as const).map((verdict, at) =>
      result(`14.1${at}`, verdict, { level: 'SECURITY' }),
    )
    const one = target('mine', cases, { server: null })
    expect(shownOf(page(results(one)))).to.match(/SECURITY.*<strong>1<\/strong> <small>of 4 hardening cases failed</)
    expect(shownOf(page(results(one, { ...one, name: 'yours' })))).to.include('<td data-value="1" class="harm">1</td>')
  })

  it('names a target once, and says the reason of several parts once', () => {
    const url = 'ws://127.0.0.1:1/'
    const part = { verdict: 'fail' as const, expected: 'no', got: 'yes', because: 'a long reason', exchanges: [] }
    const parts = ['a', 'b'].map((name) => ({ ...part, name }))
    const shown = shownOf(page(results(target(url, [result('6.01', 'fail', { parts })], { server: null, url }))))
    expect(shown).to.match(/<p class="where">\d/)
    expect(shown.split('a long reason')).to.have.length(2)
  })

  it('is whole for results of older versions, without causes, impacts and meanings', () => {
    const { cause: _, impact: __, meaning: ___, ...old } = result('6.01', 'fail')
    const shown = shownOf(page(results(target('x@1', [old]))))
    expect(shown).to.include('No cause is recorded').and.include('<div id="6.01"')
  })

  it('is the same for the same results', () => {
    expect(page(hostile())).to.equal(page(hostile()))
  })

  it('can be read: a contrast of 4.5:1 for all text, light and dark', () => {
    for (const { bg, card, mark, line: _, ...inks } of Object.values(PALETTE)) {
      expect(contrast(inks.fg, mark)).to.be.at.least(4.5)
      for (const [name, ink] of Object.entries(inks))
        for (const ground of [bg, card]) expect(contrast(ink, ground), `${name} on ${ground}`).to.be.at.least(4.5)
    }
  })
})
