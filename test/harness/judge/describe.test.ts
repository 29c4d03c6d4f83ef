import { expect } from 'chai'
import type { Observation } from '../../../harness/case/observation'
import { describe as inWords } from '../../../harness/judge/describe'
import { shown } from '../../../harness/judge/shown-text'
import { LATE, SEEN } from '../kit/judging'
import { plain, serverFrame, switching } from '../kit/messages'
import { good, mark, observed } from '../kit/observations'

describe('the description of an observation', () => {
  const words: [string, Observation, RegExp][] = [
    ['a right 101', good(), /^101 Switching Protocols, and the link works$/],
    ['a dead 101', SEEN['dead 101'] as Observation, /then no frame; the link does not work$/],
    ['a Close', observed({ received: [switching(), serverFrame(8, Buffer.from([3, 0xea]))] }), /then Close 1002$/],
    ['an empty Close', observed({ received: [switching(), serverFrame(8)] }), /then Close$/],
    ['a text', observed({ received: [switching(), serverFrame(1, 'x')] }), /then a text frame$/],
    ['a continuation', observed({ received: [switching(), serverFrame(0, 'x')] }), /then a continuation frame$/],
    [
      'a broken frame',
      observed({ received: [switching(), 'HTTP'], alive: false }),
      /then a reserved bit.*RFC 6455 5\.2\)/,
    ],
    ['a wrong Accept', SEEN['101'] as Observation, /Sec-WebSocket-Accept: \S+, expected s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/],
    ['no Accept', good({ 'Sec-WebSocket-Accept': null }), /Sec-WebSocket-Accept is missing, expected s3pP/],
    ['no Upgrade', good({ Upgrade: null }), /Upgrade is missing/],
    ['a wrong Connection', good({ Connection: 'x' }), /Connection: x/],
    [
      'a refusal and its hop',
      observed({ received: plain(400, '', 'Server: nginx\r\nVia: 1.1 x\r\n') }),
      /^400 Word \(Server: nginx, Via: 1\.1 x\)$/,
    ],
    ['a refused connection', SEEN['unconnected'] as Observation, /^no connection \(ECONNREFUSED\)$/],
    ['a close', SEEN['closed'] as Observation, /closed without a response$/],
    ['a reset', SEEN['reset'] as Observation, /reset without a response$/],
    ['a late close', LATE, /closed without a response after 10 s$/],
    ['half a response', SEEN['closed in the head'] as Observation, /after 11 bytes of an unfinished response$/],
    [
      'silence for seconds, the same for whoever waited as long',
      observed({ over: { ended: 'timeout', endedMs: 10_003 } }),
      /^no response within 10 s$/,
    ],
    [
      'a RST of ours',
      observed({ over: { marks: [mark('reset', true)] } }),
      /^no response before the RST of this case$/,
    ],
    ['silence', SEEN['silent'] as Observation, /^no response within 12 ms$/],
    ['garbage', SEEN['garbage'] as Observation, /not an HTTP response: SSH-2\.0\\x0d\\x0a$/],
  ]
  for (const [what, observation, pattern] of words)
    it(`names ${what}`, () => {
      expect(inWords(observation)).to.match(pattern)
    })

  it('has no control character, and an end', () => {
    expect(shown('a\r\n\x1b[31m\xe9')).to.equal('a\\x0d\\x0a\\x1b[31m\\xe9')
    expect(shown('x'.repeat(1 << 20)).length).to.be.below(200)
    const hostile = observed({ received: plain(400, '', `Server: \x1b]0;x\x07${'y'.repeat(5000)}\r\n`.repeat(50)) })
    expect(inWords(hostile)).to.not.match(/[^\x20-\x7e…]/)
    expect(inWords(hostile).length).to.be.below(2000)
    const loud = good({ Connection: 'z'.repeat(5000) })
    expect(inWords(loud).length).to.be.below(2000)
  })
})
