import { expect } from 'chai'
import type { Recording } from '../../harness/case/recording'
import { writeFrame } from '../../harness/wire/websocket/frame'
import { afterHandshakeSuite } from '../../suites/server/14-after-handshake'
import { partOf } from './kit/cases'
import { derived, judged, verdict } from './kit/judged'
import { closeFrame, context, mark, observation, refusal, serverFrame, switching, VARS } from './kit/observations'
import { ids, itIsComplete } from './kit/suite'

const CLOSED: Partial<Recording> = { ended: 'closed' }
const BAD_REQUEST = refusal(400)
const BUSY = refusal(503)

describe('suite 14', () => {
  itIsComplete(afterHandshakeSuite, ids(14, 21))
})

describe('suite 14 judges', () => {
  const pong = serverFrame(10, 'abc')

  it('the answer to a Ping by its payload, whatever other frames there are', () => {
    expect(verdict('14.02', switching() + serverFrame(1, 'hello') + pong)).to.equal('pass')
    expect(verdict('14.02', switching() + serverFrame(10, 'abd'))).to.equal('fail')
    expect(judged('14.02', switching() + serverFrame(10, 'abd')).got).to.include('application data')
    expect(judged('14.02', switching()).got).to.include('no Pong')
    expect(verdict('14.02', switching())).to.equal('fail')
    expect(verdict('14.02', BUSY)).to.equal('inconclusive')
  })

  it('a Ping not at all if the server had closed before it', () => {
    const over = { ended: 'closed' as const, marks: [mark('send', 0), mark('answer', 129)] }
    expect(verdict('14.02', switching() + closeFrame(1000), { over })).to.equal('skip')
    const asked = { ...over, marks: [...over.marks, mark('frame', 129)] }
    expect(verdict('14.02', switching() + closeFrame(1000), { over: asked })).to.equal('fail')
    const silence = (twin: string) => ({ twins: { 'silence after the 101': twin } })
    expect(verdict('14.02', switching() + closeFrame(1008), silence(switching() + closeFrame(1008)))).to.equal('skip')
    expect(verdict('14.02', switching() + closeFrame(1002), silence(switching()))).to.equal('fail')
    expect(verdict('14.02', switching(), silence(switching() + closeFrame(1008)))).to.equal('fail')
  })

  it('an echo in fragments as an echo', () => {
    const text = Buffer.from('wsspec: \xc3\xa9cho', 'latin1')
    const first = writeFrame({ opcode: 1, fin: false, payload: text.subarray(0, 4), mask: false }, Buffer.alloc(4))
    const halves = first.toString('latin1') + serverFrame(0, text.subarray(4))
    expect(verdict('14.01', switching() + serverFrame(1, 'hello') + halves)).to.equal('pass')
    expect(verdict('14.01', switching() + serverFrame(2, text))).to.equal('fail')
  })

  it('the closing handshake', () => {
    expect(verdict('14.03', switching() + serverFrame(1, 'bye') + closeFrame(1000), { over: CLOSED })).to.equal('pass')
    expect(verdict('14.03', switching(), { over: CLOSED })).to.equal('fail')
    expect(verdict('14.03', switching() + closeFrame(1000))).to.equal('fail')
    const cut = [mark('await', 0, { met: false, cut: true })]
    expect(verdict('14.03', switching() + closeFrame(1000), { over: { marks: cut } })).to.equal('inconclusive')
  })

  it('frames that must fail the connection', () => {
    for (const id of ['14.04', '14.06', '14.07', '14.08']) {
      expect(verdict(id, switching() + closeFrame(1002), { over: CLOSED }), id).to.equal('pass')
      expect(verdict(id, switching(), { over: { ended: 'reset' } }), id).to.equal('pass')
      expect(verdict(id, switching()), id).to.equal('fail')
      expect(verdict(id, switching() + closeFrame(1002)), id).to.equal('warn')
      expect(verdict(id, switching() + serverFrame(10, 'wsspec-behind'), { over: CLOSED }), id).to.equal('fail')
      expect(verdict(id, switching() + serverFrame(1, 'x')), id).to.equal('fail')
    }
    expect(verdict('14.05', switching() + serverFrame(10, 'wsspec-behind'))).to.equal('fail')
    expect(verdict('14.06', switching('Sec-WebSocket-Extensions: x'))).to.equal('skip')
  })

  it('nothing if the link never works or the frames are masked', () => {
    const dead = context({ control: observation({}, switching(), { marks: [mark('alive', 0, { met: false })] }) })
    expect(verdict('14.02', switching(), { context: { control: dead.control } })).to.equal('skip')
    const masked = writeFrame({ opcode: 10, payload: 'abc' }, Buffer.from('abcd')).toString('latin1')
    expect(verdict('14.02', switching() + masked)).to.equal('skip')
    expect(derived('14.09', [observation({}, switching() + masked)]).verdict).to.equal('fail')
    expect(derived('14.09', [observation({}, switching() + pong)]).verdict).to.equal('pass')
    expect(derived('14.09', [observation({}, switching())]).verdict).to.equal('skip')
  })

  it('HTTP after the 101', () => {
    expect(verdict('14.10', switching(), { over: CLOSED })).to.equal('pass')
    expect(verdict('14.10', switching() + BAD_REQUEST, { over: CLOSED })).to.equal('fail')
    expect(verdict('14.10', switching())).to.equal('warn')
    const [, , write] = partOf('14.10').steps ?? []
    const octets = write?.do === 'write' && typeof write.octets === 'function' ? write.octets(VARS) : ''
    // Read as a frame, its second byte is the length.
    expect(octets.length).to.be.at.least(2 + (octets.charCodeAt(1) & 0x7f))
    expect(octets).to.match(/^GET \/ HTTP\/1\.1\r\n.*\r\n\r\n$/s)
  })

  it('an empty text by the Ping after it, or by the Close code of the application', () => {
    const twins = { 'a Ping alone': switching() + pong }
    const part = 'no payload, then a Ping'
    expect(verdict('14.13', switching() + pong, { part, twins })).to.equal('pass')
    expect(verdict('14.13', switching() + closeFrame(1002), { part, twins })).to.equal('fail')
    expect(verdict('14.13', switching(), { part, twins, over: CLOSED })).to.equal('fail')
    expect(verdict('14.13', switching() + closeFrame(1003), { part, twins })).to.equal('observed')
    expect(verdict('14.13', switching(), { part, twins })).to.equal('fail')
    expect(verdict('14.13', switching(), { part, twins: { 'a Ping alone': switching() } })).to.equal('skip')
    const picky = { ...twins, 'one byte, then a Ping': switching() }
    expect(verdict('14.13', switching(), { part, twins: picky, over: CLOSED })).to.equal('skip')
    expect(verdict('14.13', switching() + closeFrame(1002), { part, twins: picky })).to.equal('skip')
    const takes = { ...twins, 'one byte, then a Ping': switching() + pong }
    expect(verdict('14.13', switching(), { part, twins: takes, over: CLOSED })).to.equal('fail')
  })

  it('a length that no server can accept', () => {
    expect(verdict('14.15', switching() + closeFrame(1009), { part: 'a: 2^63-1' })).to.equal('pass')
    expect(verdict('14.15', switching(), { part: 'a: 2^63-1' })).to.equal('observed')
    expect(verdict('14.15', switching(), { part: 'b: 2^63' })).to.equal('warn')
    expect(judged('14.15', switching(), { part: 'b: 2^63' }).blame?.cause).to.equal('frame-bits-not-checked')
  })

  it('a Pong after a refusal, but not further HTTP responses', () => {
    expect(verdict('14.17', BAD_REQUEST + BAD_REQUEST)).to.equal('pass')
    expect(verdict('14.17', BAD_REQUEST + serverFrame(10, 'wsspec-behind'))).to.equal('fail')
    expect(verdict('14.17', switching() + serverFrame(10, 'wsspec-behind'))).to.equal('skip')
  })
})
