import { expect } from 'chai'
import type { Observation } from '../../harness/case/observation'
import type { Recording } from '../../harness/case/recording'
import { judgePart } from '../../harness/judge/judge-part'
import { handshake } from '../../harness/wire/http1/request'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { caseOf, partOf } from './kit/cases'
import { type Circumstances, judged, verdict } from './kit/judged'
import {
  ACCEPT,
  CLOSED,
  closeFrame,
  context,
  mark,
  observation,
  refusal,
  response,
  SILENT,
  serverFrame,
  switching,
  VARS,
} from './kit/observations'
import { sent } from './kit/requests'

/** The circumstances in which the parts with these names received these bytes. */
const beside = (received: Record<string, string | Observation>, over: Partial<Recording> = {}): Circumstances => ({
  over,
  context: {
    part: (name) => {
      const found = received[name]
      return typeof found === 'string' ? observation({}, found) : found
    },
  },
})

describe('the form and the size of requests', () => {
  it('each field last in 7.24, with the Accept of its key', () => {
    for (const name of ['Upgrade', 'Connection', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version'])
      expect(sent('7.24', name)).to.match(new RegExp(`\\r\\n${name}: [^\\r]*\\r\\n\\r\\n$`))
    expect(verdict('7.24', switching())).to.equal('pass')
    expect(verdict('7.24', refusal(400))).to.equal('fail')
    expect(verdict('7.24', switching().replace(ACCEPT, 'x'.repeat(28)))).to.equal('fail')
  })

  it('as many bytes as 12.52 and 12.53 name, also where the target has a cookie of its own', () => {
    for (const size of [500, 1000, 2000, 4000, 8000]) expect(sent('12.52', `${size} bytes`)).to.have.length(size)
    for (const size of [1024, 1031, 8192, 8199]) expect(sent('12.53', `${size} bytes`)).to.have.length(size)
    const own = sent('12.52', '1000 bytes', {}, [{ name: 'Cookie', value: 'a=b' }])
    expect(own).to.have.length(1000)
    expect(own.match(/^Cookie: a=b; wsspec=x+\r$/gm)).to.have.length(1)
  })

  it('a size that is not served, with the largest one that is', () => {
    const part = '4000 bytes'
    const served = {
      '500 bytes': switching(),
      '1000 bytes': observation(partOf('12.52', '1000 bytes').send ?? {}, switching()),
    }
    const found = judged('12.52', refusal(431), { part, ...beside(served) })
    expect(found.verdict).to.equal('observed')
    expect(found.got).to.include('the largest accepted has 1000 bytes')
    expect(judged('12.52', '', { part, ...beside(served, CLOSED) })).to.include({ verdict: 'fail' })
    expect(verdict('12.52', '', { part, over: SILENT })).to.equal('fail')
    expect(verdict('12.52', '', { part: '8000 bytes', over: CLOSED })).to.equal('warn')
    expect(verdict('12.52', refusal(500), { part: '8000 bytes' })).to.equal('fail')
    expect(verdict('12.52', refusal(503), { part })).to.equal('inconclusive')
  })

  it('a request that fills a buffer by the one that is longer', () => {
    const part = '2048 bytes'
    const longer = (answer: string) => beside({ '2055 bytes': answer })
    expect(verdict('12.53', '', { part, ...longer(switching()), over: SILENT })).to.equal('fail')
    expect(verdict('12.53', '', { part, ...longer(refusal(431)), over: SILENT })).to.equal('skip')
    expect(verdict('12.53', switching(), { part, ...longer(refusal(431)) })).to.equal('pass')
  })
})

describe('what a refused handshake leaves', () => {
  it('its body is no request in 12.54', () => {
    const [, length, body] = /Content-Length: (\d+)\r\n\r\n(.*)$/s.exec(sent('12.54')) ?? []
    expect(body).to.have.length(Number(length))
    expect(body).to.match(/^GET .*Version: 13\r\n\r\n$/s)
    expect(sent('12.54')).to.match(/^GET .*?Version: 99\r\n/s)
    expect(verdict('12.54', refusal(426) + refusal(400))).to.equal('pass')
    expect(verdict('12.54', refusal(426) + switching())).to.equal('fail')
    expect(judged('12.54', switching())).to.include({ verdict: 'skip', scoredIn: '6.02' })
  })

  const kept = (
    name: string,
    second: string,
    twins: Record<string, string> = {},
  ): Circumstances & { received: string } => {
    const { send, steps = [] } = partOf('13.25', name)
    const later = steps[3]?.do === 'send' ? steps[3].edit : {}
    return {
      part: name,
      received: refusal(426) + second,
      ...beside(twins, { requests: [handshake(VARS, [], send), handshake(VARS, [], later)] }),
    }
  }
  const on = ({ received, ...circumstances }: ReturnType<typeof kept>) => judged('13.25', received, circumstances)

  it('nothing in the 101 to the next handshake of the connection', () => {
    expect(on(kept('then BASE', switching())).verdict).to.equal('pass')
    expect(on(kept('then BASE', switching('Sec-WebSocket-Protocol: chat'))).verdict).to.equal('fail')
    expect(on(kept('then BASE', switching('Sec-WebSocket-Extensions: permessage-deflate'))).verdict).to.equal('fail')
    expect(on(kept('then BASE', switching().replace(ACCEPT, acceptFor(VARS.otherKey)))).verdict).to.equal('fail')
    expect(on(kept('then BASE', refusal(400))).verdict).to.equal('pass')
    expect(verdict('13.25', refusal(426), { part: 'then BASE', over: CLOSED })).to.equal('observed')
    expect(judged('13.25', switching(), { part: 'then BASE' })).to.include({ verdict: 'skip', scoredIn: '6.02' })
  })

  it('nothing that opens the next request, unless that opens alone', () => {
    for (const [name, twin, scorer] of [
      ['then no key', 'no key, alone', '5.01'],
      ['then a GET', 'a GET, alone', '15.09'],
    ] as const) {
      expect(on(kept(name, switching(), { [twin]: refusal(400) })).verdict, name).to.equal('fail')
      expect(on(kept(name, switching(), { [twin]: switching() })), name).to.include({
        verdict: 'skip',
        scoredIn: scorer,
      })
      expect(on(kept(name, refusal(400), { [twin]: refusal(400) })).verdict, name).to.equal('pass')
    }
  })
})

describe('connections side by side', () => {
  it('that are silent keep nobody from being served', () => {
    const waiting = { ended: 'open' as const }
    const again = (answer: string) => ({
      part: 'BASE beside them',
      ...beside({ 'BASE beside them, again': observation({}, answer, waiting) }, waiting),
    })
    expect(verdict('13.26', '', again(''))).to.equal('fail')
    expect(verdict('13.26', '', again(switching()))).to.equal('observed')
    for (const answer of [switching(), refusal(400), refusal(503)])
      expect(verdict('13.26', answer, { part: 'BASE beside them' })).to.equal('pass')
    const { follow } = caseOf('13.26')
    const following = (answer: string) =>
      follow?.(new Map([['BASE beside them', observation({}, answer, waiting)]]), VARS)
    expect(following(switching())).to.deep.equal([])
    expect(following('')?.map(({ name }) => name)).to.include('BASE beside them, again')
  })

  it('get no bytes before their status line', () => {
    const part = 'a handshake that waits for its last CRLF'
    expect(verdict('13.27', switching(), { part })).to.equal('pass')
    expect(verdict('13.27', serverFrame(1, 'news') + switching(), { part })).to.equal('fail')
    expect(verdict('13.27', refusal(400), { part })).to.equal('inconclusive')
  })

  it('keep their keys apart', () => {
    expect(verdict('13.28', switching())).to.equal('pass')
    expect(verdict('13.28', switching().replace(ACCEPT, acceptFor(VARS.otherKey)))).to.equal('fail')
    const [first] = partOf('13.28', 'the first').steps ?? []
    const cut = first?.do === 'send' ? first.to : 0
    expect(sent('13.28', 'the first').slice(0, cut)).to.include(VARS.key)
  })
})

describe('the link after the 101', () => {
  const greeted = switching() + serverFrame(1, 'welcome')
  const others = (count: number, lost: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        index < 2 ? ['the first handshake', 'the second handshake'][index] : `handshake ${index + 1}`,
        index < lost ? switching() : greeted,
      ]),
    )

  it('begins with the greeting everywhere, or nobody greets', () => {
    expect(verdict('14.18', greeted, beside(others(14, 0)))).to.equal('pass')
    expect(verdict('14.18', greeted, beside(others(14, 3)))).to.equal('warn')
    expect(verdict('14.18', greeted, beside(others(14, 8)))).to.equal('skip')
    expect(verdict('14.18', switching(), beside(others(2, 2)))).to.equal('skip')
    expect(
      caseOf('14.18').follow?.(new Map([['the first handshake', observation({}, switching())]]), VARS),
    ).to.deep.equal([])
    expect(caseOf('14.18').follow?.(new Map([['the first handshake', observation({}, greeted)]]), VARS)).to.have.length(
      12,
    )
  })

  it('is only recorded where it ends', () => {
    const pongs = switching() + serverFrame(10, 'still 1')
    const ended = { ...CLOSED, marks: Array.from({ length: 4 }, () => mark('frame', 0)) }
    expect(verdict('14.19', pongs)).to.equal('pass')
    expect(judged('14.19', pongs, { over: ended }).got).to.include('without a Close frame after about 2 s')
    expect(verdict('14.19', pongs, { over: ended })).to.equal('observed')
    expect(verdict('14.19', pongs + closeFrame(1001), { over: ended })).to.equal('observed')
    expect(verdict('14.19', switching())).to.equal('skip')
    expect(caseOf('14.19').follow?.(new Map(), { ...VARS, thorough: true })).to.have.length(2)
    expect(caseOf('14.19').follow?.(new Map(), VARS)).to.deep.equal([])
  })

  it('is judged after a GET by the answer to the handshake', () => {
    const [, part] = caseOf('14.19').follow?.(new Map(), { ...VARS, thorough: true }) ?? []
    if (!part) throw new Error('no part after a GET')
    const requests = [handshake(VARS, []), handshake(VARS, [])]
    const judgedAfter = (received: string, over: Partial<Recording> = {}) =>
      judgePart(caseOf('14.19'), part, observation({}, received, { requests, ...over }), context({ level: 'INFO' }))
        .verdict
    const page = response('HTTP/1.1 200 OK', 'Content-Length: 0')
    const pongs = page + switching() + serverFrame(10, 'still 1')
    expect(judgedAfter(pongs)).to.equal('pass')
    expect(judgedAfter(pongs, CLOSED)).to.equal('observed')
    expect(judgedAfter(page, CLOSED)).to.equal('skip')
    expect(judgedAfter(page + refusal(400))).to.equal('skip')
  })

  it('reads frames whatever the segments are', () => {
    const twins = { 'a Ping alone': switching() + serverFrame(10, 'abc') }
    expect(verdict('14.20', switching() + serverFrame(10, 'in pieces'), { twins })).to.equal('pass')
    expect(verdict('14.20', switching(), { twins })).to.equal('fail')
    expect(verdict('14.20', switching(), { twins: { 'a Ping alone': switching() } })).to.equal('skip')
    const writes = (partOf('14.20', 'cut in its head, its key and its payload').steps ?? []).flatMap((step) =>
      step.do === 'write' && typeof step.octets === 'string' ? [step.octets] : [],
    )
    expect(writes.map(({ length }) => length)).to.deep.equal([1, 3, 5, 6])
    expect(verdict('14.21', switching() + serverFrame(10, 'two'), { twins })).to.equal('pass')
    expect(verdict('14.21', switching() + serverFrame(10, 'one'), { twins })).to.equal('fail')
  })
})
