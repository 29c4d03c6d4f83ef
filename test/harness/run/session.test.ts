import { expect } from 'chai'
import { baseFieldsOf, endpointOf } from '../../../harness/run/session'
import type { Target } from '../../../harness/run/target'
import { targetOf } from '../kit/target'

describe('where a target is and what it is sent', () => {
  const at = (url: string, over: Partial<Target> = {}) =>
    endpointOf(targetOf({ port: 1 }, { url: new URL(url), ...over }))

  it('follows from its URL, or from what stands in for it', () => {
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

  it('is what was asked for, each field once', () => {
    const fields = (url: string, over: Partial<Target>, required?: string) =>
      baseFieldsOf(targetOf({ port: 1 }, { url: new URL(url), ...over }), required).map(
        ({ name, value }) => `${name}: ${value}`,
      )
    expect(fields('ws://a.test/', {})).to.deep.equal([])
    expect(fields('ws://a.test/', { origin: 'http://b.test' }, 'chat')).to.deep.equal([
      'Origin: http://b.test',
      'Sec-WebSocket-Protocol: chat',
    ])
    const own = [
      { name: 'origin', value: 'null' },
      { name: 'authorization', value: 'Bearer x' },
      { name: 'sec-websocket-protocol', value: 'own' },
    ]
    expect(fields('ws://u:p@a.test/', { origin: 'http://b.test', fields: own }, 'chat')).to.deep.equal([
      'origin: null',
      'authorization: Bearer x',
      'sec-websocket-protocol: own',
    ])
    expect(fields('ws://u@a.test/', {})).to.deep.equal([`Authorization: Basic ${Buffer.from('u:').toString('base64')}`])
  })
})
