import { expect } from 'chai'
import type { Vars } from '../../harness/case/vars'
import { handshake } from '../../harness/wire/http1/request'
import { hostSuite } from '../../suites/server/02-host'
import { type Circumstances, judged, verdict } from './kit/judged'
import { CLOSED, refusal, switching, VARS } from './kit/observations'
import { fieldLines, requestOf, sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

const DROPPED: Circumstances = { over: CLOSED }

describe('suite 2', () => {
  itIsComplete(hostSuite, ids(2, 22))

  it('changes nothing of BASE but Host', () => {
    const base = handshake(VARS, []).octets.toString('latin1')
    const others = (text: string) => text.split('\r\n').filter((line) => !/^(X-Forwarded-)?Host:/.test(line))
    for (const { id, parts = [] } of hostSuite.cases)
      for (const part of parts) expect(others(requestOf(part)), `${id} ${part.name}`).to.deep.equal(others(base))
  })
})

describe('suite 2 sends', () => {
  const host = VARS.host
  const lines: [string, string[][]][] = [
    ['2.01', [[]]],
    [
      '2.02',
      [
        [`Host: ${host}`, 'Host: other.invalid'],
        ['Host: other.invalid', `Host: ${host}`],
      ],
    ],
    ['2.03', [[`Host: ${host}`, `Host: ${host}`]]],
    ['2.04', [['Host:']]],
    ['2.05', [[`Host: ${host} x`]]],
    ['2.06', [[`Host: u@${host}`]]],
    ['2.07', [[`Host: ${host}/chat`], [`Host: http://${host}`]]],
    ['2.08', [['Host: example.test:abc']]],
    ['2.10', [['Host: [::1']]],
    ['2.11', [['Host: [::1]:9001']]],
    ['2.13', [['Host: EXAMPLE.TEST:9001']]],
    ['2.15', [['Host: example.test']]],
    ['2.16', [['Host: evil.example:9001']]],
    ['2.18', [[`Host:   ${host}  `], [`Host:\t${host}\t`]]],
    ['2.19', [[]]],
    ['2.20', [['Host: example.test.:9001']]],
    ['2.21', [[`Host: ${host}, ${host}`]]],
    ['2.22', [['Host: evil.example:9001'], ['Host: [::1]:9001']]],
  ]
  for (const [id, wanted] of lines)
    it(`${id} with its Host`, () => {
      expect(fieldLines(id, 'Host')).to.deep.equal(wanted)
    })

  it('the default port of the scheme in 2.14', () => {
    const plain = { host: 'example.test', port: '' }
    expect(fieldLines('2.14', 'Host', plain)).to.deep.equal([['Host: example.test:80'], ['Host: example.test:']])
    expect(fieldLines('2.14', 'Host', { ...plain, tls: true })[0]).to.deep.equal(['Host: example.test:443'])
  })

  it('Host after all others in 2.17, and X-Forwarded-Host alone in 2.19', () => {
    expect(sent('2.17')).to.match(/\r\nHost: example\.test:9001\r\n\r\n$/)
    expect(sent('2.19')).to.include('\r\nX-Forwarded-Host: example.test:9001\r\n')
  })
})

describe('suite 2 judges', () => {
  it('400 as the only right answer to a Host that is missing, repeated or invalid', () => {
    for (const id of ['2.01', '2.02', '2.03', '2.05', '2.06', '2.07', '2.08', '2.10', '2.19', '2.21']) {
      expect(verdict(id, refusal(400)), id).to.equal('pass')
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, refusal(200)), id).to.equal('fail')
      expect(verdict(id, refusal(421)), id).to.equal('warn')
      expect(verdict(id, '', DROPPED), id).to.equal('warn')
      expect(verdict(id, refusal(503)), id).to.equal('inconclusive')
    }
  })

  it('a valid or empty Host without a score', () => {
    for (const id of ['2.04', '2.09', '2.11', '2.12', '2.15', '2.20'])
      for (const answer of [switching(), refusal(400), refusal(421), ''])
        expect(verdict(id, answer), id).to.equal('observed')
  })

  it('an equivalent Host as a SHOULD, and order and OWS as a MUST', () => {
    for (const id of ['2.13', '2.14']) expect(verdict(id, refusal(404)), id).to.equal('warn')
    for (const id of ['2.17', '2.18']) expect(verdict(id, refusal(400)), id).to.equal('fail')
    for (const id of ['2.13', '2.14', '2.17', '2.18']) expect(verdict(id, switching()), id).to.equal('pass')
  })

  it('nothing where the edit would be BASE or a broken literal', () => {
    const at = (over: Partial<Vars>) => ({ context: { vars: { ...VARS, ...over } } })
    expect(verdict('2.15', switching(), at({ port: '' }))).to.equal('skip')
    expect(verdict('2.20', refusal(400), at({ hostname: '[::1]' }))).to.equal('skip')
  })

  it('2.22: an IPv6 literal as any other name, where any other is served', () => {
    const served = { twins: { 'a name that nobody serves': switching() } }
    for (const answer of [refusal(400), refusal(500), '']) expect(verdict('2.22', answer, served)).to.equal('warn')
    expect(verdict('2.22', switching(), served)).to.equal('pass')
    for (const twin of [refusal(421), refusal(400), ''])
      expect(verdict('2.22', refusal(400), { twins: { 'a name that nobody serves': twin } })).to.equal('skip')
  })

  it('2.16: a foreign authority only where the profile declares strictHost', () => {
    const profile = { strictHost: true }
    for (const answer of [switching(), refusal(403), '']) {
      const open = judged('2.16', answer)
      expect(open).to.include({ verdict: 'observed' })
      expect(open.because).to.include('strictHost')
    }
    expect(verdict('2.16', switching(), { profile })).to.equal('fail')
    for (const status of [400, 403, 404, 421]) expect(verdict('2.16', refusal(status), { profile })).to.equal('pass')
    expect(verdict('2.16', refusal(302), { profile })).to.equal('observed')
    expect(verdict('2.16', '', { ...DROPPED, profile })).to.equal('warn')
  })
})
