import { expect } from 'chai'
import fc from 'fast-check'
import { isToken, readExtensions, trimOws } from '../../servers-under-test/scratch/http/fields'
import { isAuthority, isTarget, pathOf, targetAuthority } from '../../servers-under-test/scratch/http/uri'

describe('scratch: field grammars', () => {
  it('accepts tokens', () => {
    expect(['a', "!#$%&'*+-.^_`|~0A"].every(isToken)).to.equal(true)
    expect(['', 'a b', 'a/b', '"a"', 'a=b', 'é'].some(isToken)).to.equal(false)
  })

  it('trims OWS and nothing else', () => {
    expect(trimOws('\t a\tb \t')).to.equal('a\tb')
    expect(trimOws('\u00a0a\v')).to.equal('\u00a0a\v')
  })

  it('reads extension offers', () => {
    expect(readExtensions('a, ,b ; c; d = "e\\f";g=h ,')).to.deep.equal([
      { name: 'a', parameters: [] },
      {
        name: 'b',
        parameters: [
          ['c', undefined],
          ['d', 'ef'],
          ['g', 'h'],
        ],
      },
    ])
  })

  for (const value of [
    '',
    ',',
    'a;',
    ';a',
    'a;=b',
    'a; b=',
    'a b',
    'a; b="c',
    'a; b=c=d',
    'a; b="c d"',
    'a; b=""',
    'a; y=", b, "',
  ]) {
    it(`refuses the extension list ${JSON.stringify(value)}`, () => {
      expect(readExtensions(value)).to.equal(undefined)
    })
  }

  it('reads any extension list without throwing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ',', ';', '=', '"', '\\', ' ', '\t', '('), maxLength: 40 }),
        (value) => {
          const offers = readExtensions(value)
          for (const offer of offers ?? []) expect(isToken(offer.name)).to.equal(true)
        },
      ),
    )
  })

  it('accepts authorities with a host', () => {
    expect(['a', 'a:80', 'a:', '127.0.0.1:1', '[::1]:80', '[v1.x]', 'a,b', '%41', 'a.'].every(isAuthority)).to.equal(
      true,
    )
    const wrong = ['', ':80', 'a b', 'u@a', 'a/b', 'http://a', 'a:b', '[::1', '::1', '[::1%25a]', 'a, a', '%4', 'a?b']
    expect(wrong.filter(isAuthority)).to.deep.equal([])
  })

  it('accepts request targets that name a resource', () => {
    expect(['/', '/a?b=c%20d', '/?', 'http://a', 'https://a/b?c', 'ws://a:1/', '//a'].every(isTarget)).to.equal(true)
    expect(
      ['*', 'a', 'a:80', '/a#b', '/%4', '/é', 'http://', 'ftp://a/', 'http://u@a/', ''].filter(isTarget),
    ).to.deep.equal([])
  })

  it('takes authority and path out of a request target', () => {
    expect(['/a?b', 'http://a:1/b', 'ws://A'].map(targetAuthority)).to.deep.equal([undefined, 'a:1', 'A'])
    expect(['/a?b', '/', 'http://a/b?c', 'http://a', '*'].map(pathOf)).to.deep.equal(['/a', '/', '/b', '/', '*'])
  })
})
