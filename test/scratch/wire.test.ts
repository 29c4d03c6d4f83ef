import { expect } from 'chai'
import { type Listening, listen } from '../../servers-under-test/scratch/server'
import { ACCEPT, base, frame, KEY, RawClient, serving } from './kit/client'

const without = (...names: string[]) => base(Object.fromEntries(names.map((name) => [name, null])))

/** Requests, and the status that each gets. */
const STATUSES: readonly (readonly [what: string, status: number, send: string])[] = [
  ['BASE', 101, base()],
  ['a leading CRLF', 101, `\r\n${base()}`],
  ['HTTP/1.2', 101, base({}, 'GET /chat HTTP/1.2')],
  ['absolute-form', 101, base({}, 'GET http://example.test/chat HTTP/1.1')],
  ['a target of 8,000 bytes', 101, base({}, `GET /${'a'.repeat(7900)} HTTP/1.1`)],
  ['a value of 20 KB', 101, base({ 'X-A': 'a'.repeat(20_000) })],
  ['Content-Length: 0', 101, base({ 'Content-Length': '0' })],
  ['chunked content', 101, `${base({ 'Transfer-Encoding': 'Chunked' })}2;x=y\r\nab\r\n0\r\n\r\n`],
  ['obs-text in another field', 101, base({ 'X-A': '\xe9' })],
  ['empty list members', 101, base({ Connection: ', Upgrade,', 'Sec-WebSocket-Protocol': ',x,' })],
  ['a foreign Origin', 101, base({ Origin: 'http://evil.example' })],
  ['unknown fields', 101, base({ 'Sec-WebSocket-Foo': 'bar', Cookie: 'a=b' })],
  ['an unknown extension', 101, base({ 'Sec-WebSocket-Extensions': 'x; y="z"' })],
  ['a plain GET', 200, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['no Upgrade', 200, without('Upgrade')],
  ['no Connection', 200, without('Connection')],
  ['Upgrade: h2c', 200, base({ Upgrade: 'h2c' })],
  ['HEAD', 200, base({}, 'HEAD /chat HTTP/1.1')],
  ['POST', 405, base({ 'Content-Length': '0' }, 'POST /chat HTTP/1.1')],
  ['a method in lower case', 501, base({}, 'get /chat HTTP/1.1')],
  ['a long method', 501, base({}, `${'A'.repeat(9000)} /chat HTTP/1.1`)],
  ['HTTP/1.0', 505, base({}, 'GET /chat HTTP/1.0')],
  ['HTTP/0.9', 505, base({}, 'GET /chat HTTP/0.9')],
  ['a fragment', 400, base({}, 'GET /chat#f HTTP/1.1')],
  ['a long target', 414, base({}, `GET /${'a'.repeat(100_000)} HTTP/1.1`)],
  ['no Host', 400, without('Host')],
  ['two Hosts', 400, base({ Host: ['example.test', 'example.test'] })],
  ['a Host with a port that is no number', 400, base({ Host: 'a:b' })],
  ['two words in Upgrade', 400, base({ Upgrade: 'x websocket' })],
  ['a space-separated Connection', 400, base({ Connection: 'keep-alive Upgrade' })],
  ['no key', 400, without('Sec-WebSocket-Key')],
  ['a key of 15 bytes', 400, base({ 'Sec-WebSocket-Key': 'A'.repeat(20) })],
  ['a key of 17 bytes', 400, base({ 'Sec-WebSocket-Key': `${'A'.repeat(23)}=` })],
  ['two keys', 400, base({ 'Sec-WebSocket-Key': [KEY, KEY] })],
  ['no version', 426, without('Sec-WebSocket-Version')],
  ['version 14', 426, base({ 'Sec-WebSocket-Version': '14' })],
  ['an empty subprotocol list', 400, base({ 'Sec-WebSocket-Protocol': '' })],
  ['a subprotocol that is no token', 400, base({ 'Sec-WebSocket-Protocol': 'a b' })],
  ['a malformed extension list', 400, base({ 'Sec-WebSocket-Extensions': 'permessage-deflate;' })],
  ['Content-Length: +5', 400, `${base({ 'Content-Length': '+5' })}hello`],
  ['two Content-Lengths', 400, base({ 'Content-Length': ['0', '5'] })],
  ['Transfer-Encoding and Content-Length', 400, base({ 'Transfer-Encoding': 'chunked', 'Content-Length': '0' })],
  ['Transfer-Encoding: gzip', 400, base({ 'Transfer-Encoding': 'gzip' })],
  ['an unknown coding under chunked', 501, base({ 'Transfer-Encoding': 'gzip, chunked' })],
  ['too much content', 413, base({ 'Content-Length': '99999999999999999999' })],
  ['an unknown expectation', 417, base({ Expect: 'banana' })],
  ['a header section of 1 MB', 431, base({ 'X-A': 'a'.repeat(1_000_000) })],
  ['SMTP', 400, 'EHLO example.test\r\n'],
  ['TLS', 400, '\x16\x03\x01\x02\x00'],
  ['all bare LF', 400, base().replaceAll('\r\n', '\n')],
]

describe('scratch: on the wire', () => {
  let server: Listening
  const clients: RawClient[] = []
  before(async () => {
    server = await listen()
  })
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()))
  })
  after(() => server.close())

  function client(): RawClient {
    const one = new RawClient(server.port)
    clients.push(one)
    return one
  }

  for (const [what, status, send] of STATUSES) {
    it(`${what}: ${status}`, async () => {
      expect(await client().send(send).head()).to.match(new RegExp(`^HTTP/1\\.1 ${status} `))
    })
  }

  it('answers BASE with only the required fields', async () => {
    expect(await client().send(base()).head()).to.equal(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${ACCEPT}\r\n\r\n`,
    )
  })

  it('advertises its version in a 426', async () => {
    const head = await client().send(without('Sec-WebSocket-Version')).head()
    expect(head)
      .to.match(/\r\nUpgrade: websocket\r\n/)
      .and.match(/\r\nConnection: Upgrade\r\n/)
    expect(head).to.match(/\r\nSec-WebSocket-Version: 13\r\n/)
  })

  it('lists the allowed methods in a 405', async () => {
    expect(
      await client()
        .send(base({ 'Content-Length': '0' }, 'PUT / HTTP/1.1'))
        .head(),
    ).to.match(/\r\nAllow: GET, HEAD\r\n/)
  })

  it('opens a WebSocket on a connection whose first request it refused', async () => {
    const one = client().send(base({ 'Sec-WebSocket-Version': '99' }))
    await one.until((text) => text.endsWith('4.4)\n'))
    expect(await one.send(base()).until((text) => text.includes('HTTP/1.1 101 '))).to.equal(true)
  })

  it('answers pipelined requests in order', async () => {
    const one = client().send(`GET / HTTP/1.1\r\nHost: a\r\n\r\n${base()}`)
    await one.until((text) => text.includes(ACCEPT))
    expect(one.text.match(/HTTP\/1\.1 \d+/g)).to.deep.equal(['HTTP/1.1 200', 'HTTP/1.1 101'])
  })

  it('sends 100 before it waits for content, and 101 after it', async () => {
    const one = client().send(base({ Expect: '100-continue', 'Content-Length': '5' }))
    expect(await one.head()).to.equal('HTTP/1.1 100 Continue\r\n\r\n')
    expect(await one.send('hello').until((text) => text.includes('HTTP/1.1 101 '))).to.equal(true)
  })

  it('does not read content as frames', async () => {
    const inside = frame(0x9, 'inside')
    const one = client()
      .send(base({ 'Content-Length': String(inside.length) }))
      .send(inside)
      .send(frame(0x9, 'behind'))
    expect(await one.until((text) => text.endsWith('\x8a\x06behind'))).to.equal(true)
    expect(one.text).to.not.include('\x8a\x06inside')
  })

  it('closes where the client asks it to', async () => {
    const one = client().send(base({ Connection: 'Upgrade, close', 'Sec-WebSocket-Version': '14' }))
    expect(await one.end()).to.equal(true)
    expect(one.text).to.match(/\r\nConnection: Upgrade, close\r\n/)
  })

  for (const [what, bytes, code] of [
    ['an unmasked frame', Buffer.from([0x81, 0x01, 0x78]), 1002],
    ['RSV1 without an extension', frame(1, 'x', 0xc0), 1002],
    ['RSV2', frame(1, 'x', 0xa0), 1002],
    ['a reserved opcode', frame(3, 'x'), 1002],
    ['a Ping in fragments', frame(9, 'x', 0x00), 1002],
    ['a continuation of nothing', frame(0, 'x'), 1002],
    ['a message inside a message', Buffer.concat([frame(1, 'x', 0x00), frame(1, 'x')]), 1002],
    ['text that is not UTF-8', frame(1, Buffer.from([0xff])), 1007],
    ['a length above the limit', Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x10, 0, 0, 0]), 1009],
    ['a length with its first bit set', Buffer.from([0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0]), 1002],
    ['a close code that must not be sent', frame(8, Buffer.from([0x03, 0xed])), 1002],
    ['an HTTP request', Buffer.from(base()), 1002],
  ] as const) {
    it(`fails the WebSocket for ${what}`, async () => {
      const one = client().send(base())
      const head = await one.head()
      one.send(Buffer.concat([bytes, frame(0x9, 'behind')]))
      expect(await one.end()).to.equal(true)
      const answer = one.received.subarray(head.length)
      expect(answer[0]).to.equal(0x88)
      expect(answer.readUInt16BE(2)).to.equal(code)
      expect(answer.length).to.equal(2 + (answer[1] ?? 0))
    })
  }

  it('answers Close with Close and ends the connection', async () => {
    const one = client().send(base())
    const head = await one.head()
    one.send(frame(8, Buffer.from([0x03, 0xe8])))
    expect(await one.end()).to.equal(true)
    expect(one.received.subarray(head.length)).to.deep.equal(Buffer.from([0x88, 0x02, 0x03, 0xe8]))
  })

  it('ends a connection that is too slow', () =>
    serving(
      () => listen({ limits: { headMs: 20 } }),
      async (_port, newcomer) => {
        const one = newcomer().send('GET / HTTP/1.1\r\n')
        expect(await one.end()).to.equal(true)
        expect(one.text).to.match(/^HTTP\/1\.1 408 /)
      },
    ))

  it('ends every connection when it closes', async () => {
    const brief = await listen()
    const open = new RawClient(brief.port).send(base())
    const idle = new RawClient(brief.port).send('GET')
    clients.push(open, idle)
    await open.head()
    await brief.close()
    expect(await open.end()).to.equal(true)
    expect(await idle.end()).to.equal(true)
  })
})
