import { expect } from 'chai'
import { handOf } from '../../../reports/explain/hand-line'
import { CORRECT, caseOf, VERSION_14 } from './kit'

function line(hand: ReturnType<typeof handOf>): string {
  return typeof hand === 'string' ? hand : hand.line
}

describe('explain: the line that shows a case by hand', () => {
  it('sends the request of its first judged part', () => {
    const hand = handOf(caseOf({ name: 'twin' }, VERSION_14))
    expect(line(hand)).to.match(/^\(printf 'GET \/ HTTP\/1\.1\\r\\n.*Sec-WebSocket-Version: 14\\r\\n.* \| nc /)
    expect(hand).to.have.deep.property('notes', [])
  })

  it('says which of several parts it shows, and where more is sent after it', () => {
    const steps = [{ do: 'send' }, { do: 'answer' }, { do: 'write', octets: 'more' }] as const
    const hand = handOf(caseOf({ ...CORRECT, steps }, VERSION_14))
    expect(hand).to.have.deep.property('notes', [
      'This is the part "correct", one of 2.',
      'The line sends only the first bytes; to see the rest, use `wsspec run … --only 6.02 --verbose`.',
    ])
  })

  it('is a reason where there is none', () => {
    const long = { ...VERSION_14, send: { fields: { 'X-Long': 'v'.repeat(3000) } } }
    expect(handOf(caseOf(long))).to.match(/^No one line shows it: the request has 3\d{3} bytes\.$/)
    expect(handOf(caseOf({ ...CORRECT, steps: [{ do: 'pause', ms: 10 }] }))).to.match(
      /^No one line shows it: it begins/,
    )
    expect(handOf(caseOf())).to.equal('It sends nothing.')
  })
})
