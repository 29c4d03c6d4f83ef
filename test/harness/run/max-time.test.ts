import { expect } from 'chai'
import { refused } from '../../../harness/judge/expectations'
import { controlSuite } from '../../../suites/server/00-control'
import { caseOf, markedCase, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { listen, type Peer } from '../kit/peer'
import { entryOf, runOn } from '../kit/runs'
import { startedTogether } from './kit/started-together'
import { markedCases, TEAPOT, whenAsked } from './kit/whims'

const SURVIVAL = controlSuite.cases.filter(({ id }) => id === '0.06')

/** An endpoint that gives version 8 and what is marked no answer. */
function silent(mark: string): Promise<Peer> {
  const isSilent = whenAsked(mark, () => 'handled')
  return listen(
    endpoint({ whim: (...all) => isSilent(...all) ?? (all[0].line.includes('refuse') ? 'handled' : undefined) }),
  )
}

const silentCases = Array.from({ length: 12 }, (_, at) => {
  const send = { target: `/?refuse=${at}`, fields: { 'Sec-WebSocket-Version': '8' } }
  return caseOf(`1.${at + 50}`, { parts: [{ name: '8', send, expect: refused() }] })
})

/** A time of a second, and a deadline that no connection reaches in it. */
const options = { timeoutMs: 20_000, maxTimeMs: 1000, jobs: 4 }

describe('a target whose time is over', () => {
  const resultOf = startedTogether({
    async slow() {
      const began = performance.now()
      const teapot = caseOf('3.01', { parts: undefined as never, derived: TEAPOT })
      const suites = [
        { ...controlSuite, cases: SURVIVAL },
        suiteOf(1, [...markedCases(8), ...silentCases]),
        suiteOf(2, [markedCase('2.01'), markedCase('2.02', { hurts: true })]),
        suiteOf(3, [teapot]),
      ]
      const peer = await silent('nothing')
      const result = await runOn(peer, { suites, options: { ...options, adapts: false } })
      return { result, tookMs: performance.now() - began, peer }
    },
    async beside() {
      const peer = await silent('nothing')
      const suites = [{ ...controlSuite, cases: SURVIVAL }, suiteOf(1, [...markedCases(8), ...silentCases])]
      return { result: await runOn(peer, { suites, options }), peer }
    },
    async repeated() {
      const suites = [suiteOf(1, [...markedCases(8), ...silentCases.slice(0, 1)])]
      return runOn(await silent('nothing'), { suites, options: { ...options, repeat: 3 } })
    },
    async never() {
      const suites = [suiteOf(1, markedCases(3))]
      return runOn(await listen((socket) => void socket.resume()), {
        suites,
        options: { ...options, timeoutMs: 1500 },
      })
    },
  })

  it('keeps the verdicts that it has, and what is left is inconclusive with that reason', async () => {
    const { result, tookMs } = await resultOf('slow')
    expect(tookMs).to.be.below(8000)
    expect(result.cases).to.have.length(24)
    for (const { id } of markedCases(4)) expect(entryOf(result, id).verdict, id).to.equal('pass')
    for (const { id } of silentCases) {
      expect(entryOf(result, id)).to.include({ verdict: 'inconclusive', stable: true })
      expect(entryOf(result, id).because).to.equal('the time for this target was over after 1 s (--max-time)')
    }
    expect(entryOf(result, '2.02').because).to.match(/--max-time/)
    expect(result.summary).to.include({ fail: 0, warn: 0, error: 0 })
  })

  it('judges no case whose connections wait beside others', async () => {
    const { result, peer } = await resultOf('beside')
    await peer.quiet()
    for (const { id } of silentCases)
      expect(entryOf(result, id).because).to.equal('the time for this target was over after 1 s (--max-time)')
    expect(entryOf(result, '0.06').verdict).to.equal('inconclusive')
    expect(result.summary).to.include({ fail: 0, warn: 0, error: 0 })
  })

  it('passes no case about all answers, because some are missing', async () => {
    const { result } = await resultOf('slow')
    for (const id of ['0.06', '3.01']) expect(entryOf(result, id).verdict, id).to.equal('inconclusive')
  })

  it('has no connection left open', async () => {
    const { peer } = await resultOf('slow')
    await peer.quiet()
    expect(peer.count.most).to.be.below(10)
  })

  it('keeps the verdicts of the first run where later ones are left out', async () => {
    const result = await resultOf('repeated')
    for (const { id } of markedCases(8)) expect(entryOf(result, id), id).to.include({ verdict: 'pass', stable: true })
  })

  it('that never accepted the handshake gets its diagnosis', async () => {
    const result = await resultOf('never')
    expect(result.diagnosis).to.be.a('string').and.not.equal('')
    expect(result.summary.inconclusive).to.equal(3)
  })
})
