import { expect } from 'chai'
import type { Observation } from '../../harness/case/observation'
import type { Recording } from '../../harness/case/recording'
import { judgePart } from '../../harness/judge/judge-part'
import { handshake } from '../../harness/wire/http1/request'
import { versionSuite } from '../../suites/server/06-version'
import { caseOf, partOf } from './kit/cases'
import { derived, judged, verdict } from './kit/judged'
import { context, evidence, mark, observation, refusal, response, switching, VARS } from './kit/observations'
import { fieldLines } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

/** The observation of BASE with this version. */
function toVersion(value: string, received: string): Observation {
  return observation({ fields: { 'Sec-WebSocket-Version': value } }, received)
}

describe('suite 6', () => {
  itIsComplete(versionSuite, ids(6, 20))
})

describe('suite 6 sends', () => {
  it('the field lines that the titles name', () => {
    const line = (value: string) => `Sec-WebSocket-Version: ${value}`
    expect(fieldLines('6.01', 'Sec-WebSocket-Version')).to.deep.equal([[]])
    expect(fieldLines('6.03', 'Sec-WebSocket-Version').flat()).to.deep.equal(['9', '10', '11', '12'].map(line))
    expect(fieldLines('6.10', 'Sec-WebSocket-Version')).to.deep.equal([[line('13, 8')]])
    expect(fieldLines('6.12', 'Sec-WebSocket-Version')).to.deep.equal([
      [line('13'), line('8')],
      [line('8'), line('13')],
    ])
    expect(fieldLines('6.13', 'Sec-WebSocket-Version')).to.deep.equal([
      ['Sec-WebSocket-Version:   13  '],
      ['Sec-WebSocket-Version:\t13\t'],
    ])
    expect(fieldLines('6.20', 'Sec-WebSocket-Version').flat()).to.deep.equal(['113', '130', '131', '213'].map(line))
    expect(fieldLines('6.15', 'Sec-WebSocket-Version').flat()).to.deep.equal(['-13', '', '1 3'].map(line))
  })

  it('numbers in 6.14 that wrap to 13', () => {
    const values = fieldLines('6.14', 'Sec-WebSocket-Version').map(([line]) =>
      BigInt((line ?? '').split(': ')[1] ?? ''),
    )
    const wrapped = [8, 16, 32, 64].map((bits, index) => BigInt.asUintN(bits, values[index] ?? 0n))
    expect(wrapped).to.deep.equal([13n, 13n, 13n, 13n])
  })

  it('the UTF-8 of two fullwidth digits in 6.16', () => {
    const [[line]] = fieldLines('6.16', 'Sec-WebSocket-Version') as [[string]]
    expect(Buffer.from(line, 'latin1').toString('utf8')).to.equal('Sec-WebSocket-Version: \uff11\uff13')
  })

  it('each advertised version once in 6.07, those that can be tried first', () => {
    const refused = toVersion('14', refusal(426, 'Sec-WebSocket-Version: 25, 13', 'Sec-WebSocket-Version: 8, 13, x'))
    const parts = caseOf('6.07').follow?.(new Map([['14', refused]]), VARS) ?? []
    expect(parts.map(({ name }) => name)).to.deep.equal(['advertised 8', 'advertised 13', 'advertised 25'])
    const of = caseOf('6.07')
    const verdicts = parts.map(
      (part) => judgePart(of, part, observation(part.send ?? {}, refusal(400)), context({ level: of.level })).verdict,
    )
    expect(verdicts).to.deep.equal(['warn', 'warn', 'observed'])
  })
})

describe('suite 6 judges', () => {
  const naming = 'Sec-WebSocket-Version: 8, 13'

  it('a refusal by the versions that it names, whatever its status', () => {
    for (const status of [400, 426, 404]) expect(verdict('6.02', refusal(status, naming))).to.equal('pass')
    expect(verdict('6.02', refusal(426))).to.equal('fail')
    expect(verdict('6.02', refusal(500, naming))).to.equal('warn')
    expect(verdict('6.02', response('HTTP/1.1 200 OK', 'Content-Length: 0'))).to.equal('observed')
    expect(verdict('6.02', switching())).to.equal('fail')
  })

  it('a 101 as lax, and a refusal without a list as a form', () => {
    for (const id of ['6.02', '6.03', '6.04', '6.20']) {
      expect(judged(id, switching()).blame, id).to.deep.equal({ cause: 'version-not-checked', impact: 'lax' })
      expect(judged(id, refusal(400)).blame, id).to.deep.equal({ cause: 'refusal-incomplete', impact: 'form' })
    }
  })

  it('a spelling of 13 only where 14 is refused', () => {
    for (const id of ['6.08', '6.09', '6.10', '6.11', '6.12']) {
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, switching(), { twins: { '14': refusal(426, naming) } }), id).to.equal('fail')
      const unchecked = judged(id, switching(), { twins: { '14': switching() } })
      expect(unchecked, id).to.include({ verdict: 'skip', scoredIn: '6.02' })
      expect(caseOf(id).follow?.(new Map([['13', observation({}, refusal(400))]]), VARS), id).to.deep.equal([])
    }
  })

  it('a refusal by a busy server as no evidence', () => {
    for (const status of [429, 503]) expect(verdict('6.02', refusal(status))).to.equal('inconclusive')
  })

  it('a missing list as a warning where no version was asked for', () => {
    for (const id of ['6.01', '6.14']) {
      expect(verdict(id, refusal(400)), id).to.equal('warn')
      expect(verdict(id, refusal(400, naming)), id).to.equal('pass')
    }
  })

  it('the list itself, over all its lines', () => {
    const of = (...lines: string[]) => derived('6.06', [evidence(toVersion('14', refusal(426, ...lines)), '6.02')])
    expect(of('Sec-WebSocket-Version: 8', 'Sec-WebSocket-Version: 7, 13').verdict).to.equal('pass')
    for (const list of ['', ',', '013, 13', '13, 256', '8', '13;q=1, 13'])
      expect(of(`Sec-WebSocket-Version: ${list}`).verdict, list).to.equal('fail')
    expect(of().verdict).to.equal('skip')
  })

  it('the answer to a second request on the connection', () => {
    const { send } = partOf('6.17')
    const requests = [handshake(VARS, [], send), handshake(VARS, [], {})]
    const first = refusal(426, naming)
    const got = (received: string, over: Partial<Recording> = {}) =>
      judged('6.17', received, { over: { requests, ...over } })
    expect(got(first + switching()).got).to.match(/same connection: 101$/)
    expect(got(first + switching(), { marks: [mark('alive', 0, { met: false })] }).got).to.include(
      'the link does not work',
    )
    expect(got(`${first}nonsense`).got).to.include('bytes that are not an HTTP response')
    expect(got(first).got).to.include('stays open')
    expect(got(first, { ended: 'closed' }).got).to.match(/closed$/)
    expect(got(first).verdict).to.equal('observed')
    expect(got(first, { requests: [handshake(VARS, [], send)] }).got).to.include('not kept')
  })

  it('a Version field in a 101 without a score', () => {
    expect(derived('6.18', [evidence(observation({}, switching()), 'control')]).verdict).to.equal('pass')
    expect(derived('6.18', [evidence(observation({}, switching(naming)), 'control')]).verdict).to.equal('observed')
  })

  it('the versions that are accepted against those that are advertised', () => {
    const control = evidence(observation({}, switching()), 'control')
    const eight = evidence(toVersion('8', switching()), '6.05')
    const lists = (value: string) => evidence(toVersion('14', refusal(400, `Sec-WebSocket-Version: ${value}`)), '6.02')
    expect(derived('6.19', [control, eight, lists('13, 8, 7')]).verdict).to.equal('pass')
    expect(derived('6.19', [control, lists('13')]).verdict).to.equal('pass')
    expect(derived('6.19', [control, eight]).verdict).to.equal('skip')
    const unlisted = derived('6.19', [control, eight, lists('13')])
    expect(derived('6.19', [control, eight, lists('13'), lists('13')]).got).to.include('advertises 13 (')
    expect(unlisted).to.include({ verdict: 'fail', got: 'accepts 8 and advertises 13 (in 1 of 3 cases: 6.05)' })
  })
})
