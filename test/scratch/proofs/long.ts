import { deflateRawSync } from 'node:zlib'
import { expect } from 'chai'
import { base, frame, KEY, type RawClient } from '../kit/client'
import { RSV1 } from '../kit/frame-proof'
import { ask, extensions, is101, key, OTHER, protocol, rightAccept, version } from '../kit/proof'

/** What shows a defect that one request and its answer do not show: several connections, or a time. */
export interface LongProof {
  /** What the server with the defect does. */
  readonly shows: string
  /** Fails where it does not. `client` connects. */
  prove(port: number, client: () => RawClient): Promise<void>
}

const PAGE_REQUEST = 'GET /chat HTTP/1.1\r\nHost: example.test\r\n\r\n'

async function expectDead(client: () => RawClient): Promise<void> {
  expect(await client().send(base()).until(is101, 500), 'a later handshake').to.equal(false)
}

/** The server answers, and stops listening. */
const dies = (send: string, answered: (text: string) => boolean): LongProof => ({
  shows: 'answers once and never again',
  async prove(port, client) {
    expect(answered((await ask(port, send, answered)).text), 'the answer').to.equal(true)
    await expectDead(client)
  },
})

/** The server does not end the connection. The intact one does (`defects.test.ts`). */
const keepsOpen = (send: string): LongProof => ({
  shows: 'leaves the connection open',
  async prove(_port, client) {
    expect(await client().send(send).end(300)).to.equal(false)
  },
})

/** The server does not answer at once. */
const isSlow = (send: string): LongProof => ({
  shows: 'keeps the client waiting',
  async prove(port) {
    expect((await ask(port, send, is101, 50)).text).to.equal('')
  },
})

/** The server refuses BASE in two segments. */
const refusesInPieces = (at: number): LongProof => ({
  shows: 'refuses a request in two segments',
  async prove(_port, client) {
    const one = client().send(base().slice(0, at))
    await one.until((text) => text !== '', 100)
    expect(await one.send(base().slice(at)).head()).to.match(/^HTTP\/1\.1 400 /)
  },
})

const refused = (text: string) => text.startsWith('HTTP/1.1 400 ')
const closed = (text: string) => text.includes('\x88')

/** What the intact server ends, and some defects keep open. */
export const ENDED: Readonly<Record<string, string>> = {
  'bad-framing-kept-open': base({ 'Content-Length': 'abc' }),
  'http-1.0-coding-kept-open': base({ 'Transfer-Encoding': 'chunked' }, 'GET / HTTP/1.0'),
  'close-kept-open': base() + frame(0x8).toString('latin1'),
  'close-ignored': base({ Connection: 'Upgrade, close', ...version('14') }),
}

/** The defects that take more than one request, or a time. */
export const LONG_PROOFS: Readonly<Record<string, LongProof>> = {
  'accept-of-another-connection': {
    shows: 'confuses the keys of many handshakes side by side',
    async prove(port) {
      const keys = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? KEY : OTHER))
      const answers = await Promise.all(keys.map((one) => ask(port, base(key(one)))))
      const wrong = answers.filter((answer, index) => rightAccept(answer.text) !== (keys[index] === KEY))
      expect(wrong).to.not.be.empty
    },
  },
  'deaf-after-101': {
    shows: 'answers no Ping',
    async prove(_port, client) {
      const one = client().send(base())
      const { length } = await one.head()
      await one.send(frame(0x9, 'abc')).until((text) => text.length > length, 50)
      expect(one.received.length).to.equal(length)
    },
  },
  'dies-of-long-key': dies(base(key('A'.repeat(8192))), refused),
  'dies-of-whitespace': dies(base(protocol(`b${' '.repeat(50_000)}x`)), refused),
  'subprotocol-slow-list': isSlow(base(protocol(`${'x-none, '.repeat(999)}chat`))),
  'subprotocol-slow-whitespace': isSlow(base(protocol(`b${' '.repeat(5_000)}x`))),
  'extensions-slow-list': isSlow(base(extensions('x, '.repeat(500)))),
  'extensions-slow-quotes': isSlow(base(extensions(`a; b="${'\\c'.repeat(3_500)}`))),
  'dies-of-bomb': dies(
    base(extensions('permessage-deflate')) +
      frame(0x2, deflateRawSync(Buffer.alloc(2_000_000)), RSV1).toString('latin1'),
    closed,
  ),
  'dies-of-length': dies(`${base()}\x82\xff\x7f${'\xff'.repeat(7)}`, closed),
  ...Object.fromEntries(Object.entries(ENDED).map(([name, send]) => [name, keepsOpen(send)])),
  'long-cookie-dropped': {
    shows: 'ends the connection without an answer',
    async prove(_port, client) {
      const one = client().send(base({ Cookie: 'x'.repeat(2000) }))
      expect([await one.end(), one.text]).to.deep.equal([true, ''])
    },
  },
  'full-buffer-waits': {
    shows: 'does not answer a request of 1,024 bytes',
    async prove(_port, client) {
      const request = base({ Cookie: 'x' })
      const padded = request.replace('Cookie: x', `Cookie: ${'x'.repeat(1025 - request.length)}`)
      expect(await client().send(padded).until(is101, 100)).to.equal(false)
      expect(await client().send(padded.replace('xx', 'xxx')).until(is101)).to.equal(true)
    },
  },
  'frame-in-one-read': {
    shows: 'drops a Ping in two segments',
    async prove(_port, client) {
      const one = client().send(base())
      const { length } = await one.head()
      const ping = frame(0x9, 'in two')
      await one.send(ping.subarray(0, 4)).until(() => false, 50)
      await one.send(ping.subarray(4)).until((text) => text.length > length, 50)
      expect(one.text.slice(length)).to.not.include('in two')
    },
  },
  'greeting-lost': {
    shows: 'greets four of five clients',
    async prove(_port, client) {
      const greeted = []
      for (let turn = 0; turn < 5; turn++)
        greeted.push(
          await client()
            .send(base())
            .until((text) => text.includes('welcome'), 100),
        )
      expect(greeted.filter((each) => each)).to.have.length(4)
    },
  },
  'ping-behind-refusal': {
    shows: 'answers a Ping after a refusal',
    async prove(_port, client) {
      const one = client().send(base(version('99')))
      await one.head()
      expect(await one.send(frame(0x9, 'behind')).until((text) => text.includes('\x8a\x06behind'))).to.equal(true)
    },
  },
  'parser-shared': {
    shows: 'joins the halves of two requests',
    async prove(_port, client) {
      const [first, second] = [client(), client()]
      await first.send(base(key(KEY)).slice(0, -20)).until(() => false, 50)
      await second.send(base(key(OTHER)).slice(0, -20)).until(() => false, 50)
      expect(await first.send(base(key(KEY)).slice(-20)).head()).to.not.satisfy(rightAccept)
    },
  },
  'broadcast-before-101': {
    shows: 'writes a message to a connection without a handshake',
    async prove(_port, client) {
      const waiting = client().send(base().slice(0, -2))
      await waiting.until(() => false, 50)
      const busy = client().send(base())
      await busy.head()
      busy.send(frame(0x1, '{"type":"news"}'))
      expect(await waiting.until((text) => text.includes('{"type":"news"}'))).to.equal(true)
    },
  },
  'silent-connection-blocks': {
    shows: 'answers nobody while a client is silent',
    async prove(_port, client) {
      const silent = client()
      await silent.until(() => false, 50)
      const next = client().send(base())
      expect(await next.until(is101, 100)).to.equal(false)
      silent.socket.destroy()
      expect(await next.until(is101)).to.equal(true)
    },
  },
  'control-octets-dropped-silently': {
    shows: 'ends the connection without an answer',
    async prove(_port, client) {
      const one = client().send(base({ 'X-A': '\x01' }))
      expect([await one.end(), one.text]).to.deep.equal([true, ''])
    },
  },
  'one-segment': refusesInPieces(10),
  'split-line-end': refusesInPieces(base().length - 2),
  'second-request-refused': {
    shows: 'refuses a handshake after a request for the page',
    async prove(_port, client) {
      const one = client().send(PAGE_REQUEST)
      await one.head()
      expect(await one.send(base()).until((text) => text.includes('HTTP/1.1 400 '))).to.equal(true)
    },
  },
  'pipelined-dropped': {
    shows: 'drops what came with a request for the page',
    async prove(_port, client) {
      const one = client().send(PAGE_REQUEST + base())
      expect(await one.until((text) => text.includes(' 101 '), 100)).to.equal(false)
    },
  },
  'applies-at-fin': {
    shows: 'opens a WebSocket for a header section without its end',
    async prove(_port, client) {
      const one = client().send(base().slice(0, -2))
      one.socket.end()
      expect(await one.until(is101)).to.equal(true)
    },
  },
  'dies-of-reset': {
    shows: 'is gone after a connection was reset inside a header section',
    async prove(_port, client) {
      const one = client().send(base().slice(0, 60))
      await one.until(() => false, 50)
      one.socket.resetAndDestroy()
      await client().until(() => false, 50)
      await expectDead(client)
    },
  },
  'dies-of-stalled-connections': {
    shows: 'is gone when more than 150 connections are open',
    async prove(_port, client) {
      const stalled = Array.from({ length: 152 }, () => client().send('GET '))
      await Promise.all(stalled.map((one) => one.until(() => false, 100)))
      await expectDead(client)
    },
  },
  'content-length-too-large': {
    shows: 'announces content that never arrives',
    async prove(_port, client) {
      const one = client().send(base({ 'X-A': '\x01' }))
      expect(await one.end()).to.equal(true)
      const [head = '', content = ''] = one.text.split('\r\n\r\n')
      expect(Number(/Content-Length: (\d+)/.exec(head)?.[1])).to.equal(content.length + 10)
    },
  },
  'dies-of-early-frames': dies(base() + frame(0x2, 'x'.repeat(1_000)).toString('latin1').repeat(40), closed),
}
