import { expect } from 'chai'
import type { Recording } from '../../harness/case/recording'
import { handshake } from '../../harness/wire/http1/request'
import { transportSuite } from '../../suites/server/13-transport'
import { everySplit, sampleSplits } from '../../suites/server/13-transport/parts/split'
import { caseOf, partOf } from './kit/cases'
import { judged, verdict } from './kit/judged'
import { closeFrame, mark, observation, refusal, response, serverFrame, switching, VARS } from './kit/observations'
import { sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

const CLOSED: Partial<Recording> = { ended: 'closed' }
const BAD_REQUEST = refusal(400)
const OOPS = refusal(500)
const BUSY = refusal(503)

describe('suite 13', () => {
  itIsComplete(transportSuite, ids(13, 28))
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

  it('every split with --thorough, and without it the splits around every line end', () => {
    const request = handshake(VARS, []).octets
    expect(everySplit(request)).to.deep.equal(Array.from({ length: request.length - 1 }, (_, index) => index + 1))
    const sample = sampleSplits(request)
    expect(sample).to.have.length.within(24, 30)
    for (const [index, octet] of request.entries())
      if (octet === 0x0a && index < request.length - 1) expect(sample).to.include.members([index, index + 1])
    expect(sample).to.include.members([1, request.length - 1])
    const follow = caseOf('13.02').follow?.(new Map([['in one piece', observation({}, switching())]]), VARS)
    expect(follow?.map(({ name }) => name)).to.include(`after 1 of ${request.length} bytes`)
  })

  it('a complete masked text after the request in 13.05', () => {
    const [step] = partOf('13.05').steps ?? []
    const edit = step?.do === 'send' ? step.edit : undefined
    const [, body = ''] = handshake(VARS, [], edit).octets.toString('latin1').split('\r\n\r\n')
    expect(body.slice(0, 2)).to.equal('\x81\x8c')
    expect(body).to.have.length(2 + 4 + 12)
  })

  it('200 handshakes that are not judged and one that is, in 13.15', () => {
    const { parts = [], connections, slow, hurts } = caseOf('13.15')
    expect(parts.filter((part) => part.expect)).to.have.length(1)
    expect([parts.length, connections, slow, hurts]).to.deep.equal([201, 201, true, true])
  })
})

describe('suite 13 judges', () => {
  it('an incomplete request as a failure if it was applied', () => {
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

  it('the handshake after a plain GET', () => {
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

  it('close by what the server does after it', () => {
    const over = second('13.22', 'close alone in the request')
    const part = 'close alone in the request'
    expect(verdict('13.22', BAD_REQUEST, { part, over: { ...over, ...CLOSED } })).to.equal('pass')
    expect(verdict('13.22', BAD_REQUEST, { part, over })).to.equal('fail')
    expect(verdict('13.22', BAD_REQUEST + switching(), { part, over: { ...over, ...CLOSED } })).to.equal('fail')
    expect(verdict('13.22', switching(), { part })).to.equal('skip')
    const closing = response('HTTP/1.1 400 Bad Request', 'Connection: close', 'Content-Length: 0')
    expect(verdict('13.22', BAD_REQUEST, { part: 'close in the refusal' })).to.equal('skip')
    expect(verdict('13.22', closing, { part: 'close in the refusal' })).to.equal('fail')
    expect(verdict('13.22', closing, { part: 'close in the refusal', over: CLOSED })).to.equal('pass')
  })

  it('a second handshake after the 101', () => {
    expect(verdict('13.18', switching() + closeFrame(1002), { over: CLOSED })).to.equal('pass')
    expect(verdict('13.18', switching() + switching(), { over: CLOSED })).to.equal('fail')
    expect(verdict('13.18', switching() + BAD_REQUEST, { over: CLOSED })).to.equal('fail')
    expect(verdict('13.18', switching())).to.equal('fail')
    expect(judged('13.18', switching()).blame?.cause).to.equal('mask-not-checked')
    expect(judged('13.18', switching() + switching()).blame?.cause).to.equal('reads-on-as-http')
    expect(verdict('13.18', BUSY)).to.equal('inconclusive')
  })

  it('a Ping at once by the answer to a later one', () => {
    const part = 'a Ping at once'
    const late = switching() + serverFrame(10, 'abc')
    expect(verdict('13.07', switching() + serverFrame(10, 'at once'), { part })).to.equal('pass')
    expect(verdict('13.07', switching() + serverFrame(1, 'hello'), { part, twins: { 'a Ping alone': late } })).to.equal(
      'fail',
    )
    expect(verdict('13.07', switching(), { part, twins: { 'a Ping alone': switching() } })).to.equal('skip')
  })

  it('an early frame only as recorded', () => {
    const got = (received: string, over?: Partial<Recording>) => {
      const { verdict: came, got: words } = judged('13.05', received, { ...(over ? { over } : {}) })
      expect(came).to.equal('observed')
      return words
    }
    expect(got(switching() + serverFrame(1, 'wsspec-early') + serverFrame(1, 'wsspec-late'))).to.include('was echoed')
    expect(got(switching() + serverFrame(1, 'wsspec-late'))).to.include('was dropped')
    expect(got(switching() + closeFrame(1002), CLOSED)).to.include('Close 1002')
    expect(got(BAD_REQUEST)).to.include('refused')
  })

  it('single bytes only if they were sent in time', () => {
    const slow = (lastMs: number): Partial<Recording> => ({
      ended: 'closed',
      endedMs: lastMs + 5,
      sent: [0, lastMs].map((atMs) => ({ atMs, octets: Buffer.from('x') })),
    })
    expect(verdict('13.01', '', { over: slow(300) })).to.equal('fail')
    expect(verdict('13.01', '', { over: slow(5600) })).to.equal('skip')
    expect(verdict('13.01', switching(), { over: { ...slow(5600), ended: 'open' } })).to.equal('pass')
  })
})
