import { expect } from 'chai'
import { askingLine } from '../../../harness/drive/attempt-line'

describe('the line that asks for an attempt', () => {
  const call = { id: 'C9.01', url: 'wss://localhost:1/c', protocols: ['chat'], timeoutMs: 4500 }
  const asked = { case: 'C9.01', url: 'wss://localhost:1/c', protocols: ['chat'], timeout: 4500, attempt: 7 }

  it('names the certificate to trust, where there is one', () => {
    expect(JSON.parse(askingLine(7, call))).to.deep.equal(asked)
    expect(JSON.parse(askingLine(7, { ...call, caFile: '/tmp/ca.pem' }))).to.deep.equal({
      ...asked,
      cafile: '/tmp/ca.pem',
    })
  })
})
