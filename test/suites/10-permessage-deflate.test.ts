import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib'
import { expect } from 'chai'
import type { FrameSpec } from '../../harness/case/frame'
import type { Step } from '../../harness/case/script'
import { incompressible } from '../../harness/wire/websocket/deflate'
import { inflateMessage } from '../../harness/wire/websocket/inflate'
import { permessageDeflateSuite } from '../../suites/server/10-permessage-deflate'
import { BOMB_MIB, bomb, INVALID } from '../../suites/server/10-permessage-deflate/parts/payloads'
import { caseOf, partOf } from './kit/cases'
import { agreeing, DEFLATE, derivedFrom, UNKNOWN } from './kit/extensions'
import { type Circumstances, derived, judged, verdict } from './kit/judged'
import { evidence, mark, observation, refusal, serverFrame, switching, VARS } from './kit/observations'
import { ids, itContestsByRows, itGivesNoVerdictUnderLoad, itIsComplete } from './kit/suite'

const REFUSED = refusal(400)
const BROKEN = refusal(500)
const CLOSED: Circumstances = { over: { ended: 'closed' } }

/** The bytes of frames that a server sends, as Latin-1. */
function frames(...specs: FrameSpec[]): string {
  return specs.map(({ opcode, payload = '', ...more }) => serverFrame(opcode, payload, more)).join('')
}

/** Compresses a message as a server does, without its tail (RFC 7692 7.2.1). */
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

/** The payload of a frame, as bytes. */
const bytesOf = ({ payload = '' }: FrameSpec) => Buffer.from(payload as string)

describe('suite 10', () => {
  itIsComplete(permessageDeflateSuite, ids(10, 39))
  itGivesNoVerdictUnderLoad(permessageDeflateSuite)
  itContestsByRows(permessageDeflateSuite)
})

describe('suite 10 judges the answer to an offer', () => {
  it('10.01 to 10.04: parameters that the offer does not allow, or without a valid value, fail', () => {
    expect(verdict('10.01', agreeing(`${DEFLATE}; server_max_window_bits=12; client_no_context_takeover`))).to.equal(
      'pass',
    )
    expect(verdict('10.01', switching())).to.equal('pass')
    expect(verdict('10.01', agreeing(`${DEFLATE}; x`))).to.equal('fail')
    expect(verdict('10.02', agreeing(`${DEFLATE}; client_max_window_bits=15`))).to.equal('fail')
    expect(verdict('10.02', REFUSED)).to.equal('observed')
    expect(verdict('10.03', agreeing(`${DEFLATE}; client_max_window_bits=8`))).to.equal('pass')
    expect(verdict('10.03', agreeing(`${DEFLATE}; client_max_window_bits`))).to.equal('fail')
    expect(verdict('10.03', agreeing(`${DEFLATE}; client_max_window_bits=08`))).to.equal('fail')
    const hint = { part: 'client_max_window_bits=9' }
    expect(verdict('10.04', agreeing(`${DEFLATE}; client_max_window_bits=9`), hint)).to.equal('pass')
    expect(verdict('10.04', agreeing(`${DEFLATE}; client_max_window_bits=15`), hint)).to.equal('observed')
  })

  for (const id of ['10.05', '10.06', '10.09', '10.13', '10.15', '10.17', '10.18', '10.19'])
    it(`${id}: an agreement fails and a 4xx is contested`, () => {
      expect(verdict(id, switching())).to.equal('pass')
      expect(verdict(id, REFUSED)).to.equal('contested')
      expect(verdict(id, BROKEN)).to.equal('warn')
      expect(verdict(id, '', CLOSED)).to.equal('warn')
      expect(verdict(id, agreeing(DEFLATE))).to.equal('fail')
    })

  it('an invalid offer that is refused has another cause than one that is accepted', () => {
    for (const id of ['10.05', '10.06', '10.09', '10.13', '10.15', '10.17', '10.18', '10.19', '10.20']) {
      expect(id === '10.18' || caseOf(id).sameFaultAs?.includes('10.18'), id).to.equal(true)
      for (const answer of [REFUSED, BROKEN])
        expect(judged(id, answer).blame, id).to.deep.equal({ cause: 'deflate-offer-refused', impact: 'interop' })
      const accepted = judged(id, agreeing(`${DEFLATE}; client_max_window_bits=10; x_unknown`))
      expect(accepted.verdict, id).to.equal('fail')
      expect(accepted.blame?.cause, id).to.equal('deflate-offer-not-validated')
    }
  })

  it('10.39: a valid offer that is refused fails there, whatever the offer', () => {
    const valid = ['10.01', '10.03', '10.04', '10.10', '10.11', '10.12', '10.14', '10.16', '10.21', '10.22', '10.23']
    for (const id of valid)
      for (const refused of [REFUSED, BROKEN])
        expect(judged(id, refused), id).to.include({ verdict: 'skip', scoredIn: '10.39' })
    const to = (id: string, answer: string, over = {}) => evidence(observation({}, answer, over), id)
    expect(derived('10.39', [to('10.10', switching()), to('10.11', agreeing(DEFLATE))]).verdict).to.equal('pass')
    expect(derived('10.39', [to('10.10', BROKEN), to('10.11', switching())])).to.deep.include({
      verdict: 'fail',
      got: '500 (in 1 of 2 cases: 10.10)',
      blame: { cause: 'deflate-offer-refused', impact: 'interop' },
    })
    expect(derived('10.39', [to('10.10', '', { ended: 'closed' })]).verdict).to.equal('warn')
    expect(derived('10.39', [to('10.10', refusal(503))]).verdict).to.equal('pass')
    expect(derived('10.39', [to('10.18', REFUSED)]).verdict).to.equal('skip')
    expect(derived('10.39', [to('10.10', REFUSED)]).because).to.match(/^RFC 7692 7 .*MUST decline/)
  })

  it('10.07 and 10.08: a quoted number is valid, and an empty quoted value may be refused', () => {
    const quoted = (received: string, plain = switching()) =>
      verdict('10.07', received, { twins: { 'client_max_window_bits=10': plain } })
    expect(quoted(agreeing(`${DEFLATE}; client_max_window_bits=10`))).to.equal('pass')
    expect(quoted(agreeing(`${DEFLATE}; client_max_window_bits=16`))).to.equal('fail')
    expect(quoted(REFUSED)).to.equal('fail')
    expect(quoted(BROKEN)).to.equal('fail')
    expect(quoted(REFUSED, REFUSED)).to.equal('skip')
    expect(verdict('10.08', REFUSED)).to.equal('pass')
    expect(verdict('10.08', '', CLOSED)).to.equal('pass')
    expect(verdict('10.08', BROKEN)).to.equal('warn')
    expect(verdict('10.08', agreeing(DEFLATE))).to.equal('fail')
  })

  it('10.10 to 10.12 and 10.14: an agreement without the offered limit fails, except for 15', () => {
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

  it('10.20: a declined second offer warns if the server accepts it alone', () => {
    const compared = (alone: string, both: string) =>
      verdict('10.20', both, { twins: { 'permessage-deflate alone': alone } })
    expect(compared(agreeing(DEFLATE), agreeing(DEFLATE))).to.equal('pass')
    expect(compared(agreeing(DEFLATE), switching())).to.equal('warn')
    expect(compared(switching(), switching())).to.equal('pass')
    expect(compared(agreeing(DEFLATE), REFUSED)).to.equal('contested')
    expect(compared(agreeing(DEFLATE), agreeing(`${DEFLATE}; client_max_window_bits=10`))).to.equal('fail')
    expect(compared(agreeing(DEFLATE), agreeing(`${DEFLATE}; x_unknown`))).to.equal('fail')
  })

  it('10.21: the second offer warns if the server accepts the first one alone', () => {
    const first = `${DEFLATE}; server_max_window_bits=10`
    const compared = (alone: string, both: string) => verdict('10.21', both, { twins: { 'the first alone': alone } })
    expect(compared(agreeing(first), agreeing(first))).to.equal('pass')
    expect(compared(agreeing(first), agreeing(DEFLATE))).to.equal('warn')
    expect(compared(switching(), agreeing(DEFLATE))).to.equal('observed')
    expect(compared(agreeing(first), switching())).to.equal('pass')
    expect(compared(agreeing(first), agreeing(`${first}, ${DEFLATE}`))).to.equal('fail')
    expect(compared(REFUSED, agreeing(DEFLATE))).to.equal('pass')
  })

  it('10.22, 10.23 and 10.35: two elements fail, and so does one without the offered limits', () => {
    expect(verdict('10.22', agreeing(DEFLATE))).to.equal('pass')
    expect(verdict('10.22', agreeing(DEFLATE, DEFLATE))).to.equal('fail')
    expect(verdict('10.23', agreeing(`${DEFLATE}; server_no_context_takeover; server_max_window_bits=12`))).to.equal(
      'pass',
    )
    expect(verdict('10.23', agreeing(`${DEFLATE}; server_max_window_bits=12`))).to.equal('fail')
    const two = (one: string, both: string, more: Circumstances = {}) =>
      verdict('10.35', both, { twins: { 'one line': one }, ...more })
    expect(two(agreeing(DEFLATE), agreeing(DEFLATE))).to.equal('pass')
    expect(two(agreeing(DEFLATE), REFUSED)).to.equal('fail')
    expect(two(agreeing(DEFLATE), '', CLOSED)).to.equal('warn')
    expect(two(agreeing(DEFLATE), agreeing(`${DEFLATE}, ${DEFLATE}`))).to.equal('fail')
  })

  it('10.24: parameters that are invalid, or that no offer allows, fail', () => {
    const hint = `${DEFLATE}; client_max_window_bits; server_max_window_bits=12`
    expect(derivedFrom('10.24', DEFLATE)).to.equal('skip')
    for (const good of [
      '',
      '; server_max_window_bits=8',
      '; server_max_window_bits="10"',
      '; client_no_context_takeover',
    ])
      expect(derivedFrom('10.24', DEFLATE, DEFLATE + good), good).to.equal('pass')
    for (const good of ['; client_max_window_bits=15', '; Client_Max_Window_Bits=9; server_max_window_bits=12'])
      expect(derivedFrom('10.24', hint, DEFLATE + good), good).to.equal('pass')
    for (const bad of [
      '; client_max_window_bits',
      '; client_max_window_bits=015',
      '; server_max_window_bits=13',
      '; server_max_window_bits=16',
      '; server_no_context_takeover=1',
      '; client_no_context_takeover; client_no_context_takeover',
      '; x_unknown',
    ])
      expect(derivedFrom('10.24', hint, DEFLATE + bad), bad).to.equal('fail')
    expect(derivedFrom('10.24', DEFLATE, `${DEFLATE}; client_max_window_bits=15`)).to.equal('fail')
    // The answer may belong to either of two offers.
    expect(
      derivedFrom('10.24', `${DEFLATE}; server_max_window_bits=9, ${DEFLATE}`, `${DEFLATE}; server_max_window_bits=15`),
    ).to.equal('pass')
    expect(derivedFrom('10.24', UNKNOWN, `${DEFLATE}; x_unknown`)).to.equal('skip')
    const bad = observation({ fields: { 'Sec-WebSocket-Extensions': DEFLATE } }, agreeing(`${DEFLATE}; x_unknown`))
    expect(derived('10.24', [evidence(bad, '10.25')]).verdict).to.equal('skip')
    expect(derived('10.24', [evidence(bad, '10.06')], {}, () => 'fail')).to.include({ scoredIn: '10.06' })
    const cause = (params: string) => {
      const offered = { fields: { 'Sec-WebSocket-Extensions': hint } }
      return derived('10.24', [observation(offered, agreeing(DEFLATE + params))]).blame?.cause
    }
    expect(cause('; x_unknown')).to.equal('extension-answer-invalid')
    expect(cause('; server_max_window_bits=13')).to.equal('deflate-limits-ignored')
  })
})

describe('suite 10 sends, after an agreement,', () => {
  it('messages that fit into the smallest window', () => {
    for (const { name } of caseOf('10.25').parts ?? []) {
      const sent = sentFrames('10.25', name)
      expect(sent.map(({ rsv = 0 }) => rsv)).to.deep.equal(sent.length > 1 ? [4, 0] : [4])
      const { octets, furthest, fault } = inflateMessage(Buffer.concat(sent.map(bytesOf)))
      expect([fault, octets.toString().slice(0, 11), furthest <= 256], name).to.deep.equal([null, 'wsspec send', true])
    }
  })

  it('a message that refers to the one before it over at most 256 bytes, in 10.27', () => {
    const [first, second] = sentFrames('10.27', 'two messages').map(bytesOf)
    if (!first || !second) throw new Error('two frames')
    const before = inflateMessage(first).octets
    expect(inflateMessage(second).fault).to.match(/^a back-reference/)
    const { octets, furthest, fault } = inflateMessage(second, before)
    expect(fault).to.equal(null)
    expect(octets.toString().startsWith(before.toString())).to.equal(true)
    expect(furthest).to.be.at.most(256)
    expect(sentFrames('10.27', 'an uncompressed one between').map(({ rsv = 0 }) => rsv)).to.deep.equal([4, 0, 4])
  })

  it('the same 4 KB twice, almost without repetition, in 10.28', () => {
    const [first, second] = sentFrames('10.28', 'asked for').map(bytesOf)
    expect(first).to.deep.equal(second)
    expect(inflateMessage(first ?? Buffer.alloc(0)).octets.toString()).to.equal(incompressible(4096, 28))
    expect(zip(incompressible(4096, 28)).length).to.be.above(3000)
  })

  it('a doubled text for each window up to the offered one, in 10.29', () => {
    const sent = sentFrames('10.29', 'server_max_window_bits=10').map(bytesOf)
    expect(sent.map(({ length }) => length)).to.deep.equal([8, 9, 10].map((bits) => 2 * (2 ** bits + 500)))
    for (const octets of sent)
      expect(octets.subarray(0, octets.length / 2).equals(octets.subarray(octets.length / 2))).to.equal(true)
  })

  it('frames only if the server agreed', () => {
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

  it('invalid data after a valid block', () => {
    for (const [what, payload] of INVALID) {
      const { octets, fault } = inflateMessage(payload)
      expect(fault, what).to.not.equal(null)
      expect(octets.toString(), what).to.equal('wsspec-broken')
    }
  })

  it('more than 100 MiB in 150 KB', () => {
    const payload = bomb()
    expect(payload.length).to.be.below(150_000)
    expect(inflateMessage(payload)).to.include({ fault: null, cut: true })
    expect(BOMB_MIB).to.be.above(100)
  })
})

describe('suite 10 judges the link after an agreement', () => {
  const TEXT = bytesOf(sentFrames('10.26')[0] ?? { opcode: 1 }).toString()
  const AGAIN = inflateMessage(bytesOf(sentFrames('10.27')[1] ?? { opcode: 1 }), Buffer.from(TEXT)).octets.toString()
  const link = (answer: string, ...sent: FrameSpec[]) => agreeing(answer) + frames(...sent)

  it('not at all without an agreement, or if the link never works', () => {
    for (const id of [
      '10.25',
      '10.26',
      '10.27',
      '10.28',
      '10.29',
      '10.30',
      '10.31',
      '10.32',
      '10.33',
      '10.36',
      '10.37',
    ]) {
      expect(verdict(id, switching()), id).to.equal('skip')
      expect(verdict(id, REFUSED), id).to.equal('skip')
    }
    const dead = observation({}, switching(), { marks: [mark('alive', 0, { met: false })] })
    expect(verdict('10.30', agreeing(DEFLATE), { context: { control: dead } })).to.equal('skip')
  })

  it('10.25 and 10.26: an echo passes, compressed or not', () => {
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

  it('10.27: both texts must be echoed if the client may keep its window', () => {
    const both = [zipped(zip(TEXT)), zipped(zip(AGAIN, { dictionary: Buffer.from(TEXT) }))]
    expect(verdict('10.27', link(DEFLATE, ...both))).to.equal('pass')
    expect(verdict('10.27', link(DEFLATE, ...both.slice(0, 1), close(1007)))).to.equal('fail')
    expect(verdict('10.27', link(`${DEFLATE}; client_no_context_takeover`, close(1007)))).to.equal('skip')
    // 10.28 judges that these replies break the agreement on the window of the server.
    expect(verdict('10.27', link(`${DEFLATE}; server_no_context_takeover`, ...both))).to.equal('pass')
  })

  it('10.28: a reply that refers to an earlier one fails', () => {
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

  it('10.29: a reference longer than the window fails, even if zlib accepts it', () => {
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

  it('10.29: a reference as long as the window passes', () => {
    const part = { part: 'server_max_window_bits=9' }
    const [said, nine] = [incompressible(2 ** 9, 1), `${DEFLATE}; server_max_window_bits=9`]
    const whole = zipped(zip(said.repeat(2)))
    expect(inflateMessage(bytesOf(whole)).furthest).to.equal(512)
    expect(verdict('10.29', link(nine, whole), part)).to.equal('pass')
    expect(verdict('10.29', link(nine, zipped(zip(incompressible(513, 1).repeat(2)))), part)).to.equal('fail')
  })

  it('10.36: an agreed window with which nothing comes back fails, where it does without', () => {
    const [plain, packed] = sentFrames('10.36', 'server_max_window_bits=9').map(bytesOf)
    const both = [text(`${plain}`), zipped(packed ?? Buffer.alloc(0))]
    const nine = `${DEFLATE}; server_max_window_bits=9`
    const on = (received: string, twin: string, over = {}) =>
      judged('10.36', received, { part: 'server_max_window_bits=9', twins: { 'no limit': twin }, over })
    expect(on(link(nine, ...both), link(DEFLATE, ...both)).verdict).to.equal('pass')
    expect(on(link(nine, close(1011)), link(DEFLATE, ...both))).to.include({ verdict: 'fail' })
    expect(on(link(nine, close(1011)), link(DEFLATE, ...both)).got).to.include('Close 1011')
    expect(on(link(nine), link(DEFLATE, ...both), { ended: 'closed' }).got).to.include('the connection ended')
    expect(on(link(nine, ...both.slice(0, 1)), link(DEFLATE, ...both)).verdict).to.equal('fail')
    expect(on(link(nine, close(1011)), link(DEFLATE, close(1011)))).to.include({ verdict: 'skip', scoredIn: '10.25' })
    expect(on(switching(), link(DEFLATE, ...both)).verdict).to.equal('skip')
    expect(on(REFUSED, link(DEFLATE, ...both)).verdict).to.equal('skip')
  })

  it('10.37 and 10.38: the text comes back after a Ping between, and after an empty message', () => {
    const sent = sentFrames('10.37', 'a Ping between')
    expect(sent.map(({ opcode, fin = true, rsv = 0 }) => [opcode, fin, rsv])).to.deep.equal([
      [1, false, 4],
      [9, true, 0],
      [0, true, 0],
    ])
    const [empty] = sentFrames('10.38')
    expect(inflateMessage(bytesOf(empty ?? { opcode: 1 }))).to.deep.include({ fault: null, octets: Buffer.alloc(0) })
    for (const id of ['10.37', '10.38']) {
      expect(verdict(id, link(DEFLATE, text(''), text(TEXT))), id).to.equal('pass')
      expect(verdict(id, link(DEFLATE, close(1002)), CLOSED), id).to.equal('fail')
    }
  })

  it('10.30: a Pong fails, and so does a link that stays open', () => {
    const ping = sentFrames('10.30')[0]?.payload as string
    expect(verdict('10.30', link(DEFLATE, close(1002)))).to.equal('pass')
    expect(verdict('10.30', link(DEFLATE), CLOSED)).to.equal('pass')
    expect(verdict('10.30', link(DEFLATE))).to.equal('fail')
    expect(verdict('10.30', link(DEFLATE, { opcode: 10, payload: ping }, close(1002)))).to.equal('fail')
    expect(verdict('10.30', link(DEFLATE, { opcode: 10, payload: 'unasked' }, close(1002)))).to.equal('pass')
    const cut = [mark('await', 0, { met: false, cut: true })]
    expect(verdict('10.30', link(DEFLATE), { over: { marks: cut } })).to.equal('inconclusive')
  })

  it('10.31: an echo fails, and so does a link that stays open', () => {
    for (const part of ['on the second frame only', 'on both frames']) {
      expect(verdict('10.31', link(DEFLATE, close(1002)), { part })).to.equal('pass')
      expect(verdict('10.31', link(DEFLATE), { part })).to.equal('fail')
      expect(verdict('10.31', link(DEFLATE, zipped(zip('wsspec-fragments'))), { part })).to.equal('fail')
      expect(verdict('10.31', link(DEFLATE, text('welcome'), close(1002)), { part })).to.equal('pass')
    }
  })

  it('10.32: a delivered message fails, and a link that stays open warns', () => {
    const [what = '', payload = Buffer.alloc(0)] = INVALID[0] ?? []
    const at = { part: what }
    expect(verdict('10.32', link(DEFLATE, close(1007)), at)).to.equal('pass')
    expect(verdict('10.32', link(DEFLATE), at)).to.equal('warn')
    expect(verdict('10.32', link(DEFLATE, text('tick')), at)).to.equal('warn')
    for (const reply of ['wsspec-broken', 'wsspec-broken and more', ''])
      expect(verdict('10.32', link(DEFLATE, text(reply)), at), reply).to.equal('fail')
    expect(verdict('10.32', link(DEFLATE, { opcode: 1, payload }), at)).to.equal('fail')
  })

  it('10.33: a close passes, an accepted message is recorded, and a link that does not work warns', () => {
    expect(verdict('10.33', link(DEFLATE, close(1009)))).to.equal('pass')
    expect(verdict('10.33', link(DEFLATE), CLOSED)).to.equal('pass')
    expect(verdict('10.33', link(DEFLATE, { opcode: 10, payload: 'wsspec-bomb' }))).to.equal('observed')
    expect(verdict('10.33', link(DEFLATE), { over: { overflow: true } })).to.equal('observed')
    expect(verdict('10.33', link(DEFLATE))).to.equal('warn')
  })
})
