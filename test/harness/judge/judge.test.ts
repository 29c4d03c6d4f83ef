import { expect } from 'chai'
import type { Case, Part } from '../../../harness/case/case'
import type { Check, JudgeContext } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Evidence } from '../../../harness/case/derived'
import type { Expectation } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import { type Level, summarize } from '../../../harness/case/results'
import { isWorse, VERDICT_ORDER, type Verdict, worst } from '../../../harness/case/verdicts'
import { acceptanceFaults, hasDeadLink, openedOtherProtocol } from '../../../harness/judge/acceptance'
import { expectedAccept } from '../../../harness/judge/answer'
import { combine } from '../../../harness/judge/combine'
import type { Judgement } from '../../../harness/judge/conclude'
import { describe as inWords } from '../../../harness/judge/describe'
import {
  accepted,
  anything,
  type Change,
  notUpgraded,
  observed as recorded,
  refused,
  refused400,
} from '../../../harness/judge/expectations'
import { judgeDerived } from '../../../harness/judge/judge-derived'
import { judgePart } from '../../../harness/judge/judge-part'
import { outcomesOf } from '../../../harness/judge/outcome'
import { shown } from '../../../harness/judge/shown-text'
import { PONG, plain, serverFrame, switching } from '../kit/messages'
import { contextOf, good, mark, observed, recordingOf } from '../kit/observations'
import { KEY, VARS } from '../kit/vars'

const CASE: Case = { id: '9.99', level: 'MUST', title: 'Made up', source: [rfc9110('5.1')], tests: [] }

function judge(
  observation: Observation,
  expectation: Expectation,
  { of = {}, context = {} }: { of?: Partial<Case>; context?: Partial<JudgeContext> } = {},
): Judgement {
  const whole = { ...CASE, ...of }
  const part: Part = { name: 'part', expect: expectation }
  return judgePart(whole, part, observation, contextOf({ level: whole.level, ...context }))
}

const H2C = { Upgrade: 'h2c, websocket' }

/** One observation of each outcome, by its name. */
/** The server's timer ended it, not the request. */
const LATE = observed({ over: { ended: 'closed', endedMs: 9950 } })

const RESET_BY_US = observed({ over: { marks: [mark('reset', true)] } })

const SEEN: Record<string, Observation> = {
  accept: good(),
  '101': observed({ received: [switching('another key'), PONG] }),
  'dead 101': observed({ received: switching(), alive: false }),
  elsewhere: observed({
    edit: { fields: H2C },
    received: switching(KEY, { Upgrade: 'h2c', 'Sec-WebSocket-Accept': null }),
    alive: null,
  }),
  '200': observed({ received: plain(200) }),
  '302': observed({ received: plain(302) }),
  '400': observed({ received: plain(400) }),
  '404': observed({ received: plain(404) }),
  '429': observed({ received: plain(429) }),
  '500': observed({ received: plain(500) }),
  '503': observed({ received: plain(503) }),
  '999': observed({ received: plain(999) }),
  '099': observed({ received: 'HTTP/1.1 099 x\r\n\r\n' }),
  closed: observed({ over: { ended: 'closed' } }),
  reset: observed({ over: { ended: 'reset' } }),
  'closed in the head': observed({ received: 'HTTP/1.1 40', over: { ended: 'closed' } }),
  silent: observed({ over: { ended: 'timeout' } }),
  'silent in the head': observed({ received: 'HTTP/1.1 400 x\r\n', over: { ended: 'timeout' } }),
  garbage: observed({ received: 'SSH-2.0\r\n' }),
  unconnected: observed({ over: { ended: 'refused', connectedMs: null, errorCode: 'ECONNREFUSED' } }),
}

type Preset = (change?: Change) => Expectation
const FAIL_ALL_BUT_101: Record<string, Verdict> = {
  '200': 'fail',
  '302': 'fail',
  '400': 'fail',
  '404': 'fail',
  '500': 'fail',
  '999': 'fail',
  '099': 'fail',
  closed: 'fail',
  reset: 'fail',
  'closed in the head': 'fail',
  silent: 'fail',
  'silent in the head': 'fail',
  garbage: 'fail',
}
const ALWAYS: Record<string, Verdict> = {
  elsewhere: 'observed',
  '429': 'inconclusive',
  '503': 'inconclusive',
  unconnected: 'inconclusive',
}
const UNANSWERED = ['closed', 'reset', 'closed in the head', 'silent', 'silent in the head', 'garbage']

function every(names: readonly string[], verdict: Verdict): Record<string, Verdict> {
  return Object.fromEntries(names.map((name) => [name, verdict]))
}

/** What the catalogue says of each word, at the level MUST. */
const WORDS: [string, Preset, Record<string, Verdict>][] = [
  ['accepted', accepted, { ...ALWAYS, ...FAIL_ALL_BUT_101, accept: 'pass', '101': 'fail', 'dead 101': 'fail' }],
  [
    'refused',
    refused,
    {
      ...ALWAYS,
      ...every(['accept', '101', 'dead 101'], 'fail'),
      ...every(['400', '404'], 'pass'),
      ...every(['200', '302'], 'observed'),
      ...every(['500', '999', '099', ...UNANSWERED], 'warn'),
    },
  ],
  [
    'refused400',
    refused400,
    {
      ...ALWAYS,
      ...every(['accept', '101', 'dead 101', '200'], 'fail'),
      '400': 'pass',
      ...every(['302', '404', '500', '999', '099', ...UNANSWERED], 'warn'),
    },
  ],
  [
    'notUpgraded',
    notUpgraded,
    {
      ...ALWAYS,
      ...every(['accept', '101', 'dead 101'], 'fail'),
      ...every(
        ['200', '302', '400', '404', '500', '999', '099', 'closed', 'reset', 'closed in the head', 'garbage'],
        'pass',
      ),
      ...every(['silent', 'silent in the head'], 'warn'),
    },
  ],
  ['observed', recorded, { ...every(Object.keys(SEEN), 'observed'), unconnected: 'inconclusive' }],
  ['anything', anything, { ...every(Object.keys(SEEN), 'pass'), ...ALWAYS }],
]

describe('the words of the catalogue', () => {
  for (const [name, preset, verdicts] of WORDS)
    describe(name, () => {
      for (const [outcome, observation] of Object.entries(SEEN))
        it(`is ${verdicts[outcome]} where the answer is ${outcome}`, () => {
          expect(judge(observation, preset()).verdict).to.equal(verdicts[outcome])
        })
    })

  for (const [level, verdict] of [
    ['MUST', 'fail'],
    ['SECURITY', 'fail'],
    ['SHOULD', 'warn'],
    ['MAY', 'observed'],
    ['INFO', 'observed'],
  ] as [Level, Verdict][])
    it(`a requirement of the level ${level} that is missed is ${verdict}`, () => {
      for (const outcome of ['400', '101', 'dead 101', 'closed', 'silent'])
        expect(judge(SEEN[outcome] as Observation, accepted(), { of: { level } }).verdict, outcome).to.equal(verdict)
    })

  it('are changed row by row, the most specific row first', () => {
    const expectation = accepted({ says: 'otherwise', rows: { '4xx': 'observed', '404': 'warn' } })
    expect(judge(SEEN['400'] as Observation, expectation)).to.include({ verdict: 'observed', expected: 'otherwise' })
    expect(judge(SEEN['404'] as Observation, expectation).verdict).to.equal('warn')
    expect(judge(SEEN['429'] as Observation, expectation).verdict).to.equal('inconclusive')
  })

  it('that have no row for what came are a bug and not a verdict on the target', () => {
    expect(judge(SEEN['400'] as Observation, { says: '', table: {}, checks: [] }).verdict).to.equal('error')
  })
})

describe('a 101', () => {
  const faultsIn = (fields: Record<string, string | null>, more: string[] = []) =>
    acceptanceFaults(
      observed({ received: [switching(KEY, fields).replace('\r\n\r\n', `\r\n${more.join('')}\r\n`), PONG] }),
    )

  it('has the faults that stand in it', () => {
    expect(faultsIn({})).to.deep.equal([])
    expect(faultsIn({ 'Sec-WebSocket-Accept': null })).to.deep.equal(['accept'])
    expect(faultsIn({ 'Sec-WebSocket-Accept': 's3ppLMBiTxaQ9kYGzzhZRbK+xOo=' })).to.deep.equal(['accept'])
    expect(faultsIn({}, ['Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n']), 'twice is 7.02').to.deep.equal([])
    expect(faultsIn({}, ['Sec-WebSocket-Accept: x\r\n'])).to.deep.equal(['accept'])
    expect(faultsIn({ Upgrade: 'WebSocket' })).to.deep.equal([])
    expect(faultsIn({ Upgrade: 'websocket, foo' })).to.deep.equal(['upgrade'])
    expect(faultsIn({ Upgrade: null })).to.deep.equal(['upgrade'])
    expect(faultsIn({ Connection: 'keep-alive, uPGRADE' })).to.deep.equal([])
    expect(faultsIn({ Connection: 'keep-alive' })).to.deep.equal(['connection'])
    expect(faultsIn({ Connection: null })).to.deep.equal(['connection'])
    expect(acceptanceFaults(observed({ received: switching(), alive: false }))).to.deep.equal(['dead'])
    expect(acceptanceFaults(observed({ received: plain(400) }))).to.deep.equal([])
  })

  it('is judged by the key as it was sent, without the OWS around it', () => {
    const edit = { fields: { 'Sec-WebSocket-Key': { line: `Sec-WebSocket-Key: \t${KEY}\t ` } } }
    expect(acceptanceFaults(observed({ edit, received: [switching(), PONG] }))).to.deep.equal([])
  })

  it('owes no particular Accept where not one key was sent', () => {
    for (const keys of [null, [KEY, VARS.otherKey]]) {
      const edit = { fields: { 'Sec-WebSocket-Key': keys } }
      const observation = observed({ edit, received: [switching('anything'), PONG] })
      expect(expectedAccept(observation)).to.equal(null)
      expect(acceptanceFaults(observation)).to.deep.equal([])
    }
  })

  it('switches elsewhere only to what was offered', () => {
    const to = (upgrade: string, offered: string, accept: string | null = null) =>
      openedOtherProtocol(
        observed({
          edit: { fields: { Upgrade: offered } },
          received: switching(KEY, { Upgrade: upgrade, 'Sec-WebSocket-Accept': accept }),
        }),
      )
    expect(to('h2c', 'h2c, websocket')).to.equal(true)
    expect(to('H2C', 'h2c')).to.equal(true)
    expect(to('h2c', 'websocket')).to.equal(false)
    expect(to('websocket', 'h2c, websocket')).to.equal(false)
    expect(to('h2c, websocket', 'h2c, websocket')).to.equal(false)
    expect(openedOtherProtocol(observed({ edit: { fields: H2C }, received: plain(400) }))).to.equal(false)
  })

  it('passes with a fault that the control shows too, and says where that is scored', () => {
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

  it('is alive with any valid frame: a greeting, a Close', () => {
    for (const frame of [serverFrame(1, 'hello'), serverFrame(8, Buffer.from([3, 0xf0]))])
      expect(judge(observed({ received: [switching(), frame] }), accepted()).verdict).to.equal('pass')
  })

  it('shows its fault on the first answer, not on a later one', () => {
    const requests = [...recordingOf({}).requests, ...recordingOf({}).requests]
    const observation = observed({ received: [plain(400), switching(), PONG], over: { requests } })
    expect(observation.answers.map(({ final }) => final?.head.status)).to.deep.equal([400, 101])
    expect(observation.link?.frames).to.have.length(1)
    expect(judge(observation, refused()).verdict).to.equal('pass')
  })
})

describe('a judgement', () => {
  const finding =
    (verdict: Verdict | 'miss', because = 'noticed', got = 'seen'): Check =>
    () => ({ verdict, because, got })

  it('is the worst of the row and the checks, in the words of those that decide', () => {
    const judged = judge(
      good(),
      accepted({ checks: [finding('warn', 'w', 'a'), finding('miss', 'm', 'b'), () => null] }),
    )
    expect(judged).to.deep.include({ verdict: 'fail', because: 'm' })
    expect(judged.got).to.match(/^101 .*; b$/)
  })

  it('is inconclusive where no connection came about, whatever is required', () => {
    for (const [, preset] of WORDS)
      expect(judge(SEEN['unconnected'] as Observation, preset({ checks: [finding('fail')] }))).to.include({
        verdict: 'inconclusive',
      })
  })

  it('is inconclusive where a bad verdict rests on a wait that was cut short', () => {
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

  it('stands where the answer alone bears it, whatever was cut behind it', () => {
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

  it('is skip where a check finds nothing to compare with, whatever else was found', () => {
    const judged = judge(good(), refused({ checks: [finding('fail'), finding('skip', 'no twin')] }))
    expect(judged).to.include({ verdict: 'skip', because: 'no twin' })
  })

  it('names both clauses where they pull apart, and the case’s own where nothing else was said', () => {
    const contest = { strict: 'must not', lenient: 'may' }
    const pulled = judge(good(), refused({ rows: { '101': 'contested' } }), { of: { contested: contest } })
    expect(pulled).to.include({ verdict: 'contested', because: 'must not; but: may' })
    expect(judge(good(), refused()).because).to.equal('RFC 9110 5.1')
  })

  it('carries RFC 6455 10.7 beside each bad verdict that rests on 4.2.1', () => {
    const of = { source: [rfc6455('4.2.1', 'item 5')] }
    expect(judge(good(), refused(), { of }).because).to.match(/RFC 6455 4\.2\.1; RFC 6455 10\.7/)
    expect(judge(observed({ received: plain(400) }), refused(), { of }).because).to.equal('')
    const turnedAway = judge(observed({ received: plain(400) }), accepted(), { of })
    expect(turnedAway.because, 'the request was correct').to.equal('RFC 6455 4.2.1')
  })

  it('of a twin is a bug', () => {
    expect(() => judgePart(CASE, { name: 'twin' }, good(), contextOf())).to.throw(/twin/)
  })
})

describe('verdicts', () => {
  it('stand in one order', () => {
    expect(VERDICT_ORDER).to.deep.equal([
      'error',
      'fail',
      'contested',
      'inconclusive',
      'warn',
      'observed',
      'pass',
      'skip',
    ])
    expect(worst([])).to.equal('skip')
    expect(worst(VERDICT_ORDER.toReversed())).to.equal('error')
    for (const [index, verdict] of VERDICT_ORDER.entries()) expect(worst(VERDICT_ORDER.slice(index))).to.equal(verdict)
  })

  it('are counted', () => {
    expect(summarize([{ verdict: 'pass' }, { verdict: 'fail' }, { verdict: 'pass' }])).to.include({
      pass: 2,
      fail: 1,
      warn: 0,
    })
  })

  it('are worse only as findings against the target', () => {
    expect(isWorse('fail', 'pass')).to.equal(true)
    expect(isWorse('warn', 'pass')).to.equal(true)
    expect(isWorse('warn', 'fail')).to.equal(false)
    expect(isWorse('fail', 'fail')).to.equal(false)
    expect(isWorse('inconclusive', 'pass')).to.equal(false)
  })

  it('of parts are joined in the words of those that decide', () => {
    const of = (name: string, verdict: Verdict, got = 'g', because = 'b') => ({
      name,
      verdict,
      expected: 'e',
      got,
      because,
    })
    expect(combine([of('a', 'pass')])).to.deep.equal({ verdict: 'pass', expected: 'e', got: 'g', because: 'b' })
    expect(combine([of('a', 'pass'), of('b', 'fail', 'x'), of('c', 'fail', 'x'), of('d', 'fail', 'y')])).to.deep.equal({
      verdict: 'fail',
      expected: 'e',
      got: 'b, c: x; d: y',
      because: 'b',
    })
    const many = Array.from({ length: 9 }, (_, index) => of(`p${index}`, 'warn'))
    expect(combine(many).got).to.equal('p0, p1, p2, p3, p4, p5 and 3 more: g')
    expect(combine([of('a', 'skip'), of('b', 'pass')]).verdict).to.equal('pass')
    expect(combine([])).to.deep.equal({ verdict: 'skip', expected: '', got: '', because: '' })
  })
})

describe('a derived case', () => {
  const is426 = observed({ received: plain(426) })
  const evidence = (from: string, observation: Observation): Evidence => ({ from, part: 'p', observation, vars: VARS })
  const isRefusal = ({ answers }: Observation) => (answers[0].final?.head.status ?? 0) >= 400
  const noUpgrade: Check = ({ answers }) =>
    answers[0].final?.head.fields.some(({ name }) => name === 'Upgrade')
      ? null
      : { verdict: 'miss', got: 'no Upgrade', because: 'RFC 9110 15.5.22' }
  const of = (derived: Partial<NonNullable<Case['derived']>>): Case => ({
    ...CASE,
    derived: { says: 'what is required', of: isRefusal, absent: 'nothing was refused', ...derived },
  })
  const decide = (whole: Case, all: Evidence[]) => judgeDerived(whole, all, () => contextOf(), contextOf())

  it('is skip where no answer is of its kind', () => {
    expect(decide(of({ each: noUpgrade }), [evidence('1.01', good())])).to.deep.include({
      verdict: 'skip',
      because: 'nothing was refused',
      deciding: [],
    })
    expect(decide(of({ each: noUpgrade }), []).verdict).to.equal('skip')
  })

  it('passes where nothing is noticed, and says how much was looked at', () => {
    const right = observed({ received: plain(426, '', 'Upgrade: websocket\r\n') })
    expect(decide(of({ each: noUpgrade }), [evidence('1.01', right), evidence('1.02', good())])).to.include({
      verdict: 'pass',
      got: 'the answers in 1 case',
    })
    expect(decide(of({ all: () => null }), [evidence('1.01', right)])).to.include({ verdict: 'pass' })
  })

  it('names the cases whose answers decide it, and keeps them', () => {
    const all = [evidence('1.01', is426), evidence('1.01', is426), evidence('1.02', is426), evidence('1.03', good())]
    const judged = decide(of({ each: noUpgrade }), all)
    expect(judged).to.include({ verdict: 'fail', got: 'no Upgrade (in 2 of 2 cases: 1.01, 1.02)' })
    expect(judged.deciding).to.have.length(3)
    expect(judged.because).to.equal('RFC 9110 15.5.22')
  })

  it('looks at all answers together, with those of its kind only', () => {
    let seen = 0
    const all = (matching: readonly Evidence[]) => {
      seen = matching.length
      return { verdict: 'miss' as const, got: 'they differ', because: 'why' }
    }
    const judged = decide(of({ all }), [evidence('1.01', is426), evidence('1.02', good())])
    expect({ seen, verdict: judged.verdict, got: judged.got }).to.deep.equal({
      seen: 1,
      verdict: 'fail',
      got: 'they differ',
    })
    expect(judged.deciding).to.have.length(1)
  })

  it('passes where some answers pass and others gave nothing to compare', () => {
    let first = true
    const each: Check = () => {
      if (!first) return null
      first = false
      return { verdict: 'skip', because: 'nothing to compare' }
    }
    expect(decide(of({ each }), [evidence('1.01', is426), evidence('1.02', is426)]).verdict).to.equal('pass')
    first = true
    expect(decide(of({ each }), [evidence('1.01', is426)]).verdict).to.equal('skip')
  })

  it('that is none is a bug', () => {
    expect(() => decide(CASE, [])).to.throw(/not derived/)
  })
})

describe('what was seen, in words', () => {
  const words: [string, Observation, RegExp][] = [
    ['a right 101', good(), /^101 Switching Protocols, and the link works$/],
    ['a dead 101', SEEN['dead 101'] as Observation, /then no frame; the link does not work$/],
    ['a Close', observed({ received: [switching(), serverFrame(8, Buffer.from([3, 0xea]))] }), /then Close 1002$/],
    ['an empty Close', observed({ received: [switching(), serverFrame(8)] }), /then Close$/],
    ['a text', observed({ received: [switching(), serverFrame(1, 'x')] }), /then a text frame$/],
    ['a continuation', observed({ received: [switching(), serverFrame(0, 'x')] }), /then a continuation frame$/],
    [
      'a broken frame',
      observed({ received: [switching(), 'HTTP'], alive: false }),
      /then a reserved bit.*RFC 6455 5\.2\)/,
    ],
    ['a wrong Accept', SEEN['101'] as Observation, /Sec-WebSocket-Accept: \S+, expected s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/],
    ['no Accept', good({ 'Sec-WebSocket-Accept': null }), /Sec-WebSocket-Accept is missing, expected s3pP/],
    ['no Upgrade', good({ Upgrade: null }), /Upgrade is missing/],
    ['a wrong Connection', good({ Connection: 'x' }), /Connection: x/],
    [
      'a refusal and its hop',
      observed({ received: plain(400, '', 'Server: nginx\r\nVia: 1.1 x\r\n') }),
      /^400 Word \(Server: nginx, Via: 1\.1 x\)$/,
    ],
    ['a refused connection', SEEN['unconnected'] as Observation, /^no connection \(ECONNREFUSED\)$/],
    ['a close', SEEN['closed'] as Observation, /closed without a response$/],
    ['a reset', SEEN['reset'] as Observation, /reset without a response$/],
    ['a late close', LATE, /closed without a response after 10 s$/],
    ['half a response', SEEN['closed in the head'] as Observation, /after 11 bytes of an unfinished response$/],
    [
      'silence for seconds, the same for whoever waited as long',
      observed({ over: { ended: 'timeout', endedMs: 10_003 } }),
      /^no response within 10 s$/,
    ],
    ['a RST of ours', RESET_BY_US, /^no response before the RST of this case$/],
    ['silence', SEEN['silent'] as Observation, /^no response within 12 ms$/],
    ['garbage', SEEN['garbage'] as Observation, /not an HTTP response: SSH-2\.0\\x0d\\x0a$/],
  ]
  for (const [what, observation, pattern] of words)
    it(`tells of ${what}`, () => {
      expect(inWords(observation)).to.match(pattern)
    })

  it('holds no control octet and no endless text', () => {
    expect(shown('a\r\n\x1b[31m\xe9')).to.equal('a\\x0d\\x0a\\x1b[31m\\xe9')
    expect(shown('x'.repeat(1 << 20)).length).to.be.below(200)
    const hostile = observed({ received: plain(400, '', `Server: \x1b]0;x\x07${'y'.repeat(5000)}\r\n`.repeat(50)) })
    expect(inWords(hostile)).to.not.match(/[^\x20-\x7e…]/)
    expect(inWords(hostile).length).to.be.below(2000)
    const loud = good({ Connection: 'z'.repeat(5000) })
    expect(inWords(loud).length).to.be.below(2000)
  })

  it('an outcome is there for every status', () => {
    for (const status of [200, 299, 399, 400, 599]) {
      const own = outcomesOf(observed({ received: plain(status) }), [])
      expect(own).to.deep.equal([`${status}`, `${Math.floor(status / 100)}xx`])
    }
  })

  it('an end that comes as late as a timer is silence, whichever comes first', () => {
    expect(outcomesOf(SEEN['closed'] as Observation, [])).to.deep.equal(['dropped'])
    expect(outcomesOf(LATE, [])).to.deep.equal(['silent'])
    expect(outcomesOf(SEEN['silent'] as Observation, [])).to.deep.equal(['silent'])
  })

  it('is dead only where life was asked for', () => {
    expect(hasDeadLink(observed({ received: switching(), alive: null }))).to.equal(false)
  })
})
