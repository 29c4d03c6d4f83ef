import { expect } from 'chai'
import { exchangeText, visible } from '../../../reports/wire/connection-text'
import { pieces } from '../../../reports/wire/stored-bytes'
import { frameAt, frameWords } from '../../../reports/wire/stored-frames'
import { exchange, KEY, maskedFrame, request, switched } from '../kit/results'

describe('reports: a connection as text', () => {
  it('shows every byte so that none is lost or raw', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
    const shown = visible(all)
    expect(shown).to.match(/^[\x20-\x7e␍␊\n]*$/)
    const back = shown
      .replaceAll('␊\n', '\\x0a')
      .replaceAll('␍', '\\x0d')
      .replace(/\\x([\da-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    expect(Buffer.from(back, 'latin1')).to.deep.equal(all)
  })

  it('splits a 101 from the frames after it, and a request from its frames', () => {
    const received = Buffer.concat([
      Buffer.from(switched(KEY)),
      Buffer.from('81026869', 'hex'),
      Buffer.from('8a00', 'hex'),
    ])
    expect(pieces(received, 'received').map(({ kind }) => kind)).to.deep.equal(['text', 'frame', 'frame'])
    const sent = Buffer.concat([Buffer.from(request(KEY)), maskedFrame('hello', Buffer.from('01020304', 'hex'))])
    const [, frame] = pieces(sent, 'sent')
    expect(frame?.kind === 'frame' && frame.frame.payload.toString()).to.equal('hello')
  })

  it('finds the first fragment of a compressed message after a request (RFC 7692 6.1)', () => {
    const mask = Buffer.from('f1020304', 'hex')
    const fragment = maskedFrame('hello', mask)
    fragment[0] = 0x41
    const sent = Buffer.concat([Buffer.from(request(KEY)), fragment, maskedFrame('rest', mask, 0)])
    expect(pieces(sent, 'sent').map(({ kind }) => kind)).to.deep.equal(['text', 'frame', 'frame'])
    expect(pieces(Buffer.from(`${request(KEY)}ABBA`), 'sent').map(({ kind }) => kind)).to.deep.equal(['text', 'text'])
  })

  it('keeps a second request and a body as text', () => {
    const sent = Buffer.from(`${request(KEY, 'Content-Length: 2\r\n')}hi${request(KEY)}`)
    expect(pieces(sent, 'sent').map(({ kind }) => kind)).to.deep.equal(['text', 'text'])
  })

  it('puts every byte into exactly one piece, whatever the bytes are', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('\r\n\r\n'),
      Buffer.concat([Buffer.from(switched(KEY)), Buffer.alloc(4096, 0xff)]),
      Buffer.concat([Buffer.from(switched(KEY)), Buffer.from('81', 'hex')]),
      Buffer.concat([Buffer.from(switched(KEY)), Buffer.from('81fe', 'hex')]),
      Buffer.concat([Buffer.from(request(KEY)), Buffer.from('8185aabb', 'hex')]),
    ])
      for (const direction of ['sent', 'received'] as const) {
        const ends = pieces(bytes, direction).map(({ start, end }) => [start, end])
        expect(ends.map(([start]) => start)).to.deep.equal([0, ...ends.map(([, end]) => end)].slice(0, ends.length))
        expect(ends.at(-1)?.[1] ?? 0).to.equal(bytes.length)
      }
  })

  it('names a frame, and what of it is not stored', () => {
    const close = frameAt(Buffer.from('880203e8', 'hex'), 0)
    expect(close && frameWords(close)).to.equal('Close frame, 2 bytes, code 1000')
    const cut = frameAt(Buffer.from('c17e10006869', 'hex'), 0)
    expect(cut && frameWords(cut)).to.equal('text frame, reserved bits 100, 4096 bytes, 4094 of them not stored')
    expect(frameAt(Buffer.from('81ff', 'hex'), 0)).to.equal(null)
  })

  it('shows a connection as text without raw control characters', () => {
    const text = exchangeText(
      exchange({ sent: request(KEY), received: 'HTTP/1.1 400 \x1b[31m\r\n\r\n', ended: 'reset' }),
      'server',
    )
    expect(text).to.contain('GET / HTTP/1.1␍␊\nHost').and.contain('400 \\x1b[31m␍␊').and.contain('reset by the server')
    expect(text).to.match(/^[^\0-\x09\x0b-\x1f]*$/)
  })
})
