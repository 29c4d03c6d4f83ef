import { expect } from 'chai'
import { subprotocolSuite } from '../../suites/server/08-subprotocol'
import { caseOf } from './kit/cases'
import { derived, judged, verdict } from './kit/judged'
import { CLOSED, evidence, observation, refusal, response, switching, VARS } from './kit/observations'
import { fieldValues, sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

function offered(id: string, part?: string): string[] {
  return fieldValues(id, 'Sec-WebSocket-Protocol', part)
}

/** A 101 that selects these subprotocols, one field line for each. */
function selecting(...values: string[]): string {
  return switching(...values.map((value) => `Sec-WebSocket-Protocol: ${value}`))
}

describe('suite 8', () => {
  itIsComplete(subprotocolSuite, ids(8, 29))
})

describe('suite 8 offers', () => {
  it('the subprotocols that the titles name', () => {
    expect(offered('8.01')).to.deep.equal([])
    expect(offered('8.02')).to.deep.equal([`x-none-${VARS.random}`])
    expect(offered('8.05', 'no space')).to.deep.equal(['x-none,chat'])
    expect(offered('8.05', 'HTAB on both sides')).to.deep.equal(['x-none\t,\tchat'])
    expect(offered('8.06', 'two lines')).to.deep.equal(['x-none', 'chat'])
    expect(offered('8.07', 'two lines')).to.deep.equal(['a, b', 'c, chat'])
    expect(offered('8.08')).to.deep.equal(['CHAT'])
    expect(sent('8.11')).to.include('\r\nSec-WebSocket-Protocol:\r\n')
    expect(offered('8.14', 'quotes')).to.deep.equal(['"chat"'])
    expect(offered('8.16')).to.deep.equal(['superchat, chat'])
    expect(offered('8.20')).to.deep.equal(['\xc3\xa9'])
    expect(offered('8.21')[0]).to.have.lengthOf(4096)
    expect(offered('8.24', 'with .v2 after it')).to.deep.equal(['chat.v2'])
  })

  it('large lists in less than 8 KB in 8.17 and 8.18', () => {
    expect(offered('8.17')[0]?.split(',')).to.have.lengthOf(1000)
    expect(offered('8.17')[0]?.endsWith(',chat')).to.equal(true)
    expect(sent('8.17').length).to.be.below(8192)
    expect(sent('8.18', '7400 spaces').length).to.be.below(8000)
  })

  it('lower case in 8.08 where the target supports a name in upper case', () => {
    expect(sent('8.08', undefined, { subprotocols: ['MQTT'] })).to.include('Sec-WebSocket-Protocol: mqtt\r\n')
  })

  it('raw CR and LF in 8.19', () => {
    expect(sent('8.19', 'a raw LF')).to.include('Sec-WebSocket-Protocol: a\nX-Inject: y\r\n')
    expect(sent('8.19', 'a raw CR')).to.include('Sec-WebSocket-Protocol: a\rX-Inject: y\r\n')
  })
})

describe('suite 8 judges', () => {
  const base = (edit: string | null, received: string) =>
    observation({ fields: { 'Sec-WebSocket-Protocol': edit } }, received)

  it('8.01 requires no field; a refusal is a free choice', () => {
    expect(verdict('8.01', switching())).to.equal('pass')
    expect(verdict('8.01', refusal(400))).to.equal('pass')
    expect(verdict('8.01', selecting('chat'))).to.equal('fail')
    expect(verdict('8.01', selecting(''))).to.equal('fail')
  })

  it('8.02 records the offered name and fails another', () => {
    expect(verdict('8.02', switching())).to.equal('pass')
    expect(verdict('8.02', selecting(`x-none-${VARS.random}`))).to.equal('observed')
    expect(verdict('8.02', selecting('chat'))).to.equal('fail')
  })

  it('8.03 and 8.04 warn where none is selected', () => {
    expect(verdict('8.03', selecting('chat'))).to.equal('pass')
    expect(verdict('8.03', switching())).to.equal('warn')
    expect(verdict('8.03', refusal(400))).to.equal('warn')
    expect(verdict('8.04', selecting('chat'))).to.equal('pass')
    expect(verdict('8.04', selecting('x-none'))).to.equal('observed')
    expect(verdict('8.04', switching())).to.equal('warn')
  })

  it('8.25 names the space that hides a name', () => {
    const part = 'a space after the comma'
    const against = (twin: string) => ({ part, twins: { 'no space': twin } })
    expect(verdict('8.25', selecting('chat'), against(switching()))).to.equal('pass')
    expect(verdict('8.25', switching(), against(selecting('chat')))).to.equal('fail')
    expect(judged('8.25', switching(), against(selecting('chat'))).because).to.match(/^RFC 9110 5\.6\.1\.2.*"no space"/)
    expect(verdict('8.25', switching(), against(switching()))).to.equal('skip')
    const before = { part: 'a space before the comma', twins: { 'no space, the known one first': selecting('chat') } }
    expect(verdict('8.25', switching(), before)).to.equal('fail')
    expect(judged('8.04', switching(), { twins: { 'no space': selecting('chat') } })).to.include({ scoredIn: '8.25' })
    expect(verdict('8.04', switching(), { twins: { 'no space': switching() } })).to.equal('warn')
  })

  it('8.04 sends the list without a space only where the known one is not selected', () => {
    const follow = (received: string) =>
      caseOf('8.04').follow?.(new Map([['the known one second', base('x-none, chat', received)]]), VARS)
    expect(follow(selecting('chat'))).to.deep.equal([])
    expect(follow(switching())?.map(({ name }) => name)).to.deep.equal(['no space'])
  })

  it('8.26 fails a value that is cut, and takes a refusal', () => {
    const against = (twin: string) => ({ part: 'after 1100 bytes', twins: { 'a short list': twin } })
    expect(verdict('8.26', selecting('chat'), against(selecting('chat')))).to.equal('pass')
    expect(verdict('8.26', refusal(431), against(selecting('chat')))).to.equal('pass')
    expect(verdict('8.26', switching(), against(selecting('chat')))).to.equal('fail')
    expect(verdict('8.26', switching(), against(switching()))).to.equal('skip')
    expect(offered('8.26', 'after 1100 bytes')[0]).to.have.lengthOf(1100 + 'chat'.length)
  })

  it('8.27 fails another spelling, which 8.03 and 8.16 leave to it', () => {
    expect(verdict('8.27', selecting('chat'))).to.equal('pass')
    expect(verdict('8.27', switching())).to.equal('pass')
    expect(judged('8.27', selecting('Chat'))).to.deep.include({ verdict: 'fail' })
    expect(judged('8.27', selecting('Chat')).got).to.include('offered chat, answered Chat')
    for (const id of ['8.03', '8.04', '8.16'])
      expect(judged(id, selecting('Chat')), id).to.include({ verdict: 'skip', scoredIn: '8.27' })
    expect(derived('8.23', [base('chat', selecting('Chat'))]).verdict).to.equal('pass')
  })

  it('8.28 fails a list with a token of unusual characters that is not understood', () => {
    const twins = { 'x-none': selecting('chat') }
    expect(verdict('8.28', selecting('chat'), { twins })).to.equal('pass')
    expect(verdict('8.28', refusal(400), { twins })).to.equal('fail')
    expect(verdict('8.28', switching(), { twins })).to.equal('fail')
  })

  it('8.06, 8.07 and 8.29 take any spelling of the one line for comparison', () => {
    for (const id of ['8.06', '8.29']) {
      const against = (twins: Record<string, string>) => ({ part: 'two lines', twins })
      expect(verdict(id, switching(), against({ 'one line': switching(), 'no space': selecting('chat') }))).to.equal(
        'fail',
      )
      expect(verdict(id, switching(), against({ 'one line': switching(), 'no space': switching() }))).to.equal('skip')
      expect(verdict(id, selecting('chat'), against({ 'one line': switching() }))).to.equal('pass')
    }
    const apart = { part: 'two lines without spaces', twins: { 'one line without spaces': selecting('chat') } }
    expect(verdict('8.07', switching(), apart)).to.equal('fail')
    expect(
      judged('8.06', switching(), { part: 'two lines', twins: { 'one line': selecting('chat') } }).because,
    ).to.match(/RFC 6455 11\.3\.4/)
    expect(offered('8.29', 'two lines')).to.deep.equal(['chat', 'x-none'])
  })

  it('8.05 compares with the twin', () => {
    const against = (twin: string) => ({ part: 'no space', twins: { 'comma and space': twin } })
    expect(verdict('8.05', selecting('chat'), against(selecting('chat')))).to.equal('pass')
    expect(verdict('8.05', switching(), against(selecting('chat')))).to.equal('fail')
    expect(verdict('8.05', refusal(400), against(selecting('chat')))).to.equal('fail')
    expect(verdict('8.05', refusal(503), against(selecting('chat')))).to.equal('inconclusive')
    expect(verdict('8.05', switching(), against(switching()))).to.equal('skip')
    expect(verdict('8.05', switching(), against(refusal(400)))).to.equal('skip')
  })

  it('8.08 contests only the spelling that was not offered', () => {
    expect(verdict('8.08', switching())).to.equal('pass')
    expect(verdict('8.08', selecting('CHAT'))).to.equal('pass')
    expect(verdict('8.08', refusal(400))).to.equal('pass')
    expect(verdict('8.08', selecting('chat'))).to.equal('contested')
    expect(verdict('8.08', selecting('superchat'))).to.equal('fail')
    expect(verdict('8.08', switching(), { context: { vars: { ...VARS, subprotocols: ['CHAT'] } } })).to.equal('skip')
  })

  it('8.09 requires one token on one line', () => {
    const two = 'chat, superchat'
    expect(derived('8.09', [base(two, selecting('chat'))]).verdict).to.equal('pass')
    expect(derived('8.09', [base(two, selecting(two))]).verdict).to.equal('fail')
    expect(derived('8.09', [base(two, selecting('chat', 'superchat'))]).verdict).to.equal('fail')
    expect(derived('8.09', [base(two, selecting(''))]).verdict).to.equal('fail')
    expect(derived('8.09', [base(two, switching())]).verdict).to.equal('skip')
    const blameOf = (answer: string) => derived('8.09', [base(two, answer)]).blame
    for (const answer of [selecting(two), selecting('chat', 'superchat'), selecting('')])
      expect(blameOf(answer)).to.deep.equal({ cause: 'subprotocol-answer-invalid', impact: 'interop' })
    expect(blameOf(selecting('a/b'))).to.deep.equal({ cause: 'subprotocol-echoed', impact: 'lax' })
    const echo = evidence(base('a/b', selecting('a/b')), '8.13')
    expect(derived('8.09', [echo], {}, () => 'fail')).to.include({ verdict: 'skip', scoredIn: '8.13' })
  })

  it('8.11, 8.13, 8.14 and 8.20 contest a 101 without the field and fail one with it', () => {
    for (const id of ['8.11', '8.13', '8.14', '8.20']) {
      expect(verdict(id, refusal(400)), id).to.equal('pass')
      expect(verdict(id, switching()), id).to.equal('contested')
      expect(verdict(id, selecting('a/b')), id).to.equal('fail')
      expect(verdict(id, '', { over: CLOSED }), id).to.equal('warn')
      expect(verdict(id, response('HTTP/1.1 200 OK')), id).to.equal('observed')
    }
    const [strict = '', lenient = ''] = judged('8.13', switching()).because.split('but: ')
    expect(strict)
      .to.match(/"Incoming data MUST always be validated/)
      .and.match(/1#token/)
    expect(lenient).to.match(/^RFC 6455 4\.2\.1: .*at least part/)
    expect(judged('8.11', switching()).blame).to.deep.equal({ cause: 'subprotocol-echoed', impact: 'lax' })
  })

  it('8.12 fails a refusal and another selection, as 9.09 and 4.10 do', () => {
    const against = { part: 'in the middle', twins: { 'no space, the known one first': selecting('chat') } }
    expect(verdict('8.12', selecting('chat'), against)).to.equal('pass')
    expect(verdict('8.12', refusal(400), against)).to.equal('fail')
    expect(verdict('8.12', switching(), against)).to.equal('fail')
  })

  it('8.16 passes either, warns for none and fails both', () => {
    expect(verdict('8.16', selecting('superchat'))).to.equal('pass')
    expect(judged('8.16', selecting('chat')).got).to.include('chat')
    expect(verdict('8.16', switching())).to.equal('warn')
    expect(verdict('8.16', refusal(400))).to.equal('warn')
    expect(verdict('8.16', selecting('superchat, chat'))).to.equal('fail')
    expect(verdict('8.16', selecting('other'))).to.equal('fail')
  })

  it('8.17 and 8.18 require an answer soon', () => {
    const answeredAt = (ms: number) => ({ received: [{ atMs: ms, octets: Buffer.from(refusal(400)) }], endedMs: ms })
    expect(verdict('8.17', '', { over: answeredAt(1500) })).to.equal('pass')
    expect(verdict('8.17', '', { over: answeredAt(2500) })).to.equal('fail')
    expect(verdict('8.17', '', { over: answeredAt(2500), context: { slowestControlMs: 300 } })).to.equal('pass')
    expect(verdict('8.17', '', { over: CLOSED })).to.equal('warn')
    expect(derived('8.23', [base('x0, x1', selecting('other'))]).verdict).to.equal('fail')
    expect(verdict('8.18', '', { over: answeredAt(1500) })).to.equal('fail')
    expect(verdict('8.18', '', { over: CLOSED })).to.equal('pass')
  })

  it('8.17 is skipped where a field of the same length gets the same answer', () => {
    const late = (ms: number) => ({ received: [{ atMs: ms, octets: Buffer.from(refusal(400)) }], endedMs: ms })
    const name = '1000 names, the length alone'
    const withTwin = (received: string, ms: number) => ({
      over: late(4000),
      context: { part: (wanted: string) => (wanted === name ? observation({}, received, late(ms)) : undefined) },
    })
    expect(verdict('8.17', '', withTwin('', 20))).to.equal('fail')
    expect(verdict('8.17', '', withTwin('', 4000))).to.equal('skip')
    const dropped = { over: CLOSED, context: { part: () => observation({}, '', CLOSED) } }
    expect(verdict('8.17', '', dropped)).to.equal('skip')
    const follow = (answer: string, over = {}) =>
      caseOf('8.17')
        .follow?.(new Map([['1000 names', observation({}, answer, over)]]), VARS)
        .map((part) => part.name)
    expect(follow(refusal(400))).to.deep.equal([])
    expect(follow('', CLOSED)).to.deep.equal([name])
    expect(follow('', late(4000))).to.deep.equal(['1000 names, again', name])
  })

  it('8.18 is skipped where as many letters are answered late too', () => {
    const answeredAt = (ms: number) => ({ received: [{ atMs: ms, octets: Buffer.from(refusal(400)) }], endedMs: ms })
    const withTwin = (ms: number) => ({
      over: answeredAt(4000),
      context: { part: (name: string) => (name === '7400 letters' ? observation({}, '', answeredAt(ms)) : undefined) },
    })
    expect(verdict('8.18', '', withTwin(20))).to.equal('fail')
    expect(verdict('8.18', '', withTwin(2000))).to.equal('skip')
  })

  it('8.19 fails a value that comes back as a line, and passes an echo of the legal token', () => {
    const part = { part: 'percent-encoded' }
    expect(verdict('8.19', selecting('a%0d%0aX-Inject%3a%20y'), part)).to.equal('pass')
    expect(verdict('8.19', selecting('a\r\nX-Inject: y'), part)).to.equal('fail')
    expect(verdict('8.19', selecting('a\rX-Inject: y'), { part: 'a raw CR' })).to.equal('fail')
    expect(verdict('8.19', switching('X-Served-By: a\rb'), { part: 'a raw CR' })).to.equal('pass')
  })

  it('8.21 and 8.24 fail what was not offered', () => {
    const whole = offered('8.21')[0] ?? ''
    expect(verdict('8.21', switching())).to.equal('pass')
    expect(verdict('8.21', selecting(whole))).to.equal('observed')
    expect(verdict('8.21', selecting(whole.slice(0, 255)))).to.equal('fail')
    expect(verdict('8.24', switching())).to.equal('pass')
    expect(verdict('8.24', selecting('chatx'))).to.equal('pass')
    expect(verdict('8.24', selecting('chat'))).to.equal('fail')
  })

  it('8.22 names a credential in the answer', () => {
    expect(judged('8.22', selecting('base64url.bearer.authorization.x.y')).because).to.include('credential')
    expect(judged('8.22', selecting('chat')).because).to.not.include('credential')
  })

  it('8.23 requires an offered name, and leaves case to 8.08, form to 8.09 and no offer to 8.01', () => {
    expect(derived('8.23', [base('x-none, chat', selecting('chat'))]).verdict).to.equal('pass')
    expect(derived('8.23', [base('x-none', selecting('chat'))]).verdict).to.equal('fail')
    expect(derived('8.23', [base('CHAT', selecting('chat'))]).verdict).to.equal('pass')
    expect(derived('8.23', [base('chat, superchat', selecting('chat, superchat'))]).verdict).to.equal('pass')
    expect(derived('8.23', [base(null, selecting('chat'))]).verdict).to.equal('skip')
    expect(derived('8.23', [base('a\nX-Inject: y', selecting('a'))]).verdict).to.equal('pass')
  })
})
