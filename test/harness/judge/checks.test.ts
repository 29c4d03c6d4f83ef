import { expect } from 'chai'
import type { Check, Finding } from '../../../harness/case/check'
import { acceptIsRight, lists, onOpened, onRefusal, sameAs } from '../../../harness/judge/checks'
import { plain, switching } from '../kit/messages'
import { contextOf, good, observed } from '../kit/observations'
import { KEY } from '../kit/vars'

const always: Check = () => ({ verdict: 'fail', because: 'always' })

function verdictOf(finding: Finding | null): string | null {
  return finding?.verdict ?? null
}

const refusal = (status: number, fields = '') => observed({ received: plain(status, '', fields) })

describe('checks', () => {
  it('on a refusal run for 4xx and 5xx, but not for those of a busy server', () => {
    for (const status of [400, 426, 500, 599])
      expect(verdictOf(onRefusal(always)(refusal(status), contextOf())), `${status}`).to.equal('fail')
    for (const status of [200, 302, 429, 503])
      expect(onRefusal(always)(refusal(status), contextOf()), `${status}`).to.equal(null)
    expect(onRefusal(always)(observed({ over: { ended: 'closed' } }), contextOf())).to.equal(null)
    expect(onRefusal(always)(good(), contextOf())).to.equal(null)
  })

  it('on an opened link run where the handshake was accepted', () => {
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

  it('compare an Accept with the key as sent, in each of its lines', () => {
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
