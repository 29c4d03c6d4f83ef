import { expect } from 'chai'
import type { Verdict } from '../../harness/case/results'
import { upgradeSuite } from '../../suites/server/03-upgrade'
import { derived, judged, verdict } from './kit/judged'
import { evidence, observation, refusal, response, switching, switchingTo } from './kit/observations'
import { fieldLines, sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

describe('suite 3', () => {
  itIsComplete(upgradeSuite, ids(3, 21))
})

describe('suite 3 sends', () => {
  it('no Upgrade line in 3.01 and an empty one in 3.15', () => {
    expect(fieldLines('3.01', 'Upgrade')).to.deep.equal([[]])
    expect(fieldLines('3.15', 'Upgrade')).to.deep.equal([['Upgrade: ']])
  })

  it('one line, then the same on two, in 3.07', () => {
    expect(fieldLines('3.07', 'Upgrade')).to.deep.equal([
      ['Upgrade: websocket, foo/1'],
      ['Upgrade: websocket', 'Upgrade: foo/1'],
    ])
  })

  it('the UTF-8 of U+212A and U+017F in 3.14', () => {
    const values = fieldLines('3.14', 'Upgrade').map(([line]) => Buffer.from(line ?? '', 'latin1').toString('utf8'))
    expect(values).to.deep.equal(['Upgrade: websoc\u212aet', 'Upgrade: web\u017focket'])
  })

  it('HTAB and no SP in 3.16', () => {
    expect(fieldLines('3.16', 'Upgrade')).to.deep.equal([['Upgrade:\twebsocket\t']])
  })

  it('the three fields of an upgrade to h2c in 3.17', () => {
    expect(sent('3.17')).to.include('Upgrade: h2c, websocket\r\nConnection: Upgrade, HTTP2-Settings\r\n')
    expect(sent('3.17')).to.match(/\r\nHTTP2-Settings: [A-Za-z0-9_-]+\r\n/)
  })
})

describe('suite 3 judges', () => {
  it('a page as a right answer to a plain GET', () => {
    for (const status of [200, 404, 426]) expect(verdict('3.01', refusal(status))).to.equal('pass')
    expect(verdict('3.01', switching())).to.equal('fail')
  })

  it('a 426 by its Upgrade and its Connection', () => {
    const of = (...lines: string[]) => [
      evidence(observation({ fields: { Upgrade: null } }, refusal(426, ...lines)), '3.01'),
    ]
    expect(derived('3.02', of('Upgrade: foo/1, WebSocket', 'Connection: close, upgrade')).verdict).to.equal('pass')
    expect(derived('3.02', of('Upgrade: websocket', 'Connection: close')).verdict).to.equal('fail')
    expect(derived('3.02', of('Connection: Upgrade')).verdict).to.equal('fail')
    expect(derived('3.02', of('Connection: Upgrade'), { direct: false }).verdict).to.equal('warn')
    for (const gateway of ['nginx', 'nginx/1.22.1', 'Caddy', 'lighttpd/1.4.69', 'Apache/2.4.71 (Debian)'])
      expect(derived('3.02', of('Upgrade: websocket', `Server: ${gateway}`)).verdict, gateway).to.equal('warn')
    expect(derived('3.02', of('Upgrade: websocket', 'Server: Apache-Coyote/1.1')).verdict).to.equal('fail')
    expect(derived('3.02', of('Upgrade: h2c', 'Connection: Upgrade')).verdict).to.equal('observed')
    expect(derived('3.02', [evidence(observation({}, refusal(400)), '3.01')]).verdict).to.equal('skip')
  })

  it('two lines against one line that means the same', () => {
    const twoLines = (twin: string) => judged('3.07', switching(), { part: 'two lines', twins: { 'one line': twin } })
    expect(twoLines(refusal(400))).to.include({ verdict: 'observed' })
    expect(twoLines(refusal(400)).got).to.include('the same list on one line: 400')
    expect(twoLines(switching()).got).to.not.include('one line')
  })

  it('a switch to another protocol that was offered as allowed, but not with Sec-WebSocket-Accept', () => {
    const h2c = response('HTTP/1.1 101 Switching Protocols', 'Upgrade: h2c', 'Connection: Upgrade')
    expect(verdict('3.08', h2c)).to.equal('observed')
    expect(verdict('3.08', switchingTo('h2c'))).to.equal('fail')
    expect(verdict('3.08', switching())).to.equal('fail')
    expect(verdict('3.17', switchingTo('h2c'))).to.equal('observed')
  })

  it('a 101 that echoes an unknown protocol as a switch', () => {
    expect(verdict('3.09', switchingTo('websockets'))).to.equal('fail')
    expect(verdict('3.12', switchingTo('"websocket"'))).to.equal('fail')
  })

  it('a version suffix without a score', () => {
    expect(verdict('3.11', refusal(400))).to.equal('pass')
    expect(verdict('3.11', switching())).to.equal('observed')
    expect(verdict('3.11', '')).to.equal('observed')
  })

  it('each protocol in a 101 against those offered', () => {
    const of = (upgrade: string | null, chosen: string) =>
      derived('3.18', [evidence(observation({ fields: { Upgrade: upgrade } }, switchingTo(chosen)), '3.01')]).verdict
    expect(of('websocket', 'WebSocket')).to.equal('pass')
    expect(of('foo/1, h2c', 'h2c')).to.equal('pass')
    expect(of('websocket/13', 'websocket')).to.equal('pass')
    expect(of('websocket', 'websocket, h2c')).to.equal('fail')
    expect(of(null, 'websocket')).to.equal('fail')
  })

  it('a foreign protocol in a 101 once: where the case that asked has no finding', () => {
    const item = evidence(observation({ fields: { Upgrade: null } }, switching()), '3.01')
    const judge = (asking: Verdict) => derived('3.18', [item], {}, () => asking)
    expect(judge('fail')).to.deep.include({ verdict: 'skip', scoredIn: '3.01' })
    expect(judge('pass').verdict).to.equal('fail')
  })

  it('a foreign protocol in a 101 not again where 13.17 repeats the request of 3.08', () => {
    const foo = (from: string) => evidence(observation({ fields: { Upgrade: 'foo' } }, switching()), from)
    expect(derived('3.18', [foo('13.17')]).verdict).to.equal('skip')
    const both = derived('3.18', [foo('3.08'), foo('13.17')], {}, (id) => (id === '3.08' ? 'fail' : 'observed'))
    expect(both).to.deep.include({ verdict: 'skip', scoredIn: '3.08' })
  })

  it('Upgrade in a refusal only with its connection option', () => {
    const of = (...fields: string[]) => derived('3.20', [evidence(observation({}, refusal(400, ...fields)), '5.01')])
    expect(of('Upgrade: websocket').verdict).to.equal('fail')
    expect(of('Upgrade: websocket').because).to.match(/^RFC 9110 7\.8: "A sender of Upgrade MUST/)
    expect(of('Upgrade: websocket', 'Connection: close').verdict).to.equal('fail')
    expect(of('Upgrade: websocket', 'Connection: Upgrade, close').verdict).to.equal('pass')
    expect(of('Upgrade: websocket', 'Server: nginx/1.22.1').verdict).to.equal('warn')
    expect(of().verdict).to.equal('skip')
  })

  it('the words of a handshake in another field as no handshake', () => {
    expect(verdict('3.19', switching())).to.equal('fail')
    expect(verdict('3.19', refusal(426))).to.equal('pass')
    const text = sent('3.19', 'X-Note: Upgrade: websocket')
    expect(text).to.include('\r\nX-Note: Upgrade: websocket\r\n')
    expect(text).to.not.match(/^Upgrade:/m)
  })
})
