import { expect } from 'chai'
import { control, lastTry, passes } from '../../../harness/run/control'
import { plain } from '../kit/messages'
import { good, observed } from '../kit/observations'
import { dropped, fakeSession, refusedConnection, silent } from './kit/fake-session'

const refused = () => observed({ received: plain(503) })

describe('a control', () => {
  it('is sent once where it passes, and measures the answer', async () => {
    const session = fakeSession()
    const tries = await control(session, 'suite 3')
    expect(tries.map(({ from, part }) => [from, part])).to.deep.equal([['control', 'suite 3']])
    expect(session.slowestControlMs).to.equal(10)
  })

  it('is tried again after a pause where it failed at once', async () => {
    const session = fakeSession((_, nth) => (nth < 3 ? refused() : good()))
    const tries = await control(session, '')
    expect(tries).to.have.length(3)
    expect(passes(lastTry(tries))).to.equal(true)
  })

  it('is tried four times at most', async () => {
    expect(await control(fakeSession(refused), '')).to.have.length(4)
  }).timeout(10_000)

  it('is tried again after a silence only as often as the limit allows', async () => {
    expect(await control(fakeSession(silent), '')).to.have.length(1)
    expect(await control(fakeSession(silent), '', 3)).to.have.length(4)
    expect(
      await control(
        fakeSession((_, nth) => (nth === 1 ? silent() : good())),
        '',
        3,
      ),
    ).to.have.length(2)
  })

  it('is not tried again where it took long to fail, and after an interrupt', async () => {
    const late = () => observed({ received: plain(503), over: { endedMs: 3000 } })
    expect(await control(fakeSession(late), '')).to.have.length(1)
    const options = { signal: AbortSignal.abort() }
    expect(await control(fakeSession(refused, { options }), '')).to.have.length(1)
  })

  it('starts a server that has died again; one that still took the connection gets a second try before that', async () => {
    const restartsBefore = async (first: () => ReturnType<typeof good>) => {
      const restarts: number[] = []
      const session = fakeSession((_, nth) => (nth === 1 ? first() : nth === 2 ? refusedConnection() : good()), {
        target: { revive: async () => void restarts.push(session.asked.length) },
      })
      await control(session, '')
      return restarts
    }
    expect(await restartsBefore(refusedConnection)).to.deep.equal([1, 2])
    expect(await restartsBefore(dropped)).to.deep.equal([2])
  })
})
