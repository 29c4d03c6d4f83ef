import { expect } from 'chai'
import type { Part } from '../../harness/case/case'
import type { JudgeContext } from '../../harness/case/check'
import type { Observation } from '../../harness/case/observation'
import type { Profile } from '../../harness/case/profile'
import type { Recording } from '../../harness/case/recording'
import type { Verdict } from '../../harness/case/results'
import type { Vars } from '../../harness/case/vars'
import type { Judgement } from '../../harness/judge/conclude'
import { judgeDerived } from '../../harness/judge/judge-derived'
import { judgePart } from '../../harness/judge/judge-part'
import { handshake } from '../../harness/wire/http1/request'
import { requestLineSuite } from '../../suites/server/01-request-line'
import { hostSuite } from '../../suites/server/02-host'
import { caseOf, partOf } from './kit/cases'
import { context, evidence, observation, response, switching, VARS } from './kit/observations'

const cases = [requestLineSuite, hostSuite].flatMap((suite) => suite.cases)

function sent(part: Part, over: Partial<Vars> = {}): string {
  return handshake({ ...VARS, ...over }, [], part.send).octets.toString('latin1')
}

/** The first line that each part of a case sends; twins too. */
function requestLines(id: string, over: Partial<Vars> = {}): string[] {
  return (caseOf(id).parts ?? []).map((part) => sent(part, over).split('\r\n', 1)[0] ?? '')
}

/** The target that the judged part of a case asks for. */
function targetOf(id: string, over: Partial<Vars> = {}): string {
  return sent(partOf(id), over).slice('GET '.length).split(' HTTP/1.1\r\n', 1)[0] ?? ''
}

/** The Host lines that each part of a case sends, as they go out. */
function hostLines(id: string, over: Partial<Vars> = {}): string[][] {
  return (caseOf(id).parts ?? []).map((part) =>
    sent(part, over)
      .split('\r\n')
      .filter((line) => line.startsWith('Host:')),
  )
}

interface Over {
  name?: string
  profile?: Profile
  recording?: Partial<Recording>
  context?: Partial<JudgeContext>
}

/** What a part comes to that got `received`; the profile stands in its variables and in its context. */
function judged(id: string, received: string, { name, profile = {}, recording, context: also }: Over = {}): Judgement {
  const part = partOf(id, name)
  const of = caseOf(id)
  const around = context({ level: of.level, profile, vars: { ...VARS, profile }, ...also })
  return judgePart(of, part, observation(part.send ?? {}, received, recording), around)
}

function verdict(id: string, received: string, over?: Over): Verdict {
  return judged(id, received, over).verdict
}

function refusal(status: number, ...lines: string[]): string {
  return response(`HTTP/1.1 ${status} Refused`, 'Content-Length: 0', ...lines)
}

const DROPPED: Over = { recording: { ended: 'closed' } }

/** Twins of a part by name, each with what it got. */
function twins(answers: Record<string, string>): Partial<JudgeContext> {
  return { part: (name) => (answers[name] === undefined ? undefined : observation({}, answers[name])) }
}

function derived(id: string, ...items: Observation[]) {
  const of = caseOf(id)
  const at = context({ level: of.level })
  return judgeDerived(
    of,
    items.map((item) => evidence(item)),
    () => at,
    at,
  )
}

describe('suites 1 and 2', () => {
  it('have their cases in order, each part with a name of its own', () => {
    const numbers = (suite: number, count: number) =>
      Array.from({ length: count }, (_, index) => `${suite}.${`${index + 1}`.padStart(2, '0')}`)
    expect(cases.map(({ id }) => id)).to.deep.equal([...numbers(1, 44), ...numbers(2, 21)])
    for (const { id, parts = [] } of cases)
      expect(new Set(parts.map(({ name }) => name)).size, id).to.equal(parts.length)
  })

  it('name a requirement where a verdict can be bad', () => {
    const bare = cases.filter(({ level, tests }) => !['INFO', 'MAY'].includes(level) && tests.length === 0)
    expect(bare.map(({ id }) => id)).to.deep.equal([])
  })

  it('need the answers of cases that there are', () => {
    const missing = cases.flatMap(({ derived: of }) => of?.from ?? []).filter((id) => !cases.some((it) => it.id === id))
    expect(missing).to.deep.equal([])
  })

  it('change nothing of BASE but what a case is about', () => {
    const base = handshake(VARS, []).octets.toString('latin1')
    const fields = base.slice(base.indexOf('\r\n'))
    const elsewhere = ['1.01', '1.10', '1.20', '1.42', '1.43', '1.44']
    for (const { id, parts = [] } of requestLineSuite.cases.filter((each) => !elsewhere.includes(each.id)))
      for (const part of parts) expect(sent(part).endsWith(fields), `${id} ${part.name}`).to.equal(true)
    for (const { id, parts = [] } of hostSuite.cases)
      for (const part of parts) {
        const others = (text: string) => text.split('\r\n').filter((line) => !/^(X-Forwarded-)?Host:/.test(line))
        expect(others(sent(part)), `${id} ${part.name}`).to.deep.equal(others(base))
      }
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

  it('a URI of 8000 octets in a line of no more in 1.38, and a target of 100000 in 1.39', () => {
    const target = targetOf('1.38')
    expect(`http://${VARS.host}${target}`).to.have.lengthOf(8000)
    expect(`GET ${target} HTTP/1.1`.length).to.be.at.most(8000)
    expect(`GET ${targetOf('1.38', { host: 'a' })} HTTP/1.1`).to.have.lengthOf(8000)
    expect(targetOf('1.39')).to.have.lengthOf(100_000)
  })

  it('empty lines first in 1.35 and 1.36, and a CR alone in 1.42', () => {
    expect(sent(partOf('1.35'))).to.match(/^\r\nGET /)
    expect(sent(partOf('1.36'))).to.match(/^\r\n\r\nGET /)
    expect(sent(partOf('1.42'))).to.match(/^GET \/path\?query HTTP\/1\.1\rHost: example\.test:9001\r\nUpgrade/)
  })

  it('a method of 2000 octets in 1.40', () => {
    expect(sent(partOf('1.40'))).to.match(/^A{2000} \/path\?query HTTP\/1\.1\r\n/)
  })

  it('the preface of HTTP/2 in 1.43 and one line in 1.44', () => {
    expect(sent(partOf('1.43'))).to.equal('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0')
    expect(sent(partOf('1.44'))).to.equal('GET /path?query\r\n')
  })

  it('the host of a declared vhost in 1.20, with the port of the target', () => {
    expect(hostLines('1.20')).to.deep.equal([
      ['Host: other.invalid'],
      ['Host: example.test:9001'],
      ['Host: other.invalid'],
    ])
    const vhosts = ['Example.test', 'second.test']
    expect(hostLines('1.20', { profile: { vhosts } })[2]).to.deep.equal(['Host: second.test:9001'])
    expect(hostLines('1.20', { profile: { vhosts }, port: '' })[2]).to.deep.equal(['Host: second.test'])
  })
})

describe('suite 1 judges', () => {
  it('a 101 to another method, however it is meant', () => {
    for (const id of ['1.01', '1.02', '1.03', '1.04', '1.05', '1.06', '1.07']) {
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, refusal(405)), id).to.equal('pass')
      expect(verdict(id, '', DROPPED), id).to.equal('pass')
      expect(verdict(id, ''), id).to.equal('warn')
      expect(verdict(id, refusal(503)), id).to.equal('inconclusive')
    }
    expect(verdict('1.03', refusal(204))).to.equal('pass')
  })

  it('1.07: a tunnel is for a forward proxy to open', () => {
    expect(verdict('1.07', refusal(200))).to.equal('warn')
    expect(verdict('1.07', refusal(200), { profile: { forwardProxy: true } })).to.equal('pass')
    expect(verdict('1.07', switching(), { profile: { forwardProxy: true } })).to.equal('fail')
  })

  it('1.08: each 405 has Allow, if an empty one', () => {
    const post = { method: 'POST' }
    const told = (...fields: string[]) => observation(post, refusal(405, ...fields))
    expect(derived('1.08', told('Allow: GET'), told('Allow:')).verdict).to.equal('pass')
    expect(derived('1.08', told('Allow: GET'), told()).verdict).to.equal('fail')
    expect(derived('1.08', observation(post, refusal(400))).verdict).to.equal('skip')
  })

  it('1.09: names the chain where an intermediary stands before the server', () => {
    expect(judged('1.09', switching()).because).to.match(/^RFC 9110 7\.8, .*10\.7/)
    const forwarded = judged('1.09', switching('Via: 1.1 front'), { context: { direct: false } })
    expect(forwarded).to.include({ verdict: 'fail' })
    expect(forwarded.because).to.include('"server" means the whole chain')
    expect(verdict('1.09', refusal(505), { context: { direct: false } })).to.equal('pass')
  })

  it('1.11: a refusal of HTTP/1.2 is a SHOULD missed, of a correct request', () => {
    expect(verdict('1.11', switching())).to.equal('pass')
    expect(judged('1.11', refusal(505))).to.include({ verdict: 'warn', because: 'RFC 9110 6.2, RFC 6455 4.2.1' })
    expect(verdict('1.11', '', DROPPED)).to.equal('warn')
  })

  it('HTTP/0.9: any answer but a 101', () => {
    for (const id of ['1.13', '1.14', '1.44']) {
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, '<html>', DROPPED), id).to.equal('pass')
    }
    expect(verdict('1.14', '')).to.equal('warn')
    expect(verdict('1.44', '')).to.equal('pass')
  })

  it('what only SHOULD be refused: a 101 warns', () => {
    for (const id of ['1.15', '1.16', '1.21', '1.22', '1.23', '1.24', '1.25', '1.41']) {
      expect(verdict(id, switching()), id).to.equal('warn')
      expect(verdict(id, refusal(400)), id).to.equal('pass')
      expect(verdict(id, refusal(301)), id).to.equal('pass')
      expect(verdict(id, '', DROPPED), id).to.equal(id === '1.16' ? 'warn' : 'pass')
    }
  })

  it('1.17: the version of each response, interim ones too', () => {
    const got = (...heads: string[]) => derived('1.17', observation({}, heads.map((head) => response(head)).join('')))
    expect(got('HTTP/1.1 101 Switching Protocols').verdict).to.equal('pass')
    expect(got('HTTP/1.0 101 Switching Protocols').verdict).to.equal('warn')
    expect(got('HTTP/1.0 400 Bad Request').verdict).to.equal('observed')
    for (const version of ['HTTP/0.9', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/2', 'HTTP/1.x'])
      expect(got(`${version} 400 Bad Request`), version).to.include({ verdict: 'fail' })
    expect(got('HTTP/2.0 100 Continue', 'HTTP/1.1 101 Switching Protocols').verdict).to.equal('fail')
    expect(got('HTTP/1.0 100 Continue', 'HTTP/2.0 400 Bad Request').got).to.include('HTTP/2.0 400')
    expect(got('http/1.1 400 Bad Request').verdict, 'the name in lower case is 7.11').to.equal('pass')
    expect(derived('1.17', observation({}, '')).verdict).to.equal('skip')
  })

  it('1.17: the same reason once', () => {
    const item = (version: string) => observation({}, response(`${version} 400 Bad Request`))
    expect(derived('1.17', item('HTTP/0.9'), item('HTTP/2.0')).because).to.match(/^RFC 9110 6\.2: [^;]*$/)
  })

  it('1.18: a refusal of the absolute-form', () => {
    expect(verdict('1.18', refusal(404))).to.equal('fail')
    expect(verdict('1.18', '')).to.equal('fail')
    expect(verdict('1.19', refusal(404))).to.equal('observed')
  })

  describe('1.20', () => {
    const [other, own] = ['the other host, in origin-form', 'the own host in both']
    const profile = { vhosts: ['second.test'] }
    const different = { profile, context: twins({ [other]: refusal(404), [own]: switching() }) }

    it('scores nothing where nothing shows which host was used', () => {
      for (const answer of [switching(), refusal(404), '']) {
        expect(verdict('1.20', answer), 'no vhosts').to.equal('observed')
        const alike = twins({ [other]: switching(), [own]: switching() })
        expect(verdict('1.20', answer, { profile, context: alike }), 'both alike').to.equal('observed')
        const never = twins({ [other]: refusal(404), [own]: refusal(404) })
        expect(verdict('1.20', answer, { profile, context: never }), 'no absolute-form').to.equal('observed')
      }
    })

    it('passes what BASE gets, and fails what the host in Host gets', () => {
      expect(verdict('1.20', switching(), different)).to.equal('pass')
      expect(verdict('1.20', refusal(404), different)).to.equal('fail')
      expect(verdict('1.20', refusal(400), different)).to.equal('observed')
    })

    it('takes no refusal of two hosts for an answer of the second', () => {
      for (const status of [400, 403, 421]) {
        const context = twins({ [other]: refusal(status), [own]: switching() })
        expect(verdict('1.20', refusal(status), { profile, context }), `${status}`).to.equal('observed')
      }
    })
  })

  it('1.27: a refusal counts only where queries are said to be ignored', () => {
    const profile = { queryIgnored: true }
    expect(verdict('1.27', switching())).to.equal('pass')
    expect(verdict('1.27', refusal(400))).to.equal('observed')
    expect(verdict('1.27', '', DROPPED)).to.equal('warn')
    expect(verdict('1.27', refusal(400), { profile })).to.equal('fail')
    expect(verdict('1.27', '', { ...DROPPED, profile })).to.equal('fail')
    expect(verdict('1.27', refusal(429), { profile })).to.equal('inconclusive')
  })

  it('1.29: needs something to encode', () => {
    expect(verdict('1.29', refusal(404))).to.equal('observed')
    expect(verdict('1.29', switching(), { context: { vars: { ...VARS, resource: '/?q' } } })).to.equal('skip')
  })

  it('1.30: fails only where the file came', () => {
    const page = (content: string) => response('HTTP/1.1 200 OK', `Content-Length: ${content.length}`) + content
    expect(verdict('1.30', page('root:x:0:0:root:/root:/bin/sh\n'))).to.equal('fail')
    for (const answer of [page('no root here'), switching(), refusal(400), refusal(301), ''])
      expect(verdict('1.30', answer)).to.equal('observed')
  })

  it('1.31: only a path that is said to be missing counts', () => {
    const profile = { missingPath: '/gone' }
    for (const answer of [switching(), refusal(404), '']) expect(verdict('1.31', answer)).to.equal('observed')
    expect(verdict('1.31', switching(), { profile })).to.equal('fail')
    expect(verdict('1.31', refusal(404), { profile })).to.equal('pass')
    expect(verdict('1.31', refusal(302), { profile })).to.equal('pass')
    expect(verdict('1.31', '', { profile })).to.equal('warn')
    expect(verdict('1.31', refusal(503), { profile })).to.equal('inconclusive')
  })

  it('1.38, 1.39: the length, where a short query is taken', () => {
    const taken = { context: twins({ 'a short query': switching() }) }
    const refused = { context: twins({ 'a short query': refusal(400) }) }
    const rows: [number, Verdict, Verdict][] = [
      [404, 'observed', 'pass'],
      [414, 'warn', 'pass'],
      [431, 'warn', 'warn'],
      [400, 'warn', 'warn'],
    ]
    for (const [status, at8000, at100000] of rows) {
      expect(verdict('1.38', refusal(status), taken), `8000: ${status}`).to.equal(at8000)
      expect(verdict('1.39', refusal(status), taken), `100000: ${status}`).to.equal(at100000)
    }
    for (const id of ['1.38', '1.39']) {
      expect(verdict(id, switching(), taken)).to.equal('pass')
      expect(verdict(id, '', { ...taken, ...DROPPED })).to.equal('warn')
      expect(verdict(id, refusal(400), refused)).to.equal('skip')
      expect(verdict(id, refusal(431), refused)).to.equal('warn')
    }
  })

  it('1.40: 501 or 400; a 101 fails', () => {
    expect(verdict('1.40', refusal(501))).to.equal('pass')
    expect(verdict('1.40', refusal(400))).to.equal('pass')
    expect(judged('1.40', refusal(405))).to.include({ verdict: 'warn', because: 'RFC 9112 3' })
    expect(verdict('1.40', '', DROPPED)).to.equal('warn')
    expect(judged('1.40', switching()).because).to.match(/^RFC 6455 4\.2\.1 item 1/)
    expect(verdict('1.40', switching())).to.equal('fail')
  })

  it('1.42: a 101 fails', () => {
    expect(verdict('1.42', switching())).to.equal('fail')
    expect(verdict('1.42', refusal(400))).to.equal('pass')
  })

  it('1.43: HTTP/2 is an answer', () => {
    const settings = '\0\0\0\x04\0\0\0\0\0'
    expect(judged('1.43', settings)).to.include({ verdict: 'observed' })
    expect(judged('1.43', settings).got).to.include('an HTTP/2 SETTINGS frame')
    expect(verdict('1.43', '\x15\x03\x01', DROPPED)).to.equal('pass')
    expect(verdict('1.43', refusal(400))).to.equal('pass')
    expect(verdict('1.43', switching())).to.equal('observed')
  })
})

describe('suite 2 sends', () => {
  const host = VARS.host
  const lines: [string, string[][]][] = [
    ['2.01', [[]]],
    [
      '2.02',
      [
        [`Host: ${host}`, 'Host: other.invalid'],
        ['Host: other.invalid', `Host: ${host}`],
      ],
    ],
    ['2.03', [[`Host: ${host}`, `Host: ${host}`]]],
    ['2.04', [['Host:']]],
    ['2.05', [[`Host: ${host} x`]]],
    ['2.06', [[`Host: u@${host}`]]],
    ['2.07', [[`Host: ${host}/chat`], [`Host: http://${host}`]]],
    ['2.08', [['Host: example.test:abc']]],
    ['2.10', [['Host: [::1']]],
    ['2.11', [['Host: [::1]:9001']]],
    ['2.13', [['Host: EXAMPLE.TEST:9001']]],
    ['2.15', [['Host: example.test']]],
    ['2.16', [['Host: evil.example:9001']]],
    ['2.18', [[`Host: \t${host} `]]],
    ['2.19', [[]]],
    ['2.20', [['Host: example.test.:9001']]],
    ['2.21', [[`Host: ${host}, ${host}`]]],
  ]
  for (const [id, wanted] of lines)
    it(`${id} with its Host`, () => {
      expect(hostLines(id)).to.deep.equal(wanted)
    })

  it('the default port of the scheme in 2.14', () => {
    const plain = { host: 'example.test', port: '' }
    expect(hostLines('2.14', plain)).to.deep.equal([['Host: example.test:80'], ['Host: example.test:']])
    expect(hostLines('2.14', { ...plain, tls: true })[0]).to.deep.equal(['Host: example.test:443'])
  })

  it('Host behind all others in 2.17, and X-Forwarded-Host alone in 2.19', () => {
    expect(sent(partOf('2.17'))).to.match(/\r\nHost: example\.test:9001\r\n\r\n$/)
    expect(sent(partOf('2.19'))).to.include('\r\nX-Forwarded-Host: example.test:9001\r\n')
  })
})

describe('suite 2 judges', () => {
  it('400 as the one answer to a Host that is missing, repeated or invalid', () => {
    for (const id of ['2.01', '2.02', '2.03', '2.05', '2.06', '2.07', '2.08', '2.10', '2.19', '2.21']) {
      expect(verdict(id, refusal(400)), id).to.equal('pass')
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, refusal(200)), id).to.equal('fail')
      expect(verdict(id, refusal(421)), id).to.equal('warn')
      expect(verdict(id, '', DROPPED), id).to.equal('warn')
      expect(verdict(id, refusal(503)), id).to.equal('inconclusive')
    }
  })

  it('nothing where the grammar is kept or the RFCs leave it open', () => {
    for (const id of ['2.04', '2.09', '2.11', '2.12', '2.15', '2.20'])
      for (const answer of [switching(), refusal(400), refusal(421), ''])
        expect(verdict(id, answer), id).to.equal('observed')
  })

  it('what is equivalent as a SHOULD, and order and OWS as a MUST', () => {
    for (const id of ['2.13', '2.14']) expect(verdict(id, refusal(404)), id).to.equal('warn')
    for (const id of ['2.17', '2.18']) expect(verdict(id, refusal(400)), id).to.equal('fail')
    for (const id of ['2.13', '2.14', '2.17', '2.18']) expect(verdict(id, switching()), id).to.equal('pass')
  })

  it('nothing where the edit makes BASE or a broken literal of it', () => {
    const at = (over: Partial<Vars>) => ({ context: { vars: { ...VARS, ...over } } })
    expect(verdict('2.15', switching(), at({ port: '' }))).to.equal('skip')
    expect(verdict('2.20', refusal(400), at({ hostname: '[::1]' }))).to.equal('skip')
  })

  it('2.16: a foreign authority only where the profile declares strictHost', () => {
    const profile = { strictHost: true }
    for (const answer of [switching(), refusal(403), '']) {
      const open = judged('2.16', answer)
      expect(open).to.include({ verdict: 'observed' })
      expect(open.because).to.include('strictHost')
    }
    expect(verdict('2.16', switching(), { profile })).to.equal('fail')
    for (const status of [400, 403, 404, 421]) expect(verdict('2.16', refusal(status), { profile })).to.equal('pass')
    expect(verdict('2.16', refusal(302), { profile })).to.equal('observed')
    expect(verdict('2.16', '', { ...DROPPED, profile })).to.equal('warn')
  })
})
