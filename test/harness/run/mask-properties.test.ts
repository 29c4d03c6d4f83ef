import { expect } from 'chai'
import fc from 'fast-check'
import { maskOf } from '../../../harness/run/mask'
import { secretsOf } from '../../../harness/run/masking/secrets'
import { maskUrl } from '../../../harness/run/masking/words'
import { latin1, tellingText } from '../kit/bytes'

const maskBytes = (bytes: Buffer, secrets: string[]) => maskOf(secrets).bytes(bytes)

const secret = fc.stringMatching(/^[ab.*+?()\\[\]$^|/-]{6,12}$/)

describe('masked secrets', () => {
  it('are gone from bytes, and every other byte stays', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.array(tellingText(8), { maxLength: 4 }),
        (secrets, between) => {
          const text = `x\r\n${secrets.map((each, index) => (between[index] ?? '') + each).join('')}`
          const masked = maskBytes(latin1(text), secrets).toString('latin1')
          expect(masked).to.have.length(text.length)
          for (const each of secrets) expect(masked).to.not.include(each)
          for (let at = 0; at < text.length; at++) if (masked[at] !== '*') expect(masked[at]).to.equal(text[at])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are masked whole where they overlap or are adjacent', () => {
    const text = 'X-Key: abcdefghijkl\r\n'
    for (const secrets of [
      ['abcdef', 'abcdefghijkl'],
      ['abcdefghijkl', 'ghijkl'],
      ['abcdefgh', 'efghijkl'],
      ['defghi', 'abcdefghijkl', 'abcdef'],
    ]) {
      expect(maskBytes(latin1(`GET /\r\n${text}`), secrets).toString()).to.equal(
        `GET /\r\nX-Key: ${'*'.repeat(12)}\r\n`,
      )
      expect(maskOf(secrets).text(text)).to.equal('X-Key: ***\r\n')
    }
  })

  it('are masked in time that is linear in the number of bytes', () => {
    const many = latin1('a'.repeat(1 << 20))
    expect(maskBytes(many, ['aaaaaa']).toString('latin1')).to.equal('*'.repeat(1 << 20))
    expect(maskBytes(latin1(`GET /?${'token'.repeat(1 << 17)}`), [])).to.have.length(6 + 5 * (1 << 17))
    expect(maskBytes(latin1('Cookie: a\r\n'.repeat(1 << 16)), [])).to.have.length(11 << 16)
  })

  it('in a URL are masked in any text, and masking twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true }),
        fc.stringMatching(/^[a-z0-9]{1,9}$/),
        tellingText(10),
        (url, word, text) => {
          const whole = `${text} ${url.replace('://', `://user:${word}-zz@`)}`
          const masked = maskUrl(whole)
          expect(masked).to.not.include(`${word}-zz`)
          expect(maskUrl(masked)).to.equal(masked)
        },
      ),
    )
  })

  it('are found in any URL of a target', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.stringMatching(/^[!-~]{0,9}$/), (text, password) => {
        const url = new URL(text)
        url.username = 'user'
        url.password = password
        for (const each of secretsOf({ url, fields: [{ value: password }] })) expect(each).to.not.equal('')
      }),
    )
  })
})
