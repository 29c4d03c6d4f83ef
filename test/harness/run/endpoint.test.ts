import { expect } from 'chai'
import { endpointOf } from '../../../harness/run/endpoint'
import type { Target } from '../../../harness/run/target'
import { targetOf } from '../kit/runs'

describe('where a target is reached', () => {
  const at = (url: string, over: Partial<Target> = {}) =>
    endpointOf(targetOf({ port: 1 }, { url: new URL(url), ...over }))

  it('follows from its URL, or from --connect', () => {
    expect(at('ws://a.test/')).to.deep.equal({ host: 'a.test', port: 80, tls: null })
    expect(at('wss://a.test/')).to.deep.equal({
      host: 'a.test',
      port: 443,
      tls: { servername: 'a.test', insecure: false },
    })
    expect(at('ws://[::1]:8080/')).to.deep.equal({ host: '::1', port: 8080, tls: null })
    const connect = { host: '127.0.0.1', port: 9 }
    expect(at('wss://a.test:1/', { connect, tls: { insecure: true } })).to.deep.equal({
      host: '127.0.0.1',
      port: 9,
      tls: { servername: 'a.test', insecure: true },
    })
  })
})
