import { expect } from 'chai'
import { offeredSubprotocols, selectedSubprotocol } from '../../../harness/judge/answer'
import { good, observed } from '../kit/observations'

describe('an answer', () => {
  it('has the subprotocols that were offered and the one that was selected', () => {
    const edit = { fields: { 'Sec-WebSocket-Protocol': ['a , b', ',c'] } }
    expect(offeredSubprotocols(observed({ edit }))).to.deep.equal(['a', 'b', 'c'])
    expect(offeredSubprotocols(observed({}))).to.deep.equal([])
    expect(selectedSubprotocol(good())).to.equal(null)
    expect(selectedSubprotocol(good({ 'Sec-WebSocket-Protocol': ' b ' }))).to.equal('b')
    expect(selectedSubprotocol(good({ 'Sec-WebSocket-Protocol': 'b\r\nSec-WebSocket-Protocol: c' }))).to.equal('b, c')
  })
})
