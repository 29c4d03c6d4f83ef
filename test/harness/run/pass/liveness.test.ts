import { expect } from 'chai'
import { newSuiteRun } from '../../../../harness/run/pass/suite-run'
import type { Target } from '../../../../harness/run/target'
import { suiteOf } from '../../kit/cases'
import { plain } from '../../kit/messages'
import { good, observed } from '../../kit/observations'
import { type Answering, fakeSession, piecesOf, refusedConnection, silent } from '../kit/fake-session'

function suiteRun(number: number) {
  return newSuiteRun(suiteOf(number, []), { together: [], alone: [] })
}

/** What a check finds with these answers, and what is known afterwards. */
async function checked(answering: Answering, target: Partial<Target> = {}) {
  const pieces = piecesOf(fakeSession(answering, { target }), [])
  const underWay = suiteRun(1)
  pieces.liveness.begin(underWay)
  const first = pieces.liveness.vouching
  const health = await pieces.liveness.check('suite 1')
  const { ledger, liveness, stop } = pieces
  return { health, underWay, controls: ledger.controls, stop, vouchesAnew: liveness.vouching !== first }
}

const busy = () => observed({ received: plain(503) })

describe('liveness', () => {
  it('lets a control that passed at once vouch for what follows', async () => {
    const { health, underWay, controls, stop, vouchesAnew } = await checked(() => good())
    expect(health).to.equal('steady')
    expect(underWay).to.include({ steady: true })
    expect(controls.map(({ part }) => part)).to.deep.equal(['suite 1'])
    expect(stop.isReached()).to.equal(false)
    expect(vouchesAnew).to.equal(true)
  })

  it('marks the suites under way where the first try did not pass', async () => {
    const { health, underWay, controls, vouchesAnew } = await checked((_, nth) => (nth === 1 ? busy() : good()))
    expect(health).to.equal('unsteady')
    expect(underWay.steady).to.equal(false)
    expect([...underWay.refusals]).to.deep.equal(['answered with 503'])
    expect(controls).to.have.length(2)
    expect(vouchesAnew).to.equal(true)
  })

  it('marks no suite that has ended', async () => {
    const { liveness } = piecesOf(
      fakeSession((_, nth) => (nth === 1 ? busy() : good())),
      [],
    )
    const [one, two] = [suiteRun(1), suiteRun(2)]
    liveness.begin(one)
    liveness.begin(two)
    liveness.end(one)
    await liveness.check('suite 2')
    expect([one.steady, two.steady]).to.deep.equal([true, false])
  })

  it('stops the pass where no try passed', async () => {
    const { health, stop, vouchesAnew } = await checked(() => silent())
    expect(health).to.equal('unsteady')
    expect(stop.because).to.equal('after suite 1 the correct handshake was no longer answered with 101')
    expect(vouchesAnew).to.equal(false)
  })

  it('names what helps where the server was busy to the end', async () => {
    const { stop } = await checked(() => busy())
    expect(stop.because).to.match(/no longer answered with 101; if the server limits new connections, --rate 10 /)
  })

  it('starts a hung server of ours again, and goes on where that helps', async () => {
    let hung = true
    const revive = async (known?: boolean) => {
      if (known) hung = false
    }
    const { health, controls, stop, vouchesAnew } = await checked(() => (hung ? silent() : good()), { revive })
    expect(health).to.equal('unreachable')
    expect(controls.at(-1)?.part).to.equal('suite 1 and a new start')
    expect(stop.isReached()).to.equal(false)
    expect(vouchesAnew).to.equal(true)
  })

  it('stops the pass where a restart does not help', async () => {
    const { health, stop } = await checked(() => silent(), { revive: () => Promise.reject(new Error('no')) })
    expect(health).to.equal('unsteady')
    expect(stop.isReached()).to.equal(true)
  })

  it('starts no server again that refuses: it answers', async () => {
    const restarts: unknown[] = []
    const { stop } = await checked(() => busy(), { revive: async (hung) => void (hung && restarts.push(hung)) })
    expect(restarts).to.deep.equal([])
    expect(stop.isReached()).to.equal(true)
  }).timeout(10_000)

  it('notices that no server listens', async () => {
    expect((await checked((_, nth) => (nth === 1 ? refusedConnection() : good()))).health).to.equal('down')
  })

  it('names the suites whose closing control has not run', () => {
    const { liveness } = piecesOf(fakeSession(), [])
    liveness.begin(suiteRun(12))
    expect(liveness.suitesUnderWay()).to.equal('suite 12')
    for (const number of [3, 2]) liveness.begin(suiteRun(number))
    expect(liveness.suitesUnderWay()).to.equal('suites 2, 3 and 12')
  })
})
