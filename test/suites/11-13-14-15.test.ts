import { expect } from 'chai'
import type { Evidence } from '../../harness/case/case'
import type { JudgeContext } from '../../harness/case/expectation'
import type { Recording } from '../../harness/case/observation'
import type { Profile } from '../../harness/case/profile'
import type { Vars } from '../../harness/case/request'
import type { Verdict } from '../../harness/case/results'
import { judgeDerived } from '../../harness/judge/derived'
import { judgePart } from '../../harness/judge/judge'
import { handshake } from '../../harness/wire/http1/request'
import { writeFrame } from '../../harness/wire/websocket/frame'
import { originSuite } from '../../suites/server/11-origin'
import { transportSuite } from '../../suites/server/13-transport'
import { splitOffsets } from '../../suites/server/13-transport/parts/split'
import { afterHandshakeSuite } from '../../suites/server/14-after-handshake'
import { policySuite } from '../../suites/server/15-policy'
import { INVALID_HANDSHAKES } from '../../suites/server/15-policy/responses'
import { caseOf, partOf } from './kit/cases'
import { context, evidence, mark, observation, response, switching, VARS } from './kit/observations'

const suites = [originSuite, transportSuite, afterHandshakeSuite, policySuite]

const PROFILE: Profile = {
  allowedOrigin: 'https://app.example:8443',
  deniedOrigin: 'http://evil.example',
  authPath: '/private',
  credentials: `Basic ${Buffer.from('user:secret').toString('base64')}`,
}

const DECLARED: Vars = { ...VARS, profile: PROFILE }

/** The request of a part, as text. */
function sent(id: string, name?: string, vars = DECLARED): string {
  return handshake(vars, [], partOf(id, name).send).octets.toString('latin1')
}

/** The values of a field in the requests of a case, twins left out. */
function values(id: string, field: string): string[] {
  const parts = (caseOf(id).parts ?? []).filter((part) => part.expect)
  return parts.flatMap(({ name }) =>
    [...sent(id, name).matchAll(new RegExp(`^${field}: ?(.*)\r\n`, 'gm'))].map(([, value = '']) => value),
  )
}

interface Answer {
  part?: string
  over?: Partial<Recording>
  context?: Partial<JudgeContext>
  twins?: Record<string, string>
  profile?: Profile
}

/** What a part of a case comes to when it is answered with `received`. */
function judged(id: string, received: string, answer: Answer = {}) {
  const { part: name, over, context: given, twins = {}, profile = {} } = answer
  const [of, part] = [caseOf(id), partOf(id, name)]
  const twin = (which: string) => (twins[which] === undefined ? undefined : observation({}, twins[which] ?? ''))
  const seen = observation(part.send ?? {}, received, over)
  return judgePart(of, part, seen, context({ level: of.level, part: twin, profile, vars: DECLARED, ...given }))
}

function verdict(id: string, received: string, answer?: Answer): Verdict {
  return judged(id, received, answer).verdict
}

function derived(id: string, ...items: Evidence[]): Verdict {
  const of = caseOf(id)
  const at = context({ level: of.level })
  return judgeDerived(of, items, () => at, at).verdict
}

/** A frame as the server sends it. */
function frame(opcode: number, payload: string | Buffer = ''): string {
  return writeFrame({ opcode, payload, mask: false }, Buffer.alloc(4)).toString('latin1')
}

const close = (code: number) => frame(8, Buffer.from([code >> 8, code & 0xff]))
const CLOSED: Partial<Recording> = { ended: 'closed' }
const BAD_REQUEST = response('HTTP/1.1 400 Bad Request', 'Content-Length: 0')
const FORBIDDEN = response('HTTP/1.1 403 Forbidden', 'Content-Length: 0')
const OOPS = response('HTTP/1.1 500 Oops', 'Content-Length: 0')
const BUSY = response('HTTP/1.1 503 Busy', 'Content-Length: 0')

describe('suites 11, 13, 14 and 15', () => {
  it('have every number of the catalogue once, in order', () => {
    for (const [suite, last] of [
      [originSuite, 15],
      [transportSuite, 24],
      [afterHandshakeSuite, 17],
      [policySuite, 15],
    ] as const)
      expect(suite.cases.map(({ id }) => id)).to.deep.equal(
        Array.from({ length: last }, (_, index) => `${suite.number}.${String(index + 1).padStart(2, '0')}`),
      )
  })

  it('name a requirement wherever they score, and no part twice', () => {
    for (const { id, level, tests, parts = [] } of suites.flatMap(({ cases }) => cases)) {
      if (['MUST', 'SHOULD', 'SECURITY'].includes(level)) expect(tests, id).to.not.have.length(0)
      expect(new Set(parts.map(({ name }) => name)), id).to.have.lengthOf(parts.length)
    }
  })

  it('have a row for whatever a server does, with a profile and without', () => {
    const answers: [string, Partial<Recording>][] = [
      [switching(), {}],
      [switching() + close(1008), CLOSED],
      ...['200 OK', '302 Found', '400 Bad', '401 No', '429 Slow', '500 Oops', '503 Busy'].map(
        (status): [string, Partial<Recording>] => [response(`HTTP/1.1 ${status}`, 'Content-Length: 0'), {}],
      ),
      ['SSH-2.0-OpenSSH_9.9\r\n', CLOSED],
      ['', CLOSED],
      ['', { ended: 'timeout', endedMs: 10_000 }],
    ]
    for (const of of suites.flatMap(({ cases }) => cases))
      for (const part of (of.parts ?? []).filter(({ expect: expectation }) => expectation))
        for (const [received, over] of answers)
          for (const profile of [{}, PROFILE])
            expect(verdict(of.id, received, { part: part.name, over, profile }), `${of.id} ${part.name}`).to.not.equal(
              'error',
            )
  })
})

describe('suite 11 sends', () => {
  it('the shapes that 11.09 names', () => {
    expect(values('11.09', 'Origin')).to.deep.equal([
      'https://app.example.evil.example:8443',
      'https://evilapp.example:8443',
      'https://app.example:4242',
      'http://app.example:8443',
      'https://app.example@evil.example',
      'https://app.example:8443/path',
      'https://app.example:8443%00.evil.example',
    ])
  })

  it('two lines in 11.07, one list in 11.08, and the 8 KB of 11.06', () => {
    expect(values('11.07', 'Origin')).to.deep.equal([
      'https://app.example:8443',
      'http://evil.example',
      'http://evil.example',
      'https://app.example:8443',
    ])
    expect(values('11.08', 'Origin')).to.deep.equal(['https://app.example:8443 http://evil.example'])
    expect(values('11.06', 'Origin')[3]).to.have.length(8192)
  })

  it('a foreign origin where none is declared', () => {
    expect(sent('11.03', undefined, VARS)).to.include('\r\nOrigin: http://evil.example\r\n')
  })
})

describe('suite 11 judges', () => {
  const twins = { 'the denied origin': FORBIDDEN }

  it('a foreign origin by the declared policy only', () => {
    expect(verdict('11.03', switching())).to.equal('observed')
    expect(judged('11.03', switching()).because).to.include('cross-site WebSocket hijacking')
    expect(verdict('11.03', OOPS)).to.equal('observed')
    expect(verdict('11.03', switching(), { profile: PROFILE })).to.equal('warn')
    expect(verdict('11.03', FORBIDDEN, { profile: PROFILE })).to.equal('pass')
    expect(verdict('11.03', '', { over: CLOSED, profile: PROFILE })).to.equal('pass')
    expect(verdict('11.03', BUSY, { profile: PROFILE })).to.equal('inconclusive')
  })

  it('what comes behind a 101 only where a policy is declared, and waits for nothing elsewhere', () => {
    const [only, ...behind] = partOf('11.03').steps?.slice(3) ?? []
    const { answers } = observation({}, switching())
    expect(only?.do === 'onlyIf' && [only.answer(answers[0], DECLARED), only.answer(answers[0], VARS)]).to.deep.equal([
      true,
      false,
    ])
    expect(behind.map((step) => step.do)).to.deep.equal(['await'])
  })

  it('null and look-alikes only where the denied origin itself is refused', () => {
    const answer = { profile: PROFILE, twins }
    expect(verdict('11.05', switching(), answer)).to.equal('fail')
    expect(verdict('11.05', switching(), { ...answer, twins: { 'the denied origin': switching() } })).to.equal('skip')
    expect(verdict('11.05', switching(), { ...answer, profile: { ...PROFILE, allowedOrigin: 'null' } })).to.equal(
      'skip',
    )
    expect(verdict('11.05', switching())).to.equal('observed')
    expect(verdict('11.09', switching(), { ...answer, part: 'a: HOST.evil.example' })).to.equal('fail')
    expect(verdict('11.09', switching(), { ...answer, part: 'c: another port' })).to.equal('warn')
    expect(verdict('11.09', switching(), { ...answer, part: 'd: another scheme' })).to.equal('observed')
    expect(verdict('11.09', switching(), { part: 'a: HOST.evil.example' })).to.equal('observed')
  })

  it('a 101 with a close behind it as no more than a warning', () => {
    const answer = { profile: PROFILE, twins }
    expect(verdict('11.05', switching() + close(1008), answer)).to.equal('warn')
    expect(verdict('11.05', switching(), { ...answer, over: CLOSED })).to.equal('warn')
  })

  it('a malformed origin that makes an error of the server, whatever the policy', () => {
    for (const profile of [{}, PROFILE]) {
      expect(verdict('11.06', OOPS, { profile, twins })).to.equal('fail')
      expect(verdict('11.06', '', { profile, twins, over: CLOSED })).to.equal('warn')
    }
    expect(verdict('11.06', BAD_REQUEST)).to.equal('observed')
    expect(verdict('11.06', switching(), { profile: PROFILE, twins, part: 'empty' })).to.equal('warn')
    expect(verdict('11.06', switching(), { profile: PROFILE, twins, part: 'http://' })).to.equal('fail')
  })

  it('the status of a refusal', () => {
    const refused = (received: string, over?: Partial<Recording>) =>
      derived('11.04', evidence(observation({}, received, over), '11.03'))
    expect(refused(FORBIDDEN)).to.equal('pass')
    expect(refused(BAD_REQUEST)).to.equal('warn')
    expect(refused('', CLOSED)).to.equal('warn')
    expect(refused(switching() + close(1008))).to.equal('warn')
    expect(refused(switching())).to.equal('skip')
    expect(refused(BUSY)).to.equal('inconclusive')
  })

  it('a Pong behind a refusal, and nothing else there', () => {
    expect(verdict('11.15', FORBIDDEN)).to.equal('pass')
    expect(verdict('11.15', FORBIDDEN + frame(10, 'wsspec-behind'))).to.equal('fail')
    expect(verdict('14.17', BAD_REQUEST + BAD_REQUEST)).to.equal('pass')
    expect(verdict('14.17', BAD_REQUEST + frame(10, 'wsspec-behind'))).to.equal('fail')
    expect(verdict('14.17', switching() + frame(10, 'wsspec-behind'))).to.equal('skip')
  })
})

describe('suite 13 sends', () => {
  it('the pieces of 13.03', () => {
    const request = Buffer.from(sent('13.03'), 'latin1')
    const pieces = (partOf('13.03').steps ?? []).flatMap((step) =>
      step.do === 'send' ? [request.toString('latin1', 0).slice(step.from ?? 0, step.to)] : [],
    )
    expect(pieces.join('')).to.equal(request.toString('latin1'))
    expect(pieces.slice(1)).to.deep.equal(['\n\r', '\n'])
  })

  it('every split with --thorough, and around every line end without', () => {
    const request = handshake(VARS, []).octets
    expect(splitOffsets(request, true)).to.deep.equal(
      Array.from({ length: request.length - 1 }, (_, index) => index + 1),
    )
    const sample = splitOffsets(request, false)
    expect(sample).to.have.length.within(24, 30)
    for (const [index, octet] of request.entries())
      if (octet === 0x0a && index < request.length - 1) expect(sample).to.include.members([index, index + 1])
    expect(sample).to.include.members([1, request.length - 1])
    const follow = caseOf('13.02').follow?.(new Map([['in one piece', observation({}, switching())]]), VARS)
    expect(follow?.map(({ name }) => name)).to.include(`after 1 of ${request.length} bytes`)
  })

  it('a whole masked text behind the request in 13.05', () => {
    const [step] = partOf('13.05').steps ?? []
    const edit = step?.do === 'send' ? step.edit : undefined
    const [, body = ''] = handshake(VARS, [], edit).octets.toString('latin1').split('\r\n\r\n')
    expect(body.slice(0, 2)).to.equal('\x81\x8c')
    expect(body).to.have.length(2 + 4 + 12)
  })

  it('200 handshakes that are not judged, and one that is, in 13.15', () => {
    const { parts = [], connections, slow, hurts } = caseOf('13.15')
    expect(parts.filter((part) => part.expect)).to.have.length(1)
    expect([parts.length, connections, slow, hurts]).to.deep.equal([201, 201, true, true])
  })
})

describe('suite 13 judges', () => {
  it('half a request by whether it was applied', () => {
    for (const id of ['13.11', '13.24']) {
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, BAD_REQUEST), id).to.equal('pass')
      expect(verdict(id, '', { over: CLOSED }), id).to.equal('pass')
      expect(verdict(id, ''), id).to.equal('observed')
    }
    expect(verdict('13.24', OOPS)).to.equal('warn')
  })

  const second = (id: string, part?: string): Partial<Recording> => ({
    requests: [handshake(VARS, [], partOf(id, part).send), handshake(VARS, [], {})],
  })

  it('the handshake behind a plain GET', () => {
    const page = response('HTTP/1.1 200 OK', 'Content-Length: 0')
    const over = second('13.16')
    expect(verdict('13.16', page + switching(), { over })).to.equal('pass')
    expect(verdict('13.16', page + BAD_REQUEST, { over })).to.equal('warn')
    expect(verdict('13.16', page, { over })).to.equal('warn')
    expect(verdict('13.16', page, { over: { ...over, ...CLOSED } })).to.equal('observed')
    expect(verdict('13.16', page, { over: CLOSED })).to.equal('observed')
    expect(verdict('13.16', page + BUSY, { over })).to.equal('inconclusive')
    expect(
      verdict('13.16', page + switching(), { over: { ...over, marks: [mark('alive', 0, { met: false })] } }),
    ).to.equal('warn')
  })

  it('close by what comes behind it', () => {
    const over = second('13.22', 'close alone in the request')
    const part = 'close alone in the request'
    expect(verdict('13.22', BAD_REQUEST, { part, over: { ...over, ...CLOSED } })).to.equal('pass')
    expect(verdict('13.22', BAD_REQUEST, { part, over })).to.equal('fail')
    expect(verdict('13.22', BAD_REQUEST + switching(), { part, over: { ...over, ...CLOSED } })).to.equal('fail')
    expect(verdict('13.22', switching(), { part })).to.equal('skip')
    const told = response('HTTP/1.1 400 Bad Request', 'Connection: close', 'Content-Length: 0')
    expect(verdict('13.22', BAD_REQUEST, { part: 'close in the refusal' })).to.equal('skip')
    expect(verdict('13.22', told, { part: 'close in the refusal' })).to.equal('fail')
    expect(verdict('13.22', told, { part: 'close in the refusal', over: CLOSED })).to.equal('pass')
  })

  it('a second handshake on the link', () => {
    expect(verdict('13.18', switching() + close(1002), { over: CLOSED })).to.equal('pass')
    expect(verdict('13.18', switching() + switching(), { over: CLOSED })).to.equal('fail')
    expect(verdict('13.18', switching() + BAD_REQUEST, { over: CLOSED })).to.equal('fail')
    expect(verdict('13.18', switching())).to.equal('fail')
    expect(verdict('13.18', BUSY)).to.equal('inconclusive')
  })

  it('a Ping right behind the 101 beside one that took its time', () => {
    const part = 'a Ping at once'
    const late = switching() + frame(10, 'abc')
    expect(verdict('13.07', switching() + frame(10, 'at once'), { part })).to.equal('pass')
    expect(verdict('13.07', switching() + frame(1, 'hello'), { part, twins: { 'a Ping alone': late } })).to.equal(
      'fail',
    )
    expect(verdict('13.07', switching(), { part, twins: { 'a Ping alone': switching() } })).to.equal('skip')
  })

  it('an early frame without a score', () => {
    const got = (received: string, over?: Partial<Recording>) => {
      const { verdict: came, got: words } = judged('13.05', received, { ...(over ? { over } : {}) })
      expect(came).to.equal('observed')
      return words
    }
    expect(got(switching() + frame(1, 'wsspec-early') + frame(1, 'wsspec-late'))).to.include('was echoed')
    expect(got(switching() + frame(1, 'wsspec-late'))).to.include('was dropped')
    expect(got(switching() + close(1002), CLOSED)).to.include('Close 1002')
    expect(got(BAD_REQUEST)).to.include('refused')
  })
})

describe('suite 14 judges', () => {
  const pong = frame(10, 'abc')

  it('an answer to a Ping by its payload, other frames apart', () => {
    expect(verdict('14.02', switching() + frame(1, 'hello') + pong)).to.equal('pass')
    expect(verdict('14.02', switching() + frame(10, 'abd'))).to.equal('fail')
    expect(judged('14.02', switching() + frame(10, 'abd')).got).to.include('application data')
    expect(judged('14.02', switching()).got).to.include('no Pong')
    expect(verdict('14.02', switching())).to.equal('fail')
    expect(verdict('14.02', BUSY)).to.equal('inconclusive')
  })

  it('no Ping that never went out, because the server had closed', () => {
    const over = { ended: 'closed' as const, marks: [mark('send', 0), mark('answer', 129)] }
    expect(verdict('14.02', switching() + close(1000), { over })).to.equal('skip')
    const asked = { ...over, marks: [...over.marks, mark('frame', 129)] }
    expect(verdict('14.02', switching() + close(1000), { over: asked })).to.equal('fail')
    const silence = (twin: string) => ({ twins: { 'silence after the 101': twin } })
    expect(verdict('14.02', switching() + close(1008), silence(switching() + close(1008)))).to.equal('skip')
    expect(verdict('14.02', switching() + close(1002), silence(switching()))).to.equal('fail')
    expect(verdict('14.02', switching(), silence(switching() + close(1008)))).to.equal('fail')
  })

  it('an echo in fragments', () => {
    const text = Buffer.from('wsspec: \xc3\xa9cho', 'latin1')
    const first = writeFrame({ opcode: 1, fin: false, payload: text.subarray(0, 4), mask: false }, Buffer.alloc(4))
    const halves = first.toString('latin1') + frame(0, text.subarray(4))
    expect(verdict('14.01', switching() + frame(1, 'hello') + halves)).to.equal('pass')
    expect(verdict('14.01', switching() + frame(2, text))).to.equal('fail')
  })

  it('the closing handshake', () => {
    expect(verdict('14.03', switching() + frame(1, 'bye') + close(1000), { over: CLOSED })).to.equal('pass')
    expect(verdict('14.03', switching(), { over: CLOSED })).to.equal('fail')
    expect(verdict('14.03', switching() + close(1000))).to.equal('fail')
    const cut = [mark('await', 0, { met: false, cut: true })]
    expect(verdict('14.03', switching() + close(1000), { over: { marks: cut } })).to.equal('inconclusive')
  })

  it('frames that fail the connection', () => {
    for (const id of ['14.04', '14.06', '14.07', '14.08']) {
      expect(verdict(id, switching() + close(1002), { over: CLOSED }), id).to.equal('pass')
      expect(verdict(id, switching(), { over: { ended: 'reset' } }), id).to.equal('pass')
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, switching() + close(1002)), id).to.equal('warn')
      expect(verdict(id, switching() + frame(10, 'wsspec-behind'), { over: CLOSED }), id).to.equal('fail')
      expect(verdict(id, switching() + frame(1, 'x')), id).to.equal('fail')
    }
    expect(verdict('14.05', switching() + frame(10, 'wsspec-behind'))).to.equal('fail')
    expect(verdict('14.06', switching('Sec-WebSocket-Extensions: x'))).to.equal('skip')
  })

  it('nothing where the link is dead for everybody, or masked', () => {
    const dead = context({ control: observation({}, switching(), { marks: [mark('alive', 0, { met: false })] }) })
    expect(verdict('14.02', switching(), { context: { control: dead.control } })).to.equal('skip')
    const masked = writeFrame({ opcode: 10, payload: 'abc' }, Buffer.from('abcd')).toString('latin1')
    expect(verdict('14.02', switching() + masked)).to.equal('skip')
    expect(derived('14.09', evidence(observation({}, switching() + masked)))).to.equal('fail')
    expect(derived('14.09', evidence(observation({}, switching() + pong)))).to.equal('pass')
    expect(derived('14.09', evidence(observation({}, switching())))).to.equal('skip')
  })

  it('octets one by one only where they went out in time', () => {
    const slow = (lastMs: number): Partial<Recording> => ({
      ended: 'closed',
      endedMs: lastMs + 5,
      sent: [0, lastMs].map((atMs) => ({ atMs, octets: Buffer.from('x') })),
    })
    expect(verdict('13.01', '', { over: slow(300) })).to.equal('fail')
    expect(verdict('13.01', '', { over: slow(5600) })).to.equal('skip')
    expect(verdict('13.01', switching(), { over: { ...slow(5600), ended: 'open' } })).to.equal('pass')
  })

  it('HTTP behind the 101', () => {
    expect(verdict('14.10', switching(), { over: CLOSED })).to.equal('pass')
    expect(verdict('14.10', switching() + BAD_REQUEST, { over: CLOSED })).to.equal('fail')
    expect(verdict('14.10', switching())).to.equal('warn')
    const [, , write] = partOf('14.10').steps ?? []
    const octets = write?.do === 'write' && typeof write.octets === 'function' ? write.octets(VARS) : ''
    // Read as a frame, its second octet says how long it is.
    expect(octets.length).to.be.at.least(2 + (octets.charCodeAt(1) & 0x7f))
    expect(octets).to.match(/^GET \/ HTTP\/1\.1\r\n.*\r\n\r\n$/s)
  })

  it('an empty text by the Ping behind it, or by what the application says', () => {
    const twins = { 'a Ping alone': switching() + pong }
    const part = 'no payload, then a Ping'
    expect(verdict('14.13', switching() + pong, { part, twins })).to.equal('pass')
    expect(verdict('14.13', switching() + close(1002), { part, twins })).to.equal('fail')
    expect(verdict('14.13', switching(), { part, twins, over: CLOSED })).to.equal('fail')
    expect(verdict('14.13', switching() + close(1003), { part, twins })).to.equal('observed')
    expect(verdict('14.13', switching(), { part, twins })).to.equal('fail')
    expect(verdict('14.13', switching(), { part, twins: { 'a Ping alone': switching() } })).to.equal('skip')
    const picky = { ...twins, 'one byte, then a Ping': switching() }
    expect(verdict('14.13', switching(), { part, twins: picky, over: CLOSED })).to.equal('skip')
    expect(verdict('14.13', switching() + close(1002), { part, twins: picky })).to.equal('skip')
    const takes = { ...twins, 'one byte, then a Ping': switching() + pong }
    expect(verdict('14.13', switching(), { part, twins: takes, over: CLOSED })).to.equal('fail')
  })

  it('a length that no payload has', () => {
    expect(verdict('14.15', switching() + close(1009), { part: 'a: 2^63-1' })).to.equal('pass')
    expect(verdict('14.15', switching(), { part: 'a: 2^63-1' })).to.equal('observed')
    expect(verdict('14.15', switching(), { part: 'b: 2^63' })).to.equal('warn')
  })
})

describe('suite 15', () => {
  it('asks for the protected path with and without credentials', () => {
    expect(sent('15.01'))
      .to.match(/^GET \/private HTTP/)
      .and.not.include('Authorization')
    expect(sent('15.02')).to.include(`\r\nAuthorization: ${PROFILE.credentials}\r\n`)
    const [wrong = ''] = values('15.03', 'Authorization')
    expect(Buffer.from(wrong.split(' ')[1] ?? '', 'base64').toString())
      .to.match(/^user:/)
      .and.not.equal('user:secret')
    const bearer = { ...DECLARED, profile: { ...PROFILE, credentials: 'Bearer abc' } }
    expect(sent('15.03', 'wrong', bearer)).to.include(`Authorization: Bearer ${VARS.random}`)
  })

  it('wants a challenge in a 401', () => {
    expect(verdict('15.01', response('HTTP/1.1 401 No', 'WWW-Authenticate: Basic realm="x"'))).to.equal('pass')
    expect(verdict('15.01', response('HTTP/1.1 401 No'))).to.equal('fail')
    expect(verdict('15.01', FORBIDDEN)).to.equal('observed')
    expect(verdict('15.01', switching())).to.equal('observed')
    expect(verdict('15.03', switching())).to.equal('fail')
    expect(verdict('15.03', FORBIDDEN)).to.equal('pass')
  })

  it('wants a redirect to say where to', () => {
    expect(verdict('15.07', response('HTTP/1.1 307 There', 'Location: /'))).to.equal('pass')
    expect(verdict('15.07', response('HTTP/1.1 307 There'))).to.equal('warn')
    expect(verdict('15.07', switching())).to.equal('observed')
  })

  it('lets further responses follow a refusal and nothing else', () => {
    const behind = (received: string, edit = {}) => derived('15.08', evidence(observation(edit, received), '6.02'))
    const page = response('HTTP/1.1 400 Bad Request', 'Content-Length: 2')
    expect(behind(BAD_REQUEST)).to.equal('pass')
    expect(behind(`${page}no${BAD_REQUEST}${page}n`)).to.equal('pass')
    expect(behind(`${page}no${frame(1, 'hello')}`)).to.equal('fail')
    expect(behind(`${page}no way`)).to.equal('fail')
    expect(behind(`${page}no\r\n`)).to.equal('observed')
    expect(behind(`${page}no${frame(1, 'hello')}`, { method: 'HEAD' })).to.equal('skip')
    expect(behind(switching() + frame(1, 'hello'))).to.equal('skip')
  })

  it('looks for markup in HTML only', () => {
    const page = (type: string, body: string) => response('HTTP/1.1 404 Not Found', `Content-Type: ${type}`) + body
    const echoed = `no such path: /<x>${VARS.random}</x>`
    expect(verdict('15.11', page('text/html', echoed), { part: 'a path with <x>' })).to.equal('fail')
    expect(verdict('15.11', page('text/plain', echoed), { part: 'a path with <x>' })).to.equal('pass')
    const safe = page('text/html', `/&lt;x>${VARS.random}`)
    expect(verdict('15.11', safe, { part: 'a path with <x>' })).to.equal('pass')
  })

  it('counts server errors to broken handshakes only', () => {
    expect(derived('15.12', evidence(observation({}, OOPS), '5.01'))).to.equal('warn')
    expect(derived('15.12', evidence(observation({}, BUSY), '5.01'))).to.equal('pass')
    expect(derived('15.12', evidence(observation({}, OOPS), '11.06'))).to.equal('skip')
    expect(derived('15.13', evidence(observation({}, response('HTTP/1.1 200 OK')), '5.01'))).to.equal('observed')
    expect(INVALID_HANDSHAKES).to.include.members(['2.01', '5.01', '6.02', '12.25'])
  })

  it('tells how those were turned away for whom there was no room', () => {
    const one = (received: string, over?: Partial<Recording>) => evidence(observation({}, received, over), '7.19', 'x')
    expect(derived('15.10', one(switching()))).to.equal('pass')
    expect(derived('15.10', one(switching()), one(BUSY))).to.equal('observed')
    expect(derived('15.10', one(switching()), one('', CLOSED))).to.equal('observed')
  })
})
