import { expect } from 'chai'
import fc from 'fast-check'
import { readHead } from '../../servers-under-test/scratch/http/request'

describe('scratch: a header section', () => {
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
    'a space after the version': 'GET / HTTP/1.1 \r\n\r\n',
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

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readHead(bytes)
      }),
    )
  })
})
