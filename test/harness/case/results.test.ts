import { expect } from 'chai'
import fc from 'fast-check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { CaseResult, Verdict } from '../../../harness/case/results'
import { accepted } from '../../../harness/judge/expectations'
import { isLoopback, mayHurt, unmetNeed } from '../../../harness/run/needs'
import { mergeRepeats } from '../../../harness/run/repeat'
import { baseFieldsOf, endpointOf } from '../../../harness/run/session'
import { blank, type Judged, type Mask, toResult, toStored } from '../../../harness/run/store'
import { DEFAULTS, type Target } from '../../../harness/run/target'
import { observe, readLink, rsvDefinedBy } from '../../../harness/wire/observe'
import { good, KEY, observed, PONG, plain, recordingOf, serverFrame, switching } from '../kit/made'
import { anyOctets, latin1, mutationsOf } from '../kit/octets'
import { caseOf, targetOf } from '../kit/target'

const OPEN: Mask = { octets: (octets) => octets, text: (text) => text }

describe('an observation', () => {
  it('is made of any octets', () => {
    const answers = fc.constantFrom(switching(), plain(400, 'abc'), plain(200)).map(latin1)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyOctets(60), mutationsOf(answers), answers), { maxLength: 4 }),
        fc.constantFrom('closed', 'reset', 'open', 'timeout', 'refused'),
        fc.nat({ max: 3 }),
        (received, ended, more) => {
          const [request] = recordingOf({}).requests
          const requests = Array.from({ length: more }, () => request).flatMap((each) => each ?? [])
          const seen = observed({ received, over: { ended, requests } })
          expect(seen.answers.length).to.be.within(1, Math.max(1, more))
          expect(seen.received).to.have.length(Buffer.concat(received).length)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('without a request has an answer that is none', () => {
    const recording = recordingOf({ over: { requests: [], sent: [], ended: 'refused', connectedMs: null } })
    expect(observe(recording)).to.deep.include({ answers: [{ interim: [], final: null, garbageAt: null }], link: null })
  })

  it('reads a second answer only behind one that is whole', () => {
    const [request] = recordingOf({}).requests
    const over = { requests: request ? [request, request] : [] }
    const count = (first: string) => observed({ received: [first, plain(200)], over }).answers.length
    expect(count(plain(400, 'abc'))).to.equal(2)
    expect(count(switching())).to.equal(1)
    expect(count('HTTP/1.1 400 x\r\n\r\n')).to.equal(1)
    expect(count('garbage')).to.equal(1)
  })

  it('allows the bits that the answer’s extensions define', () => {
    const answer = (extensions: string | null) => good({ 'Sec-WebSocket-Extensions': extensions }).answers[0]
    expect(rsvDefinedBy(answer('permessage-deflate; x=1'))).to.equal(4)
    expect(rsvDefinedBy(answer('x-webkit-deflate-frame'))).to.equal(4)
    expect(rsvDefinedBy(answer('mux'))).to.equal(0)
    expect(rsvDefinedBy(answer(null))).to.equal(0)
    const octets = Buffer.concat([latin1(switching()), serverFrame(1, 'x', { rsv: 4 })])
    expect(readLink(octets, observed({ received: octets }).answers[0])?.fault).to.match(/reserved bit/)
    expect(readLink(latin1(plain(400)), observed({ received: plain(400) }).answers[0])).to.equal(null)
  })
})

describe('a stored exchange', () => {
  it('holds the first 4,096 octets each way, whole counts, and times from the first octet sent', () => {
    const recording = recordingOf({ received: Buffer.alloc(10_000, 'x'), over: { ended: 'closed', endedMs: 31.26 } })
    const stored = toStored(recording, OPEN)
    expect(Buffer.from(stored.received, 'base64')).to.have.length(4096)
    expect(stored).to.include({ receivedBytes: 10_000, ended: 'closed', firstByteMs: 10, endedMs: 30.3 })
    expect(Buffer.from(stored.sent, 'base64')).to.deep.equal(recording.requests[0]?.octets)
  })

  it('tells each write and read in the order of time, at most 32, where the first octets do not tell as much', () => {
    const chunk = (atMs: number, text: string) => ({ atMs, octets: latin1(text) })
    const [sent, received] = [
      [chunk(5, 'GET'), chunk(7.04, ' /'), chunk(9, '!')],
      [chunk(7, 'a'), chunk(7.02, 'bc')],
    ]
    expect(toStored(recordingOf({ over: { sent, received } }), OPEN).events).to.deep.equal([
      { direction: 'sent', octets: 3, atMs: 0 },
      { direction: 'sent', octets: 2, atMs: 2 },
      { direction: 'received', octets: 3, atMs: 2 },
      { direction: 'sent', octets: 1, atMs: 4 },
    ])
    const slow = Array.from({ length: 200 }, (_, i) => chunk(i * 20, 'x'))
    expect(toStored(recordingOf({ over: { sent: slow } }), OPEN).events).to.have.length(32)
    expect(toStored(good().recording, OPEN)).to.not.have.property('events')
  })

  it('of a connection that never was has no times', () => {
    const recording = recordingOf({ over: { sent: [], ended: 'refused', connectedMs: null, endedMs: 2 } })
    expect(toStored(recording, OPEN)).to.deep.equal({
      sent: '',
      received: '',
      sentBytes: 0,
      receivedBytes: 0,
      ended: 'refused',
      firstByteMs: null,
      endedMs: 2,
    })
  })

  it('is masked before it is cut', () => {
    const octets = Buffer.concat([Buffer.alloc(4090, 'x'), latin1('secret-secret')])
    const mask = (all: Buffer) => latin1(all.toString('latin1').replaceAll('secret-secret', '*'.repeat(13)))
    const stored = toStored(recordingOf({ received: octets }), { ...OPEN, octets: mask })
    expect(Buffer.from(stored.received, 'base64').toString().endsWith('x******')).to.equal(true)
  })
})

describe('the entry of a case', () => {
  const judged = (name: string, verdict: Verdict, observations = [good()]): Judged => ({
    name,
    verdict,
    expected: 'e',
    got: 'g',
    because: 'b',
    observations,
  })

  it('has no parts where it has one, and points from its parts to what they rest on', () => {
    expect(toResult(caseOf('1.01'), 1, [judged('a', 'pass')], [], OPEN)).to.not.have.property('parts')
    const [a, b, twin] = [good(), good(), good()]
    const two = toResult(caseOf('1.01'), 1, [judged('a', 'pass', [a]), judged('b', 'fail', [b])], [twin], OPEN)
    expect(two).to.include({ verdict: 'fail', suite: 1 })
    expect(two.parts?.map(({ exchanges }) => exchanges)).to.deep.equal([[0], [1]])
    expect(two.exchanges).to.have.length(3)
  })

  it('keeps an observation once, though several parts rest on it', () => {
    const shared = good()
    const result = toResult(
      caseOf('1.01'),
      1,
      [judged('a', 'warn', [shared, shared]), judged('b', 'warn', [shared])],
      [],
      OPEN,
    )
    expect(result.exchanges).to.have.length(1)
  })

  it('masks its words', () => {
    const result = toResult(caseOf('1.01'), 1, [judged('a', 'fail')], [], { ...OPEN, text: () => '***' })
    expect(result).to.include({ got: '***', because: '***' })
  })

  it('that nothing was found out about says what was expected, and each clause once', () => {
    const source = [rfc6455('4.1'), rfc6455('4.1', 'item 2'), rfc9110('5.1')]
    const parts = ['a', 'b'].map((name) => ({ name, expect: accepted() }))
    expect(blank(caseOf('1.01', { source, parts }), 1)).to.deep.include({
      verdict: 'inconclusive',
      source: ['RFC 6455 4.1', 'RFC 9110 5.1'],
      expected: accepted().says,
      stable: true,
      known: null,
      exchanges: [],
    })
  })
})

describe('repeated verdicts', () => {
  const result = (id: string, verdict: Verdict): CaseResult => ({
    ...blank(caseOf(id), 1),
    verdict,
    because: `${verdict}!`,
  })
  const merged = (...verdicts: Verdict[]) =>
    mergeRepeats(verdicts.map((verdict) => new Map([['1.01', result('1.01', verdict)]]))).get('1.01')

  it('that agree are one', () => {
    expect(merged('pass', 'pass', 'pass')).to.include({ verdict: 'pass', stable: true, because: 'pass!' })
    expect(merged('warn')).to.include({ verdict: 'warn', stable: true })
  })

  it('fail where one fails, and are inconclusive on other differences', () => {
    expect(merged('pass', 'fail', 'pass')).to.include({
      verdict: 'fail',
      stable: false,
      because: 'fail!; verdicts differ over 3 runs: pass 2, fail 1',
    })
    expect(merged('fail', 'error')).to.include({ verdict: 'error', stable: false })
    expect(merged('pass', 'warn')).to.include({ verdict: 'inconclusive', stable: false })
    expect(merged('contested', 'pass')).to.include({ verdict: 'inconclusive', stable: false })
    expect(merged('inconclusive', 'fail')).to.include({ verdict: 'fail', stable: false })
  })

  it('are those of the runs that have any', () => {
    const all = mergeRepeats([new Map([['1.01', result('1.01', 'pass')]]), new Map([['1.02', result('1.02', 'warn')]])])
    expect([...all].map(([id, { verdict, stable }]) => [id, verdict, stable])).to.deep.equal([
      ['1.01', 'pass', true],
      ['1.02', 'warn', true],
    ])
    expect(mergeRepeats([])).to.deep.equal(new Map())
  })
})

describe('what may be done to a target', () => {
  const target = (url: string, over: Partial<Target> = {}) => targetOf({ port: 1 }, { url: new URL(url), ...over })

  it('is up to whether it is on loopback', () => {
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '127.255.1.2', '::1', '[::1]'])
      expect(isLoopback(host), host).to.equal(true)
    for (const host of [
      'localhost.example',
      '127.0.0.1.example',
      '128.0.0.1',
      '::',
      '::2',
      '0.0.0.0',
      '10.0.0.1',
      'alocalhost',
      '',
    ])
      expect(isLoopback(host), host).to.equal(false)
  })

  it('looks at where one connects, at whose server it is, and at what was asked for', () => {
    const connect = { host: '10.0.0.1', port: 80 }
    expect(mayHurt(target('ws://127.0.0.1/'), DEFAULTS)).to.equal(true)
    expect(mayHurt(target('ws://[::1]:8080/'), DEFAULTS)).to.equal(true)
    expect(mayHurt(target('ws://127.0.0.1/', { connect }), DEFAULTS)).to.equal(false)
    expect(mayHurt(target('ws://example.test/'), DEFAULTS)).to.equal(false)
    expect(mayHurt(target('ws://example.test/', { ours: true }), DEFAULTS)).to.equal(true)
    expect(mayHurt(target('ws://example.test/'), { ...DEFAULTS, destructive: true })).to.equal(true)
  })

  it('leaves out what can hurt, waits for minutes, or needs what is not there', () => {
    const known = {
      target: target('ws://example.test/'),
      options: DEFAULTS,
      capabilities: { echo: false, subprotocols: ['one'], permessageDeflate: false },
      required: undefined,
    }
    expect(unmetNeed(caseOf('1.01'), known)).to.equal(null)
    expect(unmetNeed(caseOf('1.01', { hurts: true }), known)).to.match(/--destructive/)
    expect(unmetNeed(caseOf('1.01', { slow: true }), known)).to.match(/--slow/)
    expect(unmetNeed(caseOf('1.01', { slow: true }), { ...known, options: { ...DEFAULTS, slow: true } })).to.equal(null)
    expect(unmetNeed(caseOf('1.01', { needs: ['subprotocols'] }), known)).to.equal(null)
    expect(unmetNeed(caseOf('1.01', { needs: ['subprotocols', 'twoSubprotocols'] }), known)).to.match(
      /two subprotocols/,
    )
    expect(unmetNeed(caseOf('1.01', { needs: ['echo'] }), known)).to.match(/echo/)
    expect(unmetNeed(caseOf('1.01', { needs: ['addedFields'] }), known)).to.match(/0\.01/)
    expect(unmetNeed(caseOf('1.01', { needs: ['addedFields'] }), { ...known, required: 'chat' })).to.equal(null)
  })
})

describe('where a target is and what it is sent', () => {
  const at = (url: string, over: Partial<Target> = {}) =>
    endpointOf(targetOf({ port: 1 }, { url: new URL(url), ...over }))

  it('follows from its URL, or from what stands in for it', () => {
    expect(at('ws://a.test/')).to.deep.equal({ host: 'a.test', port: 80, tls: null })
    expect(at('wss://a.test/')).to.deep.equal({
      host: 'a.test',
      port: 443,
      tls: { servername: 'a.test', insecure: false },
    })
    expect(at('ws://[::1]:8080/')).to.deep.equal({ host: '::1', port: 8080, tls: null })
    const connect = { host: '127.0.0.1', port: 9 }
    expect(at('wss://a.test:1/', { connect, tls: { insecure: true } })).to.deep.equal({
      host: '127.0.0.1',
      port: 9,
      tls: { servername: 'a.test', insecure: true },
    })
  })

  it('is what was asked for, each field once', () => {
    const fields = (url: string, over: Partial<Target>, required?: string) =>
      baseFieldsOf(targetOf({ port: 1 }, { url: new URL(url), ...over }), required).map(
        ({ name, value }) => `${name}: ${value}`,
      )
    expect(fields('ws://a.test/', {})).to.deep.equal([])
    expect(fields('ws://a.test/', { origin: 'http://b.test' }, 'chat')).to.deep.equal([
      'Origin: http://b.test',
      'Sec-WebSocket-Protocol: chat',
    ])
    const own = [
      { name: 'origin', value: 'null' },
      { name: 'authorization', value: 'Bearer x' },
      { name: 'sec-websocket-protocol', value: 'own' },
    ]
    expect(fields('ws://u:p@a.test/', { origin: 'http://b.test', fields: own }, 'chat')).to.deep.equal([
      'origin: null',
      'authorization: Bearer x',
      'sec-websocket-protocol: own',
    ])
    expect(fields('ws://u@a.test/', {})).to.deep.equal([`Authorization: Basic ${Buffer.from('u:').toString('base64')}`])
  })
})

describe('a sign of life', () => {
  it('is the Pong of these tests', () => {
    expect(observed({ received: [switching(KEY), PONG] }).link?.frames[0]).to.include({ opcode: 10, fin: true })
  })
})
