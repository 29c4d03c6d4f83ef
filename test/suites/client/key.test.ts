import { expect } from 'chai'
import { readRequestHead } from '../../../harness/wire/http1/request-head'
import { keyBytes } from '../../../suites/client/00-request/fields'

describe('the key of a request', () => {
  const bytesOf = (key: string) => {
    const read = readRequestHead(Buffer.from(`GET / HTTP/1.1\r\nSec-WebSocket-Key: ${key}\r\n\r\n`))
    return read && keyBytes(read.head)?.toString('hex')
  }

  it('is 16 bytes also where its pad bits are not zero, as in the example of RFC 6455 4.1', () => {
    expect(bytesOf('AQIDBAUGBwgJCgsMDQ4PEC==')).to.equal('0102030405060708090a0b0c0d0e0f10')
    expect(bytesOf('AQIDBAUGBwgJCgsMDQ4PEA==')).to.equal('0102030405060708090a0b0c0d0e0f10')
  })

  it('is none where it has another length, other letters or no padding', () => {
    for (const key of ['AQIDBAUGBwgJCgsMDQ4PEA', 'AQIDBAUGBwgJCgsMDQ4P', 'AQIDBAUGBwgJCgsMDQ4-EA==', ''])
      expect(bytesOf(key), key).to.equal(undefined)
  })
})
