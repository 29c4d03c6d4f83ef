import { expect } from 'chai'
import { editedHandshake } from '../../../harness/wire/handshake'
import { KEY, VARS } from '../kit/vars'

describe('an edited handshake', () => {
  it('is a request line and fields that no protocol has rendered yet', () => {
    expect(editedHandshake(VARS, [])).to.deep.equal({
      method: 'GET',
      target: '/chat',
      version: 'HTTP/1.1',
      fields: [
        { name: 'Host', value: 'example.test' },
        { name: 'Upgrade', value: 'websocket' },
        { name: 'Connection', value: 'Upgrade' },
        { name: 'Sec-WebSocket-Key', value: KEY },
        { name: 'Sec-WebSocket-Version', value: '13' },
      ],
      body: '',
    })
  })

  it('keeps whole lines and changes of the text for the protocol that has them', () => {
    const request = editedHandshake(VARS, [], {
      fields: { Upgrade: { line: 'Upgrade:\twebsocket' } },
      spell: (name) => name.toUpperCase(),
      text: (text, { resource }) => `${text}${resource}`,
    })
    expect(request.fields[1]).to.deep.equal({ name: 'UPGRADE', value: { line: 'UPGRADE:\twebsocket' } })
    expect(request.rewrite?.('x')).to.equal('x/chat')
  })
})
