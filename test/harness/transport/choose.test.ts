import { expect } from 'chai'
import { transportFor } from '../../../harness/transport/choose'
import { tcp } from '../../../harness/transport/tcp'
import { tls } from '../../../harness/transport/tls'

describe('the transport for an endpoint', () => {
  const where = { host: '127.0.0.1', port: 1 }

  it('is TLS where the URL is wss:, and says what HTTP is spoken', () => {
    expect(transportFor({ ...where, tls: null })).to.equal(tcp)
    expect(transportFor({ ...where, tls: { servername: 'a.test', insecure: false } })).to.equal(tls)
    for (const { protocol } of [tcp, tls]) expect(protocol.name).to.equal('HTTP/1.1')
  })
})
