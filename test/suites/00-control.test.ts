import { expect } from 'chai'
import { controlSuite } from '../../suites/server/00-control'
import { caseOf } from './kit/cases'
import { derived, judged, verdict } from './kit/judged'
import {
  ACCEPT,
  CLOSED,
  context,
  DEAD_LINK,
  evidence,
  observation,
  refusal,
  response,
  switching,
  VARS,
  WRONG_ACCEPT,
} from './kit/observations'
import { requestOf, sent } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

describe('suite 0', () => {
  itIsComplete(controlSuite, ids(0, 7))
})

describe('suite 0 sends', () => {
  const names = (text: string) => [...text.matchAll(/^([^:\r\n]+):/gm)].map(([, name]) => name)

  it('0.03 as Chrome sends it', () => {
    const text = sent('0.03')
    expect(names(text).slice(0, 7)).to.deep.equal([
      'Host',
      'Connection',
      'Pragma',
      'Cache-Control',
      'User-Agent',
      'Upgrade',
      'Origin',
    ])
    expect(text).to.include(`\r\nOrigin: ${VARS.origin}\r\n`)
    expect(text).to.include('\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n')
    expect(text).to.match(/\r\nCookie: [^\r]+\r\nSec-WebSocket-Key: /)
  })

  it('0.04 as Firefox sends it', () => {
    const text = sent('0.04')
    expect(text).to.include('\r\nConnection: keep-alive, Upgrade\r\n')
    expect(text).to.include('\r\nAccept: */*\r\n')
    expect(names(text).at(-1)).to.equal('Upgrade')
  })

  it('0.03 with the cookies that the target needs', () => {
    const added = [{ name: 'Cookie', value: 'session=secret' }]
    expect(sent('0.03', undefined, VARS, added)).to.match(/\r\nCookie: session=secret; theme=dark;/)
  })

  it('0.05 without the fields that the profile adds', () => {
    expect(sent('0.05', undefined, VARS, [{ name: 'Origin', value: 'http://x' }])).to.not.include('Origin')
  })
})

describe('suite 0 judges', () => {
  it('0.01 by the same rules where the control has the same fault', () => {
    const bad = context({ control: observation({}, WRONG_ACCEPT) })
    expect(verdict('0.01', switching())).to.equal('pass')
    expect(verdict('0.01', WRONG_ACCEPT, { context: bad })).to.equal('fail')
    const mute = judged('0.01', switching(), { over: DEAD_LINK })
    expect(mute.verdict).to.equal('fail')
    expect(mute.because).to.match(/^RFC 6455 5\.5\.2: "Upon receipt of a Ping frame, an endpoint MUST send a Pong/)
    const ended = judged('0.01', switching(), { over: { ...DEAD_LINK, ...CLOSED } })
    expect(ended.verdict, 'RFC 6455 7.3: a server may close').to.equal('inconclusive')
    expect(verdict('0.01', WRONG_ACCEPT, { over: { ...DEAD_LINK, ...CLOSED } })).to.equal('fail')
    expect(verdict('0.01', switching(`Sec-WebSocket-Accept: ${ACCEPT}`))).to.equal('fail')
    expect(verdict('0.01', refusal(400))).to.equal('inconclusive')
    expect(mute.blame?.cause).to.equal('control-frames-not-handled')
    for (const id of ['0.01', '0.02']) expect(judged(id, WRONG_ACCEPT).blame?.cause, id).to.equal('accept-wrong')
    expect(judged('0.02', refusal(400)).blame?.cause).to.equal('correct-handshake-refused')
    expect(verdict('0.01', '', { over: CLOSED })).to.equal('inconclusive')
  })

  it('the Sec-WebSocket-Accept of 0.02 and 0.07 whatever the control received', () => {
    for (const id of ['0.02', '0.07']) {
      expect(verdict(id, WRONG_ACCEPT, { context: { control: observation({}, WRONG_ACCEPT) } }), id).to.equal('fail')
      expect(verdict(id, switching()), id).to.equal('pass')
    }
    for (const answer of [refusal(503), response('HTTP/1.1 500 Oops'), ''])
      expect(verdict('0.07', answer), answer).to.equal('inconclusive')
  })

  it('0.03 and 0.04 with the line that is the reason of a refusal', () => {
    const { follow } = caseOf('0.04')
    const answer = (received: string) => new Map([['as Firefox sends it', observation({}, received)]])
    const followed = follow?.(answer(refusal(400)), VARS) ?? []
    const texts = followed.map((part): [string, string] => [part.name, requestOf(part)])
    const lines = (text: string) => text.split('\r\n').length
    const whole = sent('0.04')
    for (const [name, text] of texts) {
      const what = name.replace('without ', '')
      if (what === 'the order of the lines') expect(lines(text), name).to.equal(lines(whole))
      else if (what === 'Connection') expect(text).to.include('\r\nConnection: Upgrade\r\n')
      else expect(text.toLowerCase(), name).to.not.include(`\r\n${what.toLowerCase()}: `)
    }
    expect(texts.map(([name]) => name)).to.include.members(['without Connection', 'without the order of the lines'])
    expect(follow?.(answer(switching()), VARS)).to.deep.equal([])
    expect(follow?.(answer(refusal(403)), VARS), 'a policy').to.deep.equal([])

    const others = Object.fromEntries(texts.map(([name]) => [name, refusal(400)]))
    const got = (accepted: readonly string[]) =>
      judged('0.04', refusal(400), {
        twins: { ...others, ...Object.fromEntries(accepted.map((what) => [`without ${what}`, switching()])) },
      })
    expect(got(['Pragma']).got).to.include('accepted without Pragma')
    expect(got(['Pragma']).verdict).to.equal('fail')
    expect(got([]).got).to.include('refused without any one of its lines')
    expect(got(['Pragma', 'Accept', 'Origin', 'Cache-Control']).got).to.include('the size may be the reason')
  })

  it('a 403 to 0.03 as a fault only where the origin is declared to be allowed', () => {
    const forbidden = response('HTTP/1.1 403 Forbidden')
    expect(verdict('0.03', forbidden)).to.equal('observed')
    expect(verdict('0.03', forbidden, { context: { profile: { allowedOrigin: VARS.origin } } })).to.equal('fail')
    expect(verdict('0.03', response('HTTP/1.1 431 Too Large'))).to.equal('observed')
    expect(verdict('0.04', response('HTTP/1.1 431 Too Large'))).to.equal('fail')
  })

  describe('0.06', () => {
    const up = (after: string) => evidence(observation({}, switching()), 'control', after)
    const refused = (after: string, errorCode = 'ECONNREFUSED') =>
      evidence(observation({}, '', { ended: 'refused', connectedMs: null, errorCode }), 'control', after)
    const closed = (after: string) => evidence(observation({}, '', CLOSED), 'control', after)
    const silent = (after: string) => evidence(observation({}, '', { ended: 'timeout' }), 'control', after)
    const reset = (after: string) => refused(after, 'ECONNRESET')
    const answeredWith = (after: string, received: string) => evidence(observation({}, received), 'control', after)

    it('passes where every control is answered, whatever the cases got', () => {
      const other = evidence(observation({}, '', CLOSED), '5.22', 'long')
      expect(derived('0.06', [up('the start'), other, up('suite 5')]).verdict).to.equal('pass')
    })

    it('refers to a destructive case that fails itself because no server listens after it', () => {
      const run = [up('the start'), up('suites 1 and 2'), refused('13.12'), refused('14.15')]
      const judge = (failing: readonly string[]) =>
        derived('0.06', run, {}, (id) => (failing.includes(id) ? 'fail' : 'inconclusive'))
      expect(judge(['13.12', '14.15'])).to.deep.include({ verdict: 'skip', scoredIn: '13.12' })
      const rest = judge(['13.12'])
      expect(rest.verdict).to.equal('fail')
      expect(rest.got).to.include('after 14.15').and.not.include('13.12')
      expect(judge([]).got).to.include('after 13.12, 14.15')
    })

    it('names what ran before the control that found nobody listening', () => {
      const { verdict: survived, got, because } = derived('0.06', [up('the start'), up('suite 3'), refused('5.22')])
      expect(survived).to.equal('fail')
      expect(got).to.include('after 5.22')
      expect(because).to.include('5.22')
    })

    it('blames a case for a server that came back only where that happened twice after it', () => {
      const once = [refused('5.22'), up('5.22')]
      expect(derived('0.06', [up('the start'), ...once, up('suite 5')]).verdict).to.equal('inconclusive')
      expect(derived('0.06', [up('the start'), ...once, up('5.22')]).verdict).to.equal('inconclusive')
      expect(derived('0.06', [up('the start'), ...once, ...once]).verdict).to.equal('fail')
      const suite = [refused('suite 5'), up('suite 5')]
      expect(derived('0.06', [up('the start'), ...suite, ...suite]).verdict).to.equal('inconclusive')
    })

    it('is inconclusive where connections were reset or closed: somebody listens', () => {
      for (const drop of [reset, closed]) {
        const lasting = [up('the start'), drop('suite 3'), drop('suite 3'), drop('suite 3'), drop('suite 3')]
        expect(derived('0.06', lasting).verdict).to.equal('inconclusive')
        expect(derived('0.06', [up('the start'), drop('3.01'), up('3.01')]).verdict).to.be.oneOf(['pass', 'observed'])
      }
    })

    it('names the cases that ran alone before a failure, and then not the suites that ran when it first happened', () => {
      const [together, first, second] = ['suites 8 and 9', '8.20', '9.03'].map((after) => [
        refused(after),
        up(after),
        refused(after),
        up(after),
      ])
      const { got, because } = derived('0.06', [
        up('the start'),
        ...[together, first, second].flatMap((each) => each ?? []),
      ])
      expect(got).to.match(/^after 8\.20, 9\.03: no connection \(ECONNREFUSED\)/)
      expect(because).to.match(
        /^RFC 9110 17\.5: "Failure to limit such processing .*"; after 8\.20, 9\.03 the server was down$/,
      )
    })

    it('fails for silence that lasts, and records silence that a second try ends', () => {
      const lasting = derived('0.06', [up('the start'), silent('suite 3'), silent('suite 3')])
      expect(lasting.verdict).to.equal('fail')
      expect(lasting.because).to.include('gave no response').and.not.include('down')
      expect(derived('0.06', [up('the start'), silent('suite 3'), up('suite 3')]).verdict).to.equal('observed')
    })

    it('is inconclusive after a rate limit, a network error, or where the target never accepted', () => {
      expect(derived('0.06', [up('the start'), answeredWith('suite 3', refusal(503))]).verdict).to.equal('inconclusive')
      expect(derived('0.06', [up('the start'), answeredWith('suite 3', refusal(503)), up('suite 3')]).verdict).to.equal(
        'pass',
      )
      expect(derived('0.06', [up('the start'), refused('suite 3', 'EMFILE')]).verdict).to.equal('inconclusive')
      expect(derived('0.06', [refused('the start')]).verdict).to.equal('inconclusive')
    })
  })
})
