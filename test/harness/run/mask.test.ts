import { expect } from 'chai'
import fc from 'fast-check'
import { shown } from '../../../harness/judge/shown-text'
import { maskOf } from '../../../harness/run/mask'
import { secretsOf } from '../../../harness/run/masking/secrets'
import { maskUrl } from '../../../harness/run/masking/words'

const masked = (text: string, secrets: string[] = []) =>
  maskOf(secrets).bytes(Buffer.from(text, 'latin1')).toString('latin1')

const maskText = (text: string, secrets: string[]) => maskOf(secrets).text(text)

describe('masking', () => {
  it('takes userinfo and credential-looking parameters out of URLs', () => {
    expect(maskUrl('ws://u:p@h:1/a?x=1&access_token=abc&key=k')).to.equal('ws://***@h:1/a?x=1&access_token=***&key=***')
    expect(maskUrl('ws://h/?q=a@b&monkey=1')).to.equal('ws://h/?q=a@b&monkey=1')
    expect(maskUrl(maskUrl('wss://u@h/?sig=1'))).to.equal('wss://***@h/?sig=***')
  })

  it('masks credentials and keeps the number of bytes', () => {
    expect(masked('GET /?token=abc HTTP/1.1\r\nHost: h\r\nCookie: a=b\r\n\r\n')).to.equal(
      'GET /?token=*** HTTP/1.1\r\nHost: h\r\nCookie: ***\r\n\r\n',
    )
    expect(masked('HTTP/1.1 101\r\nset-cookie:\ts=1\r\nX: y\r\n\r\n')).to.equal(
      'HTTP/1.1 101\r\nset-cookie:\t***\r\nX: y\r\n\r\n',
    )
  })

  it('masks a long secret everywhere, and a short one only as a whole value', () => {
    expect(masked('X: topsecret\r\nY: /topsecret/\r\n', ['topsecret'])).to.equal('X: *********\r\nY: /*********/\r\n')
    expect(masked('X: GET\r\nGET me\r\n', ['GET'])).to.equal('X: ***\r\nGET me\r\n')
    expect(maskText('got topsecret and GET', ['topsecret', 'GET'])).to.equal('got *** and GET')
  })

  it('masks a secret that was cut or made printable before', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.payload.signature'
    const words = `bytes that are not an HTTP response: ${shown(`GET /?t=${token}`, 20)}`
    expect(words).to.contain('eyJhbGciOiJI…')
    expect(maskText(words, [token])).to.equal('bytes that are not an HTTP response: GET /?t=***… (46 bytes)')
    expect(maskText(shown('Server: p\xe4ssw\xf6rd!', 60), ['p\xe4ssw\xf6rd!'])).to.equal('Server: ***')
    expect(maskText('400 Bad Requ… (99 bytes)', [token])).to.equal('400 Bad Requ… (99 bytes)')
  })

  it('knows the secrets of a target', () => {
    const url = new URL('ws://user%40x:p%20w@h/?token=abc')
    const secrets = secretsOf({ url, fields: [{ value: 'Bearer abcdefgh' }] })
    for (const secret of [
      'Bearer abcdefgh',
      'abcdefgh',
      'user@x',
      'p w',
      'abc',
      Buffer.from('user@x:p w').toString('base64'),
    ])
      expect(secrets).to.include(secret)
    expect(secretsOf({ url: new URL('ws://h/'), fields: [] })).to.deep.equal([])
  })

  it('keeps the number of any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 3 }),
        (octets, secrets) => {
          const given = Buffer.from(octets)
          expect(maskOf(secrets).bytes(given)).to.have.length(given.length)
        },
      ),
    )
  })

  it('takes time that is linear in the length', () => {
    for (const text of [
      'token'.repeat(100_000),
      `?${'token'.repeat(100_000)}`,
      '?'.repeat(500_000),
      `${'a'.repeat(500_000)}\r\n`,
    ])
      expect(masked(text)).to.have.length(text.length)
  }).timeout(2000)
})
