import { expect } from 'chai'
import type { Profile } from '../../harness/case/profile'
import type { Recording } from '../../harness/case/recording'
import { originSuite } from '../../suites/server/11-origin'
import { caseOf, judgedParts, partOf } from './kit/cases'
import { derived, judged, verdict } from './kit/judged'
import { closeFrame, evidence, observation, refusal, serverFrame, switching, VARS } from './kit/observations'
import { requestOf, sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

const PROFILE: Profile = {
  allowedOrigin: 'https://app.example:8443',
  deniedOrigin: 'http://evil.example',
}

/** The values of Origin that the judged parts of a case send with PROFILE. */
function origins(id: string): string[] {
  return judgedParts(caseOf(id)).flatMap((part) =>
    [...requestOf(part, { profile: PROFILE }).matchAll(/^Origin: ?(.*)\r\n/gm)].map(([, value = '']) => value),
  )
}

const CLOSED: Partial<Recording> = { ended: 'closed' }
const BAD_REQUEST = refusal(400)
const FORBIDDEN = refusal(403)
const OOPS = refusal(500)
const BUSY = refusal(503)

describe('suite 11', () => {
  itIsComplete(originSuite, ids(11, 15), [{}, PROFILE])
})

describe('suite 11 sends', () => {
  it('the similar origins that 11.09 names', () => {
    expect(origins('11.09')).to.deep.equal([
      'https://app.example.evil.example:8443',
      'https://evilapp.example:8443',
      'https://app.example:4242',
      'http://app.example:8443',
      'https://app.example@evil.example',
      'https://app.example:8443/path',
      'https://app.example:8443%00.evil.example',
    ])
  })

  it('two field lines in 11.07, one list in 11.08, and 8 KB in 11.06', () => {
    expect(origins('11.07')).to.deep.equal([
      'https://app.example:8443',
      'http://evil.example',
      'http://evil.example',
      'https://app.example:8443',
    ])
    expect(origins('11.08')).to.deep.equal(['https://app.example:8443 http://evil.example'])
    expect(origins('11.06')[3]).to.have.length(8192)
  })

  it('a foreign origin if none is declared', () => {
    expect(sent('11.03')).to.include('\r\nOrigin: http://evil.example\r\n')
  })
})

describe('suite 11 judges', () => {
  const twins = { 'the denied origin': FORBIDDEN }

  it('a foreign origin only by the declared policy', () => {
    expect(verdict('11.03', switching())).to.equal('observed')
    expect(judged('11.03', switching()).because).to.include('cross-site WebSocket hijacking')
    expect(verdict('11.03', OOPS)).to.equal('observed')
    expect(verdict('11.03', switching(), { profile: PROFILE })).to.equal('warn')
    expect(verdict('11.03', FORBIDDEN, { profile: PROFILE })).to.equal('pass')
    expect(verdict('11.03', '', { over: CLOSED, profile: PROFILE })).to.equal('pass')
    expect(verdict('11.03', BUSY, { profile: PROFILE })).to.equal('inconclusive')
  })

  it('a close after the 101, and waits for it only if a policy is declared', () => {
    const [only, ...more] = partOf('11.03').steps?.slice(3) ?? []
    const { answers } = observation({}, switching())
    expect(
      only?.do === 'onlyIf' && [only.answer(answers[0], { ...VARS, profile: PROFILE }), only.answer(answers[0], VARS)],
    ).to.deep.equal([true, false])
    expect(more.map((step) => step.do)).to.deep.equal(['await'])
  })

  it('null and similar origins only if the denied origin itself is refused', () => {
    const answer = { profile: PROFILE, twins }
    expect(verdict('11.05', switching(), answer)).to.equal('fail')
    expect(verdict('11.05', switching(), { ...answer, twins: { 'the denied origin': switching() } })).to.equal('skip')
    expect(verdict('11.05', switching(), { ...answer, profile: { ...PROFILE, allowedOrigin: 'null' } })).to.equal(
      'skip',
    )
    expect(verdict('11.05', switching())).to.equal('observed')
    expect(verdict('11.09', switching(), { ...answer, part: 'a: HOST.evil.example' })).to.equal('fail')
    expect(verdict('11.09', switching(), { ...answer, part: 'c: another port' })).to.equal('warn')
    expect(verdict('11.09', switching(), { ...answer, part: 'd: another scheme' })).to.equal('observed')
    expect(verdict('11.09', switching(), { part: 'a: HOST.evil.example' })).to.equal('observed')
  })

  it('a 101 with an immediate close as a warning at most', () => {
    const answer = { profile: PROFILE, twins }
    expect(verdict('11.05', switching() + closeFrame(1008), answer)).to.equal('warn')
    expect(verdict('11.05', switching(), { ...answer, over: CLOSED })).to.equal('warn')
  })

  it('a server error for a malformed origin as a failure, with a policy and without', () => {
    for (const profile of [{}, PROFILE]) {
      expect(verdict('11.06', OOPS, { profile, twins })).to.equal('fail')
      const dropped = judged('11.06', '', { profile, twins, over: CLOSED })
      expect(dropped).to.nested.include({ verdict: 'warn', 'blame.cause': 'refusal-without-status' })
    }
    expect(verdict('11.06', BAD_REQUEST)).to.equal('observed')
    expect(verdict('11.06', switching(), { profile: PROFILE, twins, part: 'empty' })).to.equal('warn')
    expect(verdict('11.06', switching(), { profile: PROFILE, twins, part: 'http://' })).to.equal('fail')
  })

  it('the status of a refusal', () => {
    const refused = (received: string, over?: Partial<Recording>) =>
      derived('11.04', [evidence(observation({}, received, over), '11.03')]).verdict
    expect(refused(FORBIDDEN)).to.equal('pass')
    expect(refused(BAD_REQUEST)).to.equal('warn')
    expect(refused('', CLOSED)).to.equal('warn')
    expect(refused(switching() + closeFrame(1008))).to.equal('warn')
    expect(refused(switching())).to.equal('skip')
    expect(refused(BUSY)).to.equal('inconclusive')
  })

  it('a Pong after a refusal', () => {
    expect(verdict('11.15', FORBIDDEN)).to.equal('pass')
    expect(verdict('11.15', FORBIDDEN + serverFrame(10, 'wsspec-behind'))).to.equal('fail')
  })
})
