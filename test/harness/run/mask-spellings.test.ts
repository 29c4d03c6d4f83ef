import { deflateRawSync } from 'node:zlib'
import { expect } from 'chai'
import fc from 'fast-check'
import { maskOf } from '../../../harness/run/mask'
import { secretsOf } from '../../../harness/run/masking/secrets'
import { latin1 } from '../kit/bytes'

const SECRET = 'Tr0ub4dor&3/x y'

const percent = (text: string) => text.replace(/[\s\S]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
const base64 = (text: string) => latin1(text).toString('base64')
const hex = (text: string) => latin1(text).toString('hex')

/** What a target may make of a secret before it sends it back. */
const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'upper case': (text) => text.toUpperCase(),
  'lower case': (text) => text.toLowerCase(),
  base64,
  'base64 without padding': (text) => base64(text).replace(/=+$/, ''),
  'base64 one byte later': (text) => base64(`:${text}!`),
  'base64 two bytes later': (text) => base64(`a:${text}!`),
  base64url: (text) => latin1(text).toString('base64url'),
  'base64 in lower case': (text) => base64(text).toLowerCase(),
  hex,
  'hex in upper case': (text) => hex(text).toUpperCase(),
  'hex of a dump': (text) => hex(text).replace(/..(?=.)/g, '$& '),
  'every byte percent-encoded': percent,
  'percent-encoded': encodeURIComponent,
  'a form value': (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent-encoded in HTML in JSON': (text) =>
    JSON.stringify(encodeURIComponent(text).replaceAll('%', '&#37;')).slice(1, -1),
  JSON: (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  HTML: (text) => text.replaceAll('&', '&amp;').replaceAll('/', '&#x2F;'),
}

/** Pieces of a spelling that give the secret away: none of them may be left. */
function left(text: string, spelled: string): boolean {
  return text.includes(spelled) || text.includes(spelled.slice(1, -2))
}

/** The bytes of a text, each in a frame of its own. */
function framed(text: string, opcode = 0x82): string {
  return Array.from(text, (char) => String.fromCharCode(opcode, 1) + char).join('')
}

const UPGRADE = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n'

describe('every form of a secret', () => {
  const mask = maskOf(secretsOf({ url: new URL('ws://h/'), fields: [{ value: SECRET }] }))
  const masked = (text: string) => mask.bytes(latin1(text)).toString('latin1')

  for (const [name, spell] of Object.entries(SPELLINGS))
    it(`is masked: ${name}`, () => {
      const spelled = spell(SECRET)
      const bytes = masked(`HTTP/1.1 400 No\r\nX: <${spelled}>\r\n\r\n`)
      expect(left(bytes, spelled), bytes).to.equal(false)
      expect(bytes).to.match(/^HTTP\/1\.1 400 No\r\nX: <.*>\r\n\r\n$/)
      expect(left(mask.text(`400 No (Server: ${spelled})`), spelled)).to.equal(false)
    })

  it('is masked in frames of one byte, with Pings between them', () => {
    const bytes = masked(UPGRADE + framed(SECRET).replaceAll('\x82', '\x89\x00\x82'))
    expect(bytes).to.equal(UPGRADE + framed('*'.repeat(SECRET.length)).replaceAll('\x82', '\x89\x00\x82'))
    const pings = masked(UPGRADE + framed(SECRET, 0x89))
    expect(pings).to.equal(UPGRADE + framed('*'.repeat(SECRET.length), 0x89))
  })

  it('is masked in chunks of one byte', () => {
    const head = 'HTTP/1.1 400 No\r\nTransfer-Encoding: chunked\r\n\r\n'
    const chunked = (text: string) => `${head}${Array.from(text, (char) => `1\r\n${char}\r\n`).join('')}0\r\n\r\n`
    expect(masked(chunked(SECRET))).to.equal(chunked('*'.repeat(SECRET.length)))
  })

  it('is masked in compressed messages', () => {
    const payload = deflateRawSync(latin1(`hello ${SECRET}`), { finishFlush: 2 })
      .toString('latin1')
      .slice(0, -4)
    const frame = (content: string) => UPGRADE + String.fromCharCode(0xc1, content.length) + content
    expect(masked(frame(payload))).to.equal(frame('*'.repeat(payload.length)))
    const harmless = deflateRawSync(latin1('hello'), { finishFlush: 2 }).toString('latin1').slice(0, -4)
    expect(masked(frame(harmless))).to.equal(frame(harmless))
  })

  it('leaves the words of the protocol', () => {
    const open = maskOf(secretsOf({ url: new URL('ws://h/'), fields: [{ value: 'view=websocket; go=Upgrade' }] }))
    expect(open.bytes(latin1(UPGRADE)).toString('latin1')).to.equal(UPGRADE)
  })

  it('is found by its parts: cookies, parameters, decoded credentials', () => {
    const basic = Buffer.from('admin-1:pass:word').toString('base64')
    const values = [
      'id=aaaaaaaa; theme="bbb bbb"; c=cc%20cccc==',
      `Basic ${basic}`,
      'Digest username="dddddd", uri="/chat-room", response="0123456789abcdef"',
      'token=eeeeeeee',
    ]
    const secrets = secretsOf({ url: new URL('ws://h/'), fields: values.map((value) => ({ value })), more: ['ffffff'] })
    const parts = [
      'aaaaaaaa',
      'bbb bbb',
      'cc%20cccc==',
      'cc cccc==',
      basic,
      'admin-1:pass:word',
      'admin-1',
      'pass:word',
    ]
    expect(secrets).to.include.members([...parts, 'dddddd', '0123456789abcdef', 'eeeeeeee', 'ffffff'])
    expect(secrets).to.not.include('/chat-room')
  })

  it('keeps the number of any bytes', () => {
    const frames = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([latin1(UPGRADE), bytes]))
    fc.assert(
      fc.property(frames, (bytes) => {
        expect(mask.bytes(bytes)).to.have.length(bytes.length)
      }),
    )
  })
})
