import { expect } from 'chai'
import { resultsElement, resultsIn } from '../../../reports/html/embedded-results'
import { answersOf } from '../../../reports/wire/answer-heads'
import { type PairLine, pairOf } from '../../../reports/wire/request-pair'
import { unexpectedIn, unexpectedLines } from '../../../reports/wire/unexpected'
import { exchange, hostile, maskedFrame, request, result, results, switched, target } from '../kit/results'

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const OTHER = 'AQIDBAUGBwgJCgsMDQ4PEA=='
const CONTROL = exchange({ sent: request(KEY) })

function changed(lines: readonly PairLine[]): string[] {
  return lines.filter((line) => line.changed).map(({ text }) => text)
}

function changes(sent: string | Buffer): [string[], string[]] {
  const pair = pairOf(CONTROL, exchange({ sent }))
  return [changed(pair.control), changed(pair.own)]
}

describe('reports: the minimal pair', () => {
  it('marks the line that was changed, left out or added, and no other', () => {
    const [version, host] = ['Sec-WebSocket-Version: 13\r\n', 'Host: 127.0.0.1:9001\r\n']
    expect(changes(request(OTHER))).to.deep.equal([[], []])
    expect(changes(request(OTHER).replace('Version: 13', 'Version: 14'))).to.deep.equal([
      [version],
      ['Sec-WebSocket-Version: 14\r\n'],
    ])
    expect(changes(request(OTHER).replace(host, ''))).to.deep.equal([[host], []])
    expect(changes(request(OTHER, 'Origin: null\r\n'))).to.deep.equal([[], ['Origin: null\r\n']])
    expect(changes(request(OTHER).replace(host, host + host))).to.deep.equal([[], [host]])
    expect(changes('')[0]).to.have.length(6)
  })

  it('sees a line end, white space, an order, and a key of another form', () => {
    const lf = request(OTHER).replace('Upgrade: websocket\r\n', 'Upgrade: websocket\n')
    expect(changes(lf)).to.deep.equal([['Upgrade: websocket\r\n'], ['Upgrade: websocket\n']])
    expect(changes(`\r\n${request(OTHER)}`)).to.deep.equal([[], ['\r\n']])
    expect(changes(request(OTHER).replace('Upgrade: websocket', 'Upgrade: websocket\t'))[1]).to.have.length(1)
    for (const key of ['AQIDBAUGBwgJCgsMDQ4PEB==', 'AQIDBAUGBwgJCgsMDQ4PEA', 'AQID'])
      expect(changes(request(key))[1], key).to.deep.equal([`Sec-WebSocket-Key: ${key}\r\n`])
  })

  it('compares heads only, and tells where each line begins', () => {
    const frame = maskedFrame('x', Buffer.from('01020304', 'hex'))
    expect(changes(Buffer.concat([Buffer.from(request(OTHER)), frame]))).to.deep.equal([[], []])
    const { own } = pairOf(CONTROL, exchange({ sent: request(KEY) }))
    for (const { start, text } of own) expect(request(KEY).slice(start, start + text.length)).to.equal(text)
  })
})

describe('reports: what differs', () => {
  const marked = (expected: string, got: string) =>
    unexpectedIn(expected, got).words.map(({ start, end }) => got.slice(start, end))

  it('is a status that was not asked for', () => {
    expect(marked('no 101', '101 Switching Protocols, then a Pong (Server: x)')).to.deep.equal([
      '101 Switching Protocols',
    ])
    expect(marked('400', 'a path, a scheme: 101 Switching Protocols')).to.deep.equal(['101 Switching Protocols'])
    expect(marked('a 4xx', '200 OK; 400 Bad Request')).to.deep.equal(['200 OK'])
    expect(marked('101 without it; a 4xx is contested', '400 Bad Request')).to.deep.equal(['400 Bad Request'])
  })

  it('is a field that is spoken of, else the last clause', () => {
    const got = '101 Switching Protocols; Sec-WebSocket-Accept: abc; Upgrade missing'
    expect(marked('101 with all', got)).to.deep.equal(['Sec-WebSocket-Accept: abc', 'Upgrade missing'])
    expect(
      marked('a 4xx; or 101', '101 Switching Protocols, then Close 1002; the Ping was not answered'),
    ).to.deep.equal(['the Ping was not answered'])
    expect(marked('', 'closed')).to.deep.equal(['closed'])
  })

  it('is found in the octets: of the final head, not of an interim one', () => {
    const received = `HTTP/1.1 100 Continue\r\n\r\n${switched(KEY)}Upgrade: no field\r\n`
    const text = Buffer.from(received, 'latin1').toString('base64')
    const lines = unexpectedLines(text, { words: [], status: true, fields: ['upgrade', 'sec-websocket-accept'] })
    expect([...lines].map((start) => received.slice(start).split(/[ :]/)[0])).to.deep.equal([
      'HTTP/1.1',
      'Upgrade',
      'Sec-WebSocket-Accept',
    ])
    expect(unexpectedLines('', { words: [], status: true, fields: [] }).size).to.equal(0)
  })
})

describe('reports: the answers of a run', () => {
  it('are told once, with placeholders for what differs from connection to connection', () => {
    const date = (second: number) => `Date: Sun, 22 Nov 2026 10:00:0${second} GMT\r\n`
    const first = exchange({ sent: request(KEY), received: switched(KEY, date(1)) })
    const second = exchange({ sent: request(OTHER), received: switched(OTHER, date(2)) })
    const none = exchange({ sent: request(KEY) })
    const of = results(target('x', [result('6.01', 'pass', { exchanges: [first, second, none] })]))
    const answers = answersOf(of)
    expect(answers.heads.map(({ times }) => times)).to.deep.equal([2])
    expect(answers.heads[0]?.text)
      .to.contain(`Sec-WebSocket-Accept: ${'a'.repeat(27)}=`)
      .and.contain('Date: Thu, 01 Jan 1970')
    expect([first, second, none].map(answers.indexOf)).to.deep.equal([0, 0, -1])
  })
})

describe('reports: results in a page', () => {
  it('come back as they were, whatever they hold', () => {
    const strange = { ...results(), sent: 'no base64', received: [{ sent: 'QUJD' }], constructor: { sent: null } }
    for (const each of [hostile(), results(), strange as unknown as ReturnType<typeof results>])
      expect(resultsIn(`<p>${resultsElement(each)}</p>`)).to.deep.equal(each)
  })

  it('are told apart from a page without any, and from damaged ones', () => {
    expect(resultsIn('<!doctype html>')).to.equal(null)
    const element = resultsElement(hostile())
    expect(() => resultsIn(element.replace(/[A-Za-z0-9+/=]{40}<\/script>/, '</script>'))).to.throw()
    expect(() => resultsIn('<script type="text/plain" id="results">AAAA</script>')).to.throw()
  })
})
