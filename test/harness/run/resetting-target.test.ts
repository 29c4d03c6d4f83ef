import type { Socket } from 'node:net'
import { expect } from 'chai'
import { refused } from '../../../harness/judge/expectations'
import { controlSuite } from '../../../suites/server/00-control'
import { caseOf, markedCase, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { type Behaviour, listen, onRequest } from '../kit/peer'
import { entryOf, runOn } from '../kit/runs'
import { startedTogether } from './kit/started-together'
import { markedCases } from './kit/whims'

/** The case that reports whether the target survived all others. */
const SURVIVAL = { ...controlSuite, cases: controlSuite.cases.filter(({ id }) => id === '0.06') }

/** Numbers from 0 to 1 that follow from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return state / 0x7fff_ffff
  }
}

/** Ways to end a connection without an answer of the server: as soon as it is taken, and once it has sent a request. */
const RESETS: Readonly<Record<string, (socket: Socket) => void>> = {
  'at once': (socket) => void socket.resetAndDestroy(),
  'after the request': (socket) => onRequest(socket, () => void socket.resetAndDestroy(), 1),
  'by a gateway': (socket) => onRequest(socket, () => void socket.end(plain(502)), 1),
}

/** An endpoint that ends the connections that `isUnlucky` names. */
function resetting(reset: (socket: Socket) => void, isUnlucky: (nth: number) => boolean): Behaviour {
  return (socket, nth) => (isUnlucky(nth) ? reset(socket) : endpoint()(socket, nth))
}

/** Cases of every kind that a reset could be held against. */
function suitesOfAll() {
  const cases = [
    ...markedCases(30),
    caseOf('1.50', { parts: [{ name: '8', send: { fields: { 'Sec-WebSocket-Version': '8' } }, expect: refused() }] }),
    markedCase('1.60', { hurts: true, level: 'SECURITY' }),
  ]
  return [suiteOf(1, cases), suiteOf(2, [markedCase('2.01')]), SURVIVAL]
}

describe('a target that resets connections', () => {
  const runs: Record<string, () => ReturnType<typeof runOn>> = {}
  for (const [when, reset] of Object.entries(RESETS)) {
    runs[`every third ${when}`] = async () =>
      runOn(await listen(resetting(reset, (nth) => nth % 3 === 0)), { suites: suitesOfAll() })
    for (const seed of [1, 2, 3]) {
      const random = randomFrom(seed)
      const isUnlucky = (nth: number) => nth > 3 && random() < 0.5
      runs[`half at random ${when}, seed ${seed}`] = async () =>
        runOn(await listen(resetting(reset, isUnlucky)), { suites: suitesOfAll() })
    }
    runs[`all but one ${when}`] = async () => {
      let now = 0
      const peer = await listen((socket, nth) => {
        if (now > 0) return reset(socket)
        now += 1
        socket.on('close', () => {
          now -= 1
        })
        endpoint()(socket, nth)
      })
      return runOn(peer, { suites: suitesOfAll() })
    }
  }
  const resultOf = startedTogether(runs)

  for (const name of Object.keys(runs))
    it(`(${name}) is accused of nothing`, async () => {
      const result = await resultOf(name)
      expect(result.diagnosis ?? '').to.equal('')
      expect(result.summary).to.include({ fail: 0, warn: 0, contested: 0, error: 0 })
      expect(entryOf(result, '0.06').verdict).to.be.oneOf(['inconclusive', 'observed', 'pass'])
    })

  for (const when of Object.keys(RESETS))
    it(`(all but one ${when}) gets its verdicts over one connection at a time`, async () => {
      const result = await resultOf(`all but one ${when}`)
      expect(result.summary.inconclusive).to.be.below(2)
      expect(result.summary.pass).to.be.above(30)
    })
})
