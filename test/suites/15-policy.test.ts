import { expect } from 'chai'
import type { Evidence } from '../../harness/case/derived'
import type { Profile } from '../../harness/case/profile'
import type { Recording } from '../../harness/case/recording'
import type { Verdict } from '../../harness/case/results'
import { policySuite } from '../../suites/server/15-policy'
import { INVALID_HANDSHAKES } from '../../suites/server/15-policy/responses'
import { derived, verdict } from './kit/judged'
import { evidence, observation, refusal, response, serverFrame, switching, VARS } from './kit/observations'
import { sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

const PROFILE: Profile = {
  authPath: '/private',
  credentials: `Basic ${Buffer.from('user:secret').toString('base64')}`,
}

/** The request of a part, with PROFILE. */
function declared(id: string, name?: string, more: Profile = {}): string {
  return sent(id, name, { profile: { ...PROFILE, ...more } })
}

/** The verdict of a derived case over some answers. */
function verdictOver(id: string, ...answers: Evidence[]): Verdict {
  return derived(id, answers).verdict
}

const CLOSED = { ended: 'closed' } as const
const BAD_REQUEST = refusal(400)
const FORBIDDEN = refusal(403)
const OOPS = refusal(500)
const BUSY = refusal(503)

describe('suite 15', () => {
  itIsComplete(policySuite, ids(15, 18), [{}, PROFILE])
})

describe('suite 15: requests and verdicts', () => {
  it('sends the protected path with and without credentials', () => {
    expect(declared('15.01'))
      .to.match(/^GET \/private HTTP/)
      .and.not.include('Authorization')
    expect(declared('15.02')).to.include(`\r\nAuthorization: ${PROFILE.credentials}\r\n`)
    const [, wrong = ''] = /^Authorization: Basic (.*)\r$/m.exec(declared('15.03', 'wrong')) ?? []
    expect(Buffer.from(wrong, 'base64').toString())
      .to.match(/^user:/)
      .and.not.equal('user:secret')
    expect(declared('15.03', 'wrong', { credentials: 'Bearer abc' })).to.include(`Authorization: Bearer ${VARS.random}`)
  })

  it('requires a challenge in a 401', () => {
    expect(verdict('15.01', response('HTTP/1.1 401 No', 'WWW-Authenticate: Basic realm="x"'))).to.equal('pass')
    expect(verdict('15.01', response('HTTP/1.1 401 No'))).to.equal('fail')
    expect(verdict('15.01', FORBIDDEN)).to.equal('observed')
    expect(verdict('15.01', switching())).to.equal('observed')
    expect(verdict('15.03', switching())).to.equal('fail')
    expect(verdict('15.03', FORBIDDEN)).to.equal('pass')
  })

  it('requires Location in a redirect', () => {
    expect(verdict('15.07', response('HTTP/1.1 307 There', 'Location: /'))).to.equal('pass')
    expect(verdict('15.07', response('HTTP/1.1 307 There'))).to.equal('warn')
    expect(verdict('15.07', switching())).to.equal('observed')
  })

  it('accepts further responses after a refusal, but nothing else', () => {
    const following = (received: string, edit = {}) =>
      verdictOver('15.08', evidence(observation(edit, received), '6.02'))
    const page = response('HTTP/1.1 400 Bad Request', 'Content-Length: 2')
    expect(following(BAD_REQUEST)).to.equal('pass')
    expect(following(`${page}no${BAD_REQUEST}${page}n`)).to.equal('pass')
    expect(following(`${page}no${serverFrame(1, 'hello')}`)).to.equal('fail')
    expect(following(`${page}no way`), '12.49 scores other bytes').to.equal('pass')
    expect(following(`${page}no\r\n`)).to.equal('observed')
    expect(following(`${page}no${serverFrame(1, 'hello')}`, { method: 'HEAD' })).to.equal('skip')
    expect(following(switching() + serverFrame(1, 'hello'))).to.equal('skip')
  })

  it('scores frames after a refusal, and a server error, once', () => {
    const frames = evidence(observation({}, `${BAD_REQUEST}${serverFrame(1, 'hello')}`), '14.17')
    const oops = evidence(observation({}, OOPS), '5.01')
    const scored = (id: string, item: Evidence, asking: Verdict) => derived(id, [item], {}, () => asking)
    expect(scored('15.08', frames, 'fail')).to.deep.include({ verdict: 'skip', scoredIn: '14.17' })
    expect(scored('15.08', frames, 'pass').verdict).to.equal('fail')
    expect(scored('15.12', oops, 'warn')).to.deep.include({ verdict: 'skip', scoredIn: '5.01' })
    expect(scored('15.12', oops, 'pass').verdict).to.equal('warn')
  })

  it('requires a challenge in each 401 of the run', () => {
    const of = (...fields: string[]) => evidence(observation({}, response('HTTP/1.1 401 No', ...fields)), '5.01')
    expect(verdictOver('15.16', of('WWW-Authenticate: Basic realm="x"'))).to.equal('pass')
    expect(verdictOver('15.16', of('WWW-Authenticate: Basic realm="x"'), of())).to.equal('fail')
    expect(verdictOver('15.16', evidence(observation({}, FORBIDDEN), '5.01'))).to.equal('skip')
  })

  it('resolves the Location of a redirect', () => {
    const of = (location: string, status = 302) =>
      derived('15.17', [evidence(observation({}, response(`HTTP/1.1 ${status} X`, `Location: ${location}`)), '15.07')])
    for (const good of ['/', 'chat', '?x', '//other.test/', 'wss://other.test/chat', 'https://wss.test//a', '/wss://x'])
      expect(of(good).verdict, good).to.equal('pass')
    for (const bad of ['https://wss://host/', 'ws://https://host/', 'http:////', 'mailto:x@y', 'http://[::1', ''])
      expect(of(bad).verdict, bad).to.equal('warn')
    expect(of('https://wss://host/').because).to.match(/^RFC 9110 10\.2\.2: ".*"; its host is "wss"/)
    expect(of('https://wss://host/', 304).verdict).to.equal('skip')
  })

  it('counts the lines of fields that are no lists', () => {
    const of = (...fields: string[]) =>
      derived('15.18', [evidence(observation({}, response('HTTP/1.1 400 No', ...fields)), '5.01')])
    expect(
      of('Content-Length: 0', 'Content-Type: text/plain', 'Server: x', 'Set-Cookie: a=b', 'Set-Cookie: c=d').verdict,
    ).to.equal('pass')
    for (const twice of ['Content-Length: 0', 'Content-Type: text/plain'])
      expect(of(twice, twice).verdict, twice).to.equal('fail')
    expect(of('Server: x', 'server: x').verdict).to.equal('warn')
    expect(of('Server: x', 'Server: x', 'Content-Type: a/b', 'Content-Type: a/b').verdict).to.equal('fail')
    const hop = evidence(observation({}, response('HTTP/1.1 400 No', 'Content-Length: 0', 'Content-Length: 0')), '5.01')
    expect(derived('15.18', [hop], { direct: false }).verdict, 'an intermediary may have added it').to.equal('warn')
  })

  it('searches for markup in HTML only', () => {
    const page = (type: string, body: string) => response('HTTP/1.1 404 Not Found', `Content-Type: ${type}`) + body
    const echoed = `no such path: /<x>${VARS.random}</x>`
    expect(verdict('15.11', page('text/html', echoed), { part: 'a path with <x>' })).to.equal('fail')
    expect(verdict('15.11', page('text/plain', echoed), { part: 'a path with <x>' })).to.equal('pass')
    const safe = page('text/html', `/&lt;x>${VARS.random}`)
    expect(verdict('15.11', safe, { part: 'a path with <x>' })).to.equal('pass')
  })

  it('warns of server errors only for invalid handshakes', () => {
    expect(verdictOver('15.12', evidence(observation({}, OOPS), '5.01'))).to.equal('warn')
    expect(verdictOver('15.12', evidence(observation({}, BUSY), '5.01'))).to.equal('pass')
    expect(verdictOver('15.12', evidence(observation({}, OOPS), '11.06'))).to.equal('skip')
    expect(verdictOver('15.13', evidence(observation({}, response('HTTP/1.1 200 OK')), '5.01'))).to.equal('observed')
    expect(INVALID_HANDSHAKES).to.include.members(['2.01', '5.01', '6.02', '12.25'])
  })

  it('records how handshakes were refused under load', () => {
    const one = (received: string, over?: Partial<Recording>) => evidence(observation({}, received, over), '7.19', 'x')
    expect(verdictOver('15.10', one(switching()))).to.equal('pass')
    expect(verdictOver('15.10', one(switching()), one(BUSY))).to.equal('observed')
    expect(verdictOver('15.10', one(switching()), one('', CLOSED))).to.equal('observed')
  })
})
