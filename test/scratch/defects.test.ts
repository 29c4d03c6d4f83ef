import { expect } from 'chai'
import { DEFECTS } from '../../servers-under-test/scratch/defects'
import { named } from '../../servers-under-test/scratch/overlay'
import { listen } from '../../servers-under-test/scratch/server'
import { ACCEPT, base, frame, KEY, RawClient, serving } from './client'

type Edits = Parameters<typeof base>[0]

/** What shows a defect: bytes to send, and what the intact server never answers to them. */
interface Proof {
  readonly send: string
  readonly wrong: (text: string, received: Buffer) => boolean
  /** Bytes sent on a connection of their own before, and how many times. */
  readonly before?: string
  /** Something to wait for before judging; the end of a head unless told. */
  readonly until?: (text: string) => boolean
}

const is101 = (text: string) => text.startsWith('HTTP/1.1 101 ')
const not101 = (text: string) => !is101(text)
const lacks = (part: string | RegExp) => (text: string) => !new RegExp(part, 'i').test(text)
const has = (part: string | RegExp) => (text: string) => new RegExp(part, 'i').test(text)

const opens = (edits: Edits): Proof => ({ send: base(edits), wrong: is101 })
const refuses = (edits: Edits): Proof => ({ send: base(edits), wrong: not101 })
const answers = (edits: Edits, wrong: Proof['wrong']): Proof => ({ send: base(edits), wrong })
const upgrade = (value: string | readonly string[] | null) => ({ Upgrade: value })
const connection = (value: string | readonly string[] | null) => ({ Connection: value })
const key = (value: string | readonly string[] | null) => ({ 'Sec-WebSocket-Key': value })
const version = (value: string | readonly string[] | null) => ({ 'Sec-WebSocket-Version': value })
const protocol = (value: string | readonly string[]) => ({ 'Sec-WebSocket-Protocol': value })
const latin1 = (text: string) => Buffer.from(text).toString('latin1')
const rightAccept = has(`Sec-WebSocket-Accept: ${ACCEPT.replace('+', '\\+')}\r\n`)
const wrongAccept: Proof = answers({}, (text) => !rightAccept(text))
const OTHER = 'x3JJHMbDL1EzLkh9GBhXDw=='
const behind = (part: string): Proof => ({
  send: base(),
  wrong: (text) => text.includes('\r\n\r\n') && text.split('\r\n\r\n').slice(1).join('').includes(part),
  until: (text) => text.split('\r\n\r\n').slice(1).join('').includes(part),
})

const PROOFS: Record<string, Proof> = {
  'upgrade-optional': opens(upgrade(null)),
  'upgrade-empty': opens(upgrade('')),
  'upgrade-other-protocol': opens(upgrade('h2c')),
  'upgrade-prefix': opens(upgrade('websockets')),
  'upgrade-substring': opens(upgrade('xwebsocket')),
  'upgrade-space-separated': opens(upgrade('x websocket')),
  'upgrade-quoted': opens(upgrade('"websocket"')),
  'upgrade-case-sensitive': refuses(upgrade('WebSocket')),
  'upgrade-two-spellings': refuses(upgrade('wEbSoCkEt')),
  'upgrade-unicode-case': opens(upgrade(latin1('web\u017foc\u212aet'))),
  'upgrade-sp-only-ows': refuses(upgrade('\twebsocket\t')),
  'upgrade-unoffered-in-101': answers({}, has('Upgrade: websocket, h2c')),
  '426-without-upgrade': answers(version('14'), lacks('\r\nUpgrade:')),
  '426-without-connection': answers(version('14'), lacks('\r\nConnection:')),
  'connection-optional': opens(connection(null)),
  'connection-empty': opens(connection('')),
  'connection-keep-alive': opens(connection('keep-alive')),
  'connection-equality': refuses(connection('keep-alive, Upgrade')),
  'connection-first-option-only': refuses(connection('keep-alive, Upgrade')),
  'connection-last-option-only': refuses(connection('Upgrade, keep-alive')),
  'connection-first-line-only': refuses(connection(['keep-alive', 'Upgrade'])),
  'connection-last-line-only': refuses(connection(['Upgrade', 'keep-alive'])),
  'connection-case-sensitive': refuses(connection('UPGRADE')),
  'connection-substring': opens(connection('notupgrade')),
  'connection-space-separated': opens(connection('keep-alive Upgrade')),
  'connection-empty-member-refused': refuses(connection('keep-alive, , Upgrade,')),
  'connection-sp-only-ows': refuses(connection('\tkeep-alive\t,\tUpgrade\t')),
  'connection-quoted': opens(connection('"Upgrade"')),
  'connection-parameter': opens(connection('Upgrade;q=1')),
  'connection-from-proxy-connection': opens({ Connection: null, 'Proxy-Connection': 'Upgrade' }),
  'key-optional': opens(key(null)),
  'key-empty': opens(key('')),
  'key-length-unchecked': opens(key('A'.repeat(8192))),
  'key-of-24-characters': opens(key(`${'A'.repeat(22)}A=`)),
  'key-padding-optional': opens(key('A'.repeat(22))),
  'key-padding-unchecked': opens(key(`${'A'.repeat(23)}===`)),
  'key-base64url': opens(key(`${'-_'.repeat(11)}==`)),
  'key-any-characters': opens(key(`${'!'.repeat(22)}==`)),
  'key-inner-space': opens(key('dGhlIHNhbXBsZ SBub25jZQ==')),
  'key-re-encoded-accept': answers(key('AQIDBAUGBwgJCgsMDQ4PEC=='), lacks('Accept: OfS0wDaT5NoxF2gqm7Zj2YtetzM=')),
  'key-plus-slash-refused': refuses(key('+/+/+/+/+/+/+/+/+/+/+w==')),
  'key-htab-in-accept': answers(key(` \t${KEY} \t `), (text) => !rightAccept(text)),
  'key-needs-space': { send: base().replace('Key: ', 'Key:'), wrong: not101 },
  'key-first-line-wins': opens(key([KEY, OTHER])),
  'key-last-line-wins': opens(key([KEY, OTHER])),
  'key-repeated-line': opens(key([KEY, KEY])),
  'key-list': opens(key(`${KEY}, ${OTHER}`)),
  'key-quoted': opens(key(`"${KEY}"`)),
  'key-parameter': opens(key(`${KEY};x=1`)),
  'key-zero-refused': refuses(key(`${'A'.repeat(22)}==`)),
  'key-repeated-salted': { ...wrongAccept, before: base() },
  'key-case-insensitive-cache': { ...wrongAccept, before: base(key(KEY.replace('d', 'D'))) },
  'key-obs-text': opens(key(`${'A'.repeat(21)}\xe9==`)),
  'key-from-trailer': {
    send: `${base({ 'Sec-WebSocket-Key': null, 'Transfer-Encoding': 'chunked' })}0\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
    wrong: is101,
  },
  'key-underscore-alias': opens({ 'Sec-WebSocket-Key': null, Sec_WebSocket_Key: KEY }),
  'accept-constant': answers(key(OTHER), rightAccept),
  'accept-decoded-key': wrongAccept,
  'accept-lower-case-key': wrongAccept,
  'accept-trailing-lf': wrongAccept,
  'accept-hex': wrongAccept,
  'accept-unpadded': wrongAccept,
  'version-optional': opens(version(null)),
  'version-empty': opens(version('')),
  'version-accepts-14': opens(version('14')),
  'version-accepts-reserved': opens(version('12')),
  'version-accepts-25': opens(version('255')),
  'version-untold': answers(version('14'), lacks('Sec-WebSocket-Version:')),
  'version-told-empty': answers(version('14'), has('Sec-WebSocket-Version: \r\n')),
  'version-told-leading-zero': answers(version('14'), has('Sec-WebSocket-Version: 13, 08\r\n')),
  'version-told-out-of-range': answers(version('14'), has('Sec-WebSocket-Version: 13, 300\r\n')),
  'version-told-with-parameter': answers(version('14'), has('Sec-WebSocket-Version: 13, 13;draft=17\r\n')),
  'version-8-told-not-spoken': answers(version('8'), has('Sec-WebSocket-Version: 13, 8\r\n')),
  'version-8-spoken-not-told': opens(version('8')),
  'version-leading-zeros': opens(version('013')),
  'version-coerced': opens(version('0xd')),
  'version-trailing-characters': opens(version('13a')),
  'version-plus-sign': opens(version('+13')),
  'version-list': opens(version('13, 8')),
  'version-first-line-wins': opens(version(['13', '8'])),
  'version-last-line-wins': opens(version(['8', '13'])),
  'version-repeated-line': opens(version(['13', '13'])),
  'version-sp-only-ows': refuses(version('\t13 \t')),
  'version-wraps-at-8-bits': opens(version('269')),
  'version-wraps-at-16-bits': opens(version('65549')),
  'version-wraps-at-32-bits': opens(version('4294967309')),
  'version-wraps-at-64-bits': opens(version('18446744073709551629')),
  'version-sign-dropped': opens(version('-13')),
  'version-spaces-dropped': opens(version('1 3')),
  'version-unicode-digits': opens(version(latin1('\uff11\uff13'))),
  'accept-twice': answers({}, has(/Accept: .*\r\nSec-WebSocket-Accept: /i)),
  'upgrade-missing-in-101': answers({}, lacks('\r\nUpgrade:')),
  'connection-missing-in-101': answers({}, lacks('\r\nConnection:')),
  'connection-keep-alive-in-101': answers({}, has('Connection: keep-alive')),
  'close-in-101': answers({}, has('Connection: Upgrade, close')),
  'status-line-without-space': answers({}, has('^HTTP/1.1 101\r\n')),
  'content-length-in-101': answers({}, has('Content-Length: 5')),
  'content-length-0-in-101': answers({}, has('Content-Length: 0')),
  'transfer-encoding-in-101': answers({}, has('Transfer-Encoding: chunked')),
  'obs-fold-in-101': answers({}, has('\r\n ')),
  'bare-lf-in-101': answers({}, has('[^\r]\n')),
  'bare-cr-in-101': answers({}, has('\r[^\n]')),
  'nul-in-101': answers({}, has('\0')),
  'space-before-colon-in-101': answers({}, has(' :')),
  'no-token-in-101': answers({}, has(/\(Served\)/)),
  'masked-greeting': behind('\x81\x87'),
  'text-after-101': behind('<html>'),
  'second-response-after-101': behind('HTTP/1.1 200'),
  'answers-before-empty-line': { send: base().slice(0, -1), wrong: is101, until: is101 },
  'field-order': {
    send: base({ Upgrade: null, Connection: null }).replace(
      /\r\n$/,
      'Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    ),
    wrong: not101,
  },
  'field-name-case-sensitive': { send: base().replace('Upgrade:', 'upgrade:'), wrong: not101 },
  'unknown-field-refused': refuses({ 'Sec-WebSocket-Foo': 'bar' }),
  'pragma-refused': refuses({ Pragma: 'no-cache' }),
  'subprotocol-unasked': answers({}, has('Protocol: chat')),
  'subprotocol-empty-answer': answers({}, has('Protocol: \r\n')),
  'subprotocol-fallback': answers(protocol('x-none'), has('Protocol: chat')),
  'subprotocol-never': answers(protocol('chat'), lacks('Protocol: chat')),
  'subprotocol-first-offer-only': answers(protocol('x-none, chat'), lacks('Protocol: chat')),
  'subprotocol-needs-space': answers(protocol('x-none,chat'), lacks('Protocol: chat')),
  'subprotocol-sp-only-ows': answers(protocol('x-none\t,\tchat'), lacks('Protocol: chat')),
  'subprotocol-first-line-only': answers(protocol(['x-none', 'chat']), lacks('Protocol: chat')),
  'subprotocol-first-of-later-lines': answers(protocol(['a, b', 'c, chat']), lacks('Protocol: chat')),
  'subprotocol-case-insensitive': answers(protocol('CHAT'), has('Protocol: chat')),
  'subprotocol-substring': answers(protocol('xsuperchat'), has('Protocol: superchat')),
  'subprotocol-both': answers(protocol('superchat, chat'), has('Protocol: superchat, chat')),
  'subprotocol-two-lines': answers(protocol('superchat, chat'), has('(?:Protocol: superchat\r\n[^]*){2}')),
  'subprotocol-empty-ignored': opens(protocol('')),
  'subprotocol-empty-member-refused': refuses(protocol('chat,,x-none')),
  'subprotocol-no-token-ignored': opens(protocol('a b')),
  'subprotocol-no-token-returned': answers(protocol('a/b'), has('Protocol: a/b')),
  'subprotocol-truncated': answers(protocol('a'.repeat(4096)), has('Protocol: a')),
  'subprotocol-decoded': answers(protocol('a%0d%0aX-Inject%3a%20y'), has('\r\nX-Inject: y')),
}

/** Proven further down, because they take more than one request. */
const PROVEN_APART = [
  'accept-of-another-connection',
  'deaf-after-101',
  'dies-of-long-key',
  'dies-of-whitespace',
  'subprotocol-slow-list',
  'subprotocol-slow-whitespace',
]

async function ask(
  port: number,
  send: string,
  until = (text: string) => text.includes('\r\n\r\n'),
  ms = 3000,
): Promise<RawClient> {
  const client = new RawClient(port)
  await client.send(send).until(until, ms)
  await client.close()
  return client
}

describe('scratch: defects', () => {
  it('have names of their own, and each has a proof', () => {
    const names = DEFECTS.map((defect) => defect.name)
    expect(new Set(names).size).to.equal(names.length)
    expect([...Object.keys(PROOFS), ...PROVEN_APART].sort()).to.deep.equal([...names].sort())
  })

  it('break requirements and say so', () => {
    for (const defect of DEFECTS) {
      expect(defect.breaks, defect.name).to.not.be.empty
      for (const id of defect.breaks) expect(id, defect.name).to.match(/^N\d{2,3}$/)
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
        () => listen({ defects: [name] }),
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
    serving(listen, async (port) => {
      for (const [name, proof] of Object.entries(PROOFS)) {
        if (proof.before !== undefined) await ask(port, proof.before)
        const answer = await ask(port, proof.send, proof.until, proof.until === undefined ? 3000 : 150)
        expect(proof.wrong(answer.text, answer.received), `${name}: ${answer.text}`).to.equal(false)
      }
    }))
})

describe('scratch: defects that take more than one request', () => {
  const having = (name: string, use: Parameters<typeof serving>[1]) => serving(() => listen({ defects: [name] }), use)

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
