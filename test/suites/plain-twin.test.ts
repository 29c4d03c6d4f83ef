import { expect } from 'chai'
import type { Part } from '../../harness/case/case'
import type { Observation } from '../../harness/case/observation'
import { notUpgraded, observed } from '../../harness/judge/expectations'
import { asPlainGet, plainTwinName, withPlainTwins } from '../../suites/server/parts/plain-twin'
import { caseOf } from './kit/cases'
import { judged } from './kit/judged'
import { observation, refusal, response, switching, VARS } from './kit/observations'
import { requestOf } from './kit/requests'

const PAGE = response('HTTP/1.1 200 OK', 'Content-Length: 0')

/** The judgement of 2.01 accepted; `plain` is the answer to a plain GET, `faulty` that to one without Host. */
function withTwins(plain: string, faulty: string) {
  return judged('2.01', switching(), { twins: { 'a plain GET': plain, [plainTwinName('no Host')]: faulty } })
}

function answers(...received: [string, string][]): ReadonlyMap<string, Observation> {
  return new Map(received.map(([name, text]) => [name, observation({}, text)]))
}

describe('a plain GET with the fault of an accepted handshake', () => {
  const parts: Part[] = [
    { name: 'a', send: { version: 'HTTP/0.9', fields: { upgrade: 'x', 'X-A': 'b' } }, expect: notUpgraded() },
    { name: 'b', expect: observed() },
    { name: 'twin' },
  ]
  const { follow } = withPlainTwins(parts)

  it('follows each part whose 101 is a finding, with one plain GET that has no fault', () => {
    const followed = follow(answers(['a', switching()], ['b', switching()], ['twin', switching()]), VARS)
    expect(followed.map(({ name }) => name)).to.deep.equal(['a plain GET', 'a, in a plain GET'])
    expect(followed.filter((part) => part.expect)).to.deep.equal([])
    expect(followed.map((part) => requestOf(part))).to.deep.equal([
      'GET /path?query HTTP/1.1\r\nHost: example.test:9001\r\n\r\n',
      'GET /path?query HTTP/0.9\r\nHost: example.test:9001\r\nX-A: b\r\n\r\n',
    ])
  })

  it('does not follow where no part was accepted', () => {
    expect(follow(answers(['a', refusal(400)], ['b', switching()]), VARS)).to.deep.equal([])
  })

  it('keeps what the edit changes besides the fields of the handshake', () => {
    expect(asPlainGet({ method: 'get', fields: { Host: null, CONNECTION: 'x' } })).to.deep.include({ method: 'get' })
    expect(asPlainGet({ fields: { Host: null, CONNECTION: 'x' } }).fields).to.not.have.property('CONNECTION')
  })
})

describe('the party that accepts a fault of HTTP', () => {
  it('is whoever parses HTTP where a plain GET with the fault is answered as any other', () => {
    for (const answer of [PAGE, refusal(426), refusal(404)]) {
      const { verdict, party, got, because } = withTwins(answer, answer)
      expect([verdict, party]).to.deep.equal(['fail', 'http'])
      expect(got).to.match(/to the same in a plain GET: \d+, as to any plain GET/)
      expect(because).to.match(/^RFC 9112 3\.2 .*"A server MUST respond with a 400.*whoever parses the HTTP request/)
    }
    expect(withTwins(refusal(404), PAGE).party).to.equal('http')
  })

  it('is the upgrade path where only the plain GET with the fault is refused', () => {
    for (const faulty of [refusal(400), '']) {
      const { party, because } = withTwins(PAGE, faulty)
      expect(party).to.equal('upgrade')
      expect(because).to.include('only the upgrade path accepts it')
    }
    expect(withTwins(refusal(426), refusal(400)).party).to.equal('upgrade')
  })

  it('is not named where every plain GET is refused so, where none is answered, and under load', () => {
    for (const [plain, faulty] of [
      [refusal(400), refusal(400)],
      ['', ''],
      [PAGE, refusal(503)],
      [refusal(501), refusal(501)],
    ] as const)
      expect(withTwins(plain, faulty)).to.not.have.property('party')
  })

  it('is named for a correct request that is refused, too', () => {
    const twins = (faulty: string) => ({ 'a plain GET': PAGE, [plainTwinName('HTTP/1.2')]: faulty })
    const parser = judged('1.11', refusal(400), { twins: twins(refusal(400)) })
    expect([parser.verdict, parser.party]).to.deep.equal(['warn', 'http'])
    expect(parser.because).to.include('a plain GET gets the same answer')
    const upgrade = judged('1.11', refusal(400), { twins: twins(PAGE) })
    expect(upgrade.party).to.equal('upgrade')
    expect(upgrade.because).to.include('only the upgrade path refuses it')
    expect(judged('1.11', switching(), { twins: twins(PAGE) })).to.not.have.property('party')
  })

  it('is not named where the server treats a handshake as a plain GET; the reason is reported', () => {
    const twins = (keyless: string) => ({ 'a plain GET': refusal(426), 'a handshake without a key': keyless })
    const taken = judged('4.11', refusal(426), { twins: twins(refusal(400)) })
    expect([taken.verdict, taken.party]).to.deep.equal(['fail', undefined])
    expect(taken.got).to.include('taken for a plain GET')
    for (const [answer, keyless] of [
      [refusal(400), refusal(400)],
      [refusal(426), refusal(426)],
      [switching(), refusal(400)],
    ] as const)
      expect(judged('4.11', answer, { twins: twins(keyless) }).got).to.not.include('taken for')
  })

  it('is not named where the handshake was refused, and changes no verdict', () => {
    const twins = { 'a plain GET': PAGE, [plainTwinName('no Host')]: refusal(400) }
    expect(judged('2.01', refusal(426), { twins })).to.not.have.property('party')
    expect(judged('2.01', switching()).verdict).to.equal(withTwins(PAGE, PAGE).verdict)
    expect(caseOf('2.01').follow).to.be.a('function')
  })
})
