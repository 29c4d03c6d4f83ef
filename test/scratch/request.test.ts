import { expect } from 'chai'
import fc from 'fast-check'
import { Connection } from '../../servers-under-test/scratch/connection'
import type { Action } from '../../servers-under-test/scratch/endpoint'
import { isToken, readExtensions, trimOws } from '../../servers-under-test/scratch/http/fields'
import { readHead } from '../../servers-under-test/scratch/http/request'
import { isAuthority, isTarget } from '../../servers-under-test/scratch/http/uri'
import { INTACT } from '../../servers-under-test/scratch/intact'
import { base, frame } from './client'

function connection(): Connection {
  return new Connection({ ...INTACT, now: () => 0 })
}

/** Everything a connection does about some segments: the octets it sends and the other actions, in order. */
function story(segments: readonly Uint8Array[]): { sent: string; other: string[] } {
  const one = connection()
  const actions: Action[] = segments.flatMap((segment) => one.feed(segment))
  const sent = actions.map((action) => (action.do === 'send' ? action.bytes.toString('latin1') : '')).join('')
  return { sent, other: actions.map((action) => action.do).filter((what) => what !== 'send') }
}

function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))].sort((one, other) => one - other)
  return [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end))
}

/** Bytes that look like a request in most places and are anything in some. */
const nearlyRequest = fc
  .tuple(
    fc.constantFrom(
      base(),
      `${base({ 'Transfer-Encoding': 'chunked' })}3\r\nabc\r\n0\r\nX: y\r\n\r\n`,
      `${base({ 'Content-Length': '5' })}hello${frame(0x9, 'hi').toString('latin1')}`,
      base({ 'Sec-WebSocket-Version': '14' }) + base(),
      base({ 'Sec-WebSocket-Extensions': 'permessage-deflate; a="b\\c"', 'Sec-WebSocket-Protocol': 'a,, chat' }),
    ),
    fc.array(
      fc.tuple(fc.nat(400), fc.constantFrom('\r', '\n', '\0', ' ', '\t', ':', ',', '"', 'A', '\xff', '\r\n', '')),
      {
        maxLength: 4,
      },
    ),
  )
  .map(([text, edits]) => {
    const edited = edits.reduce((so, [at, put]) => so.slice(0, at) + put + so.slice(at + 1), text)
    return Buffer.from(edited, 'latin1')
  })

describe('scratch: request parser', () => {
  it('reads a request', () => {
    const request = readHead(Buffer.from('GET /a?b HTTP/1.1\r\nHost: x\r\nX-A:\t b \r\nEmpty:\r\n\r\n'))
    expect(request).to.deep.equal({
      method: 'GET',
      target: '/a?b',
      version: { major: 1, minor: 1 },
      fields: [
        { name: 'Host', value: 'x', raw: ' x' },
        { name: 'X-A', value: 'b', raw: '\t b ' },
        { name: 'Empty', value: '', raw: '' },
      ],
      trailers: [],
    })
  })

  for (const [what, text] of Object.entries({
    'no request line': '\r\n\r\n',
    'no version': 'GET /\r\n\r\n',
    'a version in lower case': 'GET / http/1.1\r\n\r\n',
    'two spaces': 'GET  / HTTP/1.1\r\n\r\n',
    'a space behind the version': 'GET / HTTP/1.1 \r\n\r\n',
    'a NUL in the target': 'GET /\0 HTTP/1.1\r\n\r\n',
    'a bare LF': 'GET / HTTP/1.1\nHost: x\r\n\r\n',
    'a bare CR': 'GET / HTTP/1.1\r\nHost: x\rY: z\r\n\r\n',
    'an obs-fold': 'GET / HTTP/1.1\r\nHost: x\r\n y\r\n\r\n',
    'no colon': 'GET / HTTP/1.1\r\nHost\r\n\r\n',
    'an empty name': 'GET / HTTP/1.1\r\n: x\r\n\r\n',
    'a space before the colon': 'GET / HTTP/1.1\r\nHost : x\r\n\r\n',
    'a name that is no token': 'GET / HTTP/1.1\r\nH(o)st: x\r\n\r\n',
    'a NUL in a value': 'GET / HTTP/1.1\r\nHost: x\0\r\n\r\n',
    'no empty line': 'GET / HTTP/1.1\r\nHost: x\r\n',
  })) {
    it(`refuses ${what}`, () => {
      expect(readHead(Buffer.from(text))).to.include({ status: 400, close: true })
    })
  }

  it('is total on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readHead(bytes)
      }),
    )
  })
})

describe('scratch: connection', () => {
  it('gives the same answer to any segments of any bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(nearlyRequest, fc.uint8Array({ maxLength: 120 })),
        fc.array(fc.nat(1000), { maxLength: 6 }),
        (bytes, at) => {
          expect(story(cut(bytes, at))).to.deep.equal(story([bytes]))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('gives the same answer byte by byte', () => {
    const bytes = Buffer.concat([Buffer.from(`\r\n${base()}`), frame(0x1, 'hello')])
    const single = [...bytes].map((byte) => Uint8Array.of(byte))
    expect(story(single)).to.deep.equal(story([bytes]))
    expect(story(single).sent).to.match(/^HTTP\/1\.1 101 [\s\S]*\x81\x05hello$/)
  })

  it('does not answer before the empty line', () => {
    expect(story([Buffer.from(base().slice(0, -1))]).sent).to.equal('')
  })

  it('asks for no more patience once it is done', () => {
    const one = connection()
    one.feed(Buffer.from('no request\r\n'))
    expect(one.patience).to.equal(undefined)
    expect(one.feed(Buffer.from(base()))).to.deep.equal([])
    expect(one.finish()).to.deep.equal([])
  })

  it('answers 408 where a request stops, and says nothing where none has begun', () => {
    const begun = connection()
    begun.feed(Buffer.from('GET / HTTP/1.1\r\n'))
    expect(begun.expire()[0])
      .to.have.property('bytes')
      .that.satisfies((bytes: Buffer) => bytes.includes(' 408 '))
    expect(connection().expire()).to.deep.equal([{ do: 'end' }])
  })

  it('never applies a request that ends in FIN', () => {
    const one = connection()
    one.feed(Buffer.from(base().slice(0, -2)))
    const [answer, end] = one.finish()
    expect(answer)
      .to.have.property('bytes')
      .that.satisfies((bytes: Buffer) => bytes.includes(' 400 '))
    expect(end).to.deep.equal({ do: 'end' })
  })
})

describe('scratch: field grammars', () => {
  it('knows tokens', () => {
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

  it('is total on any extension list', () => {
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

  it('knows authorities', () => {
    expect(['a', 'a:80', 'a:', '127.0.0.1:1', '[::1]:80', '[v1.x]', 'a,b', '%41', 'a.'].every(isAuthority)).to.equal(
      true,
    )
    const wrong = ['', ':80', 'a b', 'u@a', 'a/b', 'http://a', 'a:b', '[::1', '::1', '[::1%25a]', 'a, a', '%4', 'a?b']
    expect(wrong.filter(isAuthority)).to.deep.equal([])
  })

  it('knows request targets', () => {
    expect(['/', '/a?b=c%20d', '/?', 'http://a', 'https://a/b?c', 'ws://a:1/', '//a'].every(isTarget)).to.equal(true)
    expect(
      ['*', 'a', 'a:80', '/a#b', '/%4', '/é', 'http://', 'ftp://a/', 'http://u@a/', ''].filter(isTarget),
    ).to.deep.equal([])
  })
})
