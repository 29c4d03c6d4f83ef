import { expect } from 'chai'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9112 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import type { Verdict } from '../../../harness/case/verdicts'
import { fromHead, scoredIn } from '../../../harness/judge/checks'
import {
  accepted,
  anything,
  notUpgraded,
  REFUSED_WITHOUT_STATUS,
  observed as recorded,
  refused,
  refused400,
} from '../../../harness/judge/expectations'
import { judgePart } from '../../../harness/judge/judge-part'
import { CASE, judge, SEEN } from '../kit/judging'
import { PONG, plain, serverFrame, switching } from '../kit/messages'
import { contextOf, good, mark, observed, recordingOf } from '../kit/observations'
import { KEY } from '../kit/vars'

describe('the judgement of a part', () => {
  const finding =
    (verdict: Verdict | 'miss', because = 'noticed', got = 'seen'): Check =>
    () => ({ verdict, because, got })

  it('is the worst of the row and the checks, in the words of those that decide', () => {
    const judged = judge(
      good(),
      accepted({ checks: [finding('warn', 'w', 'a'), finding('miss', 'm', 'b'), () => null] }),
    )
    expect(judged).to.deep.include({ verdict: 'fail', because: 'RFC 9110 5.1; m' })
    expect(judged.got).to.match(/^101 .*; b$/)
  })

  it('is inconclusive without a connection, whatever is required', () => {
    for (const preset of [accepted, refused, refused400, notUpgraded, recorded, anything])
      expect(judge(SEEN['unconnected'] as Observation, preset({ checks: [finding('fail')] }))).to.include({
        verdict: 'inconclusive',
      })
  })

  it('is inconclusive where a finding rests on a wait that was cut short', () => {
    const cut = (what: 'alive' | 'await' | 'watch' | 'pause' | 'answer', received: string) =>
      observed({
        received,
        alive: null,
        over: { ended: 'timeout', marks: [mark('answer', true), mark(what, false, true)] },
      })
    const waits = ['alive', 'await', 'watch', 'pause'] as const
    expect(judge(cut('alive', switching()), accepted()).verdict, 'it may have been alive').to.equal('inconclusive')
    expect(judge(cut('await', switching()), accepted()).verdict).to.equal('pass')
    for (const what of waits) {
      expect(judge(cut(what, ''), accepted()).verdict, `${what}, no answer`).to.equal('inconclusive')
      expect(judge(cut(what, switching()), accepted({ checks: [finding('fail')] })).verdict, what).to.equal(
        'inconclusive',
      )
      expect(judge(cut(what, switching()), recorded()).verdict, what).to.equal('observed')
    }
    expect(judge(cut('answer', ''), accepted()).verdict, 'silence to the deadline is an answer').to.equal('fail')
  })

  it('holds where the answer alone shows it, whatever was cut after it', () => {
    const marks = [mark('answer', true), mark('alive', false, true)]
    const switched = (key: string) =>
      observed({ received: switching(key), alive: null, over: { ended: 'timeout', marks } })
    expect(judge(switched(KEY), refused()).verdict).to.equal('fail')
    expect(judge(switched(KEY), notUpgraded()).verdict).to.equal('fail')
    expect(judge(switched('another key'), accepted()).verdict).to.equal('fail')
    const refusal = observed({
      received: plain(400),
      over: { marks: [mark('answer', true), mark('await', false, true)] },
    })
    expect(judge(refusal, accepted({ checks: [finding('warn')] })).verdict).to.equal('fail')
  })

  it('holds where the head of the answer shows what a check found, whatever was cut after it', () => {
    const switched = observed({
      received: switching(),
      alive: null,
      over: { ended: 'timeout', marks: [mark('answer', true), mark('alive', false, true)] },
    })
    expect(judge(switched, accepted({ checks: [fromHead(finding('fail'))] })).verdict).to.equal('fail')
    expect(judge(switched, accepted({ checks: [fromHead(finding('warn')), finding('fail')] })).verdict).to.equal(
      'inconclusive',
    )
  })

  it('is skip where a check finds nothing to compare with, whatever else was found', () => {
    const judged = judge(good(), refused({ checks: [finding('fail'), finding('skip', 'no twin')] }))
    expect(judged).to.include({ verdict: 'skip', because: 'no twin' })
  })

  it('names both clauses where they disagree, and the clauses of the case where no check says more', () => {
    const contest = { strict: 'must not', lenient: 'may' }
    const pulled = judge(good(), refused({ rows: { '101': 'contested' } }), { of: { contested: contest } })
    expect(pulled).to.include({ verdict: 'contested', because: 'must not; but: may' })
    expect(judge(good(), refused()).because).to.equal('RFC 9110 5.1')
  })

  it('quotes the half of RFC 6455 10.7 that the server missed', () => {
    const of = { source: [rfc6455('4.2.1', 'item 5')] }
    expect(judge(good(), refused(), { of }).because).to.equal(
      'RFC 6455 4.2.1 (item 5); RFC 6455 10.7: "Incoming data MUST always be validated by both clients and servers"',
    )
    const dropped = judge(observed({ received: '', over: { ended: 'closed' } }), refused(), { of })
    expect(dropped).to.include({
      verdict: 'warn',
      because:
        'RFC 6455 10.7: "the server SHOULD return an appropriate HTTP [RFC2616] status code"; RFC 6455 4.2.1 (item 5)',
    })
    const failed = judge(observed({ received: plain(500) }), refused(), { of })
    expect(failed).to.include({ verdict: 'warn', because: 'RFC 6455 4.2.1 (item 5)' })
    expect(judge(observed({ received: plain(400) }), refused(), { of }).because).to.equal('')
    const turnedAway = judge(observed({ received: plain(400) }), accepted(), { of })
    expect(turnedAway.because, 'the request was correct').to.equal('RFC 6455 4.2.1 (item 5)')
  })

  it('leads with the clause that binds the server and its words, and names the others once', () => {
    const source = [
      rfc9112('3.2', 'last paragraph', 'A server MUST respond'),
      rfc6455('4.2.1'),
      rfc6455('4.2.1', 'item 2'),
    ]
    const { because } = judge(observed({ received: plain(200) }), accepted(), { of: { source } })
    expect(because).to.equal('RFC 9112 3.2 (last paragraph): "A server MUST respond"; see also RFC 6455 4.2.1')
  })

  it('has each clause of a contested finding on its own side', () => {
    const of = { source: [rfc6455('4.2.1')], contested: { strict: 'one clause', lenient: 'another clause' } }
    const { because } = judge(good(), notUpgraded({ rows: { '101': 'contested' } }), { of })
    expect(because).to.match(/^one clause; RFC 6455 10\.7: ".*"; but: another clause$/)
  })

  it('names what explains a finding: the case, or the outcome where the refusal has a wrong form', () => {
    const of = { blame: { cause: 'key-missing-accepted', impact: 'bypass' as const } }
    expect(judge(good(), refused(), { of }).blame).to.deep.equal(of.blame)
    expect(judge(observed({ received: plain(500) }), refused(), { of }).blame).to.deep.equal(REFUSED_WITHOUT_STATUS)
    expect(judge(observed({ received: plain(400) }), refused(), { of }), 'no finding').not.to.have.property('blame')
  })

  it('names the case that scores what was found', () => {
    const elsewhere = () => scoredIn('6.02', 'the request was not refused')
    expect(judge(good(), notUpgraded({ checks: [elsewhere] }))).to.include({
      verdict: 'skip',
      scoredIn: '6.02',
      because: 'the request was not refused; 6.02 scores that',
    })
  })

  it('of a twin is a bug', () => {
    expect(() => judgePart(CASE, { name: 'twin' }, good(), contextOf())).to.throw(/twin/)
  })
})

describe('the judgement of a 101', () => {
  it('passes with a fault that the control has too, and names the case that scores it', () => {
    const control = good({ Upgrade: 'websocket, x', 'Sec-WebSocket-Accept': 'wrong' })
    const same = judge(control, accepted(), { context: { control } })
    expect(same.verdict).to.equal('pass')
    expect(same.because).to.include('7.01').and.to.include('7.04').and.to.not.include('7.05')
    expect(judge(good(), accepted(), { context: { control } })).to.include({ verdict: 'pass', because: '' })
    const more = good({ Upgrade: 'websocket, x', Connection: 'x' })
    expect(judge(more, accepted(), { context: { control } }).verdict).to.equal('fail')
    const dead = observed({ received: switching(), alive: false })
    expect(judge(dead, accepted(), { context: { control: dead } })).to.include({ verdict: 'pass' })
    expect(judge(good(), accepted(), { context: { control: dead } })).to.include({ verdict: 'pass' })
  })

  it('passes with any valid frame on the link: a greeting, a Close', () => {
    for (const frame of [serverFrame(1, 'hello'), serverFrame(8, Buffer.from([3, 0xf0]))])
      expect(judge(observed({ received: [switching(), frame] }), accepted()).verdict).to.equal('pass')
  })

  it('is about the first answer, not a later one', () => {
    const requests = [...recordingOf({}).requests, ...recordingOf({}).requests]
    const observation = observed({ received: [plain(400), switching(), PONG], over: { requests } })
    expect(observation.answers.map(({ final }) => final?.head.status)).to.deep.equal([400, 101])
    expect(observation.link?.frames).to.have.length(1)
    expect(judge(observation, refused()).verdict).to.equal('pass')
  })
})
