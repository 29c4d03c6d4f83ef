import { expect } from 'chai'
import type { Case } from '../../../harness/case/case'
import type { Evidence } from '../../../harness/case/derived'
import { caseOf, markedCase, suiteOf } from '../kit/cases'
import { endpoint, type Whim } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { closePeers, listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { TEAPOT } from './kit/whims'

describe('a derived case', () => {
  afterEach(closePeers)

  const teapot: Case = caseOf('2.01', { parts: undefined as never, derived: { ...TEAPOT, from: ['1.01'] } })

  it('has the cases sent whose answers it needs, also those that are not selected', async () => {
    const lines: string[] = []
    const peer = await listen(
      endpoint({ whim: ({ line }) => (lines.push(line) && line.includes('case=1.01') ? plain(418) : undefined) }),
    )
    const suites = [suiteOf(1, [markedCase('1.01'), markedCase('1.02')]), suiteOf(2, [teapot])]
    const result = await runOn(peer, { suites, only: ['2.01'] })
    expect(verdictsOf(result)).to.deep.equal({ '2.01': 'fail' })
    expect(entryOf(result, '2.01')).to.deep.include({ because: 'RFC 6455 4.2.2; a teapot' })
    expect(entryOf(result, '2.01').exchanges).to.have.length(1)
    expect(lines.some((line) => line.includes('case=1.02'))).to.equal(false)
  })

  it('names its evidence in the order of the catalogue, not in that of the answers', async () => {
    const late = 'case=1.01'
    const whim: Whim = ({ line }, socket) => {
      if (!line.includes(late)) return line.includes('case') ? plain(418) : undefined
      setTimeout(() => socket.write(plain(418)), 150)
      return 'handled'
    }
    const found = caseOf('3.01', { parts: undefined as never, derived: TEAPOT })
    const suites = [
      suiteOf(1, [markedCase('1.01'), markedCase('1.02')]),
      suiteOf(2, [markedCase('2.01')]),
      suiteOf(3, [found]),
    ]
    const result = await runOn(await listen(endpoint({ whim })), { suites })
    expect(entryOf(result, '3.01').evidence).to.deep.equal(['1.01', '1.02', '2.01'])
  })

  it('is skipped where no answer is about it', async () => {
    const peer = await listen(endpoint())
    const result = await runOn(peer, { suites: [suiteOf(1, [markedCase('1.01')]), suiteOf(2, [teapot])] })
    expect(entryOf(result, '2.01')).to.include({ verdict: 'skip', because: 'no 418 was seen' })
  })

  it('has two controls as evidence where nothing else is sent', async () => {
    const peer = await listen(endpoint())
    let seen: readonly Evidence[] = []
    const derived = {
      ...TEAPOT,
      of: () => true,
      each: undefined as never,
      all(all: readonly Evidence[]) {
        seen = all
        return null
      },
    }
    const result = await runOn(peer, { suites: [suiteOf(2, [caseOf('2.01', { parts: undefined as never, derived })])] })
    expect(verdictsOf(result)).to.deep.equal({ '2.01': 'pass' })
    expect(seen.map(({ from }) => from)).to.deep.equal(['control', 'control'])
  })

  it('refers to the case that asked, where that has a finding too and scores it', async () => {
    const peer = await listen(endpoint({ whim: ({ line }) => (line.includes('case=1.01') ? plain(418) : undefined) }))
    const scored: Case = caseOf('2.01', { parts: undefined as never, derived: { ...TEAPOT, scoredByAsker: true } })
    const result = await runOn(peer, { suites: [suiteOf(1, [markedCase('1.01')]), suiteOf(2, [scored])] })
    expect(entryOf(result, '1.01').verdict).to.equal('fail')
    expect(entryOf(result, '2.01')).to.include({ verdict: 'skip', scoredIn: '1.01' })
  })

  it('is judged together with parts of its own', async () => {
    const peer = await listen(endpoint())
    const suites = [suiteOf(1, [caseOf('1.01', { derived: { ...TEAPOT, of: () => true, each: () => null } })])]
    const entry = entryOf(await runOn(peer, { suites }), '1.01')
    expect(entry.verdict).to.equal('pass')
    expect(entry.parts?.map(({ name }) => name)).to.deep.equal(['BASE', 'every answer of the run'])
  })
})
