import { expect } from 'chai'
import type { CaseResult, StoredExchange, TargetResult } from '../../harness/case/results'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { autobahn } from '../../reports/autobahn'
import { badgeJson } from '../../reports/badge'
import { diffResults } from '../../reports/diff/difference'
import { annotations } from '../../reports/github-annotations'
import { html } from '../../reports/html'
import { issue } from '../../reports/issue'
import { junit } from '../../reports/junit'
import { knownFrom, knownText } from '../../reports/known/known-list'
import { likeWords, prevalenceWords } from '../../reports/like-words'
import { markdown } from '../../reports/markdown'
import { mochawesomeData } from '../../reports/mochawesome/mochawesome-data'
import { againLine, nextStep, repeatLine } from '../../reports/repeat-command'
import { stable } from '../../reports/stable/stable-results'
import { terminal } from '../../reports/terminal/terminal'
import { trace } from '../../reports/trace'
import { pairOf } from '../../reports/wire/request-pair'
import { pieces } from '../../reports/wire/stored-bytes'
import { clientCauses } from '../../suites/client/causes'
import { exchange, result, results, target } from './kit/results'

const KEYS = ['dGhlIHNhbXBsZSBub25jZQ==', 'AQIDBAUGBwgJCgsMDQ4PEA=='] as const
const HELLO = Buffer.from('818501020304696e6f686e', 'hex').toString('latin1')

/** A connection of a client: its request and message, and the answer of wsspec. */
function connection(id: string, key: string, accept = acceptFor(key), ended: StoredExchange['ended'] = 'closed') {
  const request = `GET /c/${id}/0123456789ab HTTP/1.1\r\nHost: 127.0.0.1:40123\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`
  const answer = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
  return exchange({ received: request + HELLO, sent: answer, ended })
}

const finding: Partial<CaseResult> = {
  suite: 5,
  title: 'Sec-WebSocket-Accept is that of random bytes',
  expected: 'the client does not open the WebSocket, and closes the connection',
  got: 'the client opened the WebSocket and sent a message',
  cause: 'client-accept-not-checked',
  impact: 'bypass',
  source: ['RFC 6455 4.1'],
  exchanges: [connection('C5.03', KEYS[1], 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=')],
}

const NAME = 'node driver.js {url} {protocols}'
const COMMAND = ['clients', 'run', '--whatwg', '--json', 'x.json', '--', 'node', 'driver.js', '{url}', '{protocols}']

function client(
  name = NAME,
  more: Partial<TargetResult> = {},
  cases = [result('C5.03', 'fail', finding)],
): TargetResult {
  const controls = [connection('control', KEYS[0])]
  return target(name, cases, { role: 'client', server: null, url: 'ws://127.0.0.1:40123/', controls, ...more })
}

const all = { ...results(client()), command: COMMAND }
const terms = { causes: clientCauses, strict: false, allowInconclusive: 0 }

/** Texts in which nothing may be said of a server that was tested. */
function expectNoServer(text: string): void {
  const words = text
    .replaceAll(/A server that does not speak WebSocket[^.]*\./g, '')
    .replaceAll(/server of wsspec/g, '')
  expect(words).to.not.match(/\b(?:the|that|known) servers?\b/i)
}

describe('the reports of a client', () => {
  it('call it a client', () => {
    const texts = [
      terminal(all, { ...terms, width: 100, color: false, verbose: true, quiet: false, suites: new Map() }),
      markdown(all, terms),
      junit(all, terms),
      annotations(all, terms),
      issue(all, { ...terms, notes: new Map() }),
      badgeJson(all),
      JSON.stringify(mochawesomeData(all, terms)),
      ...autobahn(all).values(),
      ...trace(all).values(),
    ]
    for (const text of texts) expectNoServer(text)
    expect(texts[1]).to.include('closed by the client')
    const page = html(all, { ...terms, notes: new Map() })
    expect(page).to.include('the client did what the clause asks for').and.include('The correct answer')
    expect(page).to.include('a WebSocket opens with a peer that did not accept one').and.not.include('id="hand-1"')
    expectNoServer(page.replace(/<script[\s\S]*?<\/script>/g, ''))
  })

  it('show what it sent first, its frames, and what was changed in the answer', () => {
    const text = markdown(all, terms)
    expect(text.indexOf('<<< received')).to.be.above(0).and.below(text.indexOf('>>> sent'))
    expect(text).to.include('[text frame, masked, 5 bytes]')
    const [own] = finding.exchanges ?? []
    const [control] = all.targets[0]?.controls ?? []
    if (!own || !control) throw new Error('both have a connection')
    expect(pairOf(control, connection('C1.01', KEYS[1])).own.filter(({ changed }) => changed)).to.deep.equal([])
    expect(
      pairOf(control, own)
        .own.filter(({ changed }) => changed)
        .map((line) => line.text),
    ).to.deep.equal(['Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n'])
    const [refusal, frame] = pieces(Buffer.from(`HTTP/1.1 401 No\r\n\r\n${HELLO}`, 'latin1'), 'received', 'client')
    expect([refusal?.kind, frame?.kind]).to.deep.equal(['text', 'frame'])
  })

  it('name commands that run as they are', () => {
    const [one = client()] = all.targets
    expect(nextStep(one, COMMAND)).to.equal(
      "wsspec clients run --whatwg --only C5.03 --html report.html -- node driver.js '{url}' '{protocols}'",
    )
    expect(repeatLine('C5.03', one, ['compare', 'a.json', 'b.json'])).to.equal(
      "wsspec clients run --only C5.03 --verbose -- node driver.js '{url}' '{protocols}'",
    )
    expect(againLine(all)).to.equal("wsspec clients run --whatwg -- node driver.js '{url}' '{protocols}'")
    const named = client('undici@7.0.0', { client: { name: 'undici', version: '7.0.0', language: 'JavaScript' } })
    expect(repeatLine('C5.03', named, ['clients', 'run', 'ws', 'undici'])).to.equal(
      'wsspec clients run undici --only C5.03 --verbose',
    )
    expect(nextStep(named, ['clients', 'run', 'undici@7.0.0'])).to.equal(
      'wsspec clients run undici@7.0.0 --only C5.03 --html report.html',
    )
  })

  it('have known failures under the name of the client', () => {
    const named = client('undici@7.0.0', { client: { name: 'undici', version: '7.0.0', language: 'JavaScript' } })
    const entries = knownFrom([named], [], { strict: false, day: '2026-11-29' })
    expect(entries).to.deep.equal([
      {
        id: 'C5.03',
        client: 'undici',
        reason: 'found, not examined yet: the client opened the WebSocket and sent a message',
      },
    ])
    expect(knownText('known.yml', entries)).to.include('wsspec clients run').and.include('client: undici')
  })

  it('are the same for the same behaviour', () => {
    const again = { ...results(client(NAME, { url: 'ws://127.0.0.1:51000/' })), command: COMMAND }
    const bytes = (key: string) => {
      const { received, sent } = stable({
        ...again,
        targets: [client(NAME, {}, [result('C1.01', 'pass', { exchanges: [connection('C1.01', key)] })])],
      }).targets[0]?.cases[0]?.exchanges[0] ?? { received: '', sent: '' }
      return [received, sent].map((text) => Buffer.from(text, 'base64').toString('latin1'))
    }
    expect(bytes(KEYS[0])).to.deep.equal(bytes(KEYS[1]))
    expect(bytes(KEYS[0])[0]).to.include('GET /c/C1.01/xxxxxxxxxxxx HTTP/1.1').and.include('127.0.0.1:0')
    expect(bytes(KEYS[0])[1]).to.include(`Sec-WebSocket-Accept: ${'a'.repeat(27)}=`)
  })

  it('count clients, and compare clients with clients', () => {
    expect(prevalenceWords({ id: 'C5.03', prevalence: { servers: 2, of: 40 } })).to.equal(
      '2 of 40 known clients do this too',
    )
    const like = { name: 'undici', version: '7.0.0', agree: 250, of: 252, shared: 0, own: 1 }
    expect(likeWords({ ...client(), like })).to.include("that client's too")
    const other = client('other')
    expect(
      diffResults(results(client('a')), results(client('a', {}, [result('C5.03', 'pass', { suite: 5 })]))).fixed,
    ).to.have.length(1)
    const { suites } = {
      suites: terminal(
        { ...all, targets: [client('a'), other] },
        { ...terms, width: 100, color: false, verbose: false, quiet: false, suites: new Map() },
      ),
    }
    expect(suites).to.include('C5.03')
  })
})
