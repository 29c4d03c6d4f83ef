import { expect } from 'chai'
import type { Evidence } from '../../harness/case/derived'
import type { Observation } from '../../harness/case/observation'
import type { Recording } from '../../harness/case/recording'
import type { Verdict } from '../../harness/case/results'
import { describe as inWords } from '../../harness/judge/describe'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { httpFramingSuite } from '../../suites/server/12-http-framing'
import { caseOf, partOf } from './kit/cases'
import { type Circumstances, derived, judged as judgedAs, verdict } from './kit/judged'
import {
  closeFrame,
  evidence,
  mark,
  observation,
  refusal,
  response,
  serverFrame,
  switching,
  VARS,
} from './kit/observations'
import { sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

const PONG = serverFrame(10, 'wsspec')
const CLOSE_1002 = closeFrame(1002)

/** The control of a target that answers a Ping. */
const control = observation({}, switching() + PONG)

/** The verdict on `received` as the answer to a part of a case, with this control. */
function verdictOn(id: string, received: string, { context, ...more }: Circumstances = {}): Verdict {
  return verdict(id, received, { context: { control, ...context }, ...more })
}

/** The judgement behind `verdictOn`. */
function judged(id: string, received: string, { context, ...more }: Circumstances = {}) {
  return judgedAs(id, received, { context: { control, ...context }, ...more })
}

function derivedVerdict(id: string, items: readonly Evidence[]): Verdict {
  return derived(id, items, { control }).verdict
}

const SILENT: Partial<Recording> = { ended: 'open', endedMs: 5000 }
const CLOSED: Partial<Recording> = { ended: 'closed' }

/** The recording of a connection that stayed open for 5 s after these bytes. */
const openFor5s = (received: string): Partial<Recording> => ({
  ended: 'open',
  endedMs: 5010,
  marks: [mark('answer', received.length), mark('await', received.length, { met: false, startedMs: 3, endedMs: 5005 })],
})

describe('suite 12', () => {
  itIsComplete(httpFramingSuite, ids(12, 54))

  it('shows both readings of 12.02, 12.08 and 12.10 only', () => {
    const contested = httpFramingSuite.cases.filter((testCase) => testCase.contested)
    expect(contested.map(({ id }) => id)).to.deep.equal(['12.02', '12.08', '12.10'])
  })

  it('is destructive with the flood only', () => {
    expect(httpFramingSuite.cases.filter(({ hurts }) => hurts).map(({ id }) => id)).to.deep.equal(['12.35'])
  })
})

describe('suite 12 sends', () => {
  it('bodies after the empty line, with their length', () => {
    expect(sent('12.02')).to.match(/\r\nContent-Length: 5\r\n\r\nhello$/)
    const [, length, body] = /Content-Length: (\d+)\r\n\r\n(.*)$/s.exec(sent('12.03')) ?? []
    expect(body).to.have.length(Number(length))
    expect(body?.charCodeAt(0)).to.equal(0x89)
    expect(sent('12.08')).to.match(/\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n$/)
    expect(sent('12.06')).to.contain('\r\nContent-Length: 0\r\nContent-Length: 5\r\n')
  })

  it('a Ping without CR or LF in place of a chunk', () => {
    const [ping] = sent('12.12', 'quoted, a Ping for a chunk').split('\r\n\r\n')[1]?.split('\r\n') ?? []
    expect(ping).to.have.length(2 + 4 + VARS.random.length)
    expect(ping).not.to.match(/[\r\n]/)
  })

  it('folds and bare line ends in the named places only', () => {
    expect(sent('12.15')).to.contain(`\r\nSec-WebSocket-Key:\r\n ${VARS.key}\r\n`)
    expect(sent('12.16', 'Connection')).to.contain('\r\nConnection:\r\n Upgrade\r\n')
    expect(sent('12.17')).not.to.contain('\r')
    expect(sent('12.18').match(/(?<!\r)\n/g)).to.have.length(1)
    expect(sent('12.20')).to.contain('\r\nUpgrade: websocket\rConnection: Upgrade\r\n')
    expect(sent('12.27')).to.match(/^GET \S+ HTTP\/1\.1\r\n X-A: b\r\nHost: /)
  })

  it('NUL inside the values of 12.22', () => {
    expect(sent('12.22', 'Upgrade')).to.contain('Upgrade: web\0socket\r\n')
    expect(sent('12.22', 'Sec-WebSocket-Key')).to.contain('Key: dGhlIHNh\0bXBsZSBub25jZQ==\r\n')
  })

  it('the named number of fields, after or before those of BASE', () => {
    for (const [name, first] of [
      ['3000 after', 'Host'],
      ['3000 before', 'X-1'],
    ] as const) {
      const lines = sent('12.32', name).split('\r\n')
      expect(lines.filter((line) => line.startsWith('X-'))).to.have.length(3000)
      expect(lines[1]?.startsWith(`${first}:`)).to.equal(true)
      expect(lines.slice(-2)).to.deep.equal(['', ''])
    }
    expect(sent('12.35')).to.match(/[^\n]\r\n$/)
    expect(sent('12.35')).not.to.contain('\r\n\r\n')
  })

  it('two requests as one text', () => {
    expect(sent('12.40')).to.match(/Version: 13\r\n\r\nGET \/second HTTP\/1\.1\r\nHost: example\.test:9001\r\n\r\n$/)
    expect(sent('12.41')).to.match(/^GET \/path\?query HTTP\/1\.1\r\nHost: \S+\r\n\r\nGET \/path\?query .*Upgrade/s)
    const [, length, body] = /^POST .*Content-Length: (\d+)\r\n\r\n(GET .*)$/s.exec(sent('12.44')) ?? []
    expect(body).to.have.length(Number(length))
    expect(sent('12.45')).to.match(/^GET \/path%0d%0aX-Inj:%20y\?query HTTP/)
  })

  it('bytes that are not HTTP, without a line end inside', () => {
    expect(sent('12.47', '200 bytes'))
      .to.have.length(200)
      .and.match(/^[\x80-\xff]{196}\r\n\r\n$/)
    const hello = sent('12.48')
    expect(hello).not.to.contain('\n')
    expect(hello.charCodeAt(4)).to.equal(hello.length - 5)
    expect(hello.charCodeAt(8)).to.equal(hello.length - 9)
  })
})

describe('suite 12 judges bytes that are not HTTP', () => {
  it('a line without a version, to which 505 is a possible answer', () => {
    const answered = (status: number, name: string) => verdictOn('12.47', refusal(status), { part: name })
    expect(answered(400, 'EHLO')).to.equal('pass')
    expect(answered(505, 'EHLO')).to.equal('observed')
    expect(answered(505, '200 bytes')).to.equal('warn')
    expect(answered(501, 'EHLO')).to.equal('warn')
  })
})

describe('suite 12 judges bodies', () => {
  it('the link after a body', () => {
    expect(verdictOn('12.02', switching() + PONG)).to.equal('pass')
    expect(verdictOn('12.02', switching() + serverFrame(1, 'welcome') + PONG)).to.equal('pass')
    expect(verdictOn('12.02', switching() + CLOSE_1002)).to.equal('contested')
    const dead = { marks: [mark('alive', 0, { met: false })] }
    expect(verdictOn('12.02', switching(), { over: { ...dead, ...CLOSED } })).to.equal('contested')
    expect(
      verdictOn('12.02', switching(), { over: dead, context: { control: observation({}, switching()) } }),
    ).to.equal('observed')
    expect(verdictOn('12.02', refusal(411))).to.equal('pass')
    expect(verdictOn('12.02', '', { over: CLOSED })).to.equal('warn')
  })

  it('a Pong to the Ping in the body, but not another Pong', () => {
    expect(verdictOn('12.03', switching() + serverFrame(10, VARS.random))).to.equal('fail')
    expect(verdictOn('12.03', switching() + serverFrame(10, 'another'))).to.equal('pass')
    expect(verdictOn('12.03', refusal(400))).to.equal('pass')
    for (const part of ['a Ping after the answer', 'a Ping for a chunk'])
      expect(verdictOn('12.03', switching() + serverFrame(10, VARS.random), { part }), part).to.equal('fail')
    expect(judged('12.03', switching() + serverFrame(10, VARS.random)).because).to.match(
      /^RFC 9112 6\.3 \(item 6\): "its decimal value defines .*the HTTP library below it/,
    )
  })

  it('the body apart from the head in 12.03', () => {
    const request = sent('12.03', 'a Ping after the answer')
    const [head] = caseOf('12.03').parts?.[1]?.steps ?? []
    const body = head?.do === 'send' ? request.slice(head.to) : ''
    expect(request.slice(0, -body.length)).to.match(new RegExp(`Content-Length: ${body.length}\r\n\r\n$`))
  })

  it('whether the connection is closed after the 400', () => {
    for (const id of ['12.05', '12.06', '12.11']) {
      expect(verdictOn(id, refusal(400), { over: CLOSED }), id).to.equal('pass')
      expect(verdictOn(id, refusal(400), { over: openFor5s(refusal(400)) }), id).to.equal('fail')
      expect(verdictOn(id, refusal(411), { over: openFor5s(refusal(411)) }), id).to.equal('warn')
      expect(verdictOn(id, switching()), id).to.equal('fail')
    }
    const cut = { ...openFor5s(refusal(400)), marks: [mark('await', 0, { met: false, cut: true })] }
    expect(verdictOn('12.05', refusal(400), { over: cut })).to.equal('inconclusive')
  })

  it('Transfer-Encoding with Content-Length by the close, and an upgrade as contested', () => {
    expect(verdictOn('12.10', switching())).to.equal('contested')
    expect(verdictOn('12.10', refusal(400), { over: openFor5s(refusal(400)) })).to.equal('fail')
    expect(verdictOn('12.10', refusal(501), { over: CLOSED })).to.equal('pass')
    expect(verdictOn('12.13', switching()), 'scored in 1.09').to.equal('skip')
  })

  it('501 for an unknown coding as a pass, and a 101 to identity as a warning', () => {
    expect(verdictOn('12.11', refusal(501), { part: 'xchunked' })).to.equal('pass')
    expect(verdictOn('12.11', switching(), { part: 'identity' })).to.equal('warn')
  })

  it('spellings of chunked by the answer to the plain one', () => {
    const compared = (plain: string, own: string, name: string) =>
      verdictOn('12.12', own, { part: name, twins: { chunked: plain } })
    const [read, framed, refused] = [switching() + PONG, switching() + CLOSE_1002, refusal(400)]
    expect(compared(read, framed, 'Chunked')).to.equal('fail')
    expect(compared(refused, framed, 'quoted')).to.equal('fail')
    expect(compared(framed, framed, 'quoted')).to.equal('pass')
    expect(compared(read, read, 'chunked, chunked')).to.equal('pass')
    expect(compared(read, refused, 'quoted')).to.equal('pass')
    expect(compared(read, refused, 'Chunked')).to.equal('warn')
    expect(compared(refusal(503), framed, 'quoted')).to.equal('inconclusive')
    const inside = switching() + serverFrame(10, VARS.random)
    const ping = 'quoted, a Ping for a chunk'
    const plain = (answer: string) => ({ part: ping, twins: { 'chunked, a Ping for a chunk': answer } })
    expect(verdictOn('12.12', inside, plain(refused))).to.equal('fail')
    expect(judged('12.12', inside, plain(refused)).because).to.include('cannot be determined reliably')
    expect(judged('12.12', inside, plain(inside))).to.include({ verdict: 'skip', scoredIn: '12.03' })
    expect(verdictOn('12.12', refused, plain(inside))).to.equal('pass')
  })

  it('a huge length that the server did not use', () => {
    expect(verdictOn('12.51', switching() + PONG)).to.equal('fail')
    expect(verdictOn('12.51', switching() + CLOSE_1002)).to.equal('observed')
    expect(verdictOn('12.51', '', { over: SILENT })).to.equal('pass')
    expect(verdictOn('12.51', refusal(413))).to.equal('pass')
  })
})

describe('suite 12 judges lines, limits and expectations', () => {
  it('the Sec-WebSocket-Accept for a folded key', () => {
    expect(verdictOn('12.15', switching() + PONG)).to.equal('pass')
    expect(verdictOn('12.15', switching().replace('s3pPLM', 'AAAAAA') + PONG)).to.equal('fail')
    expect(verdictOn('12.15', refusal(400))).to.equal('pass')
    expect(verdictOn('12.15', refusal(426))).to.equal('warn')
  })

  it('CR and NUL by the answer', () => {
    expect(verdictOn('12.19', switching())).to.equal('observed')
    for (const id of ['12.19', '12.21', '12.31', '12.33']) expect(verdictOn(id, refusal(500)), id).to.equal('observed')
    expect(verdictOn('12.20', switching())).to.equal('fail')
    expect(verdictOn('12.28', switching())).to.equal('warn')
    expect(verdictOn('12.25', switching())).to.equal('fail')
  })

  it('a limit by what the server does at it, and not as a cost without bound', () => {
    const closed = { over: { ended: 'closed' } } as const
    const dead: Circumstances = { over: { ended: 'closed', marks: [mark('alive', 0, { met: false })] } }
    for (const id of ['12.32', '12.34']) {
      expect(judged(id, '', closed), id).to.nested.include({ verdict: 'warn', 'blame.cause': 'refusal-without-status' })
      expect(judged(id, switching(), dead), id).to.nested.include({
        verdict: 'fail',
        'blame.cause': 'incomplete-request-applied',
      })
      expect(judged(id, '', { over: SILENT }).blame?.cause, id).not.to.equal('refusal-without-status')
    }
    const early = judged('12.35', switching() + CLOSE_1002, closed)
    expect(early).to.nested.include({ verdict: 'fail', 'blame.cause': 'incomplete-request-applied' })
    expect(early.because).to.match(/^RFC 9110 5\.3.*MUST NOT apply a request/)
  })

  it('limits by the 4xx, and more leniently after a gateway', () => {
    expect(verdictOn('12.32', refusal(431))).to.equal('pass')
    expect(verdictOn('12.32', refusal(500))).to.equal('fail')
    expect(verdictOn('12.32', refusal(502))).to.equal('fail')
    expect(verdictOn('12.32', refusal(502), { context: { direct: false } })).to.equal('warn')
    expect(verdictOn('12.34', '', { over: { ended: 'reset' } })).to.equal('warn')
    const flood = { atMs: 3, octets: Buffer.alloc(16 << 20) }
    expect(verdictOn('12.35', '', { over: { ...SILENT, sent: [flood] } })).to.equal('fail')
    expect(verdictOn('12.35', '', { over: SILENT })).to.equal('warn')
    expect(verdictOn('12.35', '', { over: { ended: 'reset', sent: [flood] } })).to.equal('pass')
    expect(verdictOn('12.35', refusal(431))).to.equal('pass')
  })

  it('a 100 before the 101, and an answer before the body', () => {
    const hundred = response('HTTP/1.1 100 Continue')
    const at = (received: number): Partial<Recording> => ({ marks: [mark('send', 0), mark('send', received)] })
    expect(verdictOn('12.37', hundred + switching(), { over: at(hundred.length) })).to.equal('pass')
    expect(verdictOn('12.37', switching(), { over: at(switching().length) })).to.equal('fail')
    expect(verdictOn('12.37', switching(), { over: at(0) })).to.equal('warn')
    expect(verdictOn('12.37', switching(), { over: at(0), context: { direct: false } })).to.equal('observed')
    expect(verdictOn('12.37', switching(), { over: at(0), context: { slowestControlMs: 3000 } })).to.equal('observed')
    expect(verdictOn('12.37', refusal(417), { over: { marks: [mark('send', 0)] } })).to.equal('pass')
  })
})

describe('suite 12 judges two requests on one connection', () => {
  it('an HTTP response after the 101 as a failure', () => {
    expect(verdictOn('12.40', switching())).to.equal('pass')
    expect(verdictOn('12.40', switching() + CLOSE_1002)).to.equal('pass')
    expect(verdictOn('12.40', switching() + refusal(404))).to.equal('fail')
    expect(verdictOn('12.40', refusal(400))).to.equal('observed')
  })

  it('the order of the answers', () => {
    expect(verdictOn('12.41', refusal(426) + switching())).to.equal('pass')
    expect(verdictOn('12.41', refusal(426), { over: CLOSED })).to.equal('observed')
    expect(verdictOn('12.41', refusal(426, 'Connection: close'))).to.equal('observed')
    expect(verdictOn('12.41', refusal(426))).to.equal('warn')
    expect(verdictOn('12.41', refusal(426) + refusal(400))).to.equal('warn')
    expect(verdictOn('12.41', switching() + refusal(426))).to.equal('fail')
    expect(judged('12.41', switching().replace('s3pPLM', 'AAAAAA'))).to.include({ verdict: 'skip', scoredIn: '3.01' })
  })

  it('a dropped GET only where a GET alone is answered', () => {
    const alone = (answer: string) => ({ over: CLOSED, context: { part: () => observation({}, answer, CLOSED) } })
    expect(verdictOn('12.41', '', alone(refusal(426)))).to.equal('warn')
    expect(verdictOn('12.41', '', alone(''))).to.equal('skip')
    const { follow } = caseOf('12.41')
    const following = (received: string) => follow?.(new Map([['GET, then BASE', observation({}, received)]]), VARS)
    expect(following(refusal(426))).to.deep.equal([])
    expect(following('')).to.have.length(1)
  })

  it('HTTP or nothing after a refusal as a pass', () => {
    expect(verdictOn('12.42', refusal(400) + refusal(404))).to.equal('pass')
    expect(verdictOn('12.42', refusal(400), { over: CLOSED })).to.equal('pass')
    expect(verdictOn('12.42', refusal(400))).to.equal('warn')
    expect(verdictOn('12.42', refusal(400) + serverFrame(9, 'x'))).to.equal('fail')
    expect(verdictOn('12.42', refusal(400) + switching())).to.equal('fail')
    expect(judged('12.42', switching())).to.include({ verdict: 'skip', scoredIn: '6.02' })
  })

  it('nothing after a first answer that has not come to its end', () => {
    const part = response('HTTP/1.1 400 Bad Request', 'Content-Length: 5000000') + 'x'.repeat(100)
    expect(judged('12.42', part)).to.include({ verdict: 'inconclusive' })
    expect(judged('12.41', part)).to.include({ verdict: 'inconclusive' })
    expect(verdictOn('12.42', part, { over: CLOSED })).to.equal('pass')
  })

  it('a 101 to the body of a form, and a field from the path', () => {
    expect(verdictOn('12.44', refusal(405) + switching())).to.equal('fail')
    expect(verdictOn('12.44', refusal(405) + refusal(400))).to.equal('pass')
    expect(verdictOn('12.45', refusal(404, 'Location: /path/', 'X-Inj: y'))).to.equal('fail')
    expect(verdictOn('12.45', refusal(404, 'Location: /path%0d%0aX-Inj:%20y/'))).to.equal('pass')
    const page = 'no page /path\r\nX-Inj: y\r\n'
    const shown = response('HTTP/1.1 404 Not Found', `Content-Length: ${page.length}`) + page
    expect(verdictOn('12.45', shown)).to.equal('pass')
  })

  it('a ClientHello not at all on a TLS port', () => {
    expect(verdictOn('12.48', '', { over: SILENT })).to.equal('pass')
    expect(verdictOn('12.48', '', { over: SILENT, context: { vars: { ...VARS, tls: true } } })).to.equal('skip')
  })
})

describe('suite 12 judges a NUL in the key', () => {
  const switchedFor = (key: string) => switching().replace(acceptFor(VARS.key), acceptFor(key))
  const inKey = { part: 'Sec-WebSocket-Key' }
  const withByte = (byte: string) => `${VARS.key.slice(0, 8)}${byte}${VARS.key.slice(8)}`

  it('by the Sec-WebSocket-Accept', () => {
    expect(verdictOn('12.22', refusal(400), inKey)).to.equal('pass')
    expect(verdictOn('12.22', switchedFor(withByte('\0')), inKey)).to.equal('fail')
    expect(verdictOn('12.22', switching(), inKey)).to.equal('fail')
    expect(verdictOn('12.22', switchedFor(withByte(' ')), inKey)).to.equal('observed')
  })

  it('and does not report the Sec-WebSocket-Accept for the key as sent as wrong', () => {
    const edit = partOf('12.22', 'Sec-WebSocket-Key').send ?? {}
    expect(inWords(observation(edit, switchedFor(withByte('\0'))))).not.to.contain('Sec-WebSocket-Accept')
  })
})

describe('suite 12 judges the framing of every response', () => {
  const answer = (received: string, over: Partial<Recording> = {}, method = 'GET'): Evidence[] => [
    evidence(observation({ method }, received, over), '6.02'),
  ]
  const length = (octets: number, body: string) => response('HTTP/1.1 400 Bad', `Content-Length: ${octets}`) + body
  const noLength = response('HTTP/1.1 400 Bad', 'Connection: close')
  const chunked = response('HTTP/1.1 400 Bad', 'Transfer-Encoding: chunked')

  it('as correct', () => {
    const correct: [string, Partial<Recording>?, string?][] = [
      [length(5, 'hello')],
      [length(5, 'hello'), { ended: 'reset' }],
      [length(5, 'hello\r\n')],
      [length(5, 'hello') + refusal(404)],
      [length(5, 'he')],
      [`${noLength}hello`, CLOSED],
      [`${noLength}hello`],
      [`${chunked}5\r\nhello\r\n0\r\n\r\n`, CLOSED],
      [length(5, ''), CLOSED, 'HEAD'],
      [response('HTTP/1.1 304 Not Modified', 'Content-Length: 5'), CLOSED],
    ]
    for (const [received, over, method] of correct)
      expect(derivedVerdict('12.49', answer(received, over, method)), received).to.equal('pass')
  })

  it('as incorrect', () => {
    const incorrect: [string, Partial<Recording>?, string?][] = [
      [length(5, 'he'), CLOSED],
      [length(2, 'hello')],
      [`${chunked}5\r\nhello\r\n`, CLOSED],
      [length(5, 'hello'), {}, 'HEAD'],
      [response('HTTP/1.1 400 Bad', 'Content-Length: five'), CLOSED],
    ]
    for (const [received, over, method] of incorrect)
      expect(derivedVerdict('12.49', answer(received, over, method)), received).to.equal('fail')
  })

  it('without an end, cut by a reset, or ended by the client', () => {
    expect(derivedVerdict('12.49', answer(noLength, openFor5s(noLength)))).to.equal('warn')
    const reset = answer(length(5, 'he'), { ended: 'reset' })
    expect(derivedVerdict('12.49', reset)).to.equal('inconclusive')
    expect(derivedVerdict('12.49', [...reset, ...answer(refusal(400))])).to.equal('pass')
    expect(derivedVerdict('12.49', answer(length(5, 'he'), { ...CLOSED, marks: [mark('flood', 0)] }))).to.equal('skip')
    expect(derivedVerdict('12.49', [evidence(control)])).to.equal('skip')
    const tunnel = `${response('HTTP/1.1 200 OK')}octets`
    expect(derivedVerdict('12.49', answer(tunnel, {}, 'CONNECT'))).to.equal('skip')
  })

  it('content after a response to HEAD as a fault of form, by the clause on HEAD', () => {
    const found = derived('12.49', answer(length(5, 'hello'), {}, 'HEAD'))
    expect(found.got).to.include('a 400 to HEAD with content: "hello"')
    expect(found.because).to.include('RFC 9110 9.3.2: "the server MUST NOT send content in the response"')
    expect(found.blame).to.deep.equal({ cause: 'answer-form', impact: 'form' })
    expect(derived('12.49', answer(length(2, 'hello'))).blame?.impact).to.equal('smuggling')
  })

  it('and leaves WebSocket frames after a response to 15.08', () => {
    const framed = answer(length(0, '') + serverFrame(10, 'x'))
    expect(derivedVerdict('12.49', framed)).to.equal('pass')
    expect(derivedVerdict('15.08', framed)).to.equal('fail')
    const scored = derived('15.08', framed, {}, (id) => (id === '6.02' ? 'fail' : undefined))
    expect(scored).to.include({ verdict: 'skip', scoredIn: '6.02' })
  })

  it('a header section that never ends as a failure', () => {
    const begun = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n'
    expect(derivedVerdict('12.49', answer(begun, { ended: 'timeout', endedMs: 10_000 }))).to.equal('fail')
    expect(derivedVerdict('12.49', answer(begun, CLOSED))).to.equal('fail')
    expect(derivedVerdict('12.49', answer(begun, { ended: 'reset' }))).to.equal('inconclusive')
    expect(derivedVerdict('12.49', answer(begun, { ended: 'open', endedMs: 1000 }))).to.equal('pass')
    const hint = response('HTTP/1.1 103 Early Hints')
    expect(derivedVerdict('12.49', answer(hint + begun, { ended: 'timeout', endedMs: 10_000 }))).to.equal('fail')
    expect(derivedVerdict('12.49', answer('SSH-2.0-x\r\n', { ended: 'timeout', endedMs: 10_000 }))).to.equal('skip')
  })

  it('and that a malformed request gets a response', () => {
    const dropped = (over: Partial<Recording>): Observation => observation({}, '', over)
    expect(derivedVerdict('12.50', [evidence(dropped(CLOSED), '12.25')])).to.equal('warn')
    expect(derivedVerdict('12.50', [evidence(observation({}, refusal(400)), '12.25')])).to.equal('pass')
    expect(derivedVerdict('12.50', [evidence(dropped(SILENT), '12.25')])).to.equal('skip')
    expect(derivedVerdict('12.50', [evidence(dropped(CLOSED), '12.47')])).to.equal('skip')
  })
})
