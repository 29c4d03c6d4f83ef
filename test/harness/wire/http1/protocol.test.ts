import { expect } from 'chai'
import { http1 } from '../../../../harness/wire/http1/protocol'
import { handshake } from '../../../../harness/wire/http1/request'
import { type HandshakeProtocol, readAnswers } from '../../../../harness/wire/protocol'
import { latin1 } from '../../kit/bytes'
import { plain, serverFrame, switching } from '../../kit/messages'
import { VARS } from '../../kit/vars'

function readLink(octets: Buffer) {
  const reader = http1.linkReader(http1.answerReader('GET', 0).read(octets, false))
  reader?.push(octets.subarray(reader.from))
  return reader?.run ?? null
}

describe('the handshake of HTTP/1.1', () => {
  const opened = (text: string) => http1.answerReader('GET', 0).read(latin1(text), true).opened

  it('is accepted with 101 and with nothing else', () => {
    expect(opened(switching())).to.equal(true)
    expect(opened(`HTTP/1.1 103 Early Hints\r\n\r\n${switching()}`)).to.equal(true)
    for (const status of [99, 100, 200, 400]) expect(opened(plain(status)), `${status}`).to.equal(false)
    expect(opened(switching().slice(0, -2))).to.equal(false)
    expect(opened('garbage')).to.equal(false)
    expect(opened('')).to.equal(false)
  })

  it('has a link only where it was accepted', () => {
    const link = (head: string) => {
      const octets = Buffer.concat([latin1(head), serverFrame(1, 'x')])
      return readLink(octets)
    }
    expect(link(switching())?.frames).to.have.length(1)
    expect(link(plain(400))).to.equal(null)
  })

  it('allows on the link the reserved bits that its extensions define', () => {
    const fault = (extensions: string | null) => {
      const octets = Buffer.concat([
        latin1(switching(undefined, { 'Sec-WebSocket-Extensions': extensions })),
        serverFrame(1, 'x', { rsv: 4 }),
      ])
      return readLink(octets)?.fault
    }
    expect(fault('permessage-deflate; x=1')).to.equal(null)
    expect(fault('x-webkit-deflate-frame')).to.equal(null)
    expect(fault('mux')).to.match(/reserved bit/)
    expect(fault(null)).to.match(/reserved bit/)
  })
})

describe('the answers of a connection', () => {
  const request = handshake(VARS, [])

  it('end with the one that its protocol says opened', () => {
    const tunnel: HandshakeProtocol = {
      ...http1,
      answerReader: (...which) => ({
        read: (...all) => {
          const answer = http1.answerReader(...which).read(...all)
          return { ...answer, opened: answer.final?.head.status === 200 }
        },
      }),
    }
    const received = latin1(plain(200, 'abc') + plain(400, 'abc'))
    const statuses = (protocol: HandshakeProtocol) =>
      readAnswers(protocol, received, [request, request], true).map(({ final }) => final?.head.status)
    expect(statuses(http1)).to.deep.equal([200, 400])
    expect(statuses(tunnel)).to.deep.equal([200])
  })
})
