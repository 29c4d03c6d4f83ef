import { expect } from 'chai'
import { accepted, notUpgraded } from '../../../harness/judge/expectations'
import { caseOf, markedCase, suiteOf } from '../kit/cases'
import { endpoint, type Whim } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { startedTogether } from './kit/started-together'
import { markedCases, whenAsked } from './kit/whims'

describe('an overloaded target', () => {
  const resultOf = startedTogether({
    /** Answers every seventh request with 429. */
    async busy() {
      let requests = 0
      const peer = await listen(endpoint({ whim: () => (++requests % 7 === 0 ? plain(429) : undefined) }))
      const cases = markedCases(20)
      return runOn(peer, { suites: [suiteOf(1, cases)] })
    },
    /** Answers nothing for as long as two controls wait, after 1.01. */
    async tired() {
      let since = Number.POSITIVE_INFINITY
      const whim: Whim = ({ line }) => {
        if (line.includes('case=1.01')) since = performance.now()
        const awake = performance.now() - since
        return line.includes('case') || awake < 0 || awake > 600 ? undefined : 'handled'
      }
      const suites = [suiteOf(1, [markedCase('1.01', { level: 'SECURITY', hurts: true }), markedCase('1.02')])]
      return runOn(await listen(endpoint({ whim })), { suites, options: { timeoutMs: 400 } })
    },
    /** Resets every third connection after the request. */
    async torn() {
      let requests = 0
      const resets: Whim = (_asked, socket) => {
        if (++requests % 3 !== 0) return undefined
        socket.resetAndDestroy()
        return 'handled'
      }
      const peer = await listen(endpoint({ whim: resets }))
      const parts = Array.from({ length: 8 }, (_, index) => ({ name: `${index}`, expect: accepted() }))
      const cases = markedCases(6)
      return runOn(peer, { suites: [suiteOf(1, [...cases, caseOf('1.50', { parts })])] })
    },
    /** Drops connections for 300 ms after every thirty requests. */
    async limited() {
      let left = 30
      const peer = await listen((socket, nth) => {
        if (left === 0) return void socket.destroy()
        left -= 1
        if (left === 0) setTimeout(() => (left = 30), 300).unref()
        endpoint()(socket, nth)
      })
      const cases = markedCases(20)
      return runOn(peer, { suites: [suiteOf(1, cases), suiteOf(2, [caseOf('2.01')])] })
    },
    /** Drops connections while three others are open. */
    async narrow() {
      let now = 0
      const peer = await listen((socket, nth) => {
        if (now >= 3) return void socket.destroy()
        now += 1
        let gone = false
        const leave = () => {
          if (!gone) now -= 1
          gone = true
        }
        socket.on('end', leave).on('close', leave).on('error', leave)
        endpoint({ whim: ({ line }) => (line.startsWith('POST') ? 'HTTP/1.1 101 x\r\n\r\n' : undefined) })(socket, nth)
      })
      const parts = Array.from({ length: 8 }, (_, index) => ({ name: `${index}`, expect: accepted() }))
      const cases = markedCases(20)
      const post = caseOf('1.60', { parts: [{ name: 'POST', send: { method: 'POST' }, expect: notUpgraded() }] })
      return runOn(peer, {
        suites: [suiteOf(1, [...cases, caseOf('1.50', { parts }), post])],
        options: { timeoutMs: 800 },
      })
    },
    /** Serves one connection at a time, and the others wait. */
    async single() {
      const waiting: (() => void)[] = []
      let taken = false
      const peer = await listen((socket, nth) => {
        const begin = () => {
          taken = true
          socket.resume()
          endpoint({ whim: whenAsked('case=1.10', () => 'handled') })(socket, nth)
        }
        socket.pause()
        const leave = () => {
          taken = false
          waiting.shift()?.()
        }
        socket.once('close', leave)
        if (taken) waiting.push(begin)
        else begin()
      })
      const cases = markedCases(6)
      return runOn(peer, { suites: [suiteOf(1, cases)], options: { timeoutMs: 400 } })
    },
  })

  it('gets the cases again that it answered with 429', async () => {
    const result = await resultOf('busy')
    expect(result.summary).to.include({ pass: 20, fail: 0, inconclusive: 0 })
  })

  it('is waited for while it is silent after a destructive case', async () => {
    const { cases, controls } = await resultOf('tired')
    expect(cases.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'pass'])
    expect(controls.filter(({ ended }) => ended === 'timeout')).to.have.length.at.least(1)
  })

  it('fails no case whose connection it reset', async () => {
    const { summary } = await resultOf('torn')
    expect(summary).to.include({ fail: 0, warn: 0 })
  })

  it('fails no case because it limits the rate of requests', async () => {
    const { summary } = await resultOf('limited')
    expect(summary).to.include({ fail: 0, warn: 0 })
    expect(summary.pass).to.be.above(10)
  })

  it('neither fails nor passes a case by dropping a connection', async () => {
    const result = await resultOf('narrow')
    expect(result.summary).to.include({ pass: 21, fail: 1 })
    expect(entryOf(result, '1.60').verdict).to.equal('fail')
  })

  it('fails only the case that it does not answer where it serves one connection at a time', async () => {
    const verdicts = verdictsOf(await resultOf('single'))
    expect(verdicts).to.deep.equal({
      '1.10': 'fail',
      '1.11': 'pass',
      '1.12': 'pass',
      '1.13': 'pass',
      '1.14': 'pass',
      '1.15': 'pass',
    })
  })
})
