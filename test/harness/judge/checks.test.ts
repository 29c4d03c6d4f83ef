import { expect } from 'chai'
import type { Part } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/check'
import type { Observation } from '../../../harness/case/observation'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { offeredSubprotocols, selectedSubprotocol } from '../../../harness/judge/answer'
import { acceptIsRight, lists, onOpened, onRefusal, sameAs } from '../../../harness/judge/checks'
import { anything } from '../../../harness/judge/expectations'
import { answersWithin, lateAgain } from '../../../harness/judge/timing'
import { plain, switching } from '../kit/messages'
import { contextOf, good, observed, recordingOf } from '../kit/observations'
import { KEY } from '../kit/vars'

const always: Check = () => ({ verdict: 'fail', because: 'always' })

function verdictOf(finding: Finding | null): string | null {
  return finding?.verdict ?? null
}

const refusal = (status: number, fields = '') => observed({ received: plain(status, '', fields) })

describe('checks', () => {
  it('on a refusal look at 4xx and 5xx, but not at those that tell of load', () => {
    for (const status of [400, 426, 500, 599])
      expect(verdictOf(onRefusal(always)(refusal(status), contextOf())), `${status}`).to.equal('fail')
    for (const status of [200, 302, 429, 503])
      expect(onRefusal(always)(refusal(status), contextOf()), `${status}`).to.equal(null)
    expect(onRefusal(always)(observed({ over: { ended: 'closed' } }), contextOf())).to.equal(null)
    expect(onRefusal(always)(good(), contextOf())).to.equal(null)
  })

  it('on a switch look at a 101 only', () => {
    expect(verdictOf(onOpened(always)(good(), contextOf()))).to.equal('fail')
    expect(onOpened(always)(refusal(400), contextOf())).to.equal(null)
    expect(onOpened(always)(observed({}), contextOf())).to.equal(null)
  })

  it('find a member in a list over all its lines', () => {
    const check = lists('Sec-WebSocket-Version', '13')
    const versions = (fields: string) => check(refusal(426, fields), contextOf())
    expect(versions('sec-websocket-version: 13\r\n')).to.equal(null)
    expect(versions('Sec-WebSocket-Version: 8\r\nSec-WebSocket-Version: 7, 13\r\n')).to.equal(null)
    expect(versions('Sec-WebSocket-Version: 8, 113\r\n')).to.include({
      verdict: 'fail',
      got: 'Sec-WebSocket-Version: 8, 113',
    })
    expect(versions('')).to.include({ got: 'no Sec-WebSocket-Version' })
    expect(verdictOf(lists('A', 'b', 'warn')(refusal(400), contextOf()))).to.equal('warn')
    expect(versions('Sec-WebSocket-Version: 8\r\n'.repeat(1500))?.got).to.match(/^.{1,200} and 1496 more$/)
  })

  it('hold an Accept against the key as sent, in each of its lines', () => {
    const accept = (value: string | null, key = KEY) =>
      verdictOf(
        acceptIsRight()(
          observed({
            edit: { fields: { 'Sec-WebSocket-Key': key } },
            received: switching(KEY, { 'Sec-WebSocket-Accept': value }),
          }),
          contextOf({ control: good({ 'Sec-WebSocket-Accept': 'wrong' }) }),
        ),
      )
    const right = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='
    expect(accept(right)).to.equal(null)
    expect(accept(right, 'another')).to.equal('fail')
    expect(accept(null)).to.equal('fail')
    expect(accept(`${right}\r\nSec-WebSocket-Accept: ${right}`)).to.equal(null)
    expect(accept(`${right}\r\nSec-WebSocket-Accept: x`)).to.equal('fail')
    expect(acceptIsRight()(refusal(400), contextOf())).to.equal(null)
    const keyless = observed({ edit: { fields: { 'Sec-WebSocket-Key': null } }, received: switching() })
    expect(acceptIsRight()(keyless, contextOf())).to.equal(null)
  })

  it('tell a 101 that opens a WebSocket from one that opens something else', () => {
    expect(opensWebSocket(good())).to.equal(true)
    expect(opensWebSocket(refusal(200))).to.equal(false)
    const h2c = observed({
      edit: { fields: { Upgrade: 'h2c' } },
      received: switching(KEY, { Upgrade: 'h2c' }),
      alive: null,
    })
    expect(opensWebSocket(h2c)).to.equal(false)
  })

  it('read the subprotocols that were offered and the one that was selected', () => {
    const edit = { fields: { 'Sec-WebSocket-Protocol': ['a , b', ',c'] } }
    expect(offeredSubprotocols(observed({ edit }))).to.deep.equal(['a', 'b', 'c'])
    expect(offeredSubprotocols(observed({}))).to.deep.equal([])
    expect(selectedSubprotocol(good())).to.equal(null)
    expect(selectedSubprotocol(good({ 'Sec-WebSocket-Protocol': ' b ' }))).to.equal('b')
    expect(selectedSubprotocol(good({ 'Sec-WebSocket-Protocol': 'b\r\nSec-WebSocket-Protocol: c' }))).to.equal('b, c')
  })
})

describe('an answer in time', () => {
  const check = answersWithin('one', 10, 1000)
  const at = (sent: number[], received: number[], slowestControlMs = 1) => {
    const { octets } = recordingOf({}).requests[0] ?? { octets: Buffer.alloc(1) }
    const over = {
      sent: sent.map((atMs) => ({ atMs, octets })),
      received: received.map((atMs) => ({ atMs, octets: Buffer.from(switching()) })),
      endedMs: 9000,
    }
    return verdictOf(check(observed({ over }), contextOf({ slowestControlMs })))
  }

  it('is measured from the last octet sent before it', () => {
    expect(at([0], [1000])).to.equal(null)
    expect(at([0], [1001])).to.equal('fail')
    expect(at([0, 5000], [5900])).to.equal(null)
    expect(at([0, 5000, 5001], [6500])).to.equal('fail')
  })

  it('is not early because something was sent behind it', () => {
    expect(at([0, 2000], [1999, 2001])).to.equal('fail')
  })

  it('may take a number of times what the control took', () => {
    expect(at([0], [4000], 400)).to.equal(null)
    expect(at([0], [4001], 400)).to.equal('fail')
  })

  it('is the quicker of two', () => {
    const octets = recordingOf({}).requests[0]?.octets ?? Buffer.alloc(1)
    const answeredAt = (ms: number) =>
      observed({
        over: {
          sent: [{ atMs: 0, octets }],
          received: [{ atMs: ms, octets: Buffer.from(switching()) }],
          endedMs: 9000,
        },
      })
    const first = answeredAt(1444)
    const parts: Part[] = [{ name: 'one', expect: anything({ says: 'soon' }) }, { name: 'twin' }]
    const more = (observations: [string, Observation][]) =>
      lateAgain(parts, 1000)(new Map(observations), contextOf().vars)
    expect(more([['one', answeredAt(900)]])).to.deep.equal([])
    expect(
      more([
        ['one', first],
        ['twin', first],
      ]),
    ).to.deep.equal([{ name: 'one, again' }])
    const judged = (again: Observation) =>
      check(first, contextOf({ slowestControlMs: 1, part: (name) => (name === 'one, again' ? again : undefined) }))
    expect(judged(answeredAt(900))).to.equal(null)
    expect(judged(answeredAt(1300))?.got).to.equal('an answer after 1300 ms, the faster of two (the control took 1 ms)')
  })

  it('that never came took until the end', () => {
    expect(at([0], [])).to.equal('fail')
  })
})

describe('the same answer as a twin', () => {
  const chat = good({ 'Sec-WebSocket-Protocol': 'chat' })
  const unconnected = observed({ over: { ended: 'refused', connectedMs: null } })
  const against = (observation = good(), twin = good(), options = {}) =>
    sameAs('twin', options)(observation, contextOf({ part: (name) => (name === 'twin' ? twin : undefined) }))

  it('is a 101 with the same subprotocol', () => {
    expect(against()).to.equal(null)
    expect(against(chat, chat)).to.equal(null)
    expect(against(good(), chat)).to.include({ verdict: 'miss', got: 'no subprotocol' })
    expect(against(chat, good())).to.include({ verdict: 'miss', got: 'subprotocol chat' })
    expect(against(refusal(400), good(), { verdict: 'warn' })).to.include({ verdict: 'warn', got: 'no 101' })
  })

  it('cannot be asked for where the twin was not accepted, or selected nothing', () => {
    expect(verdictOf(against(good(), refusal(400)))).to.equal('skip')
    expect(verdictOf(sameAs('other')(good(), contextOf()))).to.equal('skip')
    expect(verdictOf(against(good(), good(), { selecting: true }))).to.equal('skip')
    expect(against(chat, chat, { selecting: true })).to.equal(null)
  })

  it('is not missed by a target that is busy or out of reach', () => {
    for (const busy of [refusal(429), refusal(503), unconnected]) {
      expect(against(busy)).to.equal(null)
      expect(verdictOf(against(good(), busy))).to.equal('inconclusive')
    }
  })
})
