import { expect } from 'chai'
import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { hasDeadLink } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { sameAs } from '../../../harness/judge/checks'
import { accepted, refused } from '../../../harness/judge/expectations'
import { caseOf, markedCase, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { closePeers, listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { TEAPOT, whenAsked } from './kit/whims'

describe('a case', () => {
  afterEach(closePeers)

  it('is skipped with a reason where a need is not met', async () => {
    const peer = await listen(endpoint({ echo: false }))
    const suites = [
      suiteOf(1, [
        markedCase('1.01', { needs: ['subprotocols'] }),
        markedCase('1.02', { needs: ['echo'] }),
        markedCase('1.03', { needs: ['addedFields'] }),
        markedCase('1.04', { slow: true }),
        caseOf('1.05', { needs: ['echo'], parts: undefined as never, derived: { ...TEAPOT, of: () => true } }),
        caseOf('1.06'),
      ]),
    ]
    const result = await runOn(peer, { suites })
    expect(verdictsOf(result)).to.deep.equal({
      '1.01': 'skip',
      '1.02': 'skip',
      '1.03': 'skip',
      '1.04': 'skip',
      '1.05': 'skip',
      '1.06': 'pass',
    })
    expect(entryOf(result, '1.01').because).to.match(/--subprotocol/)
    expect(entryOf(result, '1.02').because).to.match(/echo/)
    expect(entryOf(result, '1.04').because).to.match(/--slow/)
  })

  it('sends parts that follow from its first answers', async () => {
    const peer = await listen(endpoint())
    const follow: Case['follow'] = (observations) => [
      {
        name: 'second',
        send: {},
        expect: statusOf(observations.get('first') as never) === 426 ? accepted() : refused(),
      },
    ]
    const parts = [{ name: 'first', send: { fields: { 'Sec-WebSocket-Version': '14' } } }]
    const suites = [suiteOf(1, [caseOf('1.01', { parts, follow }), caseOf('1.02', { parts, follow: () => [] })])]
    const result = await runOn(peer, { suites })
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.02': 'skip' })
    expect(entryOf(result, '1.01').exchanges).to.have.length(2)
  })

  it('that throws has the verdict error, and ends nothing else', async () => {
    const peer = await listen(endpoint())
    const broken = () => {
      throw new Error('oops')
    }
    const suites = [
      suiteOf(1, [
        caseOf('1.01', { parts: [{ name: 'a', send: { text: broken }, expect: accepted() }] }),
        caseOf('1.02', { parts: [{ name: 'a', expect: accepted({ checks: [broken] }) }] }),
        caseOf('1.03', { follow: broken }),
        caseOf('1.04', { parts: undefined as never, derived: { ...TEAPOT, of: broken } }),
        caseOf('1.05'),
      ]),
    ]
    const result = await runOn(peer, { suites })
    expect(verdictsOf(result)).to.deep.equal({
      '1.01': 'error',
      '1.02': 'error',
      '1.03': 'error',
      '1.04': 'error',
      '1.05': 'pass',
    })
    for (const { because } of result.cases.slice(0, 4)) expect(because).to.equal('a bug in wsspec: oops')
  })

  it('is compared with its twin, whose exchange is kept', async () => {
    const peer = await listen(endpoint({ protocols: ['chat'] }))
    const fields = { 'Sec-WebSocket-Protocol': 'chat' }
    const parts = [
      { name: 'twin', send: { fields } },
      { name: 'with', send: { fields }, expect: accepted({ checks: [sameAs('twin')] }) },
      { name: 'without', send: {}, expect: accepted({ checks: [sameAs('twin')] }) },
    ]
    const entry = entryOf(await runOn(peer, { suites: [suiteOf(1, [caseOf('1.01', { parts })])] }), '1.01')
    expect(entry.parts?.map(({ name, verdict }) => `${name} ${verdict}`)).to.deep.equal(['with pass', 'without fail'])
    expect(entry.exchanges).to.have.length(3)
  })

  it('keeps at most eight exchanges: the first one and those that decided', async () => {
    const peer = await listen(endpoint({ whim: whenAsked('n=11', () => plain(400)) }))
    const parts = Array.from({ length: 12 }, (_, index) => ({
      name: `${index}`,
      send: { target: `/?n=${index}` },
      expect: accepted(),
    }))
    const entry = entryOf(await runOn(peer, { suites: [suiteOf(1, [caseOf('1.01', { parts })])] }), '1.01')
    expect(entry.verdict).to.equal('fail')
    expect(entry.exchanges).to.have.length(8)
    expect(entry.parts).to.have.length(12)
    const [kept] = entry.parts?.[11]?.exchanges ?? []
    expect(Buffer.from(entry.exchanges[kept ?? -1]?.received ?? '', 'base64').toString()).to.match(/^HTTP\/1\.1 400/)
    expect(entry.parts?.[0]?.exchanges).to.deep.equal([0])
  })
})

describe('the control that a case is compared with', () => {
  afterEach(closePeers)

  it('was asked in the way that the target answers whether the link works', async () => {
    const peer = await listen(endpoint({ pong: false, echo: true }))
    const lively: Check = (_, { control }) =>
      hasDeadLink(control) ? { verdict: 'fail', because: 'a dead control' } : null
    const cases = [caseOf('1.01', { parts: [{ name: 'BASE', expect: accepted({ checks: [lively] }) }] })]
    expect(verdictsOf(await runOn(peer, { suites: [suiteOf(1, cases)] }))).to.deep.equal({ '1.01': 'pass' })
  })
})
