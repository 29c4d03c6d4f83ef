import { expect } from 'chai'
import type { Case } from '../../../harness/case/case'
import { refused } from '../../../harness/judge/expectations'
import { suites as catalogue } from '../../../suites/server'
import { caseOf, markedCase, suiteOf } from '../kit/cases'
import { endpoint, type Whim } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { type Behaviour, listen, onRequest } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { startedTogether } from './kit/started-together'
import { markedCases, whenAsked } from './kit/whims'

/** Cases that must be refused: version 8. */
function refusedCases(count: number): Case[] {
  return Array.from({ length: count }, (_, at) => {
    const send = { target: `/?refuse=${at}`, fields: { 'Sec-WebSocket-Version': '8' } }
    return caseOf(`1.${at + 50}`, { parts: [{ name: '8', send, expect: refused() }] })
  })
}

const closes: Whim = (_, socket) => {
  socket.end()
  return 'handled'
}

const resets: Whim = (_, socket) => {
  socket.resetAndDestroy()
  return 'handled'
}

/** The ways of refusing, one after the other: each for ten requests. */
const WAYS: readonly Whim[] = [
  () => plain(400),
  closes,
  () => plain(403),
  () => 'handled',
  resets,
  () => plain(426, '', 'Sec-WebSocket-Version: 13\r\n'),
]

/** Leaves one request with the mark without an answer, until the deadline is over. */
function lateOnce(mark: string): Whim {
  let done = false
  return whenAsked(mark, (_, socket) => {
    if (done) return undefined
    done = true
    socket.pause()
    setTimeout(() => socket.destroy(), 5000).unref()
    return 'handled'
  })
}

/** Answers every plain request with 200, and does `then` at the second request of a connection. */
function keptConnection(then: Whim): Behaviour {
  return (socket, nth) => {
    let requests = 0
    endpoint({ whim: (asked) => (asked.values('Upgrade').length === 0 ? plain(200) : undefined) })(socket, nth)
    onRequest(socket, (asked) => {
      requests += 1
      const answer = requests === 2 ? then(asked, socket, nth) : undefined
      if (answer !== undefined && answer !== 'handled') socket.write(answer)
    })
  }
}

describe('a fickle target', () => {
  const mixed = () => [suiteOf(1, [...markedCases(20), ...refusedCases(40)])]
  const options = { timeoutMs: 500 }
  const resultOf = startedTogether({
    /** Refuses in another way after every ten refusals. */
    async changing() {
      let refusals = 0
      const whim: Whim = (asked, socket, nth) => {
        if (!asked.line.includes('refuse=')) return undefined
        return WAYS[Math.floor(refusals++ / 10) % WAYS.length]?.(asked, socket, nth)
      }
      return runOn(await listen(endpoint({ whim })), { suites: mixed(), options })
    },
    /** Is silent on what it should refuse, and on nothing else. */
    async silentForSome() {
      const whim = whenAsked('refuse=', () => 'handled')
      return runOn(await listen(endpoint({ whim })), { suites: mixed(), options })
    },
    /** The same, and once also on a correct handshake. */
    async silentOnceMore() {
      const once = lateOnce('case=1.15')
      const silent = whenAsked('refuse=', () => 'handled')
      const whim: Whim = (...all) => once(...all) ?? silent(...all)
      return runOn(await listen(endpoint({ whim })), { suites: mixed(), options })
    },
    /** Answers one request after the deadline, in a run of one connection at a time. */
    async lateAlone() {
      const whim = lateOnce('case=1.02')
      const cases = [markedCase('1.01'), markedCase('1.02'), markedCase('1.03')]
      return runOn(await listen(endpoint({ whim })), { suites: [suiteOf(1, cases)], options: { ...options, jobs: 1 } })
    },
    /** Leaves one Ping without a Pong. */
    async muteOnce() {
      let links = 0
      const peer = await listen((socket, nth) => {
        const isMute = () => links === 7
        const whim: Whim = ({ line }) => {
          if (line.includes('case=')) links += 1
          return undefined
        }
        endpoint({ whim })(socket, nth)
        const write = socket.write.bind(socket)
        socket.write = ((bytes: Buffer, ...rest: never[]) =>
          bytes[0] === 0x8a && isMute() ? true : write(bytes, ...rest)) as typeof socket.write
      })
      return runOn(peer, { suites: [suiteOf(1, markedCases(12))], options: { timeoutMs: 3000 } })
    },
    async closesKept() {
      return runOn(await listen(keptConnection(closes)), {
        suites: catalogue,
        only: ['13.16', '12.41', '12.43'],
      })
    },
    async resetsKept() {
      return runOn(await listen(keptConnection(resets)), {
        suites: catalogue,
        only: ['13.16', '12.41', '12.43'],
      })
    },
  })

  it('that changes its way of refusing is failed by no case, and warned only where it gave no answer', async () => {
    const result = await resultOf('changing')
    expect(result.summary).to.include({ fail: 0, contested: 0, error: 0 })
    for (const { id, verdict, exchanges } of result.cases)
      if (verdict === 'warn') expect(exchanges.at(-1)?.receivedBytes, id).to.equal(0)
    for (const testCase of markedCases(20)) expect(entryOf(result, testCase.id).verdict).to.equal('pass')
  })

  for (const name of ['silentForSome', 'silentOnceMore'] as const)
    it(`(${name}) is warned only where it is always silent`, async () => {
      const result = await resultOf(name)
      for (const testCase of markedCases(20)) expect(entryOf(result, testCase.id).verdict, testCase.id).to.equal('pass')
      for (const { id } of refusedCases(40))
        expect(entryOf(result, id).verdict, id).to.be.oneOf(['warn', 'inconclusive'])
      expect(result.summary.warn).to.be.above(20)
    })

  it('that is late exactly once is not blamed', async () => {
    expect((await resultOf('lateAlone')).summary).to.include({ pass: 3 })
    expect((await resultOf('muteOnce')).summary).to.include({ pass: 12 })
  })

  for (const name of ['closesKept', 'resetsKept'] as const)
    it(`(${name}) that ends a kept connection at its second request is not blamed`, async () => {
      const result = await resultOf(name)
      expect(Object.keys(verdictsOf(result))).to.have.length(3)
      expect(result.summary).to.include({ fail: 0, warn: 0, contested: 0, error: 0 })
    })
})
