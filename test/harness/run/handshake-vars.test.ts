import { expect } from 'chai'
import { baseFieldsOf, freshVars } from '../../../harness/run/handshake-vars'
import type { Target } from '../../../harness/run/target'
import { targetOf } from '../kit/runs'

describe('the fields that every handshake carries', () => {
  it('are those of the flags and of the URL, each once', () => {
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

describe('the variables of a handshake', () => {
  const varsOf = (url: string, over: Partial<Target> = {}) =>
    freshVars(targetOf({ port: 1 }, { url: new URL(url), ...over }), ['chat'], false)

  it('follow from the URL', () => {
    expect(varsOf('ws://a.test/chat?x=1')).to.include({
      host: 'a.test',
      hostname: 'a.test',
      port: '',
      resource: '/chat?x=1',
      origin: 'http://a.test',
      tls: false,
    })
    expect(varsOf('wss://[::1]:8080/')).to.include({
      host: '[::1]:8080',
      hostname: '[::1]',
      port: '8080',
      resource: '/',
      origin: 'https://[::1]:8080',
      tls: true,
    })
  })

  it('have the Origin that was declared, the flag before the profile', () => {
    const profile = { allowedOrigin: 'http://b.test' }
    expect(varsOf('ws://a.test/', { profile })).to.deep.include({ origin: 'http://b.test', profile })
    const flag = varsOf('ws://a.test/', { origin: 'http://c.test' })
    expect(flag).to.deep.include({ origin: 'http://c.test', profile: { allowedOrigin: 'http://c.test' } })
    expect(varsOf('ws://a.test/', { origin: 'http://c.test', profile }).origin).to.equal('http://c.test')
  })

  it('have keys of 16 bytes and a token that differ from connection to connection', () => {
    const [one, two] = [varsOf('ws://a.test/'), varsOf('ws://a.test/')]
    const values = [one, two].flatMap(({ key, otherKey, random }) => [key, otherKey, random])
    expect(new Set(values)).to.have.property('size', 6)
    for (const key of [one.key, one.otherKey]) expect(Buffer.from(key, 'base64')).to.have.length(16)
    expect(one.random).to.match(/^wsspec-[a-z0-9]{12}$/)
  })
})
