import { expect } from 'chai'
import { unexpectedIn, unexpectedLines } from '../../../reports/wire/unexpected'
import { KEY, switched } from '../kit/results'

describe('reports: what is unexpected in an answer', () => {
  const marked = (expected: string, got: string) =>
    unexpectedIn(expected, got).words.map(({ start, end }) => got.slice(start, end))

  it('is a status that was not expected', () => {
    expect(marked('no 101', '101 Switching Protocols, then a Pong (Server: x)')).to.deep.equal([
      '101 Switching Protocols',
    ])
    expect(marked('400', 'a path, a scheme: 101 Switching Protocols')).to.deep.equal(['101 Switching Protocols'])
    expect(marked('a 4xx', '200 OK; 400 Bad Request')).to.deep.equal(['200 OK'])
    expect(marked('101 without it; a 4xx is contested', '400 Bad Request')).to.deep.equal(['400 Bad Request'])
  })

  it('is a field that the words name, else the last clause', () => {
    const got = '101 Switching Protocols; Sec-WebSocket-Accept: abc; Upgrade missing'
    expect(marked('101 with all', got)).to.deep.equal(['Sec-WebSocket-Accept: abc', 'Upgrade missing'])
    expect(
      marked('a 4xx; or 101', '101 Switching Protocols, then Close 1002; the Ping was not answered'),
    ).to.deep.equal(['the Ping was not answered'])
    expect(
      marked('no Pong to the Ping in the body', 'a Ping: 101 Switching Protocols, and the link works; a Pong'),
    ).to.deep.equal(['a Pong'])
    expect(marked('the same answer as without it', 'in the middle: 400 Bad Request')).to.deep.equal(['400 Bad Request'])
    expect(marked('', 'closed')).to.deep.equal(['closed'])
  })

  it('is found in the bytes of the final head, not of an interim one', () => {
    const received = `HTTP/1.1 100 Continue\r\n\r\n${switched(KEY)}Upgrade: no field\r\n`
    const text = Buffer.from(received, 'latin1').toString('base64')
    const lines = unexpectedLines(text, { words: [], statuses: ['101'], fields: ['upgrade', 'sec-websocket-accept'] })
    expect([...lines].map((start) => received.slice(start).split(/[ :]/)[0])).to.deep.equal([
      'HTTP/1.1',
      'Upgrade',
      'Sec-WebSocket-Accept',
    ])
    const plain = unexpectedLines(text, { words: [], statuses: ['400'], fields: [] })
    expect([...plain], 'the answer to another request of the case').to.deep.equal([])
    expect(unexpectedLines('', { words: [], statuses: ['101'], fields: [] }).size).to.equal(0)
  })
})
