import { expect } from 'chai'
import fc from 'fast-check'
import { asciiLower, fieldValues, isToken, listMembers, sameName, trimOws } from '../../../../harness/wire/http1/fields'
import { tellingText } from '../../kit/bytes'

const MEBI = 1 << 20

describe('field values', () => {
  it('loses SP and HTAB at both ends and nothing else', () => {
    expect(trimOws(' \t a b\t ')).to.equal('a b')
    expect(trimOws('\xa0a\r')).to.equal('\xa0a\r')
    fc.assert(
      fc.property(
        tellingText(),
        fc.stringMatching(/^[ \t]*$/),
        fc.stringMatching(/^[ \t]*$/),
        (text, before, after) => {
          const trimmed = trimOws(text)
          expect(trimOws(before + text + after)).to.equal(trimmed)
          expect(trimmed).to.match(/^(?:[^ \t](?:.*[^ \t])?)?$/s)
          expect(text).to.include(trimmed)
        },
      ),
    )
  })

  it('trims in time that grows with the length, whatever is between the ends', () => {
    const spaces = ' '.repeat(MEBI)
    expect(trimOws(`a${spaces}b`)).to.have.length(MEBI + 2)
    expect(trimOws(spaces)).to.equal('')
    expect(trimOws(` \t${spaces}a${spaces}\t`)).to.equal('a')
  })

  it('lower-cases A-Z only', () => {
    expect(asciiLower('\xc0\u0130\u212a WebSocKet')).to.equal('\xc0\u0130\u212a websocket')
    expect(sameName('WebSoc\u212aet', 'websocket')).to.equal(false)
    expect(sameName('UPGRADE', 'upgrade')).to.equal(true)
  })

  it('knows a token', () => {
    for (const text of ['a', "!#$%&'*+-.^_`|~09AZaz"]) expect(isToken(text), text).to.equal(true)
    for (const text of ['', 'a b', 'a\n', '"a"', 'a,b', 'a:b', '\xe9', 'a/b', '{a}'])
      expect(isToken(text), text).to.equal(false)
  })

  it('gives the values of every line of a name, in order', () => {
    const fields = [
      { name: 'A', value: '1' },
      { name: 'b', value: '2' },
      { name: 'a', value: '3' },
    ]
    expect(fieldValues(fields, 'a')).to.deep.equal(['1', '3'])
    expect(fieldValues(fields, 'c')).to.deep.equal([])
  })
})

describe('list members', () => {
  const member = fc.stringMatching(/^[a-z0-9=;-]{1,8}$/)

  it('are the same over one line and over several, with empty ones between', () => {
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 1 }),
        fc.array(fc.constantFrom(',', ' , ', '\t,,', ', ,'), { minLength: 1 }),
        (all, commas) => {
          const line = all.map((each, index) => each + commas[index % commas.length]).join('')
          expect(listMembers([line])).to.deep.equal(all)
          expect(listMembers(all)).to.deep.equal(all)
          expect(listMembers([',', ...all, ''])).to.deep.equal(all)
        },
      ),
    )
  })

  it('keep commas and escapes inside a quoted-string', () => {
    expect(listMembers(['a="x, \\", y", b'])).to.deep.equal(['a="x, \\", y"', 'b'])
    expect(listMembers(['a="never ends, b'])).to.deep.equal(['a="never ends, b'])
    expect(listMembers(['a="ends in a backslash\\'])).to.deep.equal(['a="ends in a backslash\\'])
  })

  it('are found in any text, none of them empty or with OWS around it', () => {
    fc.assert(
      fc.property(fc.array(tellingText(), { maxLength: 4 }), (values) => {
        for (const each of listMembers(values)) expect(each).to.equal(trimOws(each)).and.not.equal('')
      }),
    )
  })

  for (const [what, text] of Object.entries({
    commas: ','.repeat(MEBI),
    quotes: '"'.repeat(MEBI),
    backslashes: `"${'\\'.repeat(MEBI)}`,
    'quoted commas': '",",'.repeat(MEBI / 4),
    'spaces inside a member': `a${' '.repeat(MEBI)}b`,
    'members with spaces around': 'a \t '.repeat(MEBI / 4),
  }))
    it(`end on 1 MiB of ${what}`, () => {
      expect(listMembers([text]).join(',').length).to.be.at.most(MEBI + 2)
    })
})
