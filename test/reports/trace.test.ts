import { expect } from 'chai'
import { trace } from '../../reports/trace'
import { exchange, KEY, maskedFrame, request, result, results, switched, target } from './kit/results'

describe('reports: trace', () => {
  it('shows the bytes of each direction, when they came, and how the connection ended', () => {
    const sent = Buffer.concat([Buffer.from(request(KEY)), maskedFrame('a\0b', Buffer.from('00000000', 'hex'))])
    const first = exchange({ sent, received: switched(KEY), ended: 'reset', endedMs: 31.26 })
    const second = exchange({ sent: 'GET / HTTP/1.1', received: '', ended: 'timeout', endedMs: 5000 })
    const parts = [
      { name: 'one', verdict: 'pass' as const, expected: '', got: '', because: '', exchanges: [0] },
      { name: 'two', verdict: 'fail' as const, expected: '', got: 'nothing', because: '', exchanges: [1] },
    ]
    const files = trace(results(target('ws@8.23.0', [result('6.02', 'fail', { exchanges: [first, second], parts })])))
    expect([...files.keys()]).to.deep.equal(['6.02.txt'])
    expect(files.get('6.02.txt')?.split('\n')).to.deep.equal([
      'case      6.02 MUST Title of 6.02',
      'target    ws 8.23.0 ws://127.0.0.1:9001/',
      'verdict   fail',
      'expected  a 4xx',
      'got       101 Switching Protocols',
      'because   RFC 6455 4.2.2',
      'tool      wsspec 0.1.0, 2026-11-22T10:00:00.000Z',
      'part      one: pass',
      'part      two: fail, nothing',
      '',
      '== connection 1 of 2: one',
      `-- sent ${sent.length} bytes, the first at 0 ms`,
      '> GET / HTTP/1.1␍␊',
      '> Host: 127.0.0.1:9001␍␊',
      '> Upgrade: websocket␍␊',
      '> Connection: Upgrade␍␊',
      `> Sec-WebSocket-Key: ${KEY}␍␊`,
      '> Sec-WebSocket-Version: 13␍␊',
      '> ␍␊',
      '> [text frame, masked, 3 bytes] 81 83 00 00 00 00 61 00 62',
      '>   "a\\x00b"',
      '-- received 129 bytes, the first after 1.3 ms',
      '< HTTP/1.1 101 Switching Protocols␍␊',
      '< Upgrade: websocket␍␊',
      '< Connection: Upgrade␍␊',
      '< Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=␍␊',
      '< ␍␊',
      '-- reset by the server after 31 ms',
      '',
      '== connection 2 of 2: two',
      '-- sent 14 bytes, the first at 0 ms',
      '> GET / HTTP/1.1',
      '-- received 0 bytes',
      '-- still open at the deadline after 5.0 s',
      '',
    ])
  })

  it('shows the time of each write and read, where there were several', () => {
    const events = [
      { direction: 'sent' as const, octets: 10, atMs: 0 },
      { direction: 'received' as const, octets: 129, atMs: 1.3 },
      { direction: 'sent' as const, octets: 1, atMs: 2011 },
    ]
    const one = { ...exchange({ sent: 'GET / HTTP/1', received: switched(KEY) }), events }
    const text = trace(results(target('x@1', [result('6.01', 'fail', { exchanges: [one] })]))).get('6.01.txt')
    expect(text).to.include('\n-- 0 ms     > 10 bytes\n-- 1.3 ms   < 129 bytes\n-- 2.0 s    > 1 byte\n-- closed by')
  })

  it('reports that a case had no connection, and which cases decided it', () => {
    const cases = [result('3.18', 'fail', { exchanges: [], evidence: ['3.01'] })]
    const text = trace(results(target('x@1', cases))).get('3.18.txt')
    expect(text).to.contain('evidence  3.01\n').and.contain('== no connection of its own\n')
  })

  it('keeps targets apart, in file names that every system takes', () => {
    const name = '../../Étc: <b>'
    const targets = ['A@1', 'a@1', `${name}@1`].map((each) => target(each, [result('6.02'), result('../6.02')]))
    expect([...trace(results(...targets)).keys()]).to.deep.equal([
      'A-1/6.02.txt',
      'A-1/6.02-2.txt',
      'a-1-2/6.02.txt',
      'a-1-2/6.02-2.txt',
      'tc-b-1/6.02.txt',
      'tc-b-1/6.02-2.txt',
    ])
  })
})
