import { deflateRawSync } from 'node:zlib'
import { expect } from 'chai'
import { DEFECTS } from '../../servers-under-test/scratch/defects'
import { named } from '../../servers-under-test/scratch/overlay'
import { listen } from '../../servers-under-test/scratch/server'
import { base, frame, KEY, serving } from './client'
import { ask, is101, key, OTHER, type Proof, protocol, rightAccept } from './proof'
import { HANDSHAKE_PROOFS } from './proofs-handshake'
import { LINK_PROOFS } from './proofs-link'
import { REQUEST_PROOFS } from './proofs-request'

const PROOFS: Readonly<Record<string, Proof>> = { ...HANDSHAKE_PROOFS, ...REQUEST_PROOFS, ...LINK_PROOFS }

/** Proven further down, because they take more than one request. */
const PROVEN_APART = [
  'accept-of-another-connection',
  'deaf-after-101',
  'dies-of-long-key',
  'dies-of-whitespace',
  'subprotocol-slow-list',
  'subprotocol-slow-whitespace',
  'extensions-slow-list',
  'extensions-slow-quotes',
  'bad-framing-kept-open',
  'http-1.0-coding-kept-open',
  'close-kept-open',
  'close-ignored',
  'content-length-too-large',
  'control-octets-dropped-silently',
  'one-segment',
  'split-line-end',
  'second-request-refused',
  'pipelined-dropped',
  'applies-at-fin',
  'dies-of-bomb',
  'dies-of-length',
  'dies-of-early-frames',
  'dies-of-reset',
  'dies-of-stalled-connections',
]

describe('scratch: defects', () => {
  it('have names of their own, and each has a proof', () => {
    const names = DEFECTS.map((defect) => defect.name)
    expect(new Set(names).size).to.equal(names.length)
    expect([...Object.keys(PROOFS), ...PROVEN_APART].sort()).to.deep.equal([...names].sort())
  })

  it('break requirements and say so', () => {
    for (const defect of DEFECTS) {
      expect(defect.breaks, defect.name).to.not.be.empty
      expect(defect.says, defect.name).to.match(/^[a-z].*[^.]$/)
    }
  })

  it('are refused when there is none of that name', () => {
    expect(() => named(DEFECTS, 'no-such-defect', 'defect')).to.throw(RangeError, 'no-such-defect')
  })

  for (const { name, says } of DEFECTS) {
    const proof = PROOFS[name]
    it(`${name}: ${says}`, () =>
      serving(
        () => listen({ fixture: 'full', defects: [name] }),
        async (port) => {
          const plain = await ask(port, base(key(OTHER)))
          expect(plain.text, 'BASE').to.match(/^HTTP\/1\.1 101[ \r]/)
          if (proof === undefined) return
          if (proof.before !== undefined) await ask(port, proof.before)
          const broken = await ask(port, proof.send, proof.until)
          expect(proof.wrong(broken.text, broken.received), broken.text).to.equal(true)
        },
      ))
  }

  it('show in nothing that the intact server does', () =>
    serving(
      () => listen({ fixture: 'full' }),
      async (port) => {
        for (const [name, proof] of Object.entries(PROOFS)) {
          if (proof.before !== undefined) await ask(port, proof.before)
          const answer = await ask(port, proof.send, proof.until, proof.until === undefined ? 3000 : 150)
          expect(proof.wrong(answer.text, answer.received), `${name}: ${answer.text}`).to.equal(false)
        }
      },
    ))
})

describe('scratch: defects that take more than one request', () => {
  const having = (name: string, use: Parameters<typeof serving>[1]) =>
    serving(() => listen({ fixture: 'full', defects: [name] }), use)

  it('accept-of-another-connection mixes up the keys of many handshakes side by side', () =>
    having('accept-of-another-connection', async (port) => {
      const keys = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? KEY : OTHER))
      const answers = await Promise.all(keys.map((one) => ask(port, base(key(one)))))
      const wrong = answers.filter((answer, index) => rightAccept(answer.text) !== (keys[index] === KEY))
      expect(wrong).to.not.be.empty
    }))

  it('deaf-after-101 answers no Ping', () =>
    having('deaf-after-101', async (_port, client) => {
      const one = client().send(base())
      const { length } = await one.head()
      await one.send(frame(0x9, 'abc')).until((text) => text.length > length, 50)
      expect(one.received.length).to.equal(length)
    }))

  for (const [name, fatal] of [
    ['dies-of-long-key', base(key('A'.repeat(8192)))],
    ['dies-of-whitespace', base(protocol(`b${' '.repeat(50_000)}x`))],
  ] as const) {
    it(`${name} answers once and never again`, () =>
      having(name, async (port, client) => {
        expect((await ask(port, fatal)).text).to.match(/^HTTP\/1\.1 400 /)
        expect(await client().send(base()).until(is101, 500)).to.equal(false)
      }))
  }

  for (const [name, send] of [
    ['bad-framing-kept-open', base({ 'Content-Length': 'abc' })],
    ['http-1.0-coding-kept-open', base({ 'Transfer-Encoding': 'chunked' }, 'GET / HTTP/1.0')],
    ['close-kept-open', base() + frame(0x8).toString('latin1')],
    ['close-ignored', base({ Connection: 'Upgrade, close', 'Sec-WebSocket-Version': '14' })],
  ] as const) {
    it(`${name} leaves the connection open`, async () => {
      const ended: boolean[] = []
      for (const defects of [[], [name]]) {
        await serving(
          () => listen({ fixture: 'full', defects }),
          async (_port, client) => {
            ended.push(await client().send(send).end(300))
          },
        )
      }
      expect(ended).to.deep.equal([true, false])
    })
  }

  it('content-length-too-large announces what never comes', () =>
    having('content-length-too-large', async (_port, client) => {
      const one = client().send(base({ 'X-A': '\x01' }))
      expect(await one.end()).to.equal(true)
      const [head = '', content = ''] = one.text.split('\r\n\r\n')
      expect(Number(/Content-Length: (\d+)/.exec(head)?.[1])).to.equal(content.length + 10)
    }))

  it('control-octets-dropped-silently ends without a word', () =>
    having('control-octets-dropped-silently', async (_port, client) => {
      const one = client().send(base({ 'X-A': '\x01' }))
      expect([await one.end(), one.text]).to.deep.equal([true, ''])
    }))

  for (const [name, at] of [
    ['one-segment', 10],
    ['split-line-end', base().length - 2],
  ] as const) {
    it(`${name} refuses a request in two segments`, () =>
      having(name, async (_port, client) => {
        const one = client().send(base().slice(0, at))
        await one.until((text) => text !== '', 100)
        expect(await one.send(base().slice(at)).head()).to.match(/^HTTP\/1\.1 400 /)
      }))
  }

  it('second-request-refused refuses a handshake behind a page', () =>
    having('second-request-refused', async (_port, client) => {
      const one = client().send('GET /chat HTTP/1.1\r\nHost: example.test\r\n\r\n')
      await one.head()
      expect(await one.send(base()).until((text) => text.includes('HTTP/1.1 400 '))).to.equal(true)
    }))

  it('pipelined-dropped forgets what came with a page request', () =>
    having('pipelined-dropped', async (_port, client) => {
      const one = client().send(`GET /chat HTTP/1.1\r\nHost: example.test\r\n\r\n${base()}`)
      expect(await one.until((text) => text.includes(' 101 '), 100)).to.equal(false)
    }))

  it('applies-at-fin opens a WebSocket for a header section without its end', () =>
    having('applies-at-fin', async (_port, client) => {
      const one = client().send(base().slice(0, -2))
      one.socket.end()
      expect(await one.until(is101)).to.equal(true)
    }))

  for (const [name, send] of [
    ['dies-of-early-frames', base() + frame(0x2, 'x'.repeat(1_000)).toString('latin1').repeat(40)],
    ['dies-of-length', `${base()}\x82\xff\x7f${'\xff'.repeat(7)}`],
    [
      'dies-of-bomb',
      base({ 'Sec-WebSocket-Extensions': 'permessage-deflate' }) +
        frame(0x2, deflateRawSync(Buffer.alloc(2_000_000)), 0xc0).toString('latin1'),
    ],
  ] as const) {
    it(`${name} answers once and never again`, () =>
      having(name, async (port, client) => {
        await ask(port, send, (text) => text.includes('\x88'))
        expect(await client().send(base()).until(is101, 500)).to.equal(false)
      }))
  }

  it('dies-of-reset is gone when a connection is reset inside a header section', () =>
    having('dies-of-reset', async (_port, client) => {
      const one = client().send(base().slice(0, 60))
      await one.until(() => false, 50)
      one.socket.resetAndDestroy()
      await client().until(() => false, 50)
      expect(await client().send(base()).until(is101, 500)).to.equal(false)
    }))

  it('dies-of-stalled-connections is gone with 150 connections open', () =>
    having('dies-of-stalled-connections', async (_port, client) => {
      const stalled = Array.from({ length: 152 }, () => client().send('GET '))
      await Promise.all(stalled.map((one) => one.until(() => false, 100)))
      expect(await client().send(base()).until(is101, 500)).to.equal(false)
    }))

  for (const [name, value] of [
    ['extensions-slow-list', 'x, '.repeat(500)],
    ['extensions-slow-quotes', `a; b="${'\\c'.repeat(3_500)}`],
  ] as const) {
    it(`${name} keeps the client waiting`, () =>
      having(name, async (port) => {
        expect((await ask(port, base({ 'Sec-WebSocket-Extensions': value }), is101, 50)).text).to.equal('')
      }))
  }

  for (const [name, value] of [
    ['subprotocol-slow-list', `${'x-none, '.repeat(999)}chat`],
    ['subprotocol-slow-whitespace', `b${' '.repeat(5_000)}x`],
  ] as const) {
    it(`${name} keeps the client waiting`, () =>
      having(name, async (port) => {
        expect((await ask(port, base(protocol(value)), is101, 50)).text).to.equal('')
      }))
  }
})
