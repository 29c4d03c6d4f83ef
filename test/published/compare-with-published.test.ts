import { expect } from 'chai'
import { type CaseResult, summarize, type TargetResult } from '../../harness/case/results'
import { compareWithPublished } from '../../published/compare-with-published'
import { entries, type PublishedServer } from '../../published/servers'

const EMPTY: Omit<CaseResult, 'id' | 'verdict'> = {
  ...{ suite: 0, title: '', level: 'MUST', contested: false, source: [], expected: '', got: '', because: '' },
  ...{ durationMs: 0, stable: true, known: null, exchanges: [] },
}

/** A target with the verdicts of a published server. */
function targetWith({ verdicts }: PublishedServer): TargetResult {
  const cases = [...verdicts].map(([id, { verdict }]): CaseResult => ({ ...EMPTY, id, verdict }))
  const capabilities = { echo: true, subprotocols: [], permessageDeflate: true }
  return { name: 'it', url: '', server: null, capabilities, controls: [], summary: summarize(cases), cases }
}

function ws(): PublishedServer {
  return entries().find(({ name, isOlder }) => name === 'ws' && !isOlder) as PublishedServer
}

describe('a target beside the published servers', () => {
  it('gets the server that it behaves like, and with each finding who has it too', () => {
    const target = targetWith(ws())
    compareWithPublished(target)
    expect(target.like).to.include({ name: 'ws', version: ws().version, own: 0 })
    const [findings, others] = [
      target.cases.filter((each) => each.prevalence),
      target.cases.filter((each) => !each.prevalence),
    ]
    expect(findings.length).to.equal(target.like?.shared)
    expect(findings.every(({ prevalence }) => prevalence?.like)).to.equal(true)
    expect(others.some(({ verdict }) => verdict === 'fail')).to.equal(false)
  })

  it('that is a published server itself is not counted with the others', () => {
    const [itself, other] = [targetWith(ws()), targetWith(ws())]
    itself.server = { name: 'ws', version: ws().version, language: 'JavaScript' }
    for (const target of [itself, other]) compareWithPublished(target)
    const counts = ({ cases }: TargetResult) => cases.flatMap(({ prevalence }) => prevalence?.servers ?? [])
    expect(itself.like).to.have.property('published', true)
    expect(counts(itself)).to.deep.equal(counts(other).map((servers) => servers - 1))
    expect(itself.cases.some(({ prevalence }) => prevalence && 'like' in prevalence)).to.equal(false)
  })

  it('keeps what its results have already', () => {
    const target = { ...targetWith(ws()), like: null }
    const found = target.cases.find(({ verdict }) => verdict === 'fail') as CaseResult
    found.prevalence = { servers: 1, of: 2 }
    compareWithPublished(target)
    expect(target.like).to.equal(null)
    expect(found.prevalence).to.deep.equal({ servers: 1, of: 2 })
  })

  it('gets nothing where it could not be judged, and without published verdicts', () => {
    const [silent, lonely] = [{ ...targetWith(ws()), diagnosis: 'it does not answer' }, targetWith(ws())]
    compareWithPublished(silent)
    compareWithPublished(lonely, [])
    for (const target of [silent, lonely]) {
      expect(target).to.not.have.property('like')
      expect(target.cases.some((each) => 'prevalence' in each)).to.equal(false)
    }
  })
})
