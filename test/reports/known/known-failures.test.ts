import { expect } from 'chai'
import type { TargetResult, Verdict } from '../../../harness/case/results'
import { closeness, type KnownFailure, markKnown } from '../../../reports/known/known-failures'
import { knownFrom } from '../../../reports/known/known-list'
import { result, target } from '../kit/results'

const DAY = '2026-06-01'

function ws(verdict: Verdict, name = 'ws@8.23.0'): TargetResult {
  return target(name, [result('6.02', verdict)])
}

function marked(one: TargetResult, ...known: KnownFailure[]): TargetResult {
  markKnown(one, known, DAY)
  return one
}

describe('known failures', () => {
  const entry = { id: '6.02', reason: 'an old bug' }

  it('are marked where they were found, and are stale where their case passed or their day is over', () => {
    expect(marked(ws('fail'), entry).cases[0]?.known).to.deep.equal({ reason: 'an old bug' })
    expect(marked(ws('warn'), entry).cases[0]?.known).to.not.equal(null)
    expect(marked(ws('pass'), { ...entry, at: 'k.yml, line 1' }).stale).to.deep.equal([
      { ...entry, because: 'it was expected to fail, but its verdict is pass; remove the entry', at: 'k.yml, line 1' },
    ])
    const over = marked(ws('fail'), { ...entry, until: '2026-05-31' })
    expect([over.cases[0]?.known, over.stale?.[0]?.because]).to.deep.equal([
      null,
      'it was expected to fail until 2026-05-31, and this day is over',
    ])
    expect(marked(ws('fail'), { ...entry, until: DAY }).stale).to.equal(undefined)
  })

  it('are neither shown nor disproved by a case without a verdict, nor by one that was not run', () => {
    for (const verdict of ['skip', 'inconclusive'] as const) {
      const one = marked(ws(verdict), entry)
      expect([one.stale, one.cases[0]?.known], verdict).to.deep.equal([undefined, null])
    }
    expect(marked(ws('pass'), { ...entry, id: '3.01' }).stale).to.equal(undefined)
  })

  it('speak of the servers they name, the closest first', () => {
    const one = ws('fail')
    expect(
      ['ws', 'ws@8.23.0', 'ws@8.0.0', 'other', undefined].map((server) =>
        closeness({ ...entry, ...(server ? { server } : {}) }, one),
      ),
    ).to.deep.equal([2, 3, 0, 0, 1])
    const several = [
      entry,
      { ...entry, server: 'ws', reason: 'of ws' },
      { ...entry, server: 'ws@8.0.0', reason: 'of 8.0' },
    ]
    expect(marked(ws('fail'), ...several).cases[0]?.known?.reason).to.equal('of ws')
    expect(marked(ws('fail', 'other@1'), ...several).cases[0]?.known?.reason).to.equal('an old bug')
  })

  it('of a published server expect no graver verdict than its own, and are never stale', () => {
    const published = { ...entry, published: 'contested' } as const
    for (const verdict of ['warn', 'contested'] as const)
      expect(marked(ws(verdict), published).cases[0]?.known, verdict).to.deep.equal({ reason: 'an old bug' })
    expect(marked(ws('fail'), published).cases[0]?.known).to.equal(null)
    for (const verdict of ['pass', 'observed', 'skip'] as const) {
      const one = marked(ws(verdict), published)
      expect([one.stale, one.cases[0]?.known], verdict).to.deep.equal([undefined, null])
    }
  })

  it('of a list go before those of a published server, of which the gravest counts', () => {
    const published = [
      { ...entry, reason: 'a', published: 'warn' },
      { ...entry, reason: 'b', published: 'fail' },
    ] as const
    expect(marked(ws('fail'), ...published).cases[0]?.known?.reason).to.equal('b')
    const listed = { ...entry, reason: 'mine' }
    expect(marked(ws('fail'), listed, ...published).cases[0]?.known?.reason).to.equal('mine')
    expect(marked(ws('pass'), listed, ...published).stale?.[0]?.reason).to.equal('mine')
  })

  it('of a published server are not written into a list, which gets only the other findings', () => {
    const one = target('app', [result('6.02', 'fail'), result('6.03', 'fail', { got: '101' }), result('6.04', 'pass')])
    const published = ['6.02', '6.04', '6.05'].map((id) => ({ id, reason: 'ws', published: 'fail' }) as const)
    const weaker = { id: '6.03', reason: 'ws', published: 'warn' } as const
    expect(knownFrom([one], [...published, weaker], { strict: false, day: DAY })).to.deep.equal([
      { id: '6.03', reason: 'found, not examined yet: 101', server: 'app' },
    ])
  })

  it('are made from results: what still holds stays, what is disproved goes, what is new gets its reason', () => {
    const one = target('ws@8.23.0', [
      result('6.02', 'fail', { got: '101 Switching Protocols' }),
      result('6.03', 'pass'),
      result('6.04', 'fail'),
      result('6.05', 'inconclusive'),
      result('6.06', 'warn'),
      result('6.10', 'fail'),
    ])
    const before = [
      { id: '6.10', reason: 'over', until: '2026-01-01', link: 'https://example.com/1' },
      { id: '6.03', reason: 'fixed' },
      { id: '6.04', reason: 'kept', link: 'https://example.com/2', until: '2027-01-01', at: 'k.yml, line 9' },
      { id: '6.05', reason: 'unknown' },
      { id: '6.03', reason: 'of another', server: 'other' },
    ]
    const known = knownFrom([one], before, { strict: false, day: DAY })
    expect(known).to.deep.equal([
      { id: '6.02', reason: 'found, not examined yet: 101 Switching Protocols', server: 'ws' },
      { id: '6.03', reason: 'of another', server: 'other' },
      { id: '6.04', reason: 'kept', link: 'https://example.com/2', until: '2027-01-01' },
      { id: '6.05', reason: 'unknown' },
      {
        id: '6.10',
        reason: 'still fail after 2026-01-01, the last day on which it was expected: over',
        link: 'https://example.com/1',
      },
    ])
    expect(knownFrom([one], [], { strict: true, day: DAY }).map(({ id }) => id)).to.include('6.06')
  })
})
