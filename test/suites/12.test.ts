import { expect } from 'chai'
import type { Evidence } from '../../harness/case/case'
import type { JudgeContext } from '../../harness/case/expectation'
import type { Observation, Recording } from '../../harness/case/observation'
import type { Verdict } from '../../harness/case/results'
import { judgeDerived } from '../../harness/judge/derived'
import { judgePart } from '../../harness/judge/judge'
import { describe as inWords } from '../../harness/judge/outcome'
import { handshake } from '../../harness/wire/http1/request'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { writeFrame } from '../../harness/wire/websocket/frame'
import { httpFramingSuite } from '../../suites/server/12-http-framing'
import { caseOf, partOf } from './kit/cases'
import { context, evidence, mark, observation, response, switching, VARS } from './kit/observations'

const { cases } = httpFramingSuite

function rendered(id: string, name?: string): string {
  return handshake(VARS, [], partOf(id, name).send).octets.toString('latin1')
}

function frame(opcode: number, payload: Buffer | string): string {
  return writeFrame({ opcode, payload, mask: false }, Buffer.alloc(4)).toString('latin1')
}

const PONG = frame(10, 'wsspec')
const CLOSE_1002 = frame(8, Buffer.from([0x03, 0xea]))

/** The control of a target that answers a Ping. */
const control = observation({}, switching() + PONG)

interface Told {
  name?: string
  over?: Partial<Recording>
  given?: Partial<JudgeContext>
}

/** The verdict on `received` as the answer to a part of a case. */
function verdictOn(id: string, received: string, { name, over, given }: Told = {}): Verdict {
  const part = partOf(id, name)
  const of = caseOf(id)
  const seen = observation(part.send ?? {}, received, over)
  return judgePart(of, part, seen, context({ level: of.level, control, ...given })).verdict
}

function refusal(status: number, ...lines: string[]): string {
  return response(`HTTP/1.1 ${status} Refused`, 'Content-Length: 0', ...lines)
}

function derivedVerdict(id: string, items: readonly Evidence[]): Verdict {
  const whole = context({ level: caseOf(id).level, control })
  return judgeDerived(caseOf(id), items, () => whole, whole).verdict
}

const SILENT: Partial<Recording> = { ended: 'open', endedMs: 5000 }
const CLOSED: Partial<Recording> = { ended: 'closed' }
const open5s = (received: string): Partial<Recording> => ({
  ended: 'open',
  endedMs: 5010,
  marks: [mark('answer', received.length), mark('await', received.length, { met: false, startedMs: 3, endedMs: 5005 })],
})

describe('suite 12', () => {
  it('has its cases in order, each part with a name of its own', () => {
    const numbers = Array.from({ length: 51 }, (_, index) => `12.${`${index + 1}`.padStart(2, '0')}`)
    expect(cases.map(({ id }) => id)).to.deep.equal(numbers)
    for (const { id, parts = [] } of cases)
      expect(new Set(parts.map(({ name }) => name)).size, id).to.equal(parts.length)
  })

  it('names a requirement where something is required', () => {
    const bare = cases.filter(
      ({ level, tests }) => ['MUST', 'SHOULD', 'SECURITY'].includes(level) && tests.length === 0,
    )
    expect(bare.map(({ id }) => id)).to.deep.equal([])
  })

  it('shows both readings of what is contested, and hurts with the flood alone', () => {
    expect(cases.filter(({ contested }) => contested).map(({ id }) => id)).to.deep.equal(['12.02', '12.08', '12.10'])
    expect(cases.filter(({ hurts }) => hurts).map(({ id }) => id)).to.deep.equal(['12.35'])
  })
})

describe('suite 12 sends', () => {
  it('bodies behind the empty line, with the length that is theirs', () => {
    expect(rendered('12.02')).to.match(/\r\nContent-Length: 5\r\n\r\nhello$/)
    const [, length, body] = /Content-Length: (\d+)\r\n\r\n(.*)$/s.exec(rendered('12.03')) ?? []
    expect(body).to.have.length(Number(length))
    expect(body?.charCodeAt(0)).to.equal(0x89)
    expect(rendered('12.08')).to.match(/\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n$/)
    expect(rendered('12.06')).to.contain('\r\nContent-Length: 0\r\nContent-Length: 5\r\n')
  })

  it('a Ping without CR or LF in it where a chunk is due', () => {
    const [ping] = rendered('12.12', 'quoted, a Ping for a chunk').split('\r\n\r\n')[1]?.split('\r\n') ?? []
    expect(ping).to.have.length(2 + 4 + VARS.random.length)
    expect(ping).not.to.match(/[\r\n]/)
  })

  it('folds and bare line ends where they are named, and nowhere else', () => {
    expect(rendered('12.15')).to.contain(`\r\nSec-WebSocket-Key:\r\n ${VARS.key}\r\n`)
    expect(rendered('12.16', 'Connection')).to.contain('\r\nConnection:\r\n Upgrade\r\n')
    expect(rendered('12.17')).not.to.contain('\r')
    expect(rendered('12.18').match(/(?<!\r)\n/g)).to.have.length(1)
    expect(rendered('12.20')).to.contain('\r\nUpgrade: websocket\rConnection: Upgrade\r\n')
    expect(rendered('12.27')).to.match(/^GET \S+ HTTP\/1\.1\r\n X-A: b\r\nHost: /)
  })

  it('NUL inside the values of 12.22', () => {
    expect(rendered('12.22', 'Upgrade')).to.contain('Upgrade: web\0socket\r\n')
    expect(rendered('12.22', 'Sec-WebSocket-Key')).to.contain('Key: dGhlIHNh\0bXBsZSBub25jZQ==\r\n')
  })

  it('as many fields as it says, on the side it says', () => {
    for (const [name, first] of [
      ['3000 after', 'Host'],
      ['3000 before', 'X-1'],
    ] as const) {
      const lines = rendered('12.32', name).split('\r\n')
      expect(lines.filter((line) => line.startsWith('X-'))).to.have.length(3000)
      expect(lines[1]?.startsWith(`${first}:`)).to.equal(true)
      expect(lines.slice(-2)).to.deep.equal(['', ''])
    }
    expect(rendered('12.35')).to.match(/[^\n]\r\n$/)
    expect(rendered('12.35')).not.to.contain('\r\n\r\n')
  })

  it('two requests as one text', () => {
    expect(rendered('12.40')).to.match(
      /Version: 13\r\n\r\nGET \/second HTTP\/1\.1\r\nHost: example\.test:9001\r\n\r\n$/,
    )
    expect(rendered('12.41')).to.match(/^GET \/path\?query HTTP\/1\.1\r\nHost: \S+\r\n\r\nGET \/path\?query .*Upgrade/s)
    const [, length, body] = /^POST .*Content-Length: (\d+)\r\n\r\n(GET .*)$/s.exec(rendered('12.44')) ?? []
    expect(body).to.have.length(Number(length))
    expect(rendered('12.45')).to.match(/^GET \/path%0d%0aX-Inj:%20y\?query HTTP/)
  })

  it('foreign octets that hold no line end before their own', () => {
    expect(rendered('12.47', '200 bytes'))
      .to.have.length(200)
      .and.match(/^[\x80-\xff]{196}\r\n\r\n$/)
    const hello = rendered('12.48')
    expect(hello).not.to.contain('\n')
    expect(hello.charCodeAt(4)).to.equal(hello.length - 5)
    expect(hello.charCodeAt(8)).to.equal(hello.length - 9)
  })
})

describe('suite 12 judges foreign octets', () => {
  it('a line without a version by what may be said to it', () => {
    const answered = (status: number, name: string) => verdictOn('12.47', refusal(status), { name })
    expect(answered(400, 'EHLO')).to.equal('pass')
    expect(answered(505, 'EHLO')).to.equal('observed')
    expect(answered(505, '200 bytes')).to.equal('warn')
    expect(answered(501, 'EHLO')).to.equal('warn')
  })
})

describe('suite 12 judges bodies', () => {
  it('what became of the link behind a body', () => {
    expect(verdictOn('12.02', switching() + PONG)).to.equal('pass')
    expect(verdictOn('12.02', switching() + frame(1, 'welcome') + PONG)).to.equal('pass')
    expect(verdictOn('12.02', switching() + CLOSE_1002)).to.equal('contested')
    const dead = { marks: [mark('alive', 0, { met: false })] }
    expect(verdictOn('12.02', switching(), { over: { ...dead, ...CLOSED } })).to.equal('contested')
    expect(verdictOn('12.02', switching(), { over: dead, given: { control: observation({}, switching()) } })).to.equal(
      'observed',
    )
    expect(verdictOn('12.02', refusal(411))).to.equal('pass')
    expect(verdictOn('12.02', '', { over: CLOSED })).to.equal('warn')
  })

  it('a Pong to the Ping that is the body, and to no other', () => {
    expect(verdictOn('12.03', switching() + frame(10, VARS.random))).to.equal('fail')
    expect(verdictOn('12.03', switching() + frame(10, 'another'))).to.equal('pass')
    expect(verdictOn('12.03', refusal(400))).to.equal('pass')
  })

  it('whether the connection is closed behind the 400', () => {
    for (const id of ['12.05', '12.06', '12.11']) {
      expect(verdictOn(id, refusal(400), { over: CLOSED }), id).to.equal('pass')
      expect(verdictOn(id, refusal(400), { over: open5s(refusal(400)) }), id).to.equal('fail')
      expect(verdictOn(id, refusal(411), { over: open5s(refusal(411)) }), id).to.equal('warn')
      expect(verdictOn(id, switching()), id).to.equal('fail')
    }
    const cut = { ...open5s(refusal(400)), marks: [mark('await', 0, { met: false, cut: true })] }
    expect(verdictOn('12.05', refusal(400), { over: cut })).to.equal('inconclusive')
  })

  it('TE and CL together by the close, an upgrade as contested', () => {
    expect(verdictOn('12.10', switching())).to.equal('contested')
    expect(verdictOn('12.10', refusal(400), { over: open5s(refusal(400)) })).to.equal('fail')
    expect(verdictOn('12.10', refusal(501), { over: CLOSED })).to.equal('pass')
    expect(verdictOn('12.13', switching())).to.equal('observed')
  })

  it('501 for a coding, and identity more gently', () => {
    expect(verdictOn('12.11', refusal(501), { name: 'xchunked' })).to.equal('pass')
    expect(verdictOn('12.11', switching(), { name: 'identity' })).to.equal('warn')
  })

  it('spellings of chunked beside the plain one', () => {
    const beside = (plain: string, own: string, name: string) =>
      verdictOn('12.12', own, { name, given: { part: () => observation({}, plain) } })
    const [read, framed, refused] = [switching() + PONG, switching() + CLOSE_1002, refusal(400)]
    expect(beside(read, framed, 'Chunked')).to.equal('fail')
    expect(beside(refused, framed, 'quoted')).to.equal('fail')
    expect(beside(framed, framed, 'quoted')).to.equal('pass')
    expect(beside(read, read, 'chunked, chunked')).to.equal('pass')
    expect(beside(read, refused, 'quoted')).to.equal('pass')
    expect(beside(read, refused, 'Chunked')).to.equal('warn')
    expect(beside(refusal(503), framed, 'quoted')).to.equal('inconclusive')
    const inside = switching() + frame(10, VARS.random)
    expect(beside(framed, inside, 'quoted, a Ping for a chunk')).to.equal('fail')
  })

  it('a huge length that is lost', () => {
    expect(verdictOn('12.51', switching() + PONG)).to.equal('warn')
    expect(verdictOn('12.51', switching() + CLOSE_1002)).to.equal('observed')
    expect(verdictOn('12.51', '', { over: SILENT })).to.equal('pass')
    expect(verdictOn('12.51', refusal(413))).to.equal('pass')
  })
})

describe('suite 12 judges lines, limits and expectations', () => {
  it('the Accept of an unfolded key', () => {
    expect(verdictOn('12.15', switching() + PONG)).to.equal('pass')
    expect(verdictOn('12.15', switching().replace('s3pPLM', 'AAAAAA') + PONG)).to.equal('fail')
    expect(verdictOn('12.15', refusal(400))).to.equal('pass')
    expect(verdictOn('12.15', refusal(426))).to.equal('warn')
  })

  it('CR and NUL, refused or not', () => {
    expect(verdictOn('12.19', switching())).to.equal('observed')
    expect(verdictOn('12.19', refusal(500))).to.equal('warn')
    expect(verdictOn('12.20', switching())).to.equal('fail')
    expect(verdictOn('12.28', switching())).to.equal('warn')
    expect(verdictOn('12.25', switching())).to.equal('fail')
  })

  it('limits by 4xx, with a gateway of its own kind', () => {
    expect(verdictOn('12.32', refusal(431))).to.equal('pass')
    expect(verdictOn('12.32', refusal(500))).to.equal('fail')
    expect(verdictOn('12.32', refusal(502))).to.equal('fail')
    expect(verdictOn('12.32', refusal(502), { given: { direct: false } })).to.equal('warn')
    expect(verdictOn('12.34', '', { over: { ended: 'reset' } })).to.equal('warn')
    const flood = { atMs: 3, octets: Buffer.alloc(16 << 20) }
    expect(verdictOn('12.35', '', { over: { ...SILENT, sent: [flood] } })).to.equal('fail')
    expect(verdictOn('12.35', '', { over: SILENT })).to.equal('warn')
    expect(verdictOn('12.35', '', { over: { ended: 'reset', sent: [flood] } })).to.equal('pass')
    expect(verdictOn('12.35', refusal(431))).to.equal('pass')
  })

  it('a 100 before the 101, or the body before either', () => {
    const hundred = response('HTTP/1.1 100 Continue')
    const at = (received: number): Partial<Recording> => ({ marks: [mark('send', 0), mark('send', received)] })
    expect(verdictOn('12.37', hundred + switching(), { over: at(hundred.length) })).to.equal('pass')
    expect(verdictOn('12.37', switching(), { over: at(switching().length) })).to.equal('fail')
    expect(verdictOn('12.37', switching(), { over: at(0) })).to.equal('warn')
    expect(verdictOn('12.37', switching(), { over: at(0), given: { direct: false } })).to.equal('observed')
    expect(verdictOn('12.37', switching(), { over: at(0), given: { slowestControlMs: 3000 } })).to.equal('observed')
    expect(verdictOn('12.37', refusal(417), { over: { marks: [mark('send', 0)] } })).to.equal('pass')
  })
})

describe('suite 12 judges two requests on one connection', () => {
  it('no status line behind the 101', () => {
    expect(verdictOn('12.40', switching())).to.equal('pass')
    expect(verdictOn('12.40', switching() + CLOSE_1002)).to.equal('pass')
    expect(verdictOn('12.40', switching() + refusal(404))).to.equal('fail')
    expect(verdictOn('12.40', refusal(400))).to.equal('observed')
  })

  it('the answers in order', () => {
    expect(verdictOn('12.41', refusal(426) + switching())).to.equal('pass')
    expect(verdictOn('12.41', refusal(426), { over: CLOSED })).to.equal('observed')
    expect(verdictOn('12.41', refusal(426, 'Connection: close'))).to.equal('observed')
    expect(verdictOn('12.41', refusal(426))).to.equal('warn')
    expect(verdictOn('12.41', refusal(426) + refusal(400))).to.equal('warn')
    expect(verdictOn('12.41', switching() + refusal(426))).to.equal('warn')
    expect(verdictOn('12.41', switching().replace('s3pPLM', 'AAAAAA'))).to.equal('observed')
  })

  it('HTTP or nothing behind a refusal', () => {
    expect(verdictOn('12.42', refusal(400) + refusal(404))).to.equal('pass')
    expect(verdictOn('12.42', refusal(400), { over: CLOSED })).to.equal('pass')
    expect(verdictOn('12.42', refusal(400))).to.equal('warn')
    expect(verdictOn('12.42', refusal(400) + frame(9, 'x'))).to.equal('fail')
    expect(verdictOn('12.42', refusal(400) + switching())).to.equal('fail')
    expect(verdictOn('12.42', switching())).to.equal('fail')
  })

  it('a 101 to what was the body of a form, a field from a path', () => {
    expect(verdictOn('12.44', refusal(405) + switching())).to.equal('fail')
    expect(verdictOn('12.44', refusal(405) + refusal(400))).to.equal('pass')
    expect(verdictOn('12.45', refusal(404, 'Location: /path/', 'X-Inj: y'))).to.equal('fail')
    expect(verdictOn('12.45', refusal(404, 'Location: /path%0d%0aX-Inj:%20y/'))).to.equal('pass')
    const page = 'no page /path\r\nX-Inj: y\r\n'
    const shown = response('HTTP/1.1 404 Not Found', `Content-Length: ${page.length}`) + page
    expect(verdictOn('12.45', shown)).to.equal('pass')
  })

  it('TLS to a TLS port not at all', () => {
    expect(verdictOn('12.48', '', { over: SILENT })).to.equal('pass')
    expect(verdictOn('12.48', '', { over: SILENT, given: { vars: { ...VARS, tls: true } } })).to.equal('skip')
  })
})

describe('suite 12 judges a NUL in the key', () => {
  const switchedFor = (key: string) => switching().replace(acceptFor(VARS.key), acceptFor(key))
  const part = { name: 'Sec-WebSocket-Key' }
  const withOctet = (octet: string) => `${VARS.key.slice(0, 8)}${octet}${VARS.key.slice(8)}`

  it('by what the Accept says of it', () => {
    expect(verdictOn('12.22', refusal(400), part)).to.equal('pass')
    expect(verdictOn('12.22', switchedFor(withOctet('\0')), part)).to.equal('fail')
    expect(verdictOn('12.22', switching(), part)).to.equal('fail')
    expect(verdictOn('12.22', switchedFor(withOctet(' ')), part)).to.equal('observed')
  })

  it('and does not call the Accept for the key as sent a wrong one', () => {
    const edit = partOf('12.22', 'Sec-WebSocket-Key').send ?? {}
    expect(inWords(observation(edit, switchedFor(withOctet('\0'))))).not.to.contain('was due')
  })
})

describe('suite 12 judges every answer', () => {
  const answer = (received: string, over: Partial<Recording> = {}, method = 'GET'): Evidence[] => [
    evidence(observation({ method }, received, over), '6.02'),
  ]
  const length = (octets: number, body: string) => response('HTTP/1.1 400 Bad', `Content-Length: ${octets}`) + body
  const noLength = response('HTTP/1.1 400 Bad', 'Connection: close')
  const chunked = response('HTTP/1.1 400 Bad', 'Transfer-Encoding: chunked')

  it('sound in its framing', () => {
    const sound: [string, Partial<Recording>?, string?][] = [
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
    for (const [received, over, method] of sound)
      expect(derivedVerdict('12.49', answer(received, over, method)), received).to.equal('pass')
  })

  it('unsound in its framing', () => {
    const unsound: [string, Partial<Recording>?, string?][] = [
      [length(5, 'he'), CLOSED],
      [length(2, 'hello')],
      [`${chunked}5\r\nhello\r\n`, CLOSED],
      [length(5, 'hello'), {}, 'HEAD'],
      [response('HTTP/1.1 400 Bad', 'Content-Length: five'), CLOSED],
    ]
    for (const [received, over, method] of unsound)
      expect(derivedVerdict('12.49', answer(received, over, method)), received).to.equal('fail')
  })

  it('open without an end, cut by a reset, or brought to an end by the client', () => {
    expect(derivedVerdict('12.49', answer(noLength, open5s(noLength)))).to.equal('warn')
    const reset = answer(length(5, 'he'), { ended: 'reset' })
    expect(derivedVerdict('12.49', reset)).to.equal('inconclusive')
    expect(derivedVerdict('12.49', [...reset, ...answer(refusal(400))])).to.equal('pass')
    expect(derivedVerdict('12.49', answer(length(5, 'he'), { ...CLOSED, marks: [mark('flood', 0)] }))).to.equal('skip')
    expect(derivedVerdict('12.49', [evidence(control)])).to.equal('skip')
    const tunnel = `${response('HTTP/1.1 200 OK')}octets`
    expect(derivedVerdict('12.49', answer(tunnel, {}, 'CONNECT'))).to.equal('skip')
  })

  it('of malformed requests, those that were dropped', () => {
    const dropped = (over: Partial<Recording>): Observation => observation({}, '', over)
    expect(derivedVerdict('12.50', [evidence(dropped(CLOSED), '12.25')])).to.equal('warn')
    expect(derivedVerdict('12.50', [evidence(observation({}, refusal(400)), '12.25')])).to.equal('pass')
    expect(derivedVerdict('12.50', [evidence(dropped(SILENT), '12.25')])).to.equal('skip')
    expect(derivedVerdict('12.50', [evidence(dropped(CLOSED), '12.47')])).to.equal('skip')
  })
})
