import { expect } from 'chai'
import fc from 'fast-check'
import { Connection } from '../../servers-under-test/scratch/connection'
import type { Action } from '../../servers-under-test/scratch/endpoint'
import type { ServerFunctions } from '../../servers-under-test/scratch/functions'
import { INTACT } from '../../servers-under-test/scratch/intact'
import { base, frame } from './kit/client'

function connection(change: Partial<ServerFunctions> = {}): Connection {
  return new Connection({ ...INTACT, now: () => 0, ...change })
}

const textOf = (actions: readonly Action[]) =>
  actions.map((action) => (action.do === 'send' ? action.bytes.toString('latin1') : '')).join('')

/** What a connection does when it gets segments: the text it sends, and its other actions in order. */
function story(segments: readonly Uint8Array[]): { sent: string; other: string[] } {
  const one = connection()
  const actions = segments.flatMap((segment) => one.feed(segment))
  return { sent: textOf(actions), other: actions.map((action) => action.do).filter((name) => name !== 'send') }
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

  it('says what it reads, and how long it waits for that', () => {
    const { headMs, contentMs, linkMs } = INTACT.limits
    const one = connection()
    const seen = () => [one.state, one.patience?.ms]
    expect(seen()).to.deep.equal(['head', headMs])
    one.feed(Buffer.from(base({ 'Content-Length': '2' })))
    expect(seen()).to.deep.equal(['content', contentMs])
    one.feed(Buffer.from('ab'))
    expect(seen()).to.deep.equal(['link', linkMs])
    one.feed(frame(0x8))
    expect(seen()).to.deep.equal(['done', undefined])
  })

  it('starts the clock again for each request and for each frame, but not for each segment of a head', () => {
    const one = connection()
    const turns = [`GET / HTTP/1.1\r\n`, 'Host: a\r\n', `\r\n`, base(), frame(0x9, 'x').toString('latin1')].map(
      (text) => {
        const before = one.patience?.turn
        one.feed(Buffer.from(text, 'latin1'))
        return one.patience?.turn !== before
      },
    )
    expect(turns).to.deep.equal([false, false, true, true, true])
  })

  it('leaves an open WebSocket that is silent for too long with code 1001', () => {
    const one = connection()
    one.feed(Buffer.from(base()))
    expect(one.expire()).to.deep.equal([{ do: 'send', bytes: Buffer.from([0x88, 0x02, 0x03, 0xe9]) }, { do: 'end' }])
  })

  it('keeps what it has not read', () => {
    const one = connection()
    one.feed(Buffer.from('GET / HT'))
    expect(one.unread.toString()).to.equal('GET / HT')
    one.forget()
    expect(one.unread.length).to.equal(0)
  })

  it('closes after an answer where the request asks for it, or its end is not known', () => {
    for (const [text, ends] of [
      [base({ 'Sec-WebSocket-Version': '14' }), false],
      [base({ 'Sec-WebSocket-Version': '14', Connection: 'Upgrade, Close' }), true],
      [base({ 'Content-Length': 'abc' }), true],
    ] as const) {
      const one = connection()
      const actions = one.feed(Buffer.from(text))
      expect([one.state === 'done', /\r\nConnection: .*close\r\n/.test(textOf(actions))], text).to.deep.equal([
        ends,
        ends,
      ])
    }
  })

  it('holds back what is sent after a hold', () => {
    const one = connection({
      answer(request, inner, server) {
        inner.hold(7)
        INTACT.answer(request, inner, server)
      },
    })
    expect(one.feed(Buffer.from(base())).map((action) => action.do)).to.deep.equal(['hold', 'send'])
  })

  it('waits for nothing once it is done', () => {
    const one = connection()
    one.feed(Buffer.from('no request\r\n'))
    expect(one.patience).to.equal(undefined)
    expect(one.feed(Buffer.from(base()))).to.deep.equal([])
    expect(one.finish()).to.deep.equal([])
  })

  it('answers 408 where a request stops, and sends nothing where none has begun', () => {
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
