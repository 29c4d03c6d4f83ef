import { expect } from 'chai'
import { sentParts } from '../../../reports/explain/sent-requests'
import { CORRECT, caseOf, VERSION_14 } from './kit'

function changed(lines: readonly { mark: string; text: string }[]): string[] {
  return lines.filter(({ mark }) => mark !== ' ').map(({ mark, text }) => mark + text)
}

describe('explain: the requests that a case sends', () => {
  it('are shown by what differs from the correct handshake', () => {
    const [part] = sentParts(caseOf(VERSION_14))
    expect(part?.lines[0]).to.deep.equal({ mark: ' ', text: 'GET /chat HTTP/1.1␍␊' })
    expect(changed(part?.lines ?? [])).to.deep.equal(['-Sec-WebSocket-Version: 13␍␊', '+Sec-WebSocket-Version: 14␍␊'])
    expect(part).to.include({ twin: false, bytes: sentParts(caseOf(CORRECT))[0]?.bytes })
  })

  it('share one entry where they are the same, and mark what is only compared with', () => {
    const all = sentParts(caseOf(VERSION_14, { ...VERSION_14, name: 'again' }, { name: 'twin' }))
    expect(all.map(({ names, twin }) => [names.join(), twin])).to.deep.equal([
      ['version 14,again', false],
      ['twin', true],
    ])
  })

  it('are cut where lines are long or many', () => {
    const fields = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`X-${i}`, 'v']))
    const [many] = sentParts(caseOf({ name: 'many', send: { fields } }))
    expect(changed(many?.lines ?? [])).to.deep.equal([
      '+X-0: v␍␊',
      '+X-1: v␍␊',
      '+X-2: v␍␊',
      '+… (26 more lines)',
      '+X-29: v␍␊',
    ])
    const [long] = sentParts(caseOf({ name: 'long', send: { fields: { 'X-Long': 'v'.repeat(500) } } }))
    expect(changed(long?.lines ?? [])[0]).to.match(/^\+X-Long: v{192}… \(510 bytes\)$/)
  })

  it('have a sentence for each step where the script is not the usual one', () => {
    const steps = [{ do: 'send' }, { do: 'pause', ms: 10 }, { do: 'pause', ms: 10 }] as const
    expect(sentParts(caseOf({ ...VERSION_14, steps }))[0]?.steps).to.have.length(2)
    expect(sentParts(caseOf(VERSION_14))[0]?.steps).to.deep.equal([])
  })
})
