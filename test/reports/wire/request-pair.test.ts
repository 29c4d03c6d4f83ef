import { expect } from 'chai'
import { type PairLine, pairOf } from '../../../reports/wire/request-pair'
import { exchange, KEY, maskedFrame, OTHER_KEY, request } from '../kit/results'

const CONTROL = exchange({ sent: request(KEY) })

function changed(lines: readonly PairLine[]): string[] {
  return lines.filter((line) => line.changed).map(({ text }) => text)
}

function changes(sent: string | Buffer): [string[], string[]] {
  const pair = pairOf(CONTROL, exchange({ sent }))
  return [changed(pair.control), changed(pair.own)]
}

describe('reports: a request and the correct handshake', () => {
  it('marks the line that was changed, left out or added, and no other', () => {
    const [version, host] = ['Sec-WebSocket-Version: 13\r\n', 'Host: 127.0.0.1:9001\r\n']
    expect(changes(request(OTHER_KEY))).to.deep.equal([[], []])
    expect(changes(request(OTHER_KEY).replace('Version: 13', 'Version: 14'))).to.deep.equal([
      [version],
      ['Sec-WebSocket-Version: 14\r\n'],
    ])
    expect(changes(request(OTHER_KEY).replace(host, ''))).to.deep.equal([[host], []])
    expect(changes(request(OTHER_KEY, 'Origin: null\r\n'))).to.deep.equal([[], ['Origin: null\r\n']])
    expect(changes(request(OTHER_KEY).replace(host, host + host))).to.deep.equal([[], [host]])
    expect(changes('')[0]).to.have.length(6)
  })

  it('notices a line end, white space, an order, and a key of another form', () => {
    const lf = request(OTHER_KEY).replace('Upgrade: websocket\r\n', 'Upgrade: websocket\n')
    expect(changes(lf)).to.deep.equal([['Upgrade: websocket\r\n'], ['Upgrade: websocket\n']])
    expect(changes(`\r\n${request(OTHER_KEY)}`)).to.deep.equal([[], ['\r\n']])
    expect(changes(request(OTHER_KEY).replace('Upgrade: websocket', 'Upgrade: websocket\t'))[1]).to.have.length(1)
    for (const key of ['AQIDBAUGBwgJCgsMDQ4PEB==', 'AQIDBAUGBwgJCgsMDQ4PEA', 'AQID'])
      expect(changes(request(key))[1], key).to.deep.equal([`Sec-WebSocket-Key: ${key}\r\n`])
  })

  it('compares only heads, and gives where each line begins', () => {
    const frame = maskedFrame('x', Buffer.from('01020304', 'hex'))
    expect(changes(Buffer.concat([Buffer.from(request(OTHER_KEY)), frame]))).to.deep.equal([[], []])
    const { own } = pairOf(CONTROL, exchange({ sent: request(KEY) }))
    for (const { start, text } of own) expect(request(KEY).slice(start, start + text.length)).to.equal(text)
  })
})
