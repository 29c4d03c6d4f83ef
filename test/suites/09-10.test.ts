import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib'
import { expect } from 'chai'
import type { Suite } from '../../harness/case/case'
import type { JudgeContext } from '../../harness/case/expectation'
import type { Recording } from '../../harness/case/observation'
import type { Verdict } from '../../harness/case/results'
import type { FrameSpec, Step } from '../../harness/case/script'
import { judgeDerived } from '../../harness/judge/derived'
import { judgePart } from '../../harness/judge/judge'
import { handshake } from '../../harness/wire/http1/request'
import { writeFrame } from '../../harness/wire/websocket/frame'
import { inflateMessage } from '../../harness/wire/websocket/inflate'
import { extensionsSuite } from '../../suites/server/09-extensions'
import { permessageDeflateSuite } from '../../suites/server/10-permessage-deflate'
import { BOMB_MIB, bomb, INVALID, incompressible } from '../../suites/server/10-permessage-deflate/parts/payloads'
import { caseOf, partOf } from './kit/cases'
import { context, evidence, mark, observation, response, switching, VARS } from './kit/observations'

const suites: readonly Suite[] = [extensionsSuite, permessageDeflateSuite]

/** What a part offers: the value of each Sec-WebSocket-Extensions line, the space before it counted off. */
function offered(id: string, name?: string): string[] {
  const text = handshake(VARS, [], partOf(id, name).send).octets.toString('latin1')
  return [...text.matchAll(/^Sec-WebSocket-Extensions: ?(.*)\r\n/gm)].map(([, value = '']) => value)
}

interface Answer {
  part?: string
  over?: Partial<Recording>
  context?: Partial<JudgeContext>
  twins?: Record<string, string>
}

function judged(id: string, received: string, { part: name, over, context: given, twins = {} }: Answer = {}) {
  const [of, part] = [caseOf(id), partOf(id, name)]
  const twin = (which: string) => {
    const answer = twins[which]
    return answer === undefined ? undefined : observation(partOf(id, which).send ?? {}, answer)
  }
  const seen = observation(part.send ?? {}, received, over)
  return judgePart(of, part, seen, context({ level: of.level, part: twin, ...given }))
}

function verdict(id: string, received: string, answer?: Answer): Verdict {
  return judged(id, received, answer).verdict
}

/** A right 101 that lists this, one line for each value. */
function agreeing(...values: string[]): string {
  return switching(...values.map((value) => `Sec-WebSocket-Extensions: ${value}`))
}

const DEFLATE = 'permessage-deflate'
const UNKNOWN = `x-unknown-${VARS.random}`
const REFUSED = response('HTTP/1.1 400 Bad Request', 'Content-Length: 0')
const BROKEN = response('HTTP/1.1 500 Oops', 'Content-Length: 0')
const BUSY = response('HTTP/1.1 503 Busy', 'Content-Length: 0')
const CLOSED: Answer = { over: { ended: 'closed' } }
const SILENT: Answer = { over: { ended: 'timeout', endedMs: 10_000 } }

/** The octets of frames that a server sends, as Latin-1. */
function frames(...specs: FrameSpec[]): string {
  return specs.map((spec) => writeFrame({ mask: false, ...spec }, Buffer.alloc(4)).toString('latin1')).join('')
}

function zip(text: string | Buffer, options: ZlibOptions = {}): Buffer {
  return deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH, ...options }).subarray(0, -4)
}

const text = (payload: string): FrameSpec => ({ opcode: 1, payload })
const zipped = (payload: Buffer): FrameSpec => ({ opcode: 1, rsv: 4, payload })
const close = (code: number): FrameSpec => ({ opcode: 8, payload: Buffer.from([code >> 8, code & 0xff]) })

/** The frames that a part sends. */
function sentFrames(id: string, name?: string): FrameSpec[] {
  return (partOf(id, name).steps ?? []).flatMap((step) => (step.do === 'frame' ? [step.frame] : []))
}

const octetsOf = ({ payload = '' }: FrameSpec) => Buffer.from(payload as string)

describe('suites 9 and 10: what they say', () => {
  it('have every number of the catalogue once, in order', () => {
    const upTo = (suite: number, last: number) =>
      Array.from({ length: last }, (_, index) => `${suite}.${String(index + 1).padStart(2, '0')}`)
    expect(extensionsSuite.cases.map(({ id }) => id)).to.deep.equal(upTo(9, 22))
    expect(permessageDeflateSuite.cases.map(({ id }) => id)).to.deep.equal(upTo(10, 35))
  })

  it('name a requirement wherever they score, both readings where they are contested, and no part twice', () => {
    for (const { id, level, tests, contested, parts = [] } of suites.flatMap(({ cases }) => cases)) {
      if (['MUST', 'SHOULD', 'SECURITY'].includes(level)) expect(tests, id).to.not.have.length(0)
      expect(new Set(parts.map(({ name }) => name)), id).to.have.lengthOf(parts.length)
      const rows = parts.flatMap(({ expect: expectation }) => Object.values(expectation?.table ?? {}))
      expect(rows.includes('contested'), id).to.equal(contested !== undefined)
    }
  })

  it('have a row for whatever a server does', () => {
    const statuses = ['200 OK', '302 Found', '400 Bad Request', '429 Too Many Requests', '500 Oops', '503 Busy']
    const answers: [string, Partial<Recording>][] = [
      [switching(), {}],
      [agreeing(DEFLATE), {}],
      ...statuses.map((status): [string, object] => [response(`HTTP/1.1 ${status}`, 'Content-Length: 0'), {}]),
      ['SSH-2.0-OpenSSH_9.9\r\n', { ended: 'closed' }],
      ['', { ended: 'closed' }],
      ['', { ended: 'timeout', endedMs: 10_000 }],
    ]
    for (const of of suites.flatMap(({ cases }) => cases))
      for (const part of (of.parts ?? []).filter(({ expect: expectation }) => expectation))
        for (const [received, over] of answers)
          expect(verdict(of.id, received, { part: part.name, over }), `${of.id} ${part.name}`).to.not.equal('error')
  })

  it('take load for no verdict', () => {
    for (const of of suites.flatMap(({ cases }) => cases))
      for (const { name, expect: expectation } of of.parts ?? [])
        if (expectation && of.level === 'MUST')
          expect(verdict(of.id, BUSY, { part: name }), `${of.id} ${name}`).to.be.oneOf(['inconclusive', 'observed'])
  })
})

describe('suite 9: what is sent', () => {
  it('is the field as the catalogue has it', () => {
    expect(offered('9.01')).to.deep.equal([])
    expect(offered('9.02')).to.deep.equal([UNKNOWN])
    expect(offered('9.04', 'one line')).to.deep.equal([`${UNKNOWN}, ${DEFLATE}`])
    expect(offered('9.04', 'two lines')).to.deep.equal([UNKNOWN, DEFLATE])
    expect(offered('9.08')).to.deep.equal([''])
    expect(offered('9.09', 'in the middle')).to.deep.equal([`${DEFLATE},,${UNKNOWN}`])
    expect(offered('9.22')).to.deep.equal([`${UNKNOWN}; y=", ${DEFLATE}; client_max_window_bits, "`])
  })

  it('offers 500 names in less than 6 KB', () => {
    const [value = ''] = offered('9.16')
    expect(new Set(value.split(', '))).to.have.lengthOf(500)
    expect(value.length).to.be.below(6000)
  })

  it('opens a quoted string and never closes it', () => {
    for (const pairs of [500, 1000, 2000, 3500])
      expect(offered('9.17', `${pairs} pairs`)).to.deep.equal([`a; b="${'\\c'.repeat(pairs)}`])
  })
})

describe('suite 9: verdicts', () => {
  it('9.01 wants no line, not even an empty one', () => {
    expect(verdict('9.01', switching())).to.equal('pass')
    expect(verdict('9.01', agreeing(''))).to.equal('fail')
    expect(verdict('9.01', agreeing(DEFLATE))).to.equal('fail')
  })

  it('9.02 and 9.03 want nothing unknown, and warn of a refusal', () => {
    expect(verdict('9.02', switching())).to.equal('pass')
    expect(verdict('9.02', agreeing(UNKNOWN))).to.equal('fail')
    for (const answer of [REFUSED, BROKEN]) expect(verdict('9.02', answer)).to.equal('warn')
    expect(verdict('9.02', '', CLOSED)).to.equal('warn')
    expect(verdict('9.03', agreeing(DEFLATE))).to.equal('pass')
    expect(verdict('9.03', agreeing(`${UNKNOWN}, ${DEFLATE}`))).to.equal('fail')
    expect(verdict('9.03', agreeing('x-other'))).to.equal('fail')
  })

  it('9.04 compares two lines with one', () => {
    const beside = (one: string, two: string, more: Answer = {}) =>
      verdict('9.04', two, { twins: { 'one line': one }, ...more })
    expect(beside(agreeing(DEFLATE), agreeing(DEFLATE))).to.equal('pass')
    expect(beside(switching(), switching())).to.equal('pass')
    expect(beside(agreeing(DEFLATE), switching())).to.equal('warn')
    expect(beside(switching(), agreeing(DEFLATE))).to.equal('observed')
    expect(beside(agreeing(DEFLATE), REFUSED)).to.equal('fail')
    expect(beside(agreeing(DEFLATE), '', CLOSED)).to.equal('warn')
    expect(beside(agreeing(DEFLATE), agreeing(UNKNOWN))).to.equal('fail')
    expect(beside(REFUSED, REFUSED)).to.equal('skip')
    expect(beside(BUSY, REFUSED)).to.equal('inconclusive')
  })

  it('9.05 fails a quoted value only where the token is accepted', () => {
    const beside = (one: string, two: string) => verdict('9.05', two, { twins: { 'bar=baz': one } })
    expect(beside(switching(), switching())).to.equal('pass')
    expect(beside(switching(), REFUSED)).to.equal('fail')
    expect(beside(REFUSED, REFUSED)).to.equal('warn')
    expect(beside(switching(), agreeing(UNKNOWN))).to.equal('fail')
  })

  for (const [id, part] of [
    ['9.06', '"a b"'],
    ['9.07', 'permessage-deflate;'],
    ['9.08', 'empty'],
    ['9.22', 'inside the quotes'],
  ] as const)
    it(`${id} contests to ignore what is malformed, and fails to agree to it`, () => {
      expect(verdict(id, REFUSED, { part })).to.equal('pass')
      expect(verdict(id, '', { part, ...CLOSED })).to.equal('pass')
      expect(verdict(id, switching(), { part })).to.equal('contested')
      expect(verdict(id, agreeing(''), { part })).to.equal('contested')
      expect(verdict(id, BROKEN, { part })).to.equal('warn')
      expect(verdict(id, '', { part, ...SILENT })).to.equal('warn')
      for (const value of [DEFLATE, 'foo', ';']) expect(verdict(id, agreeing(value), { part }), value).to.equal('fail')
    })

  it('9.09 and 9.10 fail a refusal beside an accepted twin', () => {
    const empty = (one: string, two: string, more: Answer = {}) =>
      verdict('9.09', two, { part: 'in the middle', twins: { 'two elements': one }, ...more })
    expect(empty(agreeing(DEFLATE), agreeing(DEFLATE))).to.equal('pass')
    expect(empty(agreeing(DEFLATE), REFUSED)).to.equal('fail')
    expect(empty(agreeing(DEFLATE), '', CLOSED)).to.equal('warn')
    expect(empty(REFUSED, REFUSED)).to.equal('skip')
    const lws = (part: string, twin: string, two: string) =>
      verdict('9.10', two, { part, twins: { [twin]: switching() } })
    expect(lws('a space before ";"', 'no space before ";"', REFUSED)).to.equal('fail')
    expect(lws('a space before ";"', 'no space before ";"', switching())).to.equal('pass')
    expect(lws('spaces around "="', 'no space around "="', REFUSED)).to.equal('warn')
  })

  function derived(id: string, offer: string | null, ...values: string[]): Verdict {
    const of = caseOf(id)
    const at = context({ level: of.level })
    const edit = { fields: { 'Sec-WebSocket-Extensions': offer } }
    return judgeDerived(of, [evidence(observation(edit, agreeing(...values)))], () => at, at).verdict
  }

  it('9.12 wants a list by its grammar', () => {
    expect(derived('9.12', DEFLATE)).to.equal('skip')
    for (const good of [DEFLATE, `${DEFLATE} ; a="10"`, `${DEFLATE},, b`])
      expect(derived('9.12', DEFLATE, good), good).to.equal('pass')
    for (const bad of ['', ',', `${DEFLATE};`, `${DEFLATE}; a="x y"`, `${DEFLATE}; a=`, 'a b'])
      expect(derived('9.12', DEFLATE, bad), bad).to.equal('fail')
  })

  it('9.13 lets the answer be split, 9.14 joins its lines', () => {
    expect(derived('9.13', DEFLATE, DEFLATE)).to.equal('skip')
    expect(derived('9.13', DEFLATE, DEFLATE, 'foo')).to.equal('pass')
    expect(derived('9.14', DEFLATE, DEFLATE, 'foo')).to.equal('pass')
    expect(derived('9.14', DEFLATE, DEFLATE, DEFLATE)).to.equal('fail')
    expect(derived('9.14', DEFLATE, `${DEFLATE}, x-webkit-deflate-frame`)).to.equal('fail')
    expect(derived('9.14', DEFLATE, 'foo, foo')).to.equal('warn')
  })

  it('9.16 and 9.17 want an answer soon', () => {
    const late: Answer = { over: { received: [{ atMs: 3000, octets: Buffer.from(REFUSED) }] } }
    expect(verdict('9.16', switching())).to.equal('pass')
    expect(verdict('9.16', BROKEN)).to.equal('fail')
    expect(verdict('9.16', '', CLOSED)).to.equal('warn')
    expect(verdict('9.16', '', SILENT)).to.equal('fail')
    expect(verdict('9.16', REFUSED, late)).to.equal('fail')
    expect(verdict('9.17', REFUSED)).to.equal('pass')
    expect(verdict('9.17', '', CLOSED)).to.equal('pass')
    expect(verdict('9.17', REFUSED, late)).to.equal('fail')
  })

  it('9.18 fails what is agreed to, and warns of a 500', () => {
    expect(verdict('9.18', switching())).to.equal('pass')
    expect(verdict('9.18', agreeing('constructor'))).to.equal('fail')
    expect(verdict('9.18', BROKEN)).to.equal('warn')
  })

  it('9.20 and 9.21 fail what was not offered', () => {
    for (const id of ['9.20', '9.21']) {
      expect(verdict(id, switching()), id).to.equal('pass')
      expect(verdict(id, agreeing(DEFLATE)), id).to.equal('fail')
      expect(verdict(id, REFUSED), id).to.equal('warn')
    }
  })

  function derivedOf(id: string, offer: string, ...values: string[]): Verdict {
    return derived(id, offer, ...values)
  }

  it('10.24 wants parameters that are valid and that an offer allows', () => {
    const hint = `${DEFLATE}; client_max_window_bits; server_max_window_bits=12`
    expect(derivedOf('10.24', DEFLATE)).to.equal('skip')
    for (const good of [
      '',
      '; server_max_window_bits=8',
      '; server_max_window_bits="10"',
      '; client_no_context_takeover',
    ])
      expect(derivedOf('10.24', DEFLATE, DEFLATE + good), good).to.equal('pass')
    for (const good of ['; client_max_window_bits=15', '; Client_Max_Window_Bits=9; server_max_window_bits=12'])
      expect(derivedOf('10.24', hint, DEFLATE + good), good).to.equal('pass')
    for (const bad of [
      '; client_max_window_bits',
      '; client_max_window_bits=015',
      '; server_max_window_bits=13',
      '; server_max_window_bits=16',
      '; server_no_context_takeover=1',
      '; client_no_context_takeover; client_no_context_takeover',
      '; x_unknown',
    ])
      expect(derivedOf('10.24', hint, DEFLATE + bad), bad).to.equal('fail')
    expect(derivedOf('10.24', DEFLATE, `${DEFLATE}; client_max_window_bits=15`)).to.equal('fail')
    // It may be the answer to either of two offers.
    expect(
      derivedOf('10.24', `${DEFLATE}; server_max_window_bits=9, ${DEFLATE}`, `${DEFLATE}; server_max_window_bits=15`),
    ).to.equal('pass')
    expect(derivedOf('10.24', UNKNOWN, `${DEFLATE}; x_unknown`)).to.equal('skip')
  })
})

describe('suite 10: the offer and its answer', () => {
  it('10.01 to 10.04 judge the parameters that they name', () => {
    expect(verdict('10.01', agreeing(`${DEFLATE}; server_max_window_bits=12; client_no_context_takeover`))).to.equal(
      'pass',
    )
    expect(verdict('10.01', switching())).to.equal('pass')
    expect(verdict('10.01', agreeing(`${DEFLATE}; x`))).to.equal('fail')
    expect(verdict('10.01', REFUSED)).to.equal('fail')
    expect(verdict('10.02', agreeing(`${DEFLATE}; client_max_window_bits=15`))).to.equal('fail')
    expect(verdict('10.02', REFUSED)).to.equal('observed')
    expect(verdict('10.03', agreeing(`${DEFLATE}; client_max_window_bits=8`))).to.equal('pass')
    expect(verdict('10.03', agreeing(`${DEFLATE}; client_max_window_bits`))).to.equal('fail')
    expect(verdict('10.03', agreeing(`${DEFLATE}; client_max_window_bits=08`))).to.equal('fail')
    const hint = { part: 'client_max_window_bits=9' }
    expect(verdict('10.04', agreeing(`${DEFLATE}; client_max_window_bits=9`), hint)).to.equal('pass')
    expect(verdict('10.04', agreeing(`${DEFLATE}; client_max_window_bits=15`), hint)).to.equal('observed')
    expect(verdict('10.04', REFUSED, hint)).to.equal('observed')
  })

  for (const id of ['10.05', '10.06', '10.09', '10.13', '10.15', '10.17', '10.18', '10.19'])
    it(`${id} wants the offer declined, contests a 4xx and fails an agreement`, () => {
      expect(verdict(id, switching())).to.equal('pass')
      expect(verdict(id, REFUSED)).to.equal('contested')
      expect(verdict(id, BROKEN)).to.equal('warn')
      expect(verdict(id, '', CLOSED)).to.equal('warn')
      expect(verdict(id, agreeing(DEFLATE))).to.equal('fail')
    })

  it('10.07 takes the quoted number for the number, 10.08 lets the empty one be refused', () => {
    expect(verdict('10.07', agreeing(`${DEFLATE}; client_max_window_bits=10`))).to.equal('pass')
    expect(verdict('10.07', agreeing(`${DEFLATE}; client_max_window_bits=16`))).to.equal('fail')
    expect(verdict('10.07', REFUSED)).to.equal('contested')
    expect(verdict('10.08', REFUSED)).to.equal('pass')
    expect(verdict('10.08', '', CLOSED)).to.equal('pass')
    expect(verdict('10.08', BROKEN)).to.equal('warn')
    expect(verdict('10.08', agreeing(DEFLATE))).to.equal('fail')
  })

  it('10.10 to 10.12 want the window in the answer, but for 15', () => {
    const bits = (value?: number) =>
      agreeing(value === undefined ? DEFLATE : `${DEFLATE}; server_max_window_bits=${value}`)
    const ten = { part: 'server_max_window_bits=10' }
    expect(verdict('10.10', bits(8))).to.equal('pass')
    expect(verdict('10.10', bits(9))).to.equal('fail')
    expect(verdict('10.10', switching())).to.equal('pass')
    expect(verdict('10.11', bits(9), ten)).to.equal('pass')
    expect(verdict('10.11', bits(10), ten)).to.equal('pass')
    expect(verdict('10.11', bits(), ten)).to.equal('fail')
    expect(verdict('10.11', bits(11), ten)).to.equal('fail')
    expect(verdict('10.11', bits(7), ten)).to.equal('fail')
    expect(verdict('10.12', bits())).to.equal('observed')
    expect(verdict('10.12', bits(16))).to.equal('fail')
    expect(verdict('10.14', agreeing(DEFLATE))).to.equal('fail')
    expect(verdict('10.14', agreeing(`${DEFLATE}; server_no_context_takeover`))).to.equal('pass')
  })

  it('10.20 wants the second offer, where alone it is taken', () => {
    const beside = (alone: string, both: string) =>
      verdict('10.20', both, { twins: { 'permessage-deflate alone': alone } })
    expect(beside(agreeing(DEFLATE), agreeing(DEFLATE))).to.equal('pass')
    expect(beside(agreeing(DEFLATE), switching())).to.equal('warn')
    expect(beside(switching(), switching())).to.equal('pass')
    expect(beside(agreeing(DEFLATE), REFUSED)).to.equal('contested')
    expect(beside(agreeing(DEFLATE), agreeing(`${DEFLATE}; client_max_window_bits=10`))).to.equal('fail')
    expect(beside(agreeing(DEFLATE), agreeing(`${DEFLATE}; x_unknown`))).to.equal('fail')
  })

  it('10.21 wants the first offer, where alone it is taken', () => {
    const first = `${DEFLATE}; server_max_window_bits=10`
    const beside = (alone: string, both: string) => verdict('10.21', both, { twins: { 'the first alone': alone } })
    expect(beside(agreeing(first), agreeing(first))).to.equal('pass')
    expect(beside(agreeing(first), agreeing(DEFLATE))).to.equal('warn')
    expect(beside(switching(), agreeing(DEFLATE))).to.equal('observed')
    expect(beside(agreeing(first), switching())).to.equal('pass')
    expect(beside(agreeing(first), agreeing(`${first}, ${DEFLATE}`))).to.equal('fail')
    expect(beside(REFUSED, agreeing(DEFLATE))).to.equal('pass')
  })

  it('10.22, 10.23 and 10.35 want one element with what was asked for', () => {
    expect(verdict('10.22', agreeing(DEFLATE))).to.equal('pass')
    expect(verdict('10.22', agreeing(DEFLATE, DEFLATE))).to.equal('fail')
    expect(verdict('10.22', REFUSED)).to.equal('warn')
    expect(verdict('10.23', agreeing(`${DEFLATE}; server_no_context_takeover; server_max_window_bits=12`))).to.equal(
      'pass',
    )
    expect(verdict('10.23', agreeing(`${DEFLATE}; server_max_window_bits=12`))).to.equal('fail')
    const two = (one: string, both: string, more: Answer = {}) =>
      verdict('10.35', both, { twins: { 'one line': one }, ...more })
    expect(two(agreeing(DEFLATE), agreeing(DEFLATE))).to.equal('pass')
    expect(two(agreeing(DEFLATE), REFUSED)).to.equal('fail')
    expect(two(agreeing(DEFLATE), '', CLOSED)).to.equal('warn')
    expect(two(agreeing(DEFLATE), agreeing(`${DEFLATE}, ${DEFLATE}`))).to.equal('fail')
  })
})

describe('suite 10: what is sent behind an agreement', () => {
  it('stays in the smallest window and says what it should', () => {
    for (const { name } of caseOf('10.25').parts ?? []) {
      const sent = sentFrames('10.25', name)
      expect(sent.map(({ rsv = 0 }) => rsv)).to.deep.equal(sent.length > 1 ? [4, 0] : [4])
      const { octets, furthest, fault } = inflateMessage(Buffer.concat(sent.map(octetsOf)))
      expect([fault, octets.toString().slice(0, 11), furthest <= 256], name).to.deep.equal([null, 'wsspec send', true])
    }
  })

  it('refers back to the message before in 10.27, and over less than 256 octets', () => {
    const [first, second] = sentFrames('10.27', 'two messages').map(octetsOf)
    if (!first || !second) throw new Error('two frames')
    const said = inflateMessage(first).octets
    expect(inflateMessage(second).fault).to.match(/^a back-reference/)
    const { octets, furthest, fault } = inflateMessage(second, said)
    expect(fault).to.equal(null)
    expect(octets.toString().startsWith(said.toString())).to.equal(true)
    expect(furthest).to.be.at.most(256)
    expect(sentFrames('10.27', 'an uncompressed one between').map(({ rsv = 0 }) => rsv)).to.deep.equal([4, 0, 4])
  })

  it('says the same 4 KB twice in 10.28, with nothing in them that a window of their own would find', () => {
    const [first, second] = sentFrames('10.28', 'asked for').map(octetsOf)
    expect(first).to.deep.equal(second)
    expect(inflateMessage(first ?? Buffer.alloc(0)).octets.toString()).to.equal(incompressible(4096, 28))
    expect(zip(incompressible(4096, 28)).length).to.be.above(3000)
  })

  it('doubles noise for every window up to the one that is offered in 10.29', () => {
    const sent = sentFrames('10.29', 'server_max_window_bits=10').map(octetsOf)
    expect(sent.map(({ length }) => length)).to.deep.equal([8, 9, 10].map((bits) => 2 * (2 ** bits + 500)))
    for (const octets of sent)
      expect(octets.subarray(0, octets.length / 2).equals(octets.subarray(octets.length / 2))).to.equal(true)
  })

  it('goes out only where it was agreed on', () => {
    const only = (id: string, part?: string) =>
      partOf(id, part).steps?.find((step): step is Extract<Step, { do: 'onlyIf' }> => step.do === 'onlyIf')
    const holds = (step: ReturnType<typeof only>, answer: string) =>
      step?.answer(observation({}, answer).answers[0], VARS)
    expect(holds(only('10.25'), agreeing(DEFLATE))).to.equal(true)
    expect(holds(only('10.25'), switching())).to.equal(false)
    expect(holds(only('10.25'), REFUSED)).to.equal(false)
    expect(holds(only('10.27'), agreeing(`${DEFLATE}; client_no_context_takeover`))).to.equal(false)
    expect(holds(only('10.28'), agreeing(DEFLATE))).to.equal(false)
    expect(holds(only('10.29'), agreeing(DEFLATE))).to.equal(false)
    expect(holds(only('10.29'), agreeing(`${DEFLATE}; server_max_window_bits=9`))).to.equal(true)
  })

  it('is invalid where it should be, behind a block that is not', () => {
    for (const [what, payload] of INVALID) {
      const { octets, fault } = inflateMessage(payload)
      expect(fault, what).to.not.equal(null)
      expect(octets.toString(), what).to.equal('wsspec-broken')
    }
  })

  it('holds more than 100 MiB in 150 KB', () => {
    const payload = bomb()
    expect(payload.length).to.be.below(150_000)
    expect(inflateMessage(payload).fault).to.match(/^more than/)
    expect(BOMB_MIB).to.be.above(100)
  })
})

describe('suite 10: verdicts behind an agreement', () => {
  const TEXT = octetsOf(sentFrames('10.26')[0] ?? { opcode: 1 }).toString()
  const AGAIN = inflateMessage(octetsOf(sentFrames('10.27')[1] ?? { opcode: 1 }), Buffer.from(TEXT)).octets.toString()
  const link = (answer: string, ...sent: FrameSpec[]) => agreeing(answer) + frames(...sent)

  it('skips a connection on which nothing was agreed on, and a link that is dead anyway', () => {
    for (const id of ['10.25', '10.26', '10.27', '10.28', '10.29', '10.30', '10.31', '10.32', '10.33']) {
      expect(verdict(id, switching()), id).to.equal('skip')
      expect(verdict(id, REFUSED), id).to.equal('skip')
    }
    const dead = observation({}, switching(), { marks: [mark('alive', 0, { met: false })] })
    expect(verdict('10.30', agreeing(DEFLATE), { context: { control: dead } })).to.equal('skip')
  })

  it('10.25 and 10.26 want the text back, compressed or not', () => {
    for (const id of ['10.25', '10.26']) {
      expect(verdict(id, link(DEFLATE, text(TEXT)))).to.equal('pass')
      expect(verdict(id, link(DEFLATE, text('hello'), zipped(zip(TEXT))))).to.equal('pass')
      expect(verdict(id, link(DEFLATE, text('other')))).to.equal('fail')
      expect(verdict(id, link(DEFLATE, close(1007)), CLOSED)).to.equal('fail')
      expect(verdict(id, link(DEFLATE, zipped(Buffer.from([7]))))).to.equal('fail')
    }
    const halves = [zip(TEXT).subarray(0, 9), zip(TEXT).subarray(9)] as const
    const inTwo: FrameSpec[] = [
      { opcode: 1, fin: false, rsv: 4, payload: halves[0] },
      { opcode: 9, payload: 'between' },
      { opcode: 0, payload: halves[1] },
    ]
    expect(verdict('10.25', link(DEFLATE, ...inTwo))).to.equal('pass')
  })

  it('10.27 wants both texts back, where the client may take over its window', () => {
    const both = [zipped(zip(TEXT)), zipped(zip(AGAIN, { dictionary: Buffer.from(TEXT) }))]
    expect(verdict('10.27', link(DEFLATE, ...both))).to.equal('pass')
    expect(verdict('10.27', link(DEFLATE, ...both.slice(0, 1), close(1007)))).to.equal('fail')
    expect(verdict('10.27', link(`${DEFLATE}; client_no_context_takeover`, close(1007)))).to.equal('skip')
    // That the replies break what the server says of its own window is 10.28's.
    expect(verdict('10.27', link(`${DEFLATE}; server_no_context_takeover`, ...both))).to.equal('pass')
  })

  it('10.28 wants each reply to stand alone', () => {
    const long = incompressible(4096, 28)
    const alone = zipped(zip(long))
    const leaning = zipped(zip(long, { dictionary: Buffer.from(long) }))
    const kept = `${DEFLATE}; server_no_context_takeover`
    expect(verdict('10.28', link(kept, alone, alone))).to.equal('pass')
    expect(verdict('10.28', link(kept, text(long), text(long)))).to.equal('pass')
    expect(verdict('10.28', link(kept, alone, leaning))).to.equal('fail')
    expect(verdict('10.28', link(DEFLATE, alone, leaning))).to.equal('skip')
    expect(verdict('10.28', link(kept, alone))).to.equal('skip')
  })

  it('10.29 wants no reference longer than the window, whatever zlib would forgive', () => {
    const part = { part: 'server_max_window_bits=10' }
    const doubled = incompressible(2 ** 10 + 500, 10).repeat(2)
    const ten = `${DEFLATE}; server_max_window_bits=10`
    expect(verdict('10.29', link(ten, zipped(zip(doubled, { windowBits: 10 }))), part)).to.equal('pass')
    expect(verdict('10.29', link(ten, zipped(zip(doubled))), part)).to.equal('fail')
    expect(verdict('10.29', link(ten, text(doubled)), part)).to.equal('pass')
    expect(verdict('10.29', link(ten, close(1009)), part)).to.equal('skip')
    expect(verdict('10.29', link(DEFLATE, zipped(zip(doubled))), part)).to.equal('skip')
    expect(verdict('10.29', link(`${DEFLATE}; server_max_window_bits=12`, zipped(zip(doubled))), part)).to.equal('skip')
  })

  it('10.29 lets a window be used to its last octet', () => {
    const part = { part: 'server_max_window_bits=9' }
    const [said, nine] = [incompressible(2 ** 9, 1), `${DEFLATE}; server_max_window_bits=9`]
    const whole = zipped(zip(said.repeat(2)))
    expect(inflateMessage(octetsOf(whole)).furthest).to.equal(512)
    expect(verdict('10.29', link(nine, whole), part)).to.equal('pass')
    expect(verdict('10.29', link(nine, zipped(zip(incompressible(513, 1).repeat(2)))), part)).to.equal('fail')
  })

  it('10.30 fails a Pong and a link that stays open', () => {
    const ping = sentFrames('10.30')[0]?.payload as string
    expect(verdict('10.30', link(DEFLATE, close(1002)))).to.equal('pass')
    expect(verdict('10.30', link(DEFLATE), CLOSED)).to.equal('pass')
    expect(verdict('10.30', link(DEFLATE))).to.equal('fail')
    expect(verdict('10.30', link(DEFLATE, { opcode: 10, payload: ping }, close(1002)))).to.equal('fail')
    expect(verdict('10.30', link(DEFLATE, { opcode: 10, payload: 'unasked' }, close(1002)))).to.equal('pass')
    const cut = [mark('await', 0, { met: false, cut: true })]
    expect(verdict('10.30', link(DEFLATE), { over: { marks: cut } })).to.equal('inconclusive')
  })

  it('10.31 fails an echo and a link that stays open', () => {
    for (const part of ['on the second frame only', 'on both frames']) {
      expect(verdict('10.31', link(DEFLATE, close(1002)), { part })).to.equal('pass')
      expect(verdict('10.31', link(DEFLATE), { part })).to.equal('fail')
      expect(verdict('10.31', link(DEFLATE, zipped(zip('wsspec-fragments'))), { part })).to.equal('fail')
      expect(verdict('10.31', link(DEFLATE, text('welcome'), close(1002)), { part })).to.equal('pass')
    }
  })

  it('10.32 fails what is delivered, and warns of a link that stays open', () => {
    const [what = '', payload = Buffer.alloc(0)] = INVALID[0] ?? []
    const at = { part: what }
    expect(verdict('10.32', link(DEFLATE, close(1007)), at)).to.equal('pass')
    expect(verdict('10.32', link(DEFLATE), at)).to.equal('warn')
    expect(verdict('10.32', link(DEFLATE, text('tick')), at)).to.equal('warn')
    for (const reply of ['wsspec-broken', 'wsspec-broken and more', ''])
      expect(verdict('10.32', link(DEFLATE, text(reply)), at), reply).to.equal('fail')
    expect(verdict('10.32', link(DEFLATE, { opcode: 1, payload }), at)).to.equal('fail')
  })

  it('10.33 passes a close, tells what is taken and warns of a link that is stuck', () => {
    expect(verdict('10.33', link(DEFLATE, close(1009)))).to.equal('pass')
    expect(verdict('10.33', link(DEFLATE), CLOSED)).to.equal('pass')
    expect(verdict('10.33', link(DEFLATE, { opcode: 10, payload: 'wsspec-bomb' }))).to.equal('observed')
    expect(verdict('10.33', link(DEFLATE), { over: { overflow: true } })).to.equal('observed')
    expect(verdict('10.33', link(DEFLATE))).to.equal('warn')
  })
})
