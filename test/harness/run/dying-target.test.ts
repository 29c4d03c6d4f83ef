import { expect } from 'chai'
import { controlSuite } from '../../../suites/server/00-control'
import { caseOf, markedCase, suiteOf } from '../kit/cases'
import { endpoint, type Whim } from '../kit/endpoint'
import { type Behaviour, listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { startedTogether } from './kit/started-together'
import { mortal, whenAsked } from './kit/whims'

const THREE = ['1.01', '1.02', '1.03'].map((id) => markedCase(id))

/** The case that reports whether the target survived all others. */
const SURVIVAL = { ...controlSuite, cases: controlSuite.cases.filter(({ id }) => id === '0.06') }

describe('a target that dies', () => {
  const resultOf = startedTogether({
    /** Dies at 1.02 for good. */
    async dying() {
      const peer = await listen(
        endpoint({
          whim: whenAsked('case=1.02', (_asked, socket) => {
            void peer.close()
            socket.destroy()
            return 'handled'
          }),
        }),
      )
      return runOn(peer, { suites: [suiteOf(1, THREE), suiteOf(2, [caseOf('2.01')])] })
    },
    /** Dies at 1.02 and is started again. */
    async revived() {
      const { behave, revive } = mortal('case=1.02', (socket) => socket.resetAndDestroy())
      const suites = [suiteOf(1, THREE), suiteOf(2, [caseOf('2.01')])]
      return runOn(await listen(behave), { suites, target: { revive } })
    },
    /** Dies at 1.02: it takes one more connection, and then nothing listens until it is started again. */
    async leaving() {
      let dying = false
      const behave: Behaviour = (socket, nth) => {
        if (dying) {
          socket.destroy()
          void peer.close()
          return
        }
        const whim = whenAsked('case=1.02', (_asked, own) => {
          dying = true
          own.destroy()
          return 'handled'
        })
        endpoint({ whim })(socket, nth)
      }
      let peer = await listen(behave)
      const { port } = peer
      const revive = async () => {
        await peer.close()
        dying = false
        peer = await listen(behave, { port })
      }
      return runOn(peer, { suites: [suiteOf(1, THREE), SURVIVAL], target: { revive } })
    },
    /** Dies at a destructive case, and is started again. */
    async hurt() {
      const { behave, revive, lines } = mortal('case=1.01', (socket) => socket.destroy())
      const cases = [markedCase('1.01', { hurts: true }), markedCase('1.02'), markedCase('1.03', { hurts: true })]
      const suites = [suiteOf(1, cases), suiteOf(2, [caseOf('2.01')])]
      const result = await runOn(await listen(behave), { suites, target: { revive } })
      return { ...result, lines }
    },
    /** Takes connections and answers nothing from 1.02 on, until it is started again. */
    async hanging() {
      let hung = false
      const whim: Whim = ({ line }) => {
        hung ||= line.includes('case=1.02')
        return hung ? 'handled' : undefined
      }
      const revive = async (known = false) => {
        if (known) hung = false
      }
      const cases = [markedCase('1.01'), markedCase('1.02', { hurts: true }), markedCase('1.03', { hurts: true })]
      return runOn(await listen(endpoint({ whim })), {
        suites: [suiteOf(1, cases), SURVIVAL],
        target: { revive },
        options: { timeoutMs: 300 },
      })
    },
    /** Cannot be started again. */
    async lost() {
      const { behave } = mortal('case=1.02', (socket) => socket.destroy())
      const revive = () => Promise.reject(new Error('it does not start'))
      return runOn(await listen(behave), { suites: [suiteOf(1, THREE.slice(0, 2))], target: { revive } })
    },
  })

  it('for good leaves every case without a verdict, also those that were answered', async () => {
    const result = await resultOf('dying')
    expect(result.summary).to.include({ inconclusive: 4, pass: 0, fail: 0 })
    expect(entryOf(result, '2.01').because).to.match(/after suites? [12] .*no longer answered with 101/)
  })

  it('at one request and is started again gets the other cases one by one', async () => {
    const result = await resultOf('revived')
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.02': 'inconclusive', '1.03': 'pass', '2.01': 'pass' })
    expect(entryOf(result, '1.02').because).to.match(/control after this case/)
    expect(entryOf(result, '1.02').exchanges).to.have.length(1)
  })

  it('and still takes one connection is known to be gone, and at which request', async () => {
    const result = await resultOf('leaving')
    expect(verdictsOf(result)).to.include({ '1.01': 'pass', '1.02': 'inconclusive', '1.03': 'pass', '0.06': 'fail' })
    expect(entryOf(result, '0.06').got).to.match(/^after 1\.02: no connection/)
  })

  it('at a destructive case gets that case last, alone and once', async () => {
    const result = await resultOf('hurt')
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'inconclusive', '1.02': 'pass', '1.03': 'pass', '2.01': 'pass' })
    const marked = result.lines.flatMap((line) => /case=([\d.]+)/.exec(line)?.[1] ?? [])
    expect(marked).to.deep.equal(['1.02', '1.01', '1.03'])
  })

  it('or hangs at one request is started again, and 0.06 reports it', async () => {
    const result = await resultOf('hanging')
    expect(verdictsOf(result)).to.include({ '1.01': 'pass', '1.02': 'inconclusive', '1.03': 'pass', '0.06': 'fail' })
    expect(entryOf(result, '0.06').because).to.match(
      /^RFC 9110 17\.5: .*; after 1\.02 the server gave no response in 4 tries$/,
    )
  })

  it('and does not start again ends the run, not the program', async () => {
    expect((await resultOf('lost')).summary.inconclusive).to.equal(2)
  })
})
