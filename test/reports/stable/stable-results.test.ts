import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import type { Results } from '../../../harness/case/results'
import { json } from '../../../reports/json'
import { stable } from '../../../reports/stable/stable-results'
import { decoded } from '../../../reports/wire/stored-bytes'
import { acceptOf, exchange, KEY, maskedFrame, request, result, results, switched, target } from '../kit/results'

const NAMES = 'abcdefghijklmnopqrstuvwxyz0123456789'

function token(): string {
  return `wsspec-${Array.from(randomBytes(12), (octet) => NAMES[octet % 36]).join('')}`
}

/** The same behaviour once more: other nonces, another port, another day, other times. */
function run(port: number, day: string): Results {
  const [key, other, mine] = [0, 1, 2].map(() => randomBytes(16).toString('base64')) as [string, string, string]
  const random = token()
  const date = `Date: ${day} Nov 2026 10:0${port % 10}:00 GMT\r\n`
  const cookie = `Set-Cookie: sid=${randomBytes(port % 2 ? 4 : 9).toString('hex')}; Path=/\r\n`
  const link = Buffer.concat([
    Buffer.from(request(key, `Sec-WebSocket-Protocol: ${random}${'x'.repeat(99)}\r\n`, port)),
    maskedFrame(`ping ${random}`, randomBytes(4)),
    maskedFrame('cut off', randomBytes(4)).subarray(0, 9),
  ])
  const answer = Buffer.concat([Buffer.from(switched(key, date + cookie)), Buffer.from('8a00', 'hex')])
  const wrong = `HTTP/1.1 101 S\r\nSec-WebSocket-Accept: ${mine}\r\n${date}\r\n`
  const error = `HTTP/1.1 400 Bad Request\r\n${date}\r\nyou sent ${key} to http://127.0.0.1:${port}/ at 2026-11-2${port % 10}T10:00:00.1Z`
  const twoKeys = request(key, `Sec-WebSocket-Key: ${other}\r\n`, port)
  const brokenKey = request(`${key.slice(0, 9)}!\r\n ${key.slice(9)}`, '', port)
  const ended = port % 2 ? 'reset' : 'closed'
  const cases = [
    result('6.01', 'pass', { exchanges: [exchange({ sent: link, received: answer, endedMs: port / 7 })] }),
    result('6.02', 'fail', {
      got: `101 S; Sec-WebSocket-Accept ${mine} where ${acceptOf(key)} was due; ${random}; no response within ${port} ms`,
      because: `on 127.0.0.1:${port}`,
      durationMs: port,
      exchanges: [exchange({ sent: request(key, '', port), received: wrong })],
      parts: [{ name: 'p', verdict: 'fail', expected: 'a 4xx', got: key, because: '', exchanges: [0] }],
    }),
    result('6.03', 'pass', { exchanges: [exchange({ sent: brokenKey, received: error })] }),
    result('6.04', 'pass', { exchanges: [exchange({ sent: twoKeys, received: switched(other, date) })] }),
    result('6.05', 'pass', {
      exchanges: [exchange({ sent: `${key}${'x'.repeat(port)}`, received: 'y'.repeat(port), ended })],
    }),
  ]
  const url = `ws://127.0.0.1:${port}/`
  const said = `${url} said no after ${port}.5 ms`
  const suggestion = { url, flags: ['--origin', `http://127.0.0.1:${port}`] }
  const refusal = {
    sent: `GET ${url} HTTP/1.1`,
    received: said,
    content: said,
    looksLike: said,
    help: said,
    suggestion,
  }
  const one = target(url, cases, { url, server: null, diagnosis: said, refusal })
  return { ...results(one), command: ['run', url, '--connect', `localhost:${port}`], durationMs: port, startedAt: day }
}

describe('reports: stable', () => {
  const once = stable(run(40123, 'Sun, 22'))

  it('makes two runs of the same behaviour identical', () => {
    expect(json(stable(run(5432, 'Mon, 23')))).to.equal(json(once))
  })

  it('still shows whether an Accept is right, and which key was answered', () => {
    const received = once.targets[0]?.cases.map(({ exchanges }) =>
      decoded(exchanges[0]?.received ?? '').toString('latin1'),
    )
    expect(received?.[0]).to.contain(`Sec-WebSocket-Accept: ${'a'.repeat(27)}=`)
    expect(received?.[1]).to.contain(`Sec-WebSocket-Accept: ${'z'.repeat(22)}==`)
    expect(received?.[3]).to.contain(`Sec-WebSocket-Accept: ${'b'.repeat(27)}=`)
    expect(once.targets[0]?.cases[1]?.got).to.contain(`${'z'.repeat(22)}== where ${'a'.repeat(27)}= was due`)
  })

  it('keeps the shape of a broken key and reads masked payloads', () => {
    const sent = once.targets[0]?.cases.map(({ exchanges }) => decoded(exchanges[0]?.sent ?? '').toString('latin1'))
    expect(sent?.[0]).to.contain('\0\0\0\0ping wsspec-xxxxxxxxxxxx')
    expect(sent?.[2]).to.contain(`Sec-WebSocket-Key: ${'k'.repeat(9)}!\r\n ${'k'.repeat(13)}==`)
  })

  it('sets ports, times and dates to nothing and leaves the input alone', () => {
    expect(once.command).to.deep.equal(['run', 'ws://127.0.0.1:0/', '--connect', 'localhost:0'])
    expect([once.startedAt, once.durationMs, once.targets[0]?.url]).to.deep.equal([null, 0, 'ws://127.0.0.1:0/'])
    expect(json(once)).to.not.match(/40123|5432|2026/)
    const before = run(1234, 'Sun, 22')
    const copy = structuredClone(before)
    stable(before)
    expect(before).to.deep.equal(copy)
  })

  it('does not change other bytes', () => {
    const plain = exchange({ sent: 'GET / HTTP/1.1\r\nHost: example.com:\r\n\r\n', received: Buffer.alloc(4096, 0xff) })
    const [same] = stable(results(target('x', [result('6.01', 'pass', { exchanges: [plain] })]))).targets
    expect(same?.cases[0]?.exchanges[0]?.received).to.equal(plain.received)
    expect(same?.cases[0]?.exchanges[0]?.sent).to.equal(plain.sent)
  })

  it('leaves out in how many cases of the run an answer was found', () => {
    const wordsFor = (of: number) => {
      const words = [`the answers in ${of} cases`, `a 405 (in ${of - 1} of ${of} cases: 1.01)`]
      const cases = words.map((got, i) => result(`7.0${i}`, 'pass', { got }))
      return stable(results(target('x', cases))).targets.flatMap((each) => each.cases.map(({ got }) => got))
    }
    expect(wordsFor(642)).to.deep.equal(['the answers of the run', 'a 405 (in 1.01)'])
    expect(wordsFor(2)).to.deep.equal(wordsFor(3))
  })

  it('leaves out the name of a connection', () => {
    const greeting = (sid: string) => {
      const greeting = Buffer.from(`0{"sid":"${sid}","upgrades":[]}`)
      const frame = Buffer.concat([Buffer.from([0x81, greeting.length]), greeting])
      const received = Buffer.concat([Buffer.from(switched(KEY)), frame])
      return json(stable(results(target('x', [result('6.01', 'fail', { exchanges: [exchange({ received })] })]))))
    }
    expect(greeting('lv_VI81Zc7WzHnAAAC')).to.equal(greeting('Zz-9I81Zc7WzHnBBBD'))
    expect(greeting('short')).to.not.equal(greeting('other'))
  })
})
