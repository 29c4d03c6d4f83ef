import { expect } from 'chai'
import type { CaseResult, Likeness } from '../../../harness/case/results'
import { ownerOf } from '../../../reports/model/owner'
import { result } from '../kit/results'

const WS: Likeness = { name: 'ws', version: '8.23.0', agree: 374, of: 378, shared: 2, own: 0 }

function finding(id: string, more: { like?: boolean } & Partial<CaseResult> = {}): CaseResult {
  const { like, ...rest } = more
  const prevalence = { servers: 1, of: 2, ...(like === undefined ? {} : { like }) }
  return result(id, 'fail', { prevalence, ...rest })
}

describe('whose the findings of a cause are', () => {
  it('names the server that the target behaves like, and what that server does not do', () => {
    const both = [finding('6.01', { like: true }), finding('6.02', { like: true })]
    expect(ownerOf(both, { like: WS })?.short).to.equal('in ws 8.23.0 too')
    const mixed = [finding('6.01', { like: true }), finding('6.02', { like: false })]
    expect(ownerOf(mixed, { like: WS })).to.include({ short: 'in ws 8.23.0 too, but not 6.02', isOwn: false })
  })

  it('says that a finding is only here where that server has none of them', () => {
    expect(ownerOf([finding('6.01', { like: false })], { like: WS })).to.include({ short: 'only here', isOwn: true })
  })

  it('goes by what a plain GET shows where nothing is known of a like server', () => {
    expect(ownerOf([finding('2.01', { party: 'http' })], { like: null })?.short).to.equal('in the HTTP parser')
    expect(ownerOf([finding('2.01', { party: 'upgrade' })], {})?.short).to.equal('in the upgrade code')
    expect(ownerOf([finding('2.01', { party: 'http' })], {})?.long).to.equal(
      'the HTTP parser, because a plain GET shows it too',
    )
    const two = [finding('2.01', { party: 'upgrade' }), finding('2.02', { party: 'http' })]
    expect(ownerOf(two, {})).to.equal(null)
    expect(ownerOf([finding('2.01', { like: true, party: 'http' })], { like: WS })?.long).to.equal(
      'ws 8.23.0 does this too; it is in the HTTP parser',
    )
  })

  it('names the test program where it decides all of them', () => {
    expect(ownerOf([finding('2.01', { fixture: 'the program' })], { like: WS })?.short).to.equal('in its test program')
  })

  it('claims nothing where nothing is known, and nothing of a published server about itself', () => {
    expect(ownerOf([finding('2.01')], { like: WS })).to.equal(null)
    expect(ownerOf([finding('2.01', { like: true })], { like: { ...WS, published: true } })).to.equal(null)
  })
})
