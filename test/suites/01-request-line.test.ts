import { expect } from 'chai'
import type { Verdict } from '../../harness/case/results'
import type { Vars } from '../../harness/case/vars'
import { handshake } from '../../harness/wire/http1/request'
import { requestLineSuite } from '../../suites/server/01-request-line'
import { caseOf } from './kit/cases'
import { type Circumstances, derived, judged, verdict } from './kit/judged'
import { CLOSED, observation, refusal, response, switching, VARS } from './kit/observations'
import { fieldLines, requestOf, sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

/** The first line that each part of a case sends, twins too. */
function requestLines(id: string, over: Partial<Vars> = {}): string[] {
  return (caseOf(id).parts ?? []).map((part) => requestOf(part, over).split('\r\n', 1)[0] ?? '')
}

/** The request target of the judged part of a case. */
function targetOf(id: string, over: Partial<Vars> = {}): string {
  return sent(id, undefined, over).slice('GET '.length).split(' HTTP/1.1\r\n', 1)[0] ?? ''
}

const DROPPED: Circumstances = { over: CLOSED }

describe('suite 1', () => {
  itIsComplete(requestLineSuite, ids(1, 47))

  it('changes nothing of BASE but the request line', () => {
    const base = handshake(VARS, []).octets.toString('latin1')
    const fields = base.slice(base.indexOf('\r\n'))
    const elsewhere = ['1.01', '1.10', '1.20', '1.42', '1.43', '1.44']
    for (const { id, parts = [] } of requestLineSuite.cases.filter((each) => !elsewhere.includes(each.id)))
      for (const part of parts) expect(requestOf(part).endsWith(fields), `${id} ${part.name}`).to.equal(true)
  })
})

describe('suite 1 sends', () => {
  const lines: [string, string[]][] = [
    ['1.01', ['POST /path?query HTTP/1.1']],
    ['1.05', ['get /path?query HTTP/1.1']],
    ['1.07', ['CONNECT example.test:9001 HTTP/1.1']],
    ['1.10', ['GET /path?query HTTP/1.0']],
    ['1.14', ['GET /path?query']],
    ['1.15', ['GET /path?query http/1.1']],
    ['1.18', ['GET http://example.test:9001/path?query HTTP/1.1']],
    ['1.19', ['GET ws://example.test:9001/path?query HTTP/1.1']],
    ['1.21', ['GET * HTTP/1.1']],
    ['1.22', ['GET example.test:9001 HTTP/1.1']],
    ['1.23', ['GET path?query HTTP/1.1']],
    ['1.24', ['GET /path?query#f HTTP/1.1']],
    ['1.25', ['GET /path?query&a b HTTP/1.1']],
    ['1.26', ['GET /path?query&\xc3\xa9 HTTP/1.1']],
    ['1.27', ['GET /path?query&a=b%20c&d HTTP/1.1']],
    ['1.28', ['GET /path? HTTP/1.1']],
    ['1.29', ['GET /%70ath?query HTTP/1.1']],
    ['1.30', ['GET /x/../path?query HTTP/1.1', 'GET /../../etc/passwd HTTP/1.1']],
    ['1.31', ['GET /no-such-service-wsspec-0123456789ab HTTP/1.1']],
    ['1.32', ['GET  /path?query HTTP/1.1']],
    ['1.33', ['GET /path?query HTTP/1.1 ']],
    ['1.34', ['GET\t/path?query\tHTTP/1.1']],
    ['1.37', [' GET /path?query HTTP/1.1']],
    ['1.41', ['GET /path?query&a\0b HTTP/1.1', 'GET /path?query&a\x01b HTTP/1.1', 'GET /path?query&a\x7fb HTTP/1.1']],
  ]
  for (const [id, wanted] of lines)
    it(`${id} with its request line`, () => {
      expect(requestLines(id)).to.deep.equal(wanted)
    })

  it('another port, scheme or path where the target has one', () => {
    const tls = { tls: true, host: 'example.test', port: '' }
    expect(requestLines('1.07', tls)).to.deep.equal(['CONNECT example.test:443 HTTP/1.1'])
    expect(requestLines('1.22', { ...tls, tls: false })).to.deep.equal(['GET example.test:80 HTTP/1.1'])
    expect(requestLines('1.18', tls)).to.deep.equal(['GET https://example.test/path?query HTTP/1.1'])
    expect(requestLines('1.19', tls)).to.deep.equal(['GET wss://example.test/path?query HTTP/1.1'])
    expect(requestLines('1.23', { resource: '/' })).to.deep.equal(['GET chat HTTP/1.1'])
    expect(requestLines('1.27', { resource: '/' })).to.deep.equal(['GET /?a=b%20c&d HTTP/1.1'])
    expect(requestLines('1.31', { profile: { missingPath: '/gone' } })).to.deep.equal(['GET /gone HTTP/1.1'])
  })

  it('a URI of 8000 bytes in a line that is not longer in 1.38, and a target of 100000 bytes in 1.39', () => {
    const target = targetOf('1.38')
    expect(`http://${VARS.host}${target}`).to.have.lengthOf(8000)
    expect(`GET ${target} HTTP/1.1`.length).to.be.at.most(8000)
    expect(`GET ${targetOf('1.38', { host: 'a' })} HTTP/1.1`).to.have.lengthOf(8000)
    expect(targetOf('1.39')).to.have.lengthOf(100_000)
  })

  it('empty lines first in 1.35 and 1.36, and a bare CR in 1.42', () => {
    expect(sent('1.35')).to.match(/^\r\nGET /)
    expect(sent('1.36')).to.match(/^\r\n\r\nGET /)
    expect(sent('1.42')).to.match(/^GET \/path\?query HTTP\/1\.1\rHost: example\.test:9001\r\nUpgrade/)
  })

  it('a method of 2000 bytes in 1.40', () => {
    expect(sent('1.40')).to.match(/^A{2000} \/path\?query HTTP\/1\.1\r\n/)
  })

  it('the preface of HTTP/2 in 1.43 and one line in 1.44', () => {
    expect(sent('1.43')).to.equal('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0')
    expect(sent('1.44')).to.equal('GET /path?query\r\n')
  })

  it('the name of a declared virtual host in 1.20, with the port of the target', () => {
    expect(fieldLines('1.20', 'Host')).to.deep.equal([
      ['Host: other.invalid'],
      ['Host: example.test:9001'],
      ['Host: other.invalid'],
    ])
    const vhosts = ['Example.test', 'second.test']
    expect(fieldLines('1.20', 'Host', { profile: { vhosts } })[2]).to.deep.equal(['Host: second.test:9001'])
    expect(fieldLines('1.20', 'Host', { profile: { vhosts }, port: '' })[2]).to.deep.equal(['Host: second.test'])
  })
})

describe('suite 1 judges', () => {
  it('a 101 to another method as a failure', () => {
    for (const id of ['1.01', '1.02', '1.03', '1.04', '1.05', '1.06', '1.07']) {
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, refusal(405)), id).to.equal('pass')
      expect(verdict(id, '', DROPPED), id).to.equal('pass')
      expect(verdict(id, ''), id).to.equal('warn')
      expect(verdict(id, refusal(503)), id).to.equal('inconclusive')
    }
    expect(verdict('1.03', refusal(204))).to.equal('pass')
  })

  it('1.07: only a forward proxy may open a tunnel', () => {
    expect(verdict('1.07', refusal(200))).to.equal('warn')
    expect(verdict('1.07', refusal(200), { profile: { forwardProxy: true } })).to.equal('pass')
    expect(verdict('1.07', switching(), { profile: { forwardProxy: true } })).to.equal('fail')
  })

  it('1.08: each 405 has Allow, which may be empty', () => {
    const post = { method: 'POST' }
    const refused = (...fields: string[]) => observation(post, refusal(405, ...fields))
    expect(derived('1.08', [refused('Allow: GET'), refused('Allow:')]).verdict).to.equal('pass')
    expect(derived('1.08', [refused('Allow: GET'), refused()]).verdict).to.equal('fail')
    expect(derived('1.08', [observation(post, refusal(400))]).verdict).to.equal('skip')
  })

  it('1.09: a 101 fails also where an intermediary is in front of the server', () => {
    expect(judged('1.09', switching()).because).to.match(
      /^RFC 9110 7\.8: "A server .* MUST ignore that Upgrade field\.".*10\.7/,
    )
    const forwarded = judged('1.09', switching('Via: 1.1 front'), { context: { direct: false } })
    expect(forwarded).to.include({ verdict: 'fail' })
    expect(forwarded.because).to.include(
      'the server "is considered to include all parts of the server-side infrastructure"',
    )
    expect(verdict('1.09', refusal(505), { context: { direct: false } })).to.equal('pass')
  })

  it('1.11: a refusal of HTTP/1.2 warns', () => {
    expect(verdict('1.11', switching())).to.equal('pass')
    expect(judged('1.11', refusal(505)).verdict).to.equal('warn')
    expect(judged('1.11', refusal(505)).because).to.match(/^RFC 9110 6\.2 .*; see also RFC 6455 4\.2\.1$/)
    expect(verdict('1.11', '', DROPPED)).to.equal('warn')
  })

  it('HTTP/0.9: every answer except a 101 passes', () => {
    for (const id of ['1.13', '1.14', '1.44']) {
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, '<html>', DROPPED), id).to.equal('pass')
    }
    expect(verdict('1.14', '')).to.equal('warn')
    expect(verdict('1.44', '')).to.equal('pass')
  })

  it('a 101 warns where a refusal is only a SHOULD', () => {
    for (const id of ['1.15', '1.16', '1.21', '1.22', '1.23', '1.24', '1.25', '1.41']) {
      expect(verdict(id, switching()), id).to.equal('warn')
      expect(verdict(id, refusal(400)), id).to.equal('pass')
      expect(verdict(id, refusal(301)), id).to.equal('pass')
      expect(verdict(id, '', DROPPED), id).to.equal(id === '1.16' ? 'warn' : 'pass')
    }
  })

  it('1.17: the version of each response, interim ones too', () => {
    const got = (...heads: string[]) => derived('1.17', [observation({}, heads.map((head) => response(head)).join(''))])
    expect(got('HTTP/1.1 101 Switching Protocols').verdict).to.equal('pass')
    expect(got('HTTP/1.0 101 Switching Protocols').verdict).to.equal('warn')
    expect(got('HTTP/1.0 400 Bad Request').verdict).to.equal('observed')
    for (const version of ['HTTP/0.9', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/2', 'HTTP/1.x'])
      expect(got(`${version} 400 Bad Request`), version).to.include({ verdict: 'fail' })
    expect(got('HTTP/2.0 100 Continue', 'HTTP/1.1 101 Switching Protocols').verdict).to.equal('fail')
    expect(got('HTTP/1.0 100 Continue', 'HTTP/2.0 400 Bad Request').got).to.include('HTTP/2.0 400')
    expect(got('http/1.1 400 Bad Request').verdict, '7.11 judges a name in lower case').to.equal('pass')
    expect(derived('1.17', [observation({}, '')]).verdict).to.equal('skip')
  })

  it('1.17: gives the same reason once', () => {
    const item = (version: string) => observation({}, response(`${version} 400 Bad Request`))
    expect(derived('1.17', [item('HTTP/0.9'), item('HTTP/2.0')]).because).to.match(
      /^RFC 9110 6\.2: "A server MUST NOT send a version[^;]*"; see also RFC 9112 2\.3$/,
    )
  })

  it('1.18: a refusal of the absolute-form fails, and 1.19 records it', () => {
    expect(verdict('1.18', refusal(404))).to.equal('fail')
    expect(verdict('1.18', '')).to.equal('fail')
    expect(verdict('1.19', refusal(404))).to.equal('observed')
  })

  describe('1.20', () => {
    const [other, own] = ['another host in origin-form', 'the right host in both']
    const profile = { vhosts: ['second.test'] }
    const different = { profile, twins: { [other]: refusal(404), [own]: switching() } }

    it('records the answer where it does not show which host was used', () => {
      for (const answer of [switching(), refusal(404), '']) {
        expect(verdict('1.20', answer), 'no vhosts').to.equal('observed')
        const alike = { [other]: switching(), [own]: switching() }
        expect(verdict('1.20', answer, { profile, twins: alike }), 'both alike').to.equal('observed')
        const never = { [other]: refusal(404), [own]: refusal(404) }
        expect(verdict('1.20', answer, { profile, twins: never }), 'no absolute-form').to.equal('observed')
      }
    })

    it('passes the answer of the host in the target, and fails the answer of the host in Host', () => {
      expect(verdict('1.20', switching(), different)).to.equal('pass')
      expect(verdict('1.20', refusal(404), different)).to.equal('fail')
      expect(verdict('1.20', refusal(400), different)).to.equal('observed')
    })

    it('records a refusal that may be about two hosts', () => {
      for (const status of [400, 403, 421]) {
        const twins = { [other]: refusal(status), [own]: switching() }
        expect(verdict('1.20', refusal(status), { profile, twins }), `${status}`).to.equal('observed')
      }
    })
  })

  it('1.27: a refusal fails only where the profile declares queryIgnored', () => {
    const profile = { queryIgnored: true }
    expect(verdict('1.27', switching())).to.equal('pass')
    expect(verdict('1.27', refusal(400))).to.equal('observed')
    expect(verdict('1.27', '', DROPPED)).to.equal('warn')
    expect(verdict('1.27', refusal(400), { profile })).to.equal('fail')
    expect(verdict('1.27', '', { ...DROPPED, profile })).to.equal('fail')
    expect(verdict('1.27', refusal(429), { profile })).to.equal('inconclusive')
  })

  it('1.29: is skipped without a letter or digit to encode', () => {
    expect(verdict('1.29', refusal(404))).to.equal('observed')
    expect(verdict('1.29', switching(), { context: { vars: { ...VARS, resource: '/?q' } } })).to.equal('skip')
  })

  it('1.30: fails only where the answer has the file', () => {
    const page = (content: string) => response('HTTP/1.1 200 OK', `Content-Length: ${content.length}`) + content
    expect(verdict('1.30', page('root:x:0:0:root:/root:/bin/sh\n'))).to.equal('fail')
    for (const answer of [page('no root here'), switching(), refusal(400), refusal(301), ''])
      expect(verdict('1.30', answer)).to.equal('observed')
  })

  it('1.31: judges only a path that the profile declares as missing', () => {
    const profile = { missingPath: '/gone' }
    for (const answer of [switching(), refusal(404), '']) expect(verdict('1.31', answer)).to.equal('observed')
    expect(verdict('1.31', switching(), { profile })).to.equal('fail')
    expect(verdict('1.31', refusal(404), { profile })).to.equal('pass')
    expect(verdict('1.31', refusal(302), { profile })).to.equal('pass')
    expect(verdict('1.31', '', { profile })).to.equal('warn')
    expect(verdict('1.31', refusal(503), { profile })).to.equal('inconclusive')
  })

  it('1.38, 1.39: judge the length where a short query is accepted', () => {
    const accepted = { twins: { 'a short query': switching() } }
    const refused = { twins: { 'a short query': refusal(400) } }
    const rows: [number, Verdict, Verdict][] = [
      [404, 'observed', 'pass'],
      [414, 'warn', 'pass'],
      [431, 'warn', 'warn'],
      [400, 'warn', 'warn'],
    ]
    for (const [status, at8000, at100000] of rows) {
      expect(verdict('1.38', refusal(status), accepted), `8000: ${status}`).to.equal(at8000)
      expect(verdict('1.39', refusal(status), accepted), `100000: ${status}`).to.equal(at100000)
    }
    for (const id of ['1.38', '1.39']) {
      expect(verdict(id, switching(), accepted)).to.equal('pass')
      expect(verdict(id, '', { ...accepted, ...DROPPED })).to.equal('warn')
      expect(verdict(id, refusal(400), refused)).to.equal('skip')
      expect(verdict(id, refusal(431), refused)).to.equal('warn')
    }
  })

  it('1.40: 501 or 400; a 101 fails', () => {
    expect(verdict('1.40', refusal(501))).to.equal('pass')
    expect(verdict('1.40', refusal(400))).to.equal('pass')
    expect(judged('1.40', refusal(405)).verdict).to.equal('warn')
    expect(judged('1.40', refusal(405)).because).to.match(
      /^RFC 9112 3: ".*SHOULD respond with a 501 \(Not Implemented\) status code\."$/,
    )
    expect(verdict('1.40', '', DROPPED)).to.equal('warn')
    expect(judged('1.40', switching()).because).to.match(/^RFC 6455 4\.2\.1 \(item 1: .*MUST stop processing/)
    expect(verdict('1.40', switching())).to.equal('fail')
  })

  it('1.47: two slashes get an error only where any unknown path gets none', () => {
    const answer = (received: string, unknown: string) =>
      verdict('1.47', received, { over: received === '' ? CLOSED : {}, twins: { 'an unknown path': unknown } })
    for (const error of [refusal(500), refusal(502), '']) {
      expect(answer(error, refusal(404))).to.equal('warn')
      expect(answer(error, switching())).to.equal('warn')
      expect(answer(error, refusal(500))).to.equal('skip')
      expect(answer(error, '')).to.equal('skip')
    }
    for (const free of [switching(), refusal(400), refusal(404), refusal(301), refusal(501)])
      expect(verdict('1.47', free)).to.equal('observed')
    const { follow } = caseOf('1.47')
    const followed = (received: string) => follow?.(new Map([['//', observation({}, received)]]), VARS)
    expect(followed(refusal(404))).to.deep.equal([])
    expect(followed(refusal(500))?.map(({ expect: required }) => required)).to.deep.equal([undefined])
  })

  it('1.45, 1.46: another method or version that contains the right one', () => {
    for (const id of ['1.45', '1.46']) {
      expect(verdict(id, switching()), id).to.equal('fail')
      for (const received of [refusal(400), refusal(501), refusal(505)])
        expect(verdict(id, received), id).to.equal('pass')
    }
    expect(sent('1.45', 'GETS')).to.match(/^GETS \/path\?query HTTP\/1\.1\r\n/)
    expect(sent('1.46')).to.match(/^GET \/path\?query&x=HTTP\/1\.1 HTTP\/1\.0\r\n/)
  })

  it('1.21, 1.22: a warning rests on the SHOULD NOT of RFC 9112 alone', () => {
    for (const id of ['1.21', '1.22']) {
      const { verdict: given, because } = judged(id, switching())
      expect(given).to.equal('warn')
      expect(because).to.match(/^RFC 9112 3\.2 .*SHOULD NOT attempt to autocorrect/)
      expect(because).to.not.match(/4\.2\.1|10\.7/)
    }
  })

  it('1.42: a 101 fails', () => {
    expect(verdict('1.42', switching())).to.equal('fail')
    expect(verdict('1.42', refusal(400))).to.equal('pass')
  })

  it('1.43: HTTP/2 is recorded', () => {
    const settings = '\0\0\0\x04\0\0\0\0\0'
    expect(judged('1.43', settings)).to.include({ verdict: 'observed' })
    expect(judged('1.43', settings).got).to.include('an HTTP/2 SETTINGS frame')
    expect(verdict('1.43', '\x15\x03\x01', DROPPED)).to.equal('pass')
    expect(verdict('1.43', refusal(400))).to.equal('pass')
    expect(verdict('1.43', switching())).to.equal('observed')
  })
})
