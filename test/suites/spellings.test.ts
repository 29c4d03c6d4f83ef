import { expect } from 'chai'
import { judged, verdict } from './kit/judged'
import { CLOSED, refusal, switching } from './kit/observations'
import { fieldValues } from './kit/requests'

describe('the spellings of a list', () => {
  const LISTS = [
    ['3.21', 'foo/1, websocket', 'foo/1,websocket', 'Upgrade'],
    ['4.20', 'keep-alive, Upgrade', 'keep-alive,Upgrade', 'Connection'],
  ] as const

  for (const [id, withSpace, without, field] of LISTS)
    it(`${id}: each is accepted where another one is`, () => {
      const on = (received: string, other: string, over = {}) =>
        judged(id, received, { part: withSpace, twins: { [without]: other }, over })
      expect(fieldValues(id, field, without)).to.deep.equal([without])
      expect(on(switching(), refusal(400)).verdict).to.equal('pass')
      expect(on(refusal(400), switching()).verdict).to.equal('fail')
      expect(on('', switching(), CLOSED).verdict).to.equal('fail')
      expect(on(refusal(400), switching()).because).to.match(/^RFC 9110 5\.6\.1\.2: .*; the list "[^"]+" is accepted/)
      expect(on(refusal(503), switching()).verdict).to.equal('inconclusive')
      expect(verdict(id, refusal(400), { part: withSpace })).to.equal('skip')
    })
})
