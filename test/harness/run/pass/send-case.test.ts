import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect } from 'chai'
import { sendCase, timedOut } from '../../../../harness/run/pass/send-case'
import { caseOf } from '../../kit/cases'
import { good } from '../../kit/observations'
import { fakeSession, silent } from '../kit/fake-session'

const PARTS = ['a', 'b', 'c'].map((name) => ({ name }))

describe('sending a case', () => {
  const slowly = async () => {
    await nextTurn()
    return good()
  }

  it('sends its parts at once', async () => {
    const session = fakeSession(slowly)
    const { parts, sent } = await sendCase(session, caseOf('1.01', { parts: PARTS }))
    expect(session.asked).to.deep.equal(['a', 'b', 'c'])
    expect(session.most).to.equal(3)
    expect(parts).to.deep.equal(PARTS)
    expect([...sent.keys()]).to.deep.equal(['a', 'b', 'c'])
  })

  it('sends them one after the other where it is alone', async () => {
    const session = fakeSession(slowly)
    await sendCase(session, caseOf('1.01', { parts: PARTS }), { alone: {} })
    expect(session.asked).to.deep.equal(['a', 'b', 'c'])
    expect(session.most).to.equal(1)
  })

  it('sends them at once, even alone, where it is about several connections', async () => {
    const session = fakeSession(slowly)
    await sendCase(session, caseOf('1.01', { parts: PARTS, connections: 3 }), { alone: {} })
    expect(session.most).to.equal(3)
  })

  it('opens several connections at once, and asks for no place where it needs more than there are', async () => {
    const places: unknown[] = []
    const session = fakeSession()
    session.send = ((send) => (part, place) => {
      places.push(place)
      return send(part, place)
    })(session.send)
    session.sendAtOnce = ((sendAtOnce) => (parts) => {
      places.push(parts.length)
      return sendAtOnce(parts)
    })(session.sendAtOnce)
    await sendCase(session, caseOf('1.01', { parts: PARTS, connections: 8 }))
    await sendCase(session, caseOf('1.02', { connections: 9 }))
    expect(places).to.deep.equal([PARTS.length, undefined, undefined, undefined, 'none'])
  })

  it('sends what follows from the first answers', async () => {
    const session = fakeSession()
    const testCase = caseOf('1.01', {
      parts: PARTS,
      follow: (observations) => [{ name: `after ${observations.size}` }],
    })
    const { parts } = await sendCase(session, testCase)
    expect(session.asked).to.deep.equal(['a', 'b', 'c', 'after 3'])
    expect(parts).to.have.length(4)
  })

  it('keeps what was sent where the case throws', async () => {
    const follow = () => {
      throw new Error('oops')
    }
    const { sent, error } = await sendCase(fakeSession(), caseOf('1.01', { parts: PARTS, follow }))
    expect(sent.size).to.equal(3)
    expect(error?.message).to.equal('oops')
  })

  it('notices a connection that lasted until the deadline', async () => {
    const testCase = caseOf('1.01', { parts: PARTS })
    expect(timedOut(await sendCase(fakeSession(), testCase))).to.equal(false)
    const session = fakeSession((name) => (name === 'b' ? silent() : good()))
    expect(timedOut(await sendCase(session, testCase))).to.equal(true)
  })
})
