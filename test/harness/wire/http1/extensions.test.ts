import { expect } from 'chai'
import fc from 'fast-check'
import { type Extension, readExtensions } from '../../../../harness/wire/http1/extensions'
import { isToken } from '../../../../harness/wire/http1/fields'
import { readExtensions as readByScratch } from '../../../../servers-under-test/scratch/http/fields'
import { tellingText } from '../../kit/bytes'

const MEBI = 1 << 20
const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}$/)
const lws = fc.stringMatching(/^[ \t]{0,2}$/)

/** A value as a token or as a quoted-string with some of its characters escaped. */
const written = token.chain((value) =>
  fc
    .tuple(fc.boolean(), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }))
    .map(([quoted, escaped]) =>
      quoted ? `"${[...value].map((char, at) => (escaped[at] ? `\\${char}` : char)).join('')}"` : value,
    )
    .map((text) => ({ value, text })),
)

/** A parameter and how it is written. */
const param = fc
  .tuple(token, fc.option(written), lws, lws, lws)
  .map(([name, value, a, b, c]) =>
    value === null
      ? { param: { name, value: null }, text: `${a}${name}${b}` }
      : { param: { name, value: value.value }, text: `${a}${name}${b}=${c}${value.text}` },
  )

/** An element and how it is written. */
const element = fc.tuple(token, fc.array(param, { maxLength: 3 }), lws, lws).map(([name, params, a, b]) => ({
  element: { name, params: params.map((each) => each.param) } as Extension,
  text: `${a}${name}${b}${params.map(({ text }) => `;${text}`).join(' ')}`,
}))

describe('Sec-WebSocket-Extensions', () => {
  it('is read as it was written, over one line and several, with null elements between', () => {
    fc.assert(
      fc.property(
        fc.array(element, { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom(',', ' , ', ',,', ',\t,'), { minLength: 4, maxLength: 4 }),
        (all, commas) => {
          const elements = all.map((each) => each.element)
          const line = all.map(({ text }, at) => (at > 0 ? commas[at] : '') + text).join('')
          expect(readExtensions([line])).to.deep.equal({ elements, fault: null })
          expect(readExtensions(all.map(({ text }) => text))).to.deep.equal({ elements, fault: null })
          expect(readExtensions([',', line, ''])).to.deep.equal({ elements, fault: null })
        },
      ),
    )
  })

  it('has no fault where there is no line', () => {
    expect(readExtensions([])).to.deep.equal({ elements: [], fault: null })
  })

  const names = (value: string) => readExtensions([value]).elements.map(({ name }) => name)

  it('keeps commas, semicolons and escapes inside a quoted-string', () => {
    const { elements } = readExtensions(['x; y=", permessage-deflate; z, \\"", b'])
    expect(elements).to.deep.equal([
      { name: 'x', params: [{ name: 'y', value: ', permessage-deflate; z, "' }] },
      { name: 'b', params: [] },
    ])
  })

  for (const [value, fault, kept] of [
    ['', 'a list without an element', []],
    [',', 'a list without an element', []],
    [' \t, ,', 'a list without an element', []],
    ['permessage-deflate;', 'a parameter without a name', ['permessage-deflate']],
    ['foo;;bar', 'a parameter without a name', ['foo']],
    ['foo;=bar', 'a parameter without a name', ['foo']],
    ['foo; bar=', 'a parameter with "=" and no value', ['foo']],
    ['foo; bar=, b', 'a parameter with "=" and no value', ['foo', 'b']],
    ['foo bar', 'bytes that neither "," nor ";" separates', ['foo']],
    [';foo', 'an element without a name', []],
    ['=foo, b', 'an element without a name', ['b']],
    ['foo; bar="x', 'a quoted-string that does not end', ['foo']],
    ['foo; bar="x\\', 'a quoted-string that does not end', ['foo']],
    ['foo; bar="x\\"', 'a quoted-string that does not end', ['foo']],
    ['foo; bar=a=b', 'bytes that neither "," nor ";" separates', ['foo']],
    ['foo; bar="a b"', 'a quoted value that is not a token', ['foo']],
    ['foo; bar="", b', 'a quoted value that is not a token', ['foo', 'b']],
    ['"foo", b', 'an element without a name', ['b']],
    ['f\xe9, b', 'bytes that neither "," nor ";" separates', ['f', 'b']],
    ['foo "a,b" c, d', 'bytes that neither "," nor ";" separates', ['foo', 'd']],
  ] as const)
    it(`has a fault in ${JSON.stringify(value)}`, () => {
      expect(readExtensions([value]).fault).to.equal(fault)
      expect(names(value)).to.deep.equal(kept)
    })

  it('is read from any text: names are tokens, and so are values where there is no fault', () => {
    fc.assert(
      fc.property(fc.array(tellingText(), { maxLength: 3 }), (values) => {
        const { elements, fault } = readExtensions(values)
        for (const { name, params } of elements) {
          for (const each of [name, ...params.map((one) => one.name)]) expect(isToken(each), each).to.equal(true)
          if (fault === null)
            for (const { value } of params) expect(value === null || isToken(value), `${value}`).to.equal(true)
        }
      }),
    )
  })

  it('is read as the scratch server reads it, which shares no code with this', () => {
    const piece = fc.constantFrom(',', ';', '=', '"', '\\', ' ', '\t', 'a', 'foo', 'b-c', '"x"', '"a b"', '\xe9', '\0')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
        (text) => {
          const { elements, fault } = readExtensions([text])
          const other = readByScratch(text)?.map(({ name, parameters }) => ({
            name,
            params: parameters.map(([param, value]) => ({ name: param, value: value ?? null })),
          }))
          expect(fault === null ? elements : undefined).to.deep.equal(other)
        },
      ),
      { numRuns: 2000 },
    )
  })

  for (const [what, text] of Object.entries({
    commas: ','.repeat(MEBI),
    semicolons: `a${';'.repeat(MEBI)}`,
    quotes: '"'.repeat(MEBI),
    'escapes in a quoted-string without end': `a; b="${'\\c'.repeat(MEBI / 2)}`,
    'spaces inside an element': `a${' '.repeat(MEBI)}b`,
    parameters: `a${';b=c'.repeat(MEBI / 4)}`,
    'short elements': 'a b,'.repeat(MEBI / 4),
  }))
    it(`is read in time that grows with the length: 1 MiB of ${what}`, () => {
      expect(readExtensions([text]).elements.length).to.be.at.most(MEBI / 4)
    }).timeout(4000)
})
