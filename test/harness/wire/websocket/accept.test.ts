import { expect } from 'chai'
import fc from 'fast-check'
import { acceptFor } from '../../../../harness/wire/websocket/accept'
import { KEY } from '../../kit/vars'

describe('Sec-WebSocket-Accept', () => {
  it('is that of RFC 6455 1.3 for its key', () => {
    expect(acceptFor(KEY)).to.equal('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
  })

  it('takes any string, as Latin-1', () => {
    fc.assert(fc.property(fc.string(), (key) => void expect(acceptFor(key)).to.match(/^[A-Za-z0-9+/]{27}=$/)))
  })
})
