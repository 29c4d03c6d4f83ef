import { expect } from 'chai'
import fc from 'fast-check'
import type { Head } from '../../../../harness/case/http-message'
import { AnswerReader, readAnswer } from '../../../../harness/wire/http1/answer-reader'
import { contentLength, framingOf, readContent, readHead } from '../../../../harness/wire/http1/response'
import { anyOctets, counted, latin1, mutationsOf, tellingText } from '../../kit/bytes'
import { plain, switching } from '../../kit/messages'

const MEBI = 1 << 20

function headOf(text: string): Head {
  const head = readHead(latin1(text), 0)
  if (head === null || head === 'garbage') throw new Error(`no head: ${head}`)
  return head
}

function faultsOf(text: string): string[] {
  return headOf(text).faults.map(({ what }) => what)
}

const fieldName = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}$/)
const fieldValue = fc.stringMatching(/^(?:[!-~\x80-\xff](?:[ \t!-~\x80-\xff]{0,20}[!-~\x80-\xff])?)?$/)
const fieldLines = fc.array(fc.record({ name: fieldName, value: fieldValue }), { maxLength: 6 })
const ows = fc.constantFrom('', ' ', '\t', ' \t ')

const goodAnswer = fc
  .tuple(
    fc.constantFrom('HTTP/1.1 101 Switching', 'HTTP/1.1 200 OK', 'HTTP/1.0 404', 'HTTP/1.1 100 C'),
    fieldLines,
    tellingText(20),
  )
  .map(([line, fields, rest]) =>
    latin1(`${line}\r\n${fields.map(({ name, value }) => `${name}: ${value}\r\n`).join('')}\r\n${rest}`),
  )

describe('a response head', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 999 }),
        fieldValue,
        fieldLines,
        fc.record({ eol: fc.constantFrom('\r\n', '\n'), before: ows, after: ows }),
        (status, reason, fields, { eol, before, after }) => {
          const lines = fields.map(({ name, value }) => `${name}:${before}${value}${after}`)
          const text = [`HTTP/1.1 ${status} ${reason}`, ...lines, '', ''].join(eol)
          const head = headOf(`${text}after`)
          expect(head).to.deep.include({ version: 'HTTP/1.1', status, reason, fields, end: text.length })
          expect(head.faults.length).to.equal(eol === '\n' ? lines.length + 2 : 0)
        },
      ),
    )
  })

  it('is read at an offset', () => {
    const head = readHead(latin1(`xx${plain(200)}`), 2)
    expect(head).to.include({ start: 2, status: 200, end: 2 + plain(200).length })
  })

  it('needs no reason phrase and takes any version', () => {
    expect(headOf('HTTP/1.1 101\r\n\r\n')).to.include({ status: 101, reason: '' })
    expect(headOf('HTTP/9 200 \r\n\r\n')).to.include({ version: 'HTTP/9', status: 200 })
    expect(headOf('HTTP/1.1 \t 200 OK\r\n\r\n')).to.include({ status: 200, reason: 'OK' })
  })

  it('has a fault where its protocol name is in another case, and is still read', () => {
    const head = headOf('http/1.1 101 Switching Protocols\r\n\r\n')
    expect(head).to.include({ version: 'http/1.1', status: 101 })
    expect(head.faults.map(({ clause }) => clause)).to.deep.equal(['RFC 9112 2.3'])
  })

  for (const text of [
    'HTTP/1.1 1010 x\r\n\r\n',
    'HTTP/1.1 10\r\n\r\n',
    'HTTP/1.1\r\n\r\n',
    'HTTP/1.1 OK 200\r\n\r\n',
    ' HTTP/1.1 200 OK\r\n\r\n',
    'SSH-2.0-x\r\n',
    '\r\nHTTP/1.1 200 OK\r\n\r\n',
    'HTTQ',
    '\x16\x03\x01',
  ])
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(readHead(latin1(text), 0)).to.equal('garbage')
    })

  for (const text of [
    'H',
    'HTTP',
    'HTTP/1.1 200 OK',
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 200 OK\r\na: b\r\n',
    'HTTP/1.1 200 OK\r\n\r',
  ])
    it(`is not whole in ${JSON.stringify(text)}`, () => {
      expect(readHead(latin1(text), 0)).to.equal(null)
    })

  it('has the faults of its syntax', () => {
    const start = 'HTTP/1.1 200 OK\r\n'
    expect(faultsOf(`${start}a: b\n\r\n`)).to.deep.equal(['a line ends in a bare LF'])
    expect(faultsOf(`${start}a: b\rc\r\n\r\n`)).to.deep.equal(['a bare CR'])
    expect(faultsOf(`${start}a: \0\r\n\r\n`)).to.deep.equal(['a NUL'])
    expect(faultsOf(`${start}a b\r\n\r\n`)).to.deep.equal(['a line without a colon'])
    expect(faultsOf(`${start}a : b\r\n\r\n`)).to.deep.equal(['whitespace before the colon'])
    expect(faultsOf(`${start}(a): b\r\n\r\n`)).to.deep.equal(['a field name that is not a token'])
    expect(faultsOf(`${start}: b\r\n\r\n`)).to.deep.equal(['a field name that is not a token'])
    expect(faultsOf(`${start}a: \x01\r\n\r\n`)).to.deep.equal(['a control character in a field value'])
    expect(faultsOf(`${start}a: b\r\n c\r\n\r\n`)).to.deep.equal(['a folded line (obs-fold)'])
  })

  it('joins a folded line to the one before it, and drops one that has none', () => {
    expect(headOf('HTTP/1.1 200 OK\r\na: b\r\n \t c \r\n\r\n').fields).to.deep.equal([{ name: 'a', value: 'b c' }])
    expect(headOf('HTTP/1.1 200 OK\r\n b: c\r\n\r\n').fields).to.deep.equal([])
  })
})

describe('content', () => {
  const framing = (fields: string, status = 200, method = 'GET') =>
    framingOf(headOf(`HTTP/1.1 ${status} x\r\n${fields}\r\n`), method)

  it('is framed in the order of RFC 9112 6.3', () => {
    expect(framing('Content-Length: 5\r\n', 200, 'HEAD')).to.equal('none')
    for (const status of [101, 204, 304]) expect(framing('Content-Length: 5\r\n', status)).to.equal('none')
    expect(framing('Transfer-Encoding: gzip, Chunked\r\nContent-Length: 5\r\n')).to.equal('chunked')
    expect(framing('Transfer-Encoding: chunked, gzip\r\n')).to.equal('close')
    expect(framing('Content-Length: 5\r\n')).to.equal('length')
    expect(framing('')).to.equal('close')
    expect(framing('Content-Length: x\r\n')).to.equal('close')
    expect(framing('Content-Length: 5\r\nContent-Length: 6\r\n')).to.equal('close')
  })

  it('has the one length that all lines state', () => {
    const length = (value: string) => contentLength(headOf(`HTTP/1.1 200 x\r\nContent-Length: ${value}\r\n\r\n`))
    expect(length('5')).to.equal(5)
    expect(length('5, 5')).to.equal(5)
    for (const bad of ['5, 6', '-1', '+5', '0x5', '1e3', '', '9999999999999999'])
      expect(length(bad), bad).to.equal(null)
  })

  it('ends where its length says, is not whole before, and is none of what follows', () => {
    fc.assert(
      fc.property(anyOctets(40), anyOctets(10), fc.nat({ max: 60 }), (body, behind, cut) => {
        const whole = Buffer.concat([latin1(`HTTP/1.1 400 x\r\nContent-Length: ${body.length}\r\n\r\n`), body])
        const head = headOf(whole.toString('latin1'))
        const response = readContent(Buffer.concat([whole, behind]), head, { method: 'GET', eof: false })
        expect(response).to.include({ framing: 'length', end: whole.length, complete: true })
        const some = whole.subarray(0, Math.max(head.end, whole.length - 1 - cut))
        expect(readContent(some, head, { method: 'GET', eof: true }).complete).to.equal(some.length === whole.length)
      }),
    )
  })

  it('in chunks is read as it was written, and is not whole one byte earlier', () => {
    const chunk = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.constantFrom('', ';a', ' ;b="c;d"', '\t'))
    const trailers = fc.constantFrom('', 'Expires: 0\r\n', 'a: b\r\nc: d\r\n')
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 5 }), trailers, anyOctets(10), (chunks, trailer, behind) => {
        const head = headOf('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
        const octets = Buffer.concat([
          Buffer.alloc(head.end),
          ...chunks.flatMap(([data, extension]) => [
            latin1(`${data.length.toString(16)}${extension}\r\n`),
            data,
            latin1('\r\n'),
          ]),
          latin1(`0\r\n${trailer}\r\n`),
        ])
        expect(readContent(Buffer.concat([octets, behind]), head, { method: 'GET', eof: false })).to.include({
          framing: 'chunked',
          complete: true,
          end: octets.length,
        })
        expect(readContent(octets.subarray(0, -1), head, { method: 'GET', eof: true }).complete).to.equal(false)
      }),
    )
  })

  for (const body of [
    'x\r\n',
    '-1\r\n',
    '5\r\nabc',
    '1\r\nab\r\n0\r\n\r\n',
    'ffffffff\r\n',
    '100000000000000000\r\n',
    '\r\n',
    '5',
  ])
    it(`in chunks is not whole in ${JSON.stringify(body)}`, () => {
      const text = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`
      const { complete, end } = readContent(latin1(text), headOf(text), { method: 'GET', eof: true })
      expect({ complete, end }).to.deep.equal({ complete: false, end: text.length })
    })

  it('without framing ends with the connection', () => {
    const text = 'HTTP/1.1 200 OK\r\n\r\nabc'
    expect(readContent(latin1(text), headOf(text), { method: 'GET', eof: false })).to.include({
      framing: 'close',
      complete: false,
    })
    expect(readContent(latin1(text), headOf(text), { method: 'GET', eof: true })).to.include({
      end: text.length,
      complete: true,
    })
  })

  it('is empty after a 101, whatever its Content-Length', () => {
    const text = switching(undefined, { 'Content-Length': '1000' })
    const answer = readAnswer(latin1(`${text}\x8a\0`), 'GET', false)
    expect(answer.final).to.include({ framing: 'none', end: text.length, complete: true })
  })
})

describe('an answer', () => {
  it('holds the interim responses before the final one', () => {
    const early = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n'
    const answer = readAnswer(latin1(early + switching()), 'GET', false)
    expect(answer.interim.map(({ status }) => status)).to.deep.equal([100, 103])
    expect(answer.final?.head).to.include({ status: 101, start: early.length })
    expect(readAnswer(latin1(early), 'GET', true)).to.deep.include({ final: null, garbageAt: null })
  })

  it('says where bytes begin that are not a response', () => {
    const early = 'HTTP/1.1 100 Continue\r\n\r\n'
    expect(readAnswer(latin1(`${early}\x81\x01a`), 'GET', false)).to.deep.include({
      final: null,
      garbageAt: early.length,
    })
  })

  it('counts a status below 100 as final: it is no interim response', () => {
    expect(readAnswer(latin1('HTTP/1.1 099 x\r\n\r\n'), 'GET', true).final?.head.status).to.equal(99)
  })

  it('is read from any bytes, with offsets inside them', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyOctets(), mutationsOf(goodAnswer)),
        fc.constantFrom('GET', 'HEAD'),
        fc.boolean(),
        (octets, method, eof) => {
          const { interim, final, garbageAt } = readAnswer(octets, method, eof)
          const places = [
            ...interim.flatMap(({ start, end }) => [start, end]),
            ...(final ? [final.head.start, final.head.end, final.end] : []),
          ]
          expect([...places, octets.length]).to.deep.equal([...places, octets.length].toSorted((a, b) => a - b))
          if (final) expect(garbageAt).to.equal(null)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is the same where it is read in pieces as they come', () => {
    const chunked = tellingText(20).map((text) =>
      latin1(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nab\r\n0\r\na: b\r\n\r\n${text}`),
    )
    const octets = fc.oneof(goodAnswer, chunked, mutationsOf(goodAnswer), mutationsOf(chunked))
    fc.assert(
      fc.property(octets, octets, fc.array(fc.nat(), { maxLength: 8 }), fc.boolean(), (one, other, cuts, eof) => {
        const all = Buffer.concat([one, other])
        const reader = new AnswerReader('GET', 0)
        for (const end of cuts.map((cut) => cut % (all.length + 1)).toSorted((a, b) => a - b)) {
          const some = all.subarray(0, end)
          expect(reader.read(some, false)).to.deep.equal(readAnswer(some, 'GET', false))
        }
        expect(reader.read(all, eof)).to.deep.equal(readAnswer(all, 'GET', eof))
      }),
      { numRuns: 1000 },
    )
  })

  it('does not change when more bytes come, except that its content grows', () => {
    fc.assert(
      fc.property(fc.oneof(goodAnswer, mutationsOf(goodAnswer)), fc.nat(), (octets, where) => {
        const before = readAnswer(octets.subarray(0, where % (octets.length + 1)), 'GET', false)
        const after = readAnswer(octets, 'GET', false)
        expect(after.interim.slice(0, before.interim.length)).to.deep.equal(before.interim)
        if (before.garbageAt !== null) expect(after.garbageAt).to.equal(before.garbageAt)
        if (before.final) expect(after.final?.head).to.deep.equal(before.final.head)
        if (before.final?.complete) expect(after.final).to.deep.equal(before.final)
      }),
      { numRuns: 500 },
    )
  })
})

describe('1 MiB of hostile bytes', () => {
  const start = 'HTTP/1.1 200 OK\r\n'
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
  const fill = (text: string) => text.repeat(Math.floor(MEBI / text.length))
  const floods: Record<string, string> = {
    LF: fill('\n'),
    'LF after a status line': start + fill('a\n'),
    CR: start + fill('\r'),
    'a:b lines': start + fill('a:b\r\n'),
    'a:b lines that end': `${start}${fill('a:b\r\n')}\r\n`,
    colons: `${start}${fill(':\n')}\n`,
    folds: `${start}a: b\r\n${fill(' c\r\n')}\r\n`,
    'spaces in a value': `${start}a: b${fill(' ')}c\r\n\r\n`,
    'spaces in the status line': `HTTP/1.1${fill(' ')}x\r\n\r\n`,
    'a version without end': `HTTP/${fill('1')}\r\n\r\n`,
    'a reason without end': `${start.trim()}${fill('x')}`,
    quotes: `${start}Transfer-Encoding: ${fill('"')}\r\n\r\n`,
    'commas in a length': `${start}Content-Length: ${fill(',')}5\r\n\r\n`,
    'interim responses': fill('HTTP/1.1 100 C\r\n\r\n'),
    'chunks of one byte': chunked + fill('1\r\na\r\n'),
    'chunk extensions': `${chunked}1 ${fill(' ;')}\r\na\r\n`,
    'spaces after a chunk size': `${chunked}1${fill(' ')}x\r\n`,
    trailers: `${chunked}0\r\n${fill('a:b\r\n')}`,
  }
  for (const [what, text] of Object.entries(floods))
    it(`${what}: each byte is read only a few times`, () => {
      const { octets, looked } = counted(latin1(text))
      readAnswer(octets, 'GET', false)
      readAnswer(octets, 'GET', true)
      expect(looked()).to.be.below(12 * octets.length)
    })

  const PIECES = 100
  for (const what of ['LF after a status line', 'a:b lines', 'folds', 'chunks of one byte', 'trailers'])
    it(`${what}, in ${PIECES} pieces: each byte is read only a few times`, () => {
      const octets = latin1(floods[what] ?? '')
      const reader = new AnswerReader('GET', 0)
      let sum = 0
      for (let piece = 1; piece <= PIECES; piece++) {
        const some = counted(octets.subarray(0, Math.floor((octets.length * piece) / PIECES)))
        reader.read(some.octets, false)
        sum += some.looked()
      }
      expect(sum).to.be.below(12 * octets.length)
    })

  it('keeps a bounded number of what it reads', () => {
    const { final, interim } = readAnswer(latin1(`${start}${fill(':\n')}\n`), 'GET', true)
    expect(final?.head.status).to.equal(200)
    expect(final?.head.fields.length).to.be.within(1000, 20_000)
    expect(final?.head.faults.length).to.be.within(10, 20_000)
    expect(interim).to.have.length(0)
    expect(readAnswer(latin1(fill('HTTP/1.1 100 C\r\n\r\n')), 'GET', true).interim.length).to.be.within(100, 5000)
  })
})
